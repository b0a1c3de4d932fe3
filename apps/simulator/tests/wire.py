"""A Realtime session in a test's hands: no socket, its own clock, every server event held against the SDK."""

import base64
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

import orjson
from openai.types.realtime import RealtimeServerEvent
from pydantic import BaseModel, TypeAdapter

from apps.simulator.audio.mulaw import SILENCE
from apps.simulator.openai.events import ClientEventError, Event, client_event_parse, error_event
from apps.simulator.openai.pace import Pace
from apps.simulator.openai.realtime import RealtimeSession
from apps.simulator.phrasebook.book import phrase_get

SERVER_EVENTS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["type"].annotation)[0]: model
    for model in get_args(get_args(RealtimeServerEvent)[0])
}
_ADAPTER: TypeAdapter[Any] = TypeAdapter(RealtimeServerEvent)
# The SDK types the session by its create request, which lacks what only the server sets.
_SERVER_ONLY = {"session.object", "session.id", "session.expires_at"}
PCMU = {"type": "audio/pcmu"}
PHONE: Any = {
    "type": "realtime",
    "audio": {
        "input": {"format": PCMU, "transcription": {"model": "gpt-transcribe", "language": "he"}},
        "output": {"format": PCMU, "voice": "cedar"},
    },
}
PACE = Pace(first_audio_ms=100, audio_rate=5, tool_ms=50, transcription_ms=80)


def event_check(event: Event) -> Event:
    """Parses as the SDK parses it, with nothing the SDK does not know."""
    plain = orjson.loads(orjson.dumps(event))
    parsed = SERVER_EVENTS[event["type"]].model_validate(plain)
    assert not set(unknown_fields(parsed)) - _SERVER_ONLY, unknown_fields(parsed)
    assert _ADAPTER.validate_python(plain).type == event["type"]
    return event


def unknown_fields(value: Any, path: str = "") -> list[str]:
    if isinstance(value, BaseModel):
        names = [f"{path}{name}" for name in value.model_extra or {}]
        for name in type(value).model_fields:
            names += unknown_fields(getattr(value, name), f"{path}{name}.")
        return names
    if isinstance(value, list):
        return [name for item in value for name in unknown_fields(item, path)]
    return []


@dataclass
class Wire:
    """`events` is all that was received; the clock stands still between calls."""

    pace: Pace = PACE
    now_ms: float = 0.0
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = RealtimeSession(
            model="gpt-realtime-2.1", pace=self.pace, now_ms=0.0, today=date(2026, 11, 22), expires_at=3600
        )
        self._take()

    def send(self, type_: str, **fields: Any) -> list[Event]:
        """The events that came at once."""
        before = len(self.events)
        try:
            self.session.handle(client_event_parse(orjson.dumps({"type": type_, **fields})), self.now_ms)
        except ClientEventError as error:
            self.session.add(error_event(error))
        self._take()
        return self.events[before:]

    def phone(self, **session: Any) -> "Wire":
        """Configured as a telephone call."""
        assert self.types(self.send("session.update", session={**PHONE, **session})) == ["session.updated"]
        return self

    def hear(self, audio: bytes, *, realtime: bool = True) -> list[Event]:
        """20 ms frames, the clock going on with them."""
        before = len(self.events)
        for start in range(0, len(audio), 160):
            frame = base64.b64encode(audio[start : start + 160]).decode()
            self.send("input_audio_buffer.append", audio=frame)
            self.wait(20 if realtime else 0)
        return self.events[before:]

    def say(self, key: str, *, silence_ms: int = 600) -> list[Event]:
        return self.hear(phrase_get(key).audio + SILENCE * (silence_ms * 8))

    def wait(self, ms: float) -> list[Event]:
        before, until = len(self.events), self.now_ms + ms
        while self.session.due_ms() <= until and self.session.closed is None:
            self.now_ms = max(self.now_ms, self.session.due_ms())
            self.session.tick(self.now_ms)
            self._take()
        self.now_ms = until
        return self.events[before:]

    def of(self, type_: str, events: list[Event] | None = None) -> list[Event]:
        return [event for event in (self.events if events is None else events) if event["type"] == type_]

    def error(self, events: list[Event]) -> Event:
        (event,) = events
        assert event["type"] == "error"
        return dict(event["error"])

    @staticmethod
    def types(events: list[Event]) -> list[str]:
        return [event["type"] for event in events]

    def _take(self) -> None:
        self.events += [event_check(event) for event in self.session.take()]
