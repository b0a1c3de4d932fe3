"""The words. Each module is one idea and holds `ENTRIES`; a phrase is added there and nowhere else."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from apps.hebrew.cascade import kind
from apps.hebrew.lexicon import (
    clock,
    comparisons,
    connectives,
    currencies,
    days,
    english,
    holidays,
    months,
    not_times,
    numbers,
    often,
    phones,
    vague,
)
from apps.hebrew.text import folded

_MODULES = (
    numbers,
    days,
    clock,
    months,
    holidays,
    connectives,
    often,
    phones,
    not_times,
    vague,
    english,
    currencies,
    comparisons,
)


# a shorter word in another spelling is another word: יון is no June
_SHORTEST_LOOSE = 3


class Sense(NamedTuple):
    """What a word or phrase is: the character of its kind, and its value."""

    kind: str
    value: Any


class Phrase(NamedTuple):
    rest: tuple[str, ...]
    sense: Sense


def _spellings() -> Iterator[tuple[tuple[str, ...], Sense]]:
    for module in _MODULES:
        for entry in module.ENTRIES:
            sense = Sense(kind(entry.kind), entry.value)
            for phrase in entry.phrases.split(","):
                yield tuple(word_key(word) for word in phrase.split()), sense


def word_key(word: str) -> str:
    return word.replace('"', "").replace("'", "").lower()


def _load() -> tuple[dict[str, Sense], dict[str, Sense], dict[str, tuple[Phrase, ...]]]:
    exact: dict[str, Sense] = {}
    phrases: dict[str, list[Phrase]] = {}
    seen: set[tuple[str, ...]] = set()
    for keys, sense in _spellings():
        if keys in seen:
            raise ValueError(f"two meanings of one phrase in the lexicon: {' '.join(keys)}")
        seen.add(keys)
        if len(keys) == 1:
            exact[keys[0]] = sense
        else:
            phrases.setdefault(folded(keys[0]), []).append(Phrase(tuple(map(folded, keys[1:])), sense))
    loose: dict[str, Sense] = {}
    for key, sense in exact.items():
        if len(key) > _SHORTEST_LOOSE:
            loose.setdefault(folded(key), sense)
    longest_first = {
        head: tuple(sorted(rest, key=lambda phrase: -len(phrase.rest))) for head, rest in phrases.items()
    }
    return exact, loose, longest_first


EXACT, LOOSE, PHRASES = _load()
PREFIXES = {letter: kind(name) for letter, name in connectives.PREFIXES.items()}
FORGIVING = months.FORGIVING
