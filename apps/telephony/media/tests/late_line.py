"""A TwilioLine with a way back: frames every 20 ms and echoes in one order, as late as one likes."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from apps.telephony.media.codec import Media
from apps.telephony.media.tests.twilio_line import TwilioLine

PAYLOAD = "/" * 216
FRAME_MS = 20


@dataclass
class LateLine(TwilioLine):
    """`late_ms`: how much longer than `delay_ms` what is sent at a moment takes, though nothing overtakes.

    `mark_late_ms`: how long Twilio sits on an echo while its frames are on time.
    `stamp` writes the timestamp of a frame by its number. `slow` is how much longer Twilio takes to play, and
    `slow_frames` how much longer it takes to record: a clock that is slow shows in both.
    """

    late_ms: Callable[[float], float] = lambda sent_ms: 0.0
    mark_late_ms: Callable[[], float] = lambda: 0.0
    stamp: Callable[[int], int | None] = lambda number: number * FRAME_MS
    slow: float = 1.0
    slow_frames: float = 1.0
    _frames: int = 0
    _on_the_way: deque[tuple[float, Media | str]] = field(default_factory=deque)

    def media(self, item_id: str, length_ms: float, sent_ms: float) -> None:
        super().media(item_id, length_ms * self.slow, sent_ms)

    def mark(self, name: str, sent_ms: float) -> None:
        super().mark(name, sent_ms)
        at_ms, name = self.echoes.pop()
        self.echoes.append((at_ms + self.mark_late_ms(), name))

    def clear(self, sent_ms: float) -> dict[str, float]:
        return {item_id: heard_ms / self.slow for item_id, heard_ms in super().clear(sent_ms).items()}

    def arrivals_until(self, now_ms: float) -> list[tuple[float, Media | str]]:
        """Frames and the names of echoed marks, each with the moment it arrived, in order."""
        for sent_ms, message in sorted(self._sent_until(now_ms), key=lambda sending: sending[0]):
            free_at_ms = self._on_the_way[-1][0] if self._on_the_way else float("-inf")
            arrives_ms = sent_ms + self.delay_ms + self.late_ms(sent_ms)
            self._on_the_way.append((max(free_at_ms, arrives_ms), message))
        arrivals = []
        while self._on_the_way and self._on_the_way[0][0] <= now_ms:
            arrivals.append(self._on_the_way.popleft())
        return arrivals

    def _sent_until(self, now_ms: float) -> list[tuple[float, Media | str]]:
        sent: list[tuple[float, Media | str]] = [
            (at_ms - self.delay_ms, name) for at_ms, name in self.echoes_until(now_ms + self.delay_ms)
        ]
        while (recorded_ms := (self._frames + 1) * FRAME_MS * self.slow_frames) <= now_ms:
            sent.append((recorded_ms, Media("MZ1", PAYLOAD, self.stamp(self._frames))))
            self._frames += 1
        return sent
