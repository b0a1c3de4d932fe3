"""The goodbye of a call: when it is over although the model says no more. Pure: methods take `now_ms`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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

_GOODBYE = re.compile(
    r"להתראות|\bביי\b|\b(?:יום|ערב|שבוע|סופשבוע) (?:טוב|נעים|מצוין)|שבת שלום|לילה טוב|חג שמח"
)
# What is said to a goodbye without asking for anything.
_ANSWERS = """
תודה רבה להתראות ביי שלום יום ערב שבוע לילה שבת חג טוב נעים מצוין שמח גם לך לכם אוקיי אוקי בסדר מעולה יופי כן
"""
_THANKS = frozenset(_ANSWERS.split())
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_WORD = re.compile(r"\w+")


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


def have_parted(items: Sequence[Item]) -> bool:
    """The assistant's last words were a goodbye, to somebody who had spoken and asked for nothing since."""
    if not any(item.author == CALLER for item in items):
        return False
    for item in reversed(items):
        if item.author == CALLER and _only_thanks(item.text):
            continue
        return item.author == ASSISTANT and not item.is_cut and _is_goodbye(item.text)
    return False


def _is_goodbye(text: str) -> bool:
    sentences = _SENTENCE.findall(text.strip())
    return bool(sentences) and "?" not in sentences[-1] and _GOODBYE.search(sentences[-1]) is not None


def _only_thanks(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and all(word in _THANKS or word.removeprefix("ו") in _THANKS for word in words)
