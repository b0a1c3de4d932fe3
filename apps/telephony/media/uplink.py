"""How late the line brings what Twilio sends. Pure: every method takes `now_ms`.

Caller frames and echoes of marks come through one ordered socket, and every frame says when it was recorded.
So the frames tell how late the line is just now, and an echo was sent before the frame that follows it. That
tells an echo that was held up from a Twilio that has fallen behind with playing.

Timestamps that stand still or jump back are no clock: with them, and without any, nothing counts as late.
"""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

# Twilio's clock is held against ours by stretches of half a second, the last eight of them.
STRETCH_MS = 500
STRETCHES = 8
STRETCHES_NEEDED = 4


@dataclass(slots=True)
class _Stretch:
    """From `at_ms` on; its fastest frame arrived `delay_ms` after its timestamp."""

    at_ms: float
    delay_ms: float


class Uplink:
    _next_ms: float
    _stretches: deque[_Stretch]
    _free: _Stretch
    _drift: float
    _late_ms: float

    def __init__(self) -> None:
        self._start_over()

    def frame(self, *, timestamp_ms: float | None, length_ms: float, now_ms: float) -> None:
        """A frame of the caller's arrives. `timestamp_ms` as Twilio wrote it, None when it did not."""
        if timestamp_ms is None or timestamp_ms < self._next_ms:
            self._start_over()
        if timestamp_ms is None:
            return
        # A frame takes as long to record as it lasts; half of that leaves room for rounded timestamps.
        self._next_ms = timestamp_ms + length_ms / 2
        delay_ms = now_ms - timestamp_ms
        if not self._stretches or now_ms - self._stretches[-1].at_ms >= STRETCH_MS:
            self._begin_stretch(now_ms, delay_ms)
        elif delay_ms < self._stretches[-1].delay_ms:
            self._stretches[-1].delay_ms = delay_ms
        free_ms = self._free.delay_ms + self._drift * (now_ms - self._free.at_ms)
        if delay_ms < free_ms:
            self._free = _Stretch(now_ms, delay_ms)
        self._late_ms = max(0.0, delay_ms - free_ms)

    def due_ms(self, now_ms: float) -> float:
        """When that which arrives now would have arrived on the line at its fastest."""
        return now_ms - self._late_ms

    def _begin_stretch(self, now_ms: float, delay_ms: float) -> None:
        """With every new stretch the line at its fastest is drawn anew, below all that is remembered."""
        if len(self._stretches) >= STRETCHES_NEEDED:
            drifts = sorted(
                (later.delay_ms - earlier.delay_ms) / (later.at_ms - earlier.at_ms)
                for earlier, later in pairwise(self._stretches)
            )
            # A clock that drifts does so all the time: one that only a few stretches show is a line that
            # became slower. A quarter of the way up, neither those nor jitter count.
            self._drift = max(0.0, drifts[len(drifts) // 4])
        self._stretches.append(_Stretch(now_ms, delay_ms))
        fastest_ms = min(
            stretch.delay_ms + self._drift * (now_ms - stretch.at_ms) for stretch in self._stretches
        )
        self._free = _Stretch(now_ms, fastest_ms)
        if len(self._stretches) > STRETCHES:
            # The oldest is forgotten but for how fast the line can be.
            self._stretches.popleft()
            oldest = self._stretches[0]
            oldest.delay_ms = fastest_ms - self._drift * (now_ms - oldest.at_ms)

    def _start_over(self) -> None:
        self._next_ms = float("-inf")
        self._stretches = deque()
        self._free = _Stretch(0.0, float("inf"))
        self._drift = 0.0
        self._late_ms = 0.0
