"""Are two leads one person? Pure.

A shared address decides; a name only hints, and one of a single word not even that. What a provider says of
an address is sure, what somebody wrote is nearly so, and what was heard over the telephone or typed into a
card may be a digit off.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from apps.hebrew.search import spelled

ALIKE = 75
UNLIKE = 45
SCORES = {"phone": 90, "email": 85, "identity": 95, "name": 60}
"""How sure a shared address of a kind, or a name alone, makes us, in percent, before names are compared."""


class Evidence(StrEnum):
    """Who says that both addresses belong to one person."""

    CHANNEL = "channel"
    WRITTEN = "written"
    HEARD = "heard"


class Verdict(StrEnum):
    MERGE = "merge"
    SUGGEST = "suggest"
    KEEP_APART = "keep_apart"


@dataclass(frozen=True, slots=True)
class Person:
    """`kinds` are the kinds of address the lead has: two addresses of one kind may be two people."""

    name: str
    kinds: AbstractSet[str]


def merge_decision(first: Person, second: Person, *, evidence: Evidence, was_refused: bool) -> Verdict:
    """What to do with two leads that something says are one. `was_refused`: a person said they are two."""
    if was_refused:
        return Verdict.KEEP_APART
    if first.kinds & second.kinds or evidence == Evidence.HEARD:
        return Verdict.SUGGEST
    are_unlike = bool(first.name and second.name) and name_similarity(first.name, second.name) < UNLIKE
    if evidence == Evidence.WRITTEN and are_unlike:
        return Verdict.SUGGEST
    return Verdict.MERGE


def duplicate_score(*, reason: str, first: str, second: str) -> int:
    """1 to 99. `first` and `second` are the names; an empty one says nothing."""
    score = SCORES[reason]
    if first and second:
        similarity = name_similarity(first, second)
        score += 4 if similarity >= ALIKE else -30 if similarity < UNLIKE else 0
    return score


def name_similarity(first: str, second: str) -> int:
    """0 to 100, whatever the order of the words."""
    matcher = SequenceMatcher(a=_spelled(first), b=_spelled(second), autojunk=False)
    return round(matcher.ratio() * 100)


def name_spellings(name: str) -> tuple[str, ...]:
    """How a name of two words and more may be written, spelled as a search is; nothing for a single word."""
    words = spelled(name).split()
    return tuple(dict.fromkeys((" ".join(words), " ".join(reversed(words))))) if len(words) > 1 else ()


def are_apart(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    """Whether addresses say that two of one name are two: each has a `phone`, or each an `email`."""
    return any(first[kind] and second[kind] for kind in ("phone", "email"))


def _spelled(name: str) -> str:
    return " ".join(sorted(spelled(name).split()))
