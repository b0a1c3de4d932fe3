"""The far end's loudspeaker: which byte of received media sounds at which millisecond. Pure, no clock.

Received media is played in order without a break; `tape` is what came out, 8 bytes a millisecond since the
stream started, silence where nothing was there to play.
"""

from collections import deque
from dataclasses import dataclass

from apps.simulator.audio.mulaw import BYTES_PER_MS, SILENCE


@dataclass(frozen=True)
class Gap:
    """Nothing to play between two sounds."""

    start_ms: int
    end_ms: int

    @property
    def ms(self) -> int:
        return self.end_ms - self.start_ms


@dataclass(frozen=True)
class Cleared:
    """`clear` at `at_ms` threw `cleared_ms` of audio away, and these marks came back for it."""

    at_ms: int
    cleared_ms: int
    marks: tuple[str, ...]


class Playout:
    """Methods take `now_ms` since the stream started; it never goes back."""

    def __init__(self) -> None:
        self.tape = bytearray()
        self.gaps: list[Gap] = []
        self.clears: list[Cleared] = []
        self.first_media_ms: float | None = None
        self.received_bytes = 0
        self._queue: deque[bytes | str] = deque()
        self._queued_bytes = 0
        self._empty_since: int | None = None

    @property
    def position_ms(self) -> int:
        return len(self.tape) // BYTES_PER_MS

    @property
    def queued_ms(self) -> float:
        return self._queued_bytes / BYTES_PER_MS

    def play(self, audio: bytes, now_ms: float) -> list[str]:
        """Queues received mu-law; the marks passed until now."""
        passed = self.advance(now_ms)
        if self.first_media_ms is None:
            self.first_media_ms = now_ms
        if self._empty_since is not None and audio:
            self.gaps.append(Gap(self._empty_since, self.position_ms))
            self._empty_since = None
        self._queue.append(audio)
        self._queued_bytes += len(audio)
        self.received_bytes += len(audio)
        return passed

    def mark(self, name: str, now_ms: float) -> list[str]:
        """The marks to echo now: this one too, when everything before it has been played."""
        passed = self.advance(now_ms)
        if not self._queue:
            return [*passed, name]
        self._queue.append(name)
        return passed

    def clear(self, now_ms: float) -> list[str]:
        """Empties the queue. Every pending mark comes back at once, played or not."""
        passed = self.advance(now_ms)
        pending = [part for part in self._queue if isinstance(part, str)]
        self.clears.append(Cleared(self.position_ms, round(self.queued_ms), tuple(pending)))
        self._queue.clear()
        self._queued_bytes = 0
        return passed + pending

    def advance(self, now_ms: float) -> list[str]:
        """Plays up to now; the names of the marks that were reached, in order."""
        passed: list[str] = []
        target = int(now_ms * BYTES_PER_MS)
        while self._queue and (isinstance(self._queue[0], str) or len(self.tape) < target):
            part = self._queue.popleft()
            if isinstance(part, str):
                passed.append(part)
                continue
            wanted = target - len(self.tape)
            self.tape += part[:wanted]
            self._queued_bytes -= min(wanted, len(part))
            if len(part) > wanted:
                self._queue.appendleft(part[wanted:])
        if len(self.tape) < target:
            if self._empty_since is None and self.received_bytes:
                self._empty_since = self.position_ms
            self.tape += SILENCE * (target - len(self.tape))
        return passed
