"""The replies under way: tells each one's events when they are due, ends them, counts what they cost.

Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from apps.simulator.openai.conversation import ContextPart, Conversation, usage_make
from apps.simulator.openai.events import ClientEventError, Event, server_event
from apps.simulator.openai.replying import Reply


@dataclass
class Running:
    """A reply being told.

    `waiting` are its next events, due at `due_ms`; `known` items are in the conversation.
    """

    reply: Reply
    began_ms: float
    steps: Iterator[tuple[float, list[Event]]]
    context: tuple[ContextPart, ...]
    due_ms: float = 0
    waiting: list[Event] = field(default_factory=list)
    known: int = 0


class Responder:
    """Events go to `outbox`. `failing`, when set, is the error the next spoken reply breaks off with."""

    def __init__(self, conversation: Conversation, outbox: list[Event]) -> None:
        self.failing: Event | None = None
        self.has_spoken = False
        self._conversation = conversation
        self._outbox = outbox
        self._running: dict[str, Running] = {}
        self._before: tuple[ContextPart, ...] = ()

    def active(self) -> Running | None:
        """The one that writes to the conversation."""
        return next((running for running in self._running.values() if running.reply.conversation_id), None)

    def find(self, response_id: str) -> Running | None:
        return self._running.get(response_id)

    def due_ms(self) -> list[float]:
        return [running.due_ms for running in self._running.values()]

    def check_free(self) -> None:
        """Raises ClientEventError while a reply is being written to the conversation."""
        active = self.active()
        if active:
            message = (
                f"Conversation already has an active response in progress: {active.reply.id}. "
                "Wait until the response is finished before creating a new one."
            )
            raise ClientEventError("conversation_already_has_active_response", message)

    def begin(self, reply: Reply, context: tuple[ContextPart, ...], now_ms: float) -> None:
        running = Running(reply, now_ms, reply.steps(), context)
        self._running[reply.id] = running
        self._outbox.append(server_event("response.created", response=reply.resource("in_progress")))
        self._outbox.append(server_event("rate_limits.updated", rate_limits=_rate_limits(context)))
        self._next(running)

    def advance(self, now_ms: float) -> list[Running]:
        """Tells what is due; the replies that were completed by it."""
        return [running for running in list(self._running.values()) if self._tell(running, now_ms)]

    def cancel(self, running: Running, reason: str) -> None:
        self._break_off(running, "cancelled", {"type": "cancelled", "reason": reason})

    def _tell(self, running: Running, now_ms: float) -> bool:
        while running.due_ms <= now_ms:
            self._outbox += running.waiting
            self._items_keep(running)
            if self.failing is not None and running.reply.spoken:
                error, self.failing = self.failing, None
                self._break_off(running, "failed", {"type": "failed", "error": error})
                return False
            if running.reply.is_too_long():
                self._break_off(running, "incomplete", {"type": "incomplete", "reason": "max_output_tokens"})
                return False
            if not self._next(running):
                self._done(running, "completed", None)
                return True
        return False

    def _next(self, running: Running) -> bool:
        step = next(running.steps, None)
        if step is None:
            return False
        running.due_ms, running.waiting = running.began_ms + step[0], step[1]
        return True

    def _items_keep(self, running: Running) -> None:
        """Generated items join the conversation as they open."""
        reply = running.reply
        for item in reply.items[running.known :]:
            if reply.conversation_id:
                self._conversation.add(item)
        running.known = len(reply.items)
        self.has_spoken = self.has_spoken or any(item.audio for item in reply.items)

    def _break_off(self, running: Running, status: str, details: Event) -> None:
        self._outbox += running.reply.interrupted()
        self._done(running, status, details)

    def _done(self, running: Running, status: str, details: Event | None) -> None:
        del self._running[running.reply.id]
        audio_out, text_out = running.reply.tokens()
        usage = usage_make(running.context, self._before, audio_out=audio_out, text_out=text_out)
        self._before = running.context
        resource = running.reply.resource(status, details=details, usage=usage)
        self._outbox.append(server_event("response.done", response=resource))


def _rate_limits(context: tuple[ContextPart, ...]) -> list[dict[str, Any]]:
    used = sum(part.text + part.audio for part in context)
    return [
        {"name": "requests", "limit": 1000, "remaining": 999, "reset_seconds": 0.06},
        {"name": "tokens", "limit": 250_000, "remaining": 250_000 - used, "reset_seconds": 0.5},
    ]
