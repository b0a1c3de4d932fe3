"""What happened in every Realtime session, for tests and for `/control/sessions`."""

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from apps.simulator.openai.events import Event, base64_bytes
from apps.simulator.openai.faults import FaultBox

KEPT = 500


@dataclass
class SessionLog:
    """`client_events` leaves out audio appends: they are counted in `audio_in_bytes` and `appends`."""

    id: str
    model: str
    began_at: float = field(default_factory=time.time)
    faults: FaultBox = field(default_factory=FaultBox)
    client_events: list[Event] = field(default_factory=list)
    server_events: Counter[str] = field(default_factory=Counter)
    errors: list[Event] = field(default_factory=list)
    transcripts: list[dict[str, str]] = field(default_factory=list)
    appends: int = 0
    audio_in_bytes: int = 0
    audio_out_ms: float = 0
    closed: bool = False
    close_reason: str = ""

    def client_event(self, event: Event) -> None:
        if event.get("type") == "input_audio_buffer.append":
            self.appends += 1
            self.audio_in_bytes += base64_bytes(event["audio"])
        else:
            self.client_events.append(event)

    def server_event(self, event: Event) -> None:
        kind = event["type"]
        self.server_events[kind] += 1
        if kind == "error":
            self.errors.append(event["error"])
        elif kind == "response.output_audio_transcript.done":
            self.transcripts.append({"author": "assistant", "text": event["transcript"]})
        elif kind == "conversation.item.input_audio_transcription.completed":
            self.transcripts.append({"author": "caller", "text": event["transcript"]})

    def summary(self) -> dict[str, Any]:
        events = self.client_events
        return {
            "id": self.id,
            "model": self.model,
            "began_at": self.began_at,
            "closed": self.closed,
            "close_reason": self.close_reason,
            "client_event_counts": dict(Counter(str(event.get("type")) for event in events)),
            "server_event_counts": dict(self.server_events),
            "truncates": [event for event in events if event.get("type") == "conversation.item.truncate"],
            "errors": self.errors,
            "appends": self.appends,
            "audio_in_bytes": self.audio_in_bytes,
            "audio_out_ms": self.audio_out_ms,
            "transcripts": self.transcripts,
        }

    def full(self) -> dict[str, Any]:
        return {**self.summary(), "client_events": self.client_events}


class SessionBook:
    """The last KEPT sessions, newest last."""

    def __init__(self) -> None:
        self._logs: deque[SessionLog] = deque(maxlen=KEPT)

    def open(self, log: SessionLog) -> SessionLog:
        self._logs.append(log)
        return log

    def all(self) -> list[SessionLog]:
        return list(self._logs)

    def get(self, session_id: str) -> SessionLog | None:
        return next((log for log in self._logs if log.id == session_id), None)

    def live(self) -> list[SessionLog]:
        return [log for log in self._logs if not log.closed]

    def clear(self) -> None:
        self._logs = deque(self.live(), maxlen=KEPT)
