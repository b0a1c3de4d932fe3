"""What a customer means who writes back to a reminder. Pure.

Only what is clear is acted upon: who writes anything else is answered by a person.
"""

from enum import StrEnum, auto
from itertools import pairwise

from apps.hebrew import read_yes_no
from apps.hebrew.text import words


class Meaning(StrEnum):
    CONFIRM = auto()
    CANCEL = auto()
    OPT_OUT = auto()
    OPT_IN = auto()
    UNCLEAR = auto()


OPT_OUT = frozenset(
    {"הסר", "הסירו", "הסרה", "להסיר", "stop", "stopall", "unsubscribe", "end", "quit", "optout"}
)
OPT_IN = frozenset({"start", "unstop", "התחל", "חדש"})
CONFIRM = frozenset(
    {"1", "מאשר", "מאשרת", "מאשרים", "אישור", "אגיע", "מגיע", "מגיעה", "מגיעים", "נגיע", "confirm"}
)
CANCEL = frozenset({"2", "ביטול", "לבטל", "מבטל", "מבטלת", "מבטלים", "תבטלו", "בטלו", "בטל", "cancel"})
# Who wants another time wants neither.
OTHER = frozenset(
    {"להזיז", "לדחות", "לשנות", "להעביר", "להקדים", "לאחר", "מאחר", "מאחרת", "אולי", "reschedule"}
)
NOT = frozenset({"לא", "not"})
# A longer text says more than yes or no.
FEW_WORDS = 4


def meaning_of(text: str) -> Meaning:
    said = [word.lower() for word in words(text)]
    if len(said) == 1 and said[0] in OPT_OUT:
        return Meaning.OPT_OUT
    if len(said) == 1 and said[0] in OPT_IN:
        return Meaning.OPT_IN
    # A question may begin with any of the words.
    if set(said) & OTHER or "?" in text:
        return Meaning.UNCLEAR
    confirms, cancels = bool(set(said) & CONFIRM), bool(set(said) & CANCEL)
    denies = bool(set(said) & NOT)
    if (confirms and cancels) or (cancels and denies):
        return Meaning.UNCLEAR
    if confirms and denies:
        return Meaning.CANCEL if _says_not_coming(said) else Meaning.UNCLEAR
    if cancels:
        return Meaning.CANCEL
    if confirms:
        return Meaning.CONFIRM
    answer = read_yes_no(text) if len(said) <= FEW_WORDS else None
    return {"yes": Meaning.CONFIRM, "no": Meaning.CANCEL}.get(answer or "", Meaning.UNCLEAR)


def _says_not_coming(said: list[str]) -> bool:
    """לא מגיע: the word right before the one that would confirm."""
    return any(one in NOT and two in CONFIRM - {"1"} for one, two in pairwise(said))
