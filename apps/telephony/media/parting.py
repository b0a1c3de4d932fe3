"""The goodbye of a call: when it is over although the model says no more. Pure: methods take `now_ms`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from .leave_taking import answers_goodbye, is_goodbye, takes_leave, wants_no_more
from .transcript import ASSISTANT, CALLER, Item

CALLER_SILENT, ASSISTANT_ENDED, TOO_LONG = "caller_silent", "assistant_ended", "too_long"
# The model was to say goodbye and did not.
GOODBYE_UNSAID = "goodbye_unsaid"
# A caller who speaks after all stays.
TAKEN_BACK = (CALLER_SILENT, ASSISTANT_ENDED)
GOODBYE_REASONS = frozenset({CALLER_SILENT, ASSISTANT_ENDED, TOO_LONG})

# After a goodbye that was begun, and after one that the model said without ending the call.
STALLED_MS = 2_000
PARTED_MS = 4_000
# Who speaks on when a call has become too long is let finish within reason.
LONGEST_MS = 60_000


@dataclass(slots=True)
class Parting:
    """`reason`: why the call is to end; empty while it goes on."""

    reason: str = ""
    is_heard: bool = False
    _after_position: int = 0
    _until_ms: float = 0.0

    def begin(self, reason: str, *, after_position: int, now_ms: float) -> None:
        """The model is asked to say goodbye: that is none of the items up to `after_position`."""
        self.reason, self.is_heard = reason, False
        self._after_position, self._until_ms = after_position, now_ms + LONGEST_MS

    def caller_is_there(self) -> None:
        if self.reason in TAKEN_BACK:
            self.reason = ""

    def playing(self, item: Item) -> None:
        """Audio of this item goes out."""
        if self.reason and item.position > self._after_position:
            self.is_heard = True

    def is_overdue(self, now_ms: float) -> bool:
        return bool(self.reason) and now_ms >= self._until_ms

    def end_reason(self) -> str:
        """How the call ends now; empty when nobody is about to part."""
        return self.reason if self.is_heard or not self.reason else GOODBYE_UNSAID

    def wake_at_ms(self) -> float | None:
        return self._until_ms if self.reason else None


def have_parted(items: Sequence[Item], *, fulfilled_at: int) -> bool:
    """The assistant's last words were a goodbye, and the caller wants no more, or has what was asked for.

    `fulfilled_at`: the position after which a wish of the caller's was last fulfilled; 0: none was.
    """
    answers, items = _split(items, CALLER)
    goodbyes, items = _split(items, ASSISTANT)
    wishes, _ = _split(items, CALLER)
    if not goodbyes or goodbyes[-1].is_cut or not all(answers_goodbye(item.text) for item in answers):
        return False
    has_closed = all(wants_no_more(item.text) or fulfilled_at >= item.position for item in wishes)
    if not answers and not (wishes and has_closed):
        return False
    to_a_farewell = any(takes_leave(item.text) for item in [*wishes, *answers])
    return is_goodbye(goodbyes[-1].text, to_a_farewell=to_a_farewell)


def _split(items: Sequence[Item], author: str) -> tuple[Sequence[Item], Sequence[Item]]:
    """The last turns, as far as they are all the author's, and what was said before them."""
    count = sum(1 for _ in takewhile(lambda item: item.author == author, reversed(items)))
    return items[len(items) - count :], items[: len(items) - count]
