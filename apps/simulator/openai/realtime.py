"""One Realtime session as a state machine: client events and time in, server events out. No socket, no clock.

Every method takes `now_ms`. `take()` hands over what is to be sent, in order; `due_ms()` says when `tick`
is next worth calling.
"""

import base64
import binascii
import copy
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from apps.simulator.dialogue.decisions import Decision, View
from apps.simulator.dialogue.dialogue import decide
from apps.simulator.openai.configuration import Session, session_default, session_merge
from apps.simulator.openai.context import view_make
from apps.simulator.openai.conversation import Conversation, Item, context_parts
from apps.simulator.openai.events import (
    ClientEventError,
    Event,
    error_event,
    event_id_of,
    id_make,
    server_event,
)
from apps.simulator.openai.items import ItemEvents
from apps.simulator.openai.listening import InputAudio, Started
from apps.simulator.openai.pace import Pace
from apps.simulator.openai.replying import Reply
from apps.simulator.openai.responder import Responder, Running
from apps.simulator.openai.transcribing import LOGPROBS, transcription_events
from apps.simulator.phrasebook.recogniser import speech_recognise

CLOSE_EXPIRED = 1001


class RealtimeSession:
    """`decide` is the model; `today` its calendar when the instructions have none. `closed`: a close code."""

    def __init__(
        self,
        *,
        model: str,
        pace: Pace,
        now_ms: float,
        today: date,
        expires_at: int = 0,
        decide: Callable[[View], tuple[Decision, ...]] = decide,
    ) -> None:
        self.id = id_make("sess_simulator")
        self.pace = pace
        self.session: Session = session_default(session_id=self.id, model=model, expires_at=expires_at)
        self.conversation = Conversation()
        self.closed: int | None = None
        self._today = today
        self._decide = decide
        self._began_ms = now_ms
        self._input = InputAudio()
        self._conversation_id = id_make("conv")
        self._speech_item = ""
        self._idle_at: float | None = None
        self._idle_from_ms = 0
        self._later: list[tuple[float, Event]] = []
        self._outbox: list[Event] = []
        self._transcription_failing: Event | None = None
        self._responder = Responder(self.conversation, self._outbox)
        self._items = ItemEvents(self.conversation, self._outbox)
        self._handlers = self._handlers_make()
        self._input_configure()
        self._send("session.created", session=copy.deepcopy(self.session))

    # --- time and output

    def take(self) -> list[Event]:
        events = list(self._outbox)
        self._outbox.clear()
        return events

    def add(self, event: Event) -> None:
        """Sends an event that is not the session's own: an ordered fault."""
        self._outbox.append(event)

    def due_ms(self) -> float:
        dues = self._responder.due_ms() + [due for due, _ in self._later]
        if self._idle_at is not None:
            dues.append(self._idle_at)
        return min([*dues, self._began_ms + self.pace.session_max_ms])

    def tick(self, now_ms: float) -> None:
        ready = [event for due, event in self._later if due <= now_ms]
        self._later = [(due, event) for due, event in self._later if due > now_ms]
        self._outbox += ready
        for running in self._responder.advance(now_ms):
            self._idle_plan(running, now_ms)
        if self._idle_at is not None and self._idle_at <= now_ms:
            self._idle(now_ms)
        if now_ms >= self._began_ms + self.pace.session_max_ms and self.closed is None:
            self.expire()

    def expire(self) -> None:
        minutes = round(self.pace.session_max_ms / 60_000)
        message = f"Your session hit the maximum duration of {minutes} minutes."
        self._outbox.append(error_event(ClientEventError("session_expired", message)))
        self.closed = CLOSE_EXPIRED

    @property
    def is_responding(self) -> bool:
        return self._responder.active() is not None

    def fail_next(self, what: Literal["response", "transcription"], error: Event) -> None:
        """The next spoken reply breaks off with this error, or the next transcription is it."""
        if what == "response":
            self._responder.failing = error
        else:
            self._transcription_failing = error

    # --- what the client sends

    def handle(self, event: Event, now_ms: float) -> None:
        """Takes a parsed client event. What is wrong with it becomes an `error` event."""
        try:
            self._handlers[event["type"]](event, now_ms)
        except ClientEventError as error:
            error.event_id = event_id_of(event)
            self._outbox.append(error_event(error))

    def _handlers_make(self) -> dict[str, Callable[[Event, float], None]]:
        items = self._items
        return {
            "session.update": self._session_update,
            "input_audio_buffer.append": self._append,
            "input_audio_buffer.commit": self._commit,
            "input_audio_buffer.clear": self._clear,
            "output_audio_buffer.clear": self._output_clear,
            "conversation.item.create": lambda event, now_ms: items.create(event),
            "conversation.item.retrieve": lambda event, now_ms: items.retrieve(event),
            "conversation.item.truncate": lambda event, now_ms: items.truncate(event),
            "conversation.item.delete": lambda event, now_ms: items.delete(event),
            "response.create": self._response_create,
            "response.cancel": self._response_cancel,
        }

    def _session_update(self, event: Event, now_ms: float) -> None:
        self.session = session_merge(
            self.session,
            event["session"],
            has_spoken=self._responder.has_spoken,
            is_responding=self.is_responding,
        )
        self._input_configure()
        self._send("session.updated", session=copy.deepcopy(self.session))

    def _append(self, event: Event, now_ms: float) -> None:
        try:
            audio = base64.b64decode(event["audio"], validate=True)
        except binascii.Error as error:
            message = "Invalid 'audio'. Expected base64-encoded audio bytes."
            raise ClientEventError("invalid_value", message, param="audio") from error
        for change in self._input.write(audio):
            if isinstance(change, Started):
                self._speech_started(change.at_ms)
            else:
                self._send(
                    "input_audio_buffer.speech_stopped", audio_end_ms=change.at_ms, item_id=self._speech_item
                )
                self._turn_commit(change.audio, self._speech_item, now_ms)
                if self._detection().get("create_response", True):
                    self._respond({}, now_ms)

    def _commit(self, event: Event, now_ms: float) -> None:
        audio = self._input.commit()
        if audio is None:
            message = (
                "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio."
            )
            raise ClientEventError("input_audio_buffer_commit_empty", message)
        self._turn_commit(audio, id_make("item"), now_ms)

    def _clear(self, event: Event, now_ms: float) -> None:
        self._input.clear()
        self._send("input_audio_buffer.cleared")

    def _response_create(self, event: Event, now_ms: float) -> None:
        self._respond(event.get("response") or {}, now_ms)

    def _response_cancel(self, event: Event, now_ms: float) -> None:
        wanted = event.get("response_id")
        running = self._responder.find(wanted) if wanted else self._responder.active()
        if running is None:
            raise ClientEventError(
                "response_cancel_not_active", "Cancellation failed: no active response found"
            )
        self._responder.cancel(running, "client_cancelled")

    def _output_clear(self, event: Event, now_ms: float) -> None:
        raise ClientEventError(
            "invalid_value", "output_audio_buffer.clear is for WebRTC and SIP only.", param="type"
        )

    # --- listening

    def _detection(self) -> dict[str, Any]:
        return self.session["audio"]["input"]["turn_detection"] or {}

    def _input_configure(self) -> None:
        source = self.session["audio"]["input"]
        self._input.configure(format_=source["format"]["type"], detection=source["turn_detection"])
        if not self._detection().get("idle_timeout_ms"):
            self._idle_at = None

    def _speech_started(self, at_ms: int) -> None:
        self._speech_item = id_make("item")
        self._idle_at = None
        self._send("input_audio_buffer.speech_started", audio_start_ms=at_ms, item_id=self._speech_item)
        active = self._responder.active()
        if active and self._detection().get("interrupt_response", True):
            self._responder.cancel(active, "turn_detected")

    def _turn_commit(self, audio: bytes, item_id: str, now_ms: float, *, silent: bool = False) -> None:
        hearing = speech_recognise(audio)
        content = [{"type": "input_audio", "transcript": None}]
        wire = {
            "id": item_id,
            "object": "realtime.item",
            "type": "message",
            "status": "completed",
            "role": "user",
        }
        previous = self.conversation.last_id
        self._send("input_audio_buffer.committed", previous_item_id=previous, item_id=item_id)
        self._items.add(Item({**wire, "content": content}, audio, hearing.text, silent))
        settings = self.session["audio"]["input"]["transcription"]
        if settings:
            due = now_ms + self.pace.transcription_ms
            failing, self._transcription_failing = self._transcription_failing, None
            is_asked = LOGPROBS in (self.session["include"] or ())
            events = transcription_events(
                item_id,
                hearing.text,
                len(audio),
                settings,
                failing,
                sure=hearing.confidence if is_asked else None,
            )
            self._later += [(due, event) for event in events]

    def _idle(self, now_ms: float) -> None:
        self._idle_at = None
        item_id = id_make("item")
        start = self._idle_from_ms
        self._send(
            "input_audio_buffer.timeout_triggered",
            audio_start_ms=start,
            audio_end_ms=self._input.written_ms,
            item_id=item_id,
        )
        self._turn_commit(self._input.silence_take(start), item_id, now_ms, silent=True)
        self._respond({}, now_ms)

    # --- responding

    def _respond(self, params: dict[str, Any], now_ms: float) -> None:
        in_conversation = params.get("conversation") != "none"
        if in_conversation:
            self._responder.check_free()
        output = {**self.session["audio"]["output"], **((params.get("audio") or {}).get("output") or {})}
        modalities = params.get("output_modalities") or self.session["output_modalities"]
        view = view_make(self.session, params, self.conversation, self._today)
        reply = Reply(
            decisions=self._decide(view),
            pace=self.pace,
            audio_format=output["format"]["type"],
            voice=output["voice"],
            modality=modalities[0],
            conversation_id=self._conversation_id if in_conversation else None,
            previous_item_id=self.conversation.last_id,
            metadata=params.get("metadata"),
            max_output_tokens=params.get("max_output_tokens") or self.session["max_output_tokens"],
        )
        tools = list(view.tools)
        context = context_parts(self.conversation.items, instructions=view.instructions, tools=tools)
        self._idle_at = None
        self._responder.begin(reply, context, now_ms)
        self.tick(now_ms)

    def _idle_plan(self, running: Running, now_ms: float) -> None:
        """`idle_timeout_ms` counts from when the reply has been played, if the caller is quiet."""
        timeout = self._detection().get("idle_timeout_ms")
        reply = running.reply
        if timeout and reply.conversation_id and not self._input.speaking:
            sent_ms = now_ms - running.began_ms - self.pace.first_audio_ms
            playback = max(0.0, sum(item.audio_ms for item in reply.items) - sent_ms)
            self._idle_at = now_ms + playback + timeout
            self._idle_from_ms = self._input.written_ms + round(playback)

    def _send(self, type_: str, **fields: Any) -> None:
        self._outbox.append(server_event(type_, **fields))
