"""What goes to Twilio when. Pure: what Twilio still holds is `queued_ms`.

The model speaks several times faster than real time. Twilio gets a lead of 200 to 400 ms and the rest waits
here, so that an interruption has little to clear, and a stall of our loop under 200 ms is not heard.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from .playout import BYTES_PER_MS

LEAD_MS = 400
REFILL_MS = 200
FRAME_BYTES = 20 * BYTES_PER_MS

# What may wait: five times the longest reply. A model that says more is stopped; its socket is read all the
# same, because "the caller speaks" comes through it too.
MOST_WAITING_BYTES = 300_000 * BYTES_PER_MS


@dataclass(frozen=True, slots=True)
class Chunk:
    """Audio of one item, mu-law, a multiple of 160 bytes except at the item's end."""

    item_id: str
    content_index: int
    audio: bytes


@dataclass(slots=True)
class _Waiting:
    item_id: str
    content_index: int
    audio: bytearray
    complete: bool = False


class Pacer:
    """The queue between the model and Twilio: in order, never dropped but by `drop`."""

    def __init__(self) -> None:
        self._queue: deque[_Waiting] = deque()
        self._waiting_bytes = 0

    def add(self, *, item_id: str, content_index: int, audio: bytes) -> None:
        last = self._queue[-1] if self._queue else None
        if last is None or (last.item_id, last.content_index) != (item_id, content_index):
            self._complete_last()
            last = _Waiting(item_id, content_index, bytearray())
            self._queue.append(last)
        last.audio += audio
        self._waiting_bytes += len(audio)

    def complete(self, *, item_id: str, content_index: int) -> None:
        """The item's audio is all here: its last, ragged part may go too."""
        for waiting in self._queue:
            if (waiting.item_id, waiting.content_index) == (item_id, content_index):
                waiting.complete = True

    def complete_all(self) -> None:
        """No more audio comes of anything that waits."""
        self._complete_last()

    def due(self, queued_ms: float) -> Iterator[Chunk]:
        """What to send now, when Twilio holds `queued_ms` of unheard audio."""
        room = int(LEAD_MS - queued_ms) * BYTES_PER_MS // FRAME_BYTES * FRAME_BYTES
        while room > 0 and (chunk := self._next(room)) is not None:
            room -= len(chunk.audio)
            yield chunk

    def wake_in_ms(self, queued_ms: float) -> float | None:
        """When to ask again, or None when nothing can be sent without new audio."""
        return max(0.0, queued_ms - REFILL_MS) if self.is_ready else None

    @property
    def is_ready(self) -> bool:
        """Something can be sent without new audio: of an item that goes on, whole frames only."""
        return bool(self._queue) and self._ready_bytes(self._queue[0]) > 0

    def drop(self) -> list[str]:
        """The caller interrupts: forget what was not sent. Returns the items it belonged to, in order."""
        items = self.waiting_items()
        self._queue.clear()
        self._waiting_bytes = 0
        return items

    def waiting_items(self) -> list[str]:
        """The items of which something waits, in order."""
        return list(dict.fromkeys(waiting.item_id for waiting in self._queue if waiting.audio))

    @property
    def waiting_bytes(self) -> int:
        return self._waiting_bytes

    def _next(self, room: int) -> Chunk | None:
        while self._queue:
            waiting = self._queue[0]
            size = min(self._ready_bytes(waiting), room)
            if size:
                audio = bytes(waiting.audio[:size])
                del waiting.audio[:size]
                self._waiting_bytes -= size
                self._drop_spent()
                return Chunk(waiting.item_id, waiting.content_index, audio)
            if not waiting.complete:
                return None
            self._queue.popleft()
        return None

    def _drop_spent(self) -> None:
        waiting = self._queue[0]
        if waiting.complete and not waiting.audio:
            self._queue.popleft()

    def _complete_last(self) -> None:
        if self._queue:
            self._queue[-1].complete = True

    @staticmethod
    def _ready_bytes(waiting: _Waiting) -> int:
        whole = len(waiting.audio)
        return whole if waiting.complete else whole - whole % FRAME_BYTES
