"""A call without sockets: a scripted model on one side, a truthful line on the other, one clock."""

import base64
from typing import Any

import orjson

from apps.assistant.guards.evidence import Known
from apps.telephony.media import codec, realtime
from apps.telephony.media.commands import (
    Command,
    FindAnswer,
    Finish,
    PlayAudio,
    RunTool,
    SendCaller,
    SendModel,
    Store,
)
from apps.telephony.media.playout import BYTES_PER_MS
from apps.telephony.media.requests import AUDIO_FORMAT, Requests
from apps.telephony.media.session import CallSession
from apps.telephony.media.tests.twilio_line import TwilioLine

STREAM = "MZ1"
SILENT_FRAME = base64.b64encode(b"\xff" * 160).decode()


class ScriptedCall:
    """Time moves only with `wait`: the timers of the session fire on the way, and echoes come when due."""

    def __init__(
        self,
        *,
        delay_ms: float = 30.0,
        ready: bool = True,
        known: Known | None = None,
        looks_up: bool = False,
    ) -> None:
        self.session = CallSession(
            stream_sid=STREAM,
            greeting="שלום, הגעתם למספרה",
            models={"realtime": "gpt-realtime-2.1", "transcription": "gpt-transcribe"},
            known=known,
            looks_up=looks_up,
        )
        self.line = TwilioLine(delay_ms)
        self.now_ms = 0.0
        self.to_model: list[dict[str, Any]] = []
        self.stored: list[tuple[str, dict[str, Any]]] = []
        self.tools: list[realtime.ToolCall] = []
        self.lookups: list[FindAnswer] = []
        self.said_before_tools: list[str] = []
        self.truths: list[dict[str, float]] = []
        self.finished = ""
        self.others: list[Command] = []
        self._item_of_audio = ""
        if ready:
            self.model_ready()

    # --- what happens ---

    def model_ready(self) -> None:
        self.obey(self.session.model_ready(Requests(), self.now_ms))
        self.event(realtime.SessionUpdated(AUDIO_FORMAT["type"], AUDIO_FORMAT["type"], ("save_lead",)))

    def event(self, event: realtime.Event) -> None:
        self.obey(self.session.model(event, self.now_ms))

    def caller(self, message: codec.Message) -> None:
        self.obey(self.session.caller(message, self.now_ms))

    def respond(self, response_id: str, item_id: str, ms: int, text: str = "", *, done: bool = True) -> None:
        """The model answers at once with `ms` of audio whose bytes name the item."""
        self.event(realtime.ResponseCreated(response_id))
        self.speak(response_id, item_id, ms)
        self.event(realtime.TranscriptDone(response_id, item_id, text))
        if done:
            self.event(realtime.AudioDone(response_id, item_id, 0))
            self.event(realtime.ResponseDone(response_id, "completed", "", "", {}, ()))

    def speak(self, response_id: str, item_id: str, ms: int) -> None:
        audio = item_id.encode().ljust(8, b".")[:8] * ms
        for start in range(0, len(audio), 200 * BYTES_PER_MS):
            part = audio[start : start + 200 * BYTES_PER_MS]
            self.event(realtime.AudioDelta(response_id, item_id, 0, part))

    def caller_turn(self, item_id: str, text: str = "") -> None:
        self.event(realtime.SpeechStarted(item_id))
        self.event(realtime.SpeechStopped(item_id))
        self.event(realtime.InputCommitted(item_id))
        if text:
            self.event(realtime.InputTranscribed(item_id, text, {}))

    def wait(self, ms: float) -> None:
        until = self.now_ms + ms
        while True:
            wake = self.session.wake_at_ms(self.now_ms)
            echo = min((at for at, _ in self.line.echoes), default=None)
            moments = [moment for moment in (wake, echo) if moment is not None and moment <= until]
            if not moments:
                break
            self.now_ms = max(self.now_ms + 1, min(moments))
            for _, name in self.line.echoes_until(self.now_ms):
                self.caller(codec.Mark(STREAM, name))
            self.obey(self.session.tick(self.now_ms))
        self.now_ms = until

    # --- what came of it ---

    def obey(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case SendModel(data=data):
                    self.to_model.append(orjson.loads(data))
                case PlayAudio(audio=audio):
                    self._item_of_audio = audio[:8].rstrip(b".").decode()
                    self.line.media(self._item_of_audio, len(audio) / BYTES_PER_MS, self.now_ms)
                case SendCaller(text=text):
                    self._to_line(orjson.loads(text))
                case RunTool(call=call, after_item=said):
                    self.tools.append(call)
                    self.said_before_tools.append(said)
                case FindAnswer():
                    self.lookups.append(command)
                case Store(entry=entry, data=data):
                    self.stored.append((entry, data))
                case Finish(reason=reason):
                    self.finished = reason
                case _:
                    self.others.append(command)

    def _to_line(self, message: dict[str, Any]) -> None:
        if message["event"] == "mark":
            self.line.mark(message["mark"]["name"], self.now_ms)
        elif message["event"] == "clear":
            self.truths.append(self.line.clear(self.now_ms))

    def sent(self, type_: str) -> list[dict[str, Any]]:
        return [event for event in self.to_model if event["type"] == type_]

    def turns(self) -> dict[str, dict[str, Any]]:
        """The last word on each turn."""
        return {data["item_id"]: data for entry, data in self.stored if entry == "turn"}
