"""Which millisecond of which item has the caller heard. Pure: every method takes `now_ms`.

Twilio plays what it is sent in order and without a pause, so the moment of sending settles the moment of
hearing: a segment starts when it arrives or when the one before it ends, whichever is later. A constant
delay on the line drops out, because `clear` travels the same way as the audio: at the instant `clear`
arrives, the caller has heard exactly what this clock says at the instant it was sent.

Echoes of marks correct the clock. A mark sent into silence comes back after one round trip; a mark behind
audio comes back one round trip after that audio was heard. Whatever is later than that, Twilio is behind:
always by as much (it buffers before it plays), or only now (it fell behind). An echo is dated by when it was
due on a free line (uplink.py), so that a way back that became slower is not taken for Twilio.

An echo is never too early, but anything may hold up a single one. So one echo that is less late than Twilio
was thought to be behind is proof; that Twilio is further behind takes several that agree, or many.

Echoes say what was heard, never how fast to send: a Twilio that seems behind is fed all the same.

Mu-law at 8 kHz is 8 bytes a millisecond.
"""

from collections import deque
from dataclasses import dataclass

BYTES_PER_MS = 8

# A slow clock falls behind by a few ms an echo, and frames tell no finer how late the line is. So much is
# believed at once.
DRIFT_MS = 15
# Echoes, ten a second, that agree on how far behind Twilio is, and how many must be late that do not.
FEW_ECHOES = 5
AGREED_WITHIN_MS = 25
MANY_ECHOES = 16


@dataclass(slots=True)
class Segment:
    """A stretch of one item's audio that was sent to Twilio and may not be over yet."""

    item_id: str
    content_index: int
    size: int
    start_ms: float

    @property
    def end_ms(self) -> float:
        return self.start_ms + self.size / BYTES_PER_MS


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one item: `heard_ms` reached the ear, `sent_ms` was sent to Twilio."""

    item_id: str
    content_index: int
    heard_ms: float
    sent_ms: float


@dataclass(slots=True)
class _Mark:
    name: str
    end_ms: float
    index: int


class PlayoutLedger:
    """The audio of one call as Twilio holds it. A generation ends with every `clear`."""

    def __init__(self) -> None:
        self.generation = 0
        self._sequence = 0
        self._segments: list[Segment] = []
        self._marks: deque[_Mark] = deque()
        self._behind_ms = 0.0
        self._always_behind_ms: float | None = None
        self._round_trip_ms: float | None = None
        self._probe: _Mark | None = None
        self._newest_echo: tuple[_Mark, float] | None = None
        self._lateness: deque[float] = deque(maxlen=MANY_ECHOES)
        self._acknowledged = 0

    def probe(self, now_ms: float) -> str:
        """The name of a mark to send before any audio: its echo measures the line."""
        self._probe = _Mark("probe", now_ms, 0)
        return self._probe.name

    def send(self, *, item_id: str, content_index: int, size: int, now_ms: float) -> None:
        """`size` bytes of the item go to Twilio now."""
        start_ms = max(now_ms, self._end_ms())
        last = self._segments[-1] if self._segments else None
        joins = last is not None and (last.item_id, last.content_index) == (item_id, content_index)
        if last is not None and joins and last.end_ms >= now_ms:
            last.size += size
            return
        self._segments.append(Segment(item_id, content_index, size, start_ms))

    def mark(self) -> str:
        """The name of a mark to send right behind the audio sent so far."""
        self._sequence += 1
        name = f"g{self.generation}.{self._sequence}"
        self._marks.append(_Mark(name, self._end_ms(), len(self._segments)))
        return name

    def acknowledge(self, name: str, now_ms: float, due_ms: float | None = None) -> bool:
        """Twilio echoed a mark. False for one of an earlier generation: `clear` echoes those unplayed.

        `due_ms`: when the echo would have come on a free line, if that is known to be sooner.
        """
        if self._probe is not None and name == self._probe.name:
            self._round_trip_ms = now_ms - self._probe.end_ms
            self._probe = None
            return True
        if not any(mark.name == name for mark in self._marks):
            return False
        while self._marks:
            mark = self._marks.popleft()
            if mark.name == name:
                self._learn_round_trip(mark, now_ms)
                self._acknowledged = max(self._acknowledged, mark.index - 1)
                self._lateness.append(0.0)
                self._correct(mark, now_ms if due_ms is None else due_ms)
                return True
        return False

    def echo_due_by(self, due_ms: float) -> None:
        """What was sent behind the newest echo was due at `due_ms`: so that echo was due no later."""
        if self._newest_echo is not None and due_ms < self._newest_echo[1]:
            self._correct(self._newest_echo[0], due_ms)

    def clear(self, now_ms: float) -> list[Heard]:
        """Twilio is told to drop what it holds: the generation ends. Returns what became of each item."""
        heard = self.heard(now_ms)
        self.generation += 1
        self._segments.clear()
        self._marks.clear()
        self._start_over()
        return heard

    def heard(self, now_ms: float) -> list[Heard]:
        """Each item of this generation, in order of sending."""
        totals: dict[tuple[str, int], list[float]] = {}
        for index, segment in enumerate(self._segments):
            total = totals.setdefault((segment.item_id, segment.content_index), [0.0, 0.0])
            total[0] += self._played_ms(index, segment, now_ms)
            total[1] += segment.size / BYTES_PER_MS
        return [Heard(item_id, content, *total) for (item_id, content), total in totals.items()]

    def ahead_ms(self, now_ms: float) -> float:
        """Audio at Twilio that the caller has not heard yet, in ms."""
        if not self._segments:
            return 0.0
        return max(0.0, self._end_ms() - (now_ms - self._behind_ms))

    def queued_ms(self, now_ms: float) -> float:
        """The same for a Twilio that is not behind: what it holds at least, by which it is fed."""
        return max(0.0, self._end_ms() - now_ms)

    def starts_ms(self, now_ms: float) -> float | None:
        """When what is sent now will be heard. None: as soon as what was sent before is over."""
        return None if self.queued_ms(now_ms) else now_ms + self._behind_ms

    def is_playing(self, now_ms: float) -> bool:
        return self.ahead_ms(now_ms) > 0

    def forget_played(self, now_ms: float) -> list[Heard]:
        """Close the books of a generation that was heard to its end. Empty while audio is still playing."""
        if not self._segments or self.is_playing(now_ms):
            return []
        heard = self.heard(now_ms)
        self._segments.clear()
        self._start_over()
        for mark in self._marks:
            mark.index = 0
        return heard

    def _start_over(self) -> None:
        """Nothing is playing: a passing delay is over, a standing one is not."""
        self._behind_ms = self._always_behind_ms or 0.0
        self._newest_echo = None
        self._lateness.clear()
        self._acknowledged = 0

    def _end_ms(self) -> float:
        return self._segments[-1].end_ms if self._segments else float("-inf")

    def _played_ms(self, index: int, segment: Segment, now_ms: float) -> float:
        whole_ms = segment.size / BYTES_PER_MS
        if index < self._acknowledged:
            return whole_ms
        return min(max(now_ms - self._behind_ms - segment.start_ms, 0.0), whole_ms)

    def _learn_round_trip(self, mark: _Mark, now_ms: float) -> None:
        """From arrivals as they were: those are never too early, so the least of them is safe for good."""
        late_ms = max(0.0, now_ms - mark.end_ms)
        self._round_trip_ms = late_ms if self._round_trip_ms is None else min(self._round_trip_ms, late_ms)

    def _correct(self, mark: _Mark, due_ms: float) -> None:
        """The newest echo was due at `due_ms`."""
        self._newest_echo = mark, due_ms
        late_ms = max(0.0, due_ms - mark.end_ms - (self._round_trip_ms or 0.0))
        self._lateness[-1] = late_ms
        if self._always_behind_ms is None or late_ms < self._always_behind_ms:
            self._always_behind_ms = late_ms
        is_drift = late_ms <= self._behind_ms + DRIFT_MS
        proven_ms = late_ms if is_drift else self._proven_behind_ms()
        self._behind_ms = min(max(self._behind_ms, proven_ms), late_ms)

    def _proven_behind_ms(self) -> float:
        """How far behind Twilio is at least, if the echoes of late are to be explained."""
        few = list(self._lateness)[-FEW_ECHOES:]
        if len(few) == FEW_ECHOES and max(few) - min(few) <= AGREED_WITHIN_MS:
            return min(few)
        if len(self._lateness) == MANY_ECHOES:
            return min(self._lateness)
        return self._always_behind_ms or 0.0
