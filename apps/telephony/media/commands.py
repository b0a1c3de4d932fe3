"""What a CallSession asks the shell around it to do, in order."""

from dataclasses import dataclass, field
from typing import Any

from .realtime import ToolCall


@dataclass(frozen=True, slots=True)
class SendCaller:
    """A text message for Twilio."""

    text: str


@dataclass(frozen=True, slots=True)
class PlayAudio:
    """Audio for Twilio. `audio` is heard from `start_ms` of the stream on, and goes on the recording.

    `start_ms` None: without a pause behind the audio before it.
    """

    text: str
    audio: bytes
    start_ms: float | None


@dataclass(frozen=True, slots=True)
class CutRecording:
    """From `at_ms` of the stream on, what was put on the recording was not heard."""

    at_ms: float


@dataclass(frozen=True, slots=True)
class SendModel:
    data: bytes


@dataclass(frozen=True, slots=True)
class RunTool:
    """Run a tool and report its JSON output with `CallSession.tool_finished`.

    `after_item` is what the caller said last before it; empty when the caller has said nothing.
    """

    call: ToolCall
    after_item: str = ""


@dataclass(frozen=True, slots=True)
class FindAnswer:
    """Ask whether the business has an answer to a turn of the caller's, and report `answer_found`."""

    item_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Store:
    """An entry of the journal: plain data, safe to write twice. `entry` is the name of its writer."""

    entry: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reconnect:
    """The model's session is unusable: open another and report `model_ready` or `end`."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The call is over. Nothing comes after it."""

    reason: str


Command = (
    SendCaller | PlayAudio | CutRecording | SendModel | RunTool | FindAnswer | Store | Reconnect | Finish
)


@dataclass(slots=True)
class Outbox:
    """Commands gathered while one event is being handled."""

    _commands: list[Command] = field(default_factory=list)

    def add(self, command: Command) -> None:
        self._commands.append(command)

    def store(self, entry: str, /, **data: Any) -> None:
        self._commands.append(Store(entry, data))

    def take(self) -> list[Command]:
        commands, self._commands = self._commands, []
        return commands
