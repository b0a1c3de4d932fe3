"""The caller's half of a call: whose the floor is, and when what was said may be answered. Pure."""

from .commands import FindAnswer, Outbox
from .floor import Floor
from .latency import Latency
from .lookup import Lookup
from .realtime import InputTranscribed
from .transcript import CALLER, Transcript
from .turns import earliest


class CallerSide:
    """`looks_up`: the business may have an answer to a turn, and the server gives none by itself."""

    def __init__(self, *, outbox: Outbox, transcript: Transcript, looks_up: bool) -> None:
        self._outbox = outbox
        self._transcript = transcript
        self.looks_up = looks_up
        self.floor = Floor()
        self.lookup = Lookup()
        self.latency = Latency()
        self._saying = ""

    @property
    def is_to_be_heard(self) -> bool:
        """The caller speaks, or what was just said is not understood yet: nothing is said to that now."""
        return self.floor.is_callers or self.lookup.is_waiting

    def starts(self, item_id: str, now_ms: float) -> None:
        """A turn begins; one that was not answered yet is answered with it."""
        if item_id:
            self._transcript.item(item_id, CALLER, now_ms)
        self._saying = item_id
        self.lookup.drop()
        self.floor.take(now_ms)

    def is_saying(self, item_id: str) -> bool:
        """The turn of this item is not over."""
        return self.floor.is_callers and self._saying == item_id

    def stops(self, item_id: str, now_ms: float) -> None:
        if item_id:
            self._transcript.item(item_id, CALLER, now_ms).ended_ms = now_ms
        self.floor.leave()
        self.latency.caller_stopped(now_ms)
        if self.looks_up:
            self.lookup.begin(item_id, now_ms)

    def transcribed(self, event: InputTranscribed, now_ms: float) -> None:
        """Without words in it a turn is found to have no answer of its own."""
        if self.lookup.heard(event.item_id, now_ms):
            self._outbox.add(FindAnswer(event.item_id, event.text.strip()))

    def leaves(self) -> None:
        """Nobody is left who would say whether the caller speaks, or answer what was said."""
        self.floor.leave()
        self.lookup.drop()

    def wake_at_ms(self) -> float | None:
        return earliest(self.floor.wake_at_ms(), self.lookup.wake_at_ms())
