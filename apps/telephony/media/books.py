"""What of a call is stored while it runs: its turns, each time something is known of one anew. Pure.

Of what the assistant is still saying no more is stored than was heard by then: whatever ends the call,
nothing stands there that nobody heard.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from . import realtime
from .commands import Outbox
from .lines import typed_line
from .speech import Speech
from .transcript import ASSISTANT, CALLER, Item, Transcript

TOLD_EVERY_MS = 3_000


class Books:
    """`models`: which model's usage is counted, by kind."""

    def __init__(
        self, outbox: Outbox, transcript: Transcript, speech: Speech, *, models: Mapping[str, str]
    ) -> None:
        self._outbox = outbox
        self._transcript = transcript
        self._speech = speech
        self._told_ms = 0.0
        self._told: dict[str, str] = {}
        self._models = models

    def turn(self, item: Item) -> None:
        self._outbox.store("turn", **asdict(self._transcript.turn(item)))

    def turns(self, items: Iterable[Item]) -> None:
        for item in items:
            self.turn(item)

    def assistant_text(
        self, event: realtime.TranscriptDelta | realtime.TranscriptDone, now_ms: float
    ) -> None:
        """What the assistant says, or a part of it."""
        item = self._transcript.item(event.item_id, ASSISTANT, now_ms)
        if isinstance(event, realtime.TranscriptDelta):
            item.text += event.text
        else:
            item.text = event.text
            heard = self._speech.heard_so_far(now_ms)
            if item.item_id in heard and not item.is_cut:
                self._so_far(item, heard[item.item_id])
            elif item.received_bytes or item.is_cut:
                self.turn(item)

    def playing(self, now_ms: float) -> None:
        """Time has passed: every few seconds, what was heard meanwhile of what is being said."""
        if now_ms < self._told_ms + TOLD_EVERY_MS:
            return
        self._told_ms = now_ms
        for item_id, heard_ms in self._speech.heard_so_far(now_ms).items():
            item = self._transcript.find(item_id)
            if item is not None and not item.is_cut:
                self._so_far(item, heard_ms)

    def _so_far(self, item: Item, heard_ms: float) -> None:
        turn = self._transcript.turn(item, heard_ms=heard_ms)
        if turn.text != self._told.get(item.item_id, ""):
            self._told[item.item_id] = turn.text
            self._outbox.store("turn", **asdict(turn))

    def caller_text(self, event: realtime.InputTranscribed, now_ms: float) -> None:
        """What the caller said, and what it cost to know."""
        item = self._transcript.item(event.item_id, CALLER, now_ms)
        item.text, item.confidence = event.text.strip(), event.confidence
        self.turn(item)
        if event.usage:
            self._outbox.store(
                "usage",
                kind="transcription",
                model=self._models["transcription"],
                provider_id=event.item_id,
                usage=event.usage,
            )

    def waited(self, waited: tuple[str, int] | None) -> None:
        """How long the caller waited for a sound: for which, and ms."""
        if waited is not None:
            self._outbox.store("latency", kind=waited[0], ms=waited[1])

    def typed(self, digits: str, now_ms: float) -> str:
        """What was typed, as a turn of the caller's; returns its text."""
        item = self._transcript.item(f"typed_{self._transcript.last_position + 1}", CALLER, now_ms)
        item.text = typed_line(digits)
        self.turn(item)
        return item.text
