"""OpenAI Realtime (GA) server events -> dataclasses. What we send is in `requests.py`.

Source: the openai SDK 3.54, `openai.types.realtime`; the beta names (`response.audio.delta`) are gone.
"""

import base64
from dataclasses import dataclass
from typing import Any

import orjson

from .retries import asked_pause_ms


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
    """What the caller said. `usage` as the server counted it, possibly empty."""

    item_id: str
    text: str
    usage: dict[str, Any]


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
    type: str


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
    | ToolArguments
    | ToolOutputSeen
    | ResponseDone
    | ServerError
    | Ignored
)


def decode(data: bytes | str) -> Event:
    """Read one server event. One that does not parse is Ignored: the call goes on without it."""
    try:
        event = orjson.loads(data)
        return _READERS.get(event["type"], _ignored)(event)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Ignored("unreadable")


def _ignored(event: dict[str, Any]) -> Event:
    return Ignored(str(event["type"]))


def _session_created(event: dict[str, Any]) -> Event:
    return SessionCreated(str(event["session"].get("id", "")))


def _session_updated(event: dict[str, Any]) -> Event:
    session = event["session"]
    audio = session.get("audio") or {}
    return SessionUpdated(
        input_format=_format((audio.get("input") or {}).get("format")),
        output_format=_format((audio.get("output") or {}).get("format")),
        tool_names=tuple(tool["name"] for tool in session.get("tools") or () if tool.get("name")),
    )


def _format(value: Any) -> str:
    return value.get("type") or "" if isinstance(value, dict) else str(value or "")


def _audio_delta(event: dict[str, Any]) -> Event:
    audio = base64.b64decode(event["delta"], validate=True)
    return AudioDelta(event["response_id"], event["item_id"], event.get("content_index", 0), audio)


def _audio_done(event: dict[str, Any]) -> Event:
    return AudioDone(event["response_id"], event["item_id"], event.get("content_index", 0))


def _transcript_delta(event: dict[str, Any]) -> Event:
    return TranscriptDelta(event["response_id"], event["item_id"], event["delta"])


def _transcript_done(event: dict[str, Any]) -> Event:
    return TranscriptDone(event["response_id"], event["item_id"], event["transcript"])


def _input_transcribed(event: dict[str, Any]) -> Event:
    return InputTranscribed(event["item_id"], event["transcript"], event.get("usage") or {})


def _input_not_transcribed(event: dict[str, Any]) -> Event:
    return InputNotTranscribed(event["item_id"], str((event.get("error") or {}).get("code") or ""))


def _item_done(event: dict[str, Any]) -> Event:
    call = _tool_call(event["item"])
    return ToolCallItem(event["response_id"], call) if call else Ignored(event["type"])


def _item_added(event: dict[str, Any]) -> Event:
    item = event["item"]
    if item["type"] == "function_call_output":
        return ToolOutputSeen(item["call_id"])
    return Ignored(event["type"])


def _response_done(event: dict[str, Any]) -> Event:
    response = event["response"]
    details = response.get("status_details") or {}
    error = details.get("error") or {}
    status = response.get("status") or "completed"
    calls = (_tool_call(item, silent_is_done=status == "completed") for item in response.get("output") or ())
    return ResponseDone(
        response_id=response["id"],
        status=status,
        reason=details.get("reason") or "",
        error_code=str(error.get("code") or ""),
        usage=response.get("usage") or {},
        calls=tuple(call for call in calls if call),
        retry_after_ms=asked_pause_ms(error.get("message")),
    )


def _tool_arguments(event: dict[str, Any]) -> Event:
    call = ToolCall(event["call_id"], event["name"], event.get("arguments") or "{}")
    return ToolArguments(event["response_id"], call)


def _tool_call(item: dict[str, Any], *, silent_is_done: bool = False) -> ToolCall | None:
    """Only a completed call. The status is optional: `silent_is_done` says what its absence means."""
    status = item.get("status") or ("completed" if silent_is_done else "")
    if item.get("type") != "function_call" or status != "completed":
        return None
    return ToolCall(item["call_id"], item["name"], item.get("arguments") or "{}")


def _error(event: dict[str, Any]) -> Event:
    error = event["error"]
    return ServerError(
        str(error.get("code") or ""), str(error.get("type") or ""), str(error.get("event_id") or "")
    )


_READERS = {
    "session.created": _session_created,
    "session.updated": _session_updated,
    "input_audio_buffer.speech_started": lambda event: SpeechStarted(event.get("item_id") or ""),
    "input_audio_buffer.speech_stopped": lambda event: SpeechStopped(event.get("item_id") or ""),
    "input_audio_buffer.committed": lambda event: InputCommitted(event["item_id"]),
    "conversation.item.input_audio_transcription.completed": _input_transcribed,
    "conversation.item.input_audio_transcription.failed": _input_not_transcribed,
    "response.created": lambda event: ResponseCreated(event["response"]["id"]),
    "response.output_audio.delta": _audio_delta,
    "response.output_audio.done": _audio_done,
    "response.output_audio_transcript.delta": _transcript_delta,
    "response.output_audio_transcript.done": _transcript_done,
    "response.output_item.done": _item_done,
    "response.function_call_arguments.done": _tool_arguments,
    "conversation.item.added": _item_added,
    "response.done": _response_done,
    "error": _error,
}
