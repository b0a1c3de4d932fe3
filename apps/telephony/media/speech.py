"""The assistant's speech on its way to the caller: the waiting, the sent and the heard. Pure."""

from dataclasses import dataclass

from .codec import Media
from .pacing import MOST_WAITING_BYTES, Pacer
from .playout import BYTES_PER_MS, Heard, PlayoutLedger
from .realtime import AudioDelta
from .transcript import ASSISTANT, Item, Transcript
from .uplink import Uplink

MARK_EVERY_BYTES = 100 * BYTES_PER_MS
# An item whose last frame is playing counts as heard: truncating it would only make the model repeat it.
FINISHED_MS = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """Audio for Twilio. The caller hears it from `start_ms` on, None: without a pause behind the one before.

    `mark` follows it, if named.
    """

    item_id: str
    audio: bytes
    start_ms: float | None
    mark: str


@dataclass(frozen=True, slots=True)
class Cut:
    """An item the model must shorten to what was heard; 0 ms: the caller heard none of it."""

    item_id: str
    content_index: int
    heard_ms: int


@dataclass(frozen=True, slots=True)
class Interruption:
    """`was_audible`: Twilio still held audio and must be told to clear it. `items`: all it touched."""

    was_audible: bool
    items: tuple[Item, ...]
    cuts: tuple[Cut, ...]


class Speech:
    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._ledger = PlayoutLedger()
        self._pacer = Pacer()
        self._uplink = Uplink()
        self._has_new_echo = False
        self._unmarked_bytes = 0
        self._part_bytes: dict[str, dict[int, int]] = {}
        self._items_of_response: dict[str, set[str]] = {}

    def add(self, delta: AudioDelta, now_ms: float) -> None:
        item = self._transcript.item(delta.item_id, ASSISTANT, now_ms)
        item.received_bytes += len(delta.audio)
        parts = self._part_bytes.setdefault(delta.item_id, {})
        parts[delta.content_index] = parts.get(delta.content_index, 0) + len(delta.audio)
        self._items_of_response.setdefault(delta.response_id, set()).add(delta.item_id)
        self._pacer.add(item_id=delta.item_id, content_index=delta.content_index, audio=delta.audio)

    def complete(self, *, item_id: str, content_index: int) -> None:
        item = self._transcript.find(item_id)
        if item is not None:
            item.is_received = True
        self._pacer.complete(item_id=item_id, content_index=content_index)

    def complete_response(self, response_id: str) -> None:
        """All its items are here."""
        for item_id in self._items_of_response.pop(response_id, ()):
            for content_index in self._part_bytes[item_id]:
                self.complete(item_id=item_id, content_index=content_index)

    def shorten(self, delta: AudioDelta, now_ms: float) -> Cut:
        """No more is taken of its item than is here."""
        item = self._transcript.item(delta.item_id, ASSISTANT, now_ms)
        item.is_cut = True
        self._pacer.complete(item_id=delta.item_id, content_index=delta.content_index)
        return self._cut_at(item.item_id, item.received_ms)

    def end_source(self, now_ms: float) -> list[Item]:
        """The model is gone: what it left unfinished stays so. Returns what is not even on its way."""
        self._pacer.complete_all()
        unfinished = [
            item
            for item in self._transcript.all()
            if item.author == ASSISTANT and not item.is_received and not item.is_cut
        ]
        for item in unfinished:
            item.is_cut = True
        on_its_way = self.heard_so_far(now_ms)
        return [item for item in unfinished if item.item_id not in on_its_way]

    def heard_so_far(self, now_ms: float) -> dict[str, float]:
        """The items whose audio is on its way, and how many ms of each were heard."""
        so_far = dict.fromkeys(self._pacer.waiting_items(), 0.0)
        for heard in self._ledger.heard(now_ms):
            so_far[heard.item_id] = so_far.get(heard.item_id, 0.0) + heard.heard_ms
        known = {item_id: self._transcript.find(item_id) for item_id in so_far}
        return {item_id: so_far[item_id] + item.heard_ms for item_id, item in known.items() if item}

    def send_due(self, now_ms: float) -> list[Sent]:
        """What goes to Twilio now."""
        return [
            self._send(chunk.item_id, chunk.content_index, chunk.audio, now_ms)
            for chunk in self._pacer.due(self._ledger.queued_ms(now_ms))
        ]

    def probe(self, now_ms: float) -> str:
        """A mark to send before any audio; see PlayoutLedger."""
        return self._ledger.probe(now_ms)

    def frame(self, frame: Media, now_ms: float) -> None:
        """A frame of the caller's: it says how fast the line is that brings the echoes."""
        self._uplink.frame(timestamp_ms=frame.timestamp_ms, length_ms=frame.length_ms, now_ms=now_ms)
        if self._has_new_echo:
            self._has_new_echo = False
            self._ledger.echo_due_by(self._uplink.due_ms(now_ms))

    def acknowledge(self, mark: str, now_ms: float) -> None:
        self._has_new_echo = self._ledger.acknowledge(mark, now_ms, due_ms=self._uplink.due_ms(now_ms))

    def interrupt(self, now_ms: float) -> Interruption:
        """Drop what waits and what Twilio holds. Says what the model must be told of each item."""
        was_audible = self._ledger.is_playing(now_ms)
        touched = {item.item_id: item for item in self._book(self._ledger.clear(now_ms))}
        for item_id in self._pacer.drop():
            if (item := self._transcript.find(item_id)) is not None:
                touched[item_id] = item
        self._unmarked_bytes = 0
        cuts = tuple(cut for item in touched.values() if (cut := self._cut(item)))
        return Interruption(was_audible, tuple(touched.values()), cuts)

    def settle(self, now_ms: float) -> list[Item]:
        """The items heard to their end since the last call. Empty while anything is playing."""
        if self._pacer.is_ready:
            return []
        return self._book(self._ledger.forget_played(now_ms))

    def is_audible(self, now_ms: float) -> bool:
        """It is heard, or will be whatever else comes: the ragged rest of a frame sounds of nothing."""
        return self._ledger.is_playing(now_ms) or self._pacer.is_ready

    def wake_in_ms(self, now_ms: float) -> float | None:
        """When there is something to send or to settle."""
        wake_in_ms = self._pacer.wake_in_ms(self._ledger.queued_ms(now_ms))
        if wake_in_ms is None and self._ledger.is_playing(now_ms):
            return self._ledger.ahead_ms(now_ms)
        return wake_in_ms

    @property
    def is_full(self) -> bool:
        """More waits than a call may keep."""
        return self._pacer.waiting_bytes > MOST_WAITING_BYTES

    def _send(self, item_id: str, content_index: int, audio: bytes, now_ms: float) -> Sent:
        start_ms = self._ledger.starts_ms(now_ms)
        self._ledger.send(item_id=item_id, content_index=content_index, size=len(audio), now_ms=now_ms)
        self._unmarked_bytes += len(audio)
        is_last = self._pacer.waiting_bytes == 0
        mark = ""
        if self._unmarked_bytes >= MARK_EVERY_BYTES or is_last:
            self._unmarked_bytes = 0
            mark = self._ledger.mark()
        return Sent(item_id, audio, start_ms, mark)

    def _book(self, all_heard: list[Heard]) -> list[Item]:
        return [item for heard in all_heard if (item := self._transcript.hear(heard)) is not None]

    def _cut(self, item: Item) -> Cut | None:
        is_finished = item.is_received and item.heard_ms >= item.received_ms - FINISHED_MS
        if is_finished:
            return None
        item.is_cut = True
        return self._cut_at(item.item_id, item.heard_ms)

    def _cut_at(self, item_id: str, heard_ms: float) -> Cut:
        """In the part in which it was heard last: each part counts its time from its own start."""
        left_ms = int(heard_ms)
        *earlier, last = sorted(self._part_bytes[item_id].items())
        for content_index, size in earlier:
            if left_ms <= size // BYTES_PER_MS:
                return Cut(item_id, content_index, left_ms)
            left_ms -= size // BYTES_PER_MS
        return Cut(item_id, last[0], left_ms)
