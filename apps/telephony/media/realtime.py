"""What the model may report: OpenAI's Realtime (GA) server events as we use them. `decoding.py` reads them.

Ids are what a column and a dictionary can hold; texts are text. What we send is in `requests.py`.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SessionCreated:
    session_id: str


@dataclass(frozen=True, slots=True)
class SessionUpdated:
    """The server's echo of the session it will really run."""

    input_format: str
    output_format: str
    tool_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    item_id: str


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    item_id: str


@dataclass(frozen=True, slots=True)
class InputCommitted:
    item_id: str


@dataclass(frozen=True, slots=True)
class InputTranscribed:
    """What the caller said. `usage` as the server counted it, possibly empty.

    `confidence`: the mean probability of its tokens in percent, None when the server did not say.
    """

    item_id: str
    text: str
    usage: dict[str, Any]
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class InputNotTranscribed:
    item_id: str
    code: str


@dataclass(frozen=True, slots=True)
class ResponseCreated:
    response_id: str


@dataclass(frozen=True, slots=True)
class AudioDelta:
    """`audio` is mu-law, 8 bytes a millisecond."""

    response_id: str
    item_id: str
    content_index: int
    audio: bytes


@dataclass(frozen=True, slots=True)
class AudioDone:
    response_id: str
    item_id: str
    content_index: int


@dataclass(frozen=True, slots=True)
class TranscriptDelta:
    response_id: str
    item_id: str
    text: str


@dataclass(frozen=True, slots=True)
class TranscriptDone:
    response_id: str
    item_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call the model finished. One that was cut off never becomes a ToolCall."""

    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ToolCallItem:
    response_id: str
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolCallComing:
    """The model is writing a call: nothing is heard meanwhile, and yet it works."""

    response_id: str


@dataclass(frozen=True, slots=True)
class ToolArguments:
    """The arguments of a call are written; whether the call stands, its response decides."""

    response_id: str
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolOutputSeen:
    """The server holds our output of this call: every response created from here on knows it."""

    call_id: str


@dataclass(frozen=True, slots=True)
class ResponseDone:
    """`status`: completed, cancelled, failed or incomplete. `usage` may be empty.

    `retry_after_ms`: how long a busy server asks to be left alone; 0 when it does not say.
    """

    response_id: str
    status: str
    reason: str
    error_code: str
    usage: dict[str, Any]
    calls: tuple[ToolCall, ...]
    retry_after_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class ServerError:
    code: str
    type: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event we have no use for."""

    type: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that is no event, or one with a field that is not what it should be. Counted, no more."""


Event = (
    SessionCreated
    | SessionUpdated
    | SpeechStarted
    | SpeechStopped
    | InputCommitted
    | InputTranscribed
    | InputNotTranscribed
    | ResponseCreated
    | AudioDelta
    | AudioDone
    | TranscriptDelta
    | TranscriptDone
    | ToolCallItem
    | ToolCallComing
    | ToolArguments
    | ToolOutputSeen
    | ResponseDone
    | ServerError
    | Ignored
    | Unreadable
)
