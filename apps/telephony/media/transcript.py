"""The call as it was heard: items in their order, and how much of each reached the ear. Pure."""

from dataclasses import dataclass, field

from .playout import BYTES_PER_MS, Heard

CALLER = "customer"
ASSISTANT = "ai"


@dataclass(slots=True)
class Item:
    """One turn. `position` counts from 1; ms count from the start of the stream."""

    item_id: str
    author: str
    position: int
    started_ms: float
    text: str = ""
    received_bytes: int = 0
    heard_ms: float = 0.0
    is_received: bool = False
    is_cut: bool = False
    ended_ms: float | None = None

    @property
    def received_ms(self) -> float:
        return self.received_bytes / BYTES_PER_MS

    @property
    def heard_text(self) -> str:
        return turn_of(self).text


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn to be stored: `text` was heard, `unheard_text` was cut off by the caller."""

    item_id: str
    author: str
    position: int
    text: str
    unheard_text: str
    offset_ms: int
    duration_ms: int | None


@dataclass(slots=True)
class Transcript:
    _items: dict[str, Item] = field(default_factory=dict)

    def item(self, item_id: str, author: str, now_ms: float) -> Item:
        """The item, made on first sight: the first sight is its place in the conversation."""
        item = self._items.get(item_id)
        if item is None:
            item = Item(item_id, author, len(self._items) + 1, now_ms)
            self._items[item_id] = item
        return item

    def find(self, item_id: str) -> Item | None:
        return self._items.get(item_id)

    def all(self) -> list[Item]:
        return list(self._items.values())

    @property
    def last_position(self) -> int:
        return len(self._items)

    def hear(self, heard: Heard) -> Item | None:
        """Book what the ledger says of an item whose generation is over."""
        item = self._items.get(heard.item_id)
        if item is not None:
            item.heard_ms += heard.heard_ms
        return item


def turn_of(item: Item) -> Turn:
    """What to store of an item now."""
    # PostgreSQL cannot store NUL, and no speech holds one.
    heard, unheard = item.text.replace("\0", ""), ""
    if item.author == ASSISTANT and item.is_cut:
        heard, unheard = split_heard(item.text, heard_ms=item.heard_ms, whole_ms=item.received_ms)
    duration_ms = item.heard_ms if item.author == ASSISTANT else None
    if item.author == CALLER and item.ended_ms is not None:
        duration_ms = item.ended_ms - item.started_ms
    return Turn(
        item_id=item.item_id,
        author=item.author,
        position=item.position,
        text=heard,
        unheard_text=unheard,
        offset_ms=max(0, round(item.started_ms)),
        duration_ms=None if duration_ms is None else max(0, round(duration_ms)),
    )


def split_heard(text: str, *, heard_ms: float, whole_ms: float) -> tuple[str, str]:
    """Cut a spoken text where the caller stopped hearing it, at the last whole word.

    Speech runs at a nearly even pace within one sentence, so the share of the audio is the share of the
    text; a word counts as heard when all of it was.
    """
    if whole_ms <= 0 or heard_ms <= 0:
        return "", text
    if heard_ms >= whole_ms:
        return text, ""
    heard_length = int(len(text) * heard_ms / whole_ms)
    if heard_length < len(text) and not text[heard_length].isspace():
        heard_length = text.rfind(" ", 0, heard_length) + 1
    return text[:heard_length].rstrip(), text[heard_length:].lstrip()
