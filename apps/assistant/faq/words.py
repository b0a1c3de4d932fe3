"""A text as what it is compared by: stems and concepts, and the letters its words are made of. Pure."""

from functools import lru_cache

from apps.assistant.faq.concepts import CONCEPTS, PLAIN_WORDS
from apps.hebrew.text import folded, without_prefixes, words

_MOST_WORDS = 400
_LONGEST_PHRASE = 4
_VOWEL_LETTERS = str.maketrans("", "", "וי")
_ENDINGS = tuple(map(folded, ("יות", "ים", "ות", "ית", "יה", "ה", "ת", "י")))
_SHORTEST_STEM = 3
_PLAIN = frozenset(map(folded, PLAIN_WORDS))


def _concept_tables() -> tuple[dict[tuple[str, ...], set[str]], dict[str, set[str]]]:
    """Phrases to what they mean, and the beginnings of words to what those mean."""
    phrases: dict[tuple[str, ...], set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for line in CONCEPTS.strip().splitlines():
        name, _, said = line.partition(":")
        for phrase in said.split(","):
            key = tuple(map(folded, words(phrase)))
            if phrase.strip().endswith("*"):
                beginnings.setdefault(key[0], set()).add(name)
            elif key:
                phrases.setdefault(key, set()).add(name)
    return phrases, beginnings


_PHRASES, _BEGINNINGS = _concept_tables()


def split(text: str) -> list[str]:
    """The words of a text in one spelling, as many as are compared."""
    return [folded(word) for word in words(text)[:_MOST_WORDS]]


def is_plain(word: str) -> bool:
    """Whether a folded word is said with any question."""
    return word in _PLAIN


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A folded word without ending, prefixes and inner vav and yod: what its family shares, roughly.

    Prefixes are letters of many roots too, so three consonants stay: הלבנות is לבנ, not נות.
    """
    short = word
    for ending in _ENDINGS:
        if word.endswith(ending) and _consonants(word.removesuffix(ending)) >= _SHORTEST_STEM:
            short = word.removesuffix(ending)
            break
    short = [
        form for form in without_prefixes(short) if form == short or _consonants(form) >= _SHORTEST_STEM
    ][-1]
    bare = short.translate(_VOWEL_LETTERS)
    return bare if len(bare) >= _SHORTEST_STEM else short


def _consonants(word: str) -> int:
    return len(word.translate(_VOWEL_LETTERS))


def concepts(said: list[str]) -> set[str]:
    """What the words are about; a phrase may begin behind prefixes."""
    found: set[str] = set()
    for place, word in enumerate(said):
        for form in without_prefixes(word):
            for length in range(1, _LONGEST_PHRASE + 1):
                found |= _PHRASES.get((form, *said[place + 1 : place + length]), set())
            for end in range(3, len(form) + 1):
                found |= _BEGINNINGS.get(form[:end], set())
    return found


def concept_term(concept: str) -> str:
    """A concept as a term beside the stems: its sign keeps it from being one."""
    return f"#{concept}"


@lru_cache(maxsize=16384)
def letters(word: str) -> tuple[str, ...]:
    """The runs of two to four letters of a folded word, and of three of its consonants."""
    bounded = f" {word} "
    runs = [bounded[at : at + size] for size in (2, 3, 4) for at in range(len(bounded) - size + 1)]
    bones = word.translate(_VOWEL_LETTERS)
    return (*runs, *(f"~{bones[at : at + 3]}" for at in range(len(bones) - 2)))
