"""The call as it was heard: items in their order, and how much of each reached the ear. Pure."""

from dataclasses import dataclass, field

from .playout import BYTES_PER_MS, Heard

CALLER = "customer"
ASSISTANT = "ai"
# Until a call has a finished sentence to go by: conversational Hebrew is about 14 characters a second.
MS_PER_CHARACTER = 70


@dataclass(slots=True)
class Item:
    """One turn. `position` counts from 1; ms count from the start of the stream; `confidence` in percent."""

    item_id: str
    author: str
    position: int
    started_ms: float
    text: str = ""
    confidence: int | None = None
    received_bytes: int = 0
    heard_ms: float = 0.0
    is_received: bool = False
    is_cut: bool = False
    ended_ms: float | None = None

    @property
    def received_ms(self) -> float:
        return self.received_bytes / BYTES_PER_MS


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn to be stored: `text` was heard, `unheard_text` was cut off by the caller.

    `confidence`: how sure the transcription of a caller is, in percent; None where it was not measured.
    """

    item_id: str
    author: str
    position: int
    text: str
    unheard_text: str
    offset_ms: int
    duration_ms: int | None
    confidence: int | None


@dataclass(slots=True)
class Transcript:
    _items: dict[str, Item] = field(default_factory=dict)

    def turn(self, item: Item, *, heard_ms: float | None = None) -> Turn:
        """What to store of an item now. `heard_ms`: so much was heard of one that is still being said."""
        is_said_still = heard_ms is not None
        heard_ms = item.heard_ms if heard_ms is None else heard_ms
        heard, unheard = _clean(item.text), ""
        if item.author == ASSISTANT and (item.is_cut or is_said_still):
            heard, unheard = split_heard(heard, heard_ms=heard_ms, whole_ms=self._whole_ms(item))
            # What is not heard yet was cut off by nobody.
            unheard = unheard if item.is_cut else ""
        duration_ms = heard_ms if item.author == ASSISTANT else None
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
            confidence=item.confidence,
        )

    def heard_so_far(self, item: Item, *, heard_ms: float) -> str:
        """The text of what was heard of an item that is still being said."""
        return split_heard(_clean(item.text), heard_ms=heard_ms, whole_ms=self._whole_ms(item))[0]

    def item(self, item_id: str, author: str, now_ms: float) -> Item:
        """The item, made on first sight: the first sight is its place in the conversation."""
        item = self._items.get(item_id)
        if item is None:
            item = Item(item_id, author, len(self._items) + 1, now_ms)
            self._items[item_id] = item
        return item

    def items(self) -> list[Item]:
        """In the order of the call."""
        return list(self._items.values())

    def find(self, item_id: str) -> Item | None:
        return self._items.get(item_id)

    def all(self) -> list[Item]:
        return list(self._items.values())

    @property
    def last_position(self) -> int:
        return len(self._items)

    def last_said_by(self, author: str) -> str:
        """The id of the author's newest item; empty when there is none."""
        said = [item.item_id for item in self._items.values() if item.author == author]
        return said[-1] if said else ""

    def _whole_ms(self, item: Item) -> float:
        """How long the item's whole text takes to say.

        Text and audio do not arrive in step, so while audio is missing the voice's own pace decides.
        """
        if item.is_received:
            return item.received_ms
        return max(item.received_ms, len(item.text) * self._ms_per_character())

    def _ms_per_character(self) -> float:
        whole = [item for item in self._items.values() if item.is_received and item.text]
        characters = sum(len(item.text) for item in whole)
        return sum(item.received_ms for item in whole) / characters if characters else MS_PER_CHARACTER

    def hear(self, heard: Heard) -> Item | None:
        """Book what the ledger says of an item whose generation is over."""
        item = self._items.get(heard.item_id)
        if item is not None:
            item.heard_ms += heard.heard_ms
        return item


def _clean(text: str) -> str:
    """PostgreSQL cannot store NUL, and no speech holds one, nor begins or ends in a blank."""
    return text.replace("\0", "").strip()


def split_heard(text: str, *, heard_ms: float, whole_ms: float) -> tuple[str, str]:
    """Cut a spoken text where the caller stopped hearing it, at the last whole word.

    Speech runs at a nearly even pace within one sentence, so the share of the audio is the share of the
    text; a word counts as heard when all of it was. Neither part begins or ends in a blank.
    """
    text = text.strip()
    if whole_ms <= 0 or heard_ms <= 0:
        return "", text
    if heard_ms >= whole_ms:
        return text, ""
    heard_length = int(len(text) * heard_ms / whole_ms)
    if heard_length < len(text) and not text[heard_length].isspace():
        while heard_length and not text[heard_length - 1].isspace():
            heard_length -= 1
    return text[:heard_length].rstrip(), text[heard_length:].lstrip()
