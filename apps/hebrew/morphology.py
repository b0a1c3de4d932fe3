"""A written word as the lexicon's words: prefixes taken off, Hebrew numerals read, slips forgiven."""

from functools import lru_cache
from typing import Any, NamedTuple

from apps.hebrew.cascade import kind
from apps.hebrew.lexicon import EXACT, FORGIVING, LOOSE, PHRASES, PREFIXES, Phrase, Sense, word_key
from apps.hebrew.lexicon.entry import word_set
from apps.hebrew.text import folded

_WORD, _PLURAL, _FOREIGN = kind("word"), kind("plural"), kind("foreign")
_LETTER, _GEMATRIA = kind("letter"), kind("gematria")
_VALUES = dict(
    zip("אבגדהוזחטיכלמנסעפצקרשת", [*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400], strict=True)
)
_FINAL_LETTERS = str.maketrans("ךםןףץ", "כמנפצ")
_MOST_PREFIXES = 4
_WHOLE_WORDS = frozenset(map(folded, EXACT))
_PLURAL_ENDINGS = ("ים", "ות")
_NO_PLURALS = word_set(
    "ירושלים מים שמיים אפרים מרים חיים מצרים רעות רות אחות דחוף חנות לפחות להיות לעשות לראות"
)


class Morpheme(NamedTuple):
    """`start` and `end` are places in the word."""

    kind: str
    value: Any
    start: int
    end: int


@lru_cache(maxsize=16384)
def analyse(word: str) -> tuple[Morpheme, ...]:
    """The prefixes and the stem of `word`. A word that is not known is one `word` or `plural`."""
    found = _numeral(word) or _known(word) or _forgiven(word)
    if found:
        return found
    key = word_key(word)
    if word[0].isascii():
        return (Morpheme(_FOREIGN, word, 0, len(word)),)
    is_plural = len(key) > 3 and key.endswith(_PLURAL_ENDINGS) and key not in _NO_PLURALS
    return (Morpheme(_PLURAL if is_plural else _WORD, word, 0, len(word)),)


def gematria(letters: str) -> int | None:
    """The number Hebrew letters stand for, highest first: כז is 27. None when they are no numeral."""
    total = 0
    scale = 4
    for place, letter in enumerate(letters.translate(_FINAL_LETTERS)):
        value = _VALUES.get(letter)
        if value is None:
            return None
        # 15 and 16 are nine and six, nine and seven, so that they do not spell the Name
        is_after_nine = value in (6, 7) and place == len(letters) - 1 and letters[place - 1] == "ט"
        new_scale = 3 if value >= 100 else 2 if value >= 10 else 1
        is_repeated_hundred = new_scale == scale == 3
        if not (new_scale < scale or is_repeated_hundred or (is_after_nine and place > 0)):
            return None
        scale = new_scale
        total += value
    return total or None


@lru_cache(maxsize=8192)
def phrase_heads(word: str) -> tuple[tuple[int, tuple[Phrase, ...]], ...]:
    """The phrases that may begin at `word`, with how many letters of it are prefixes."""
    key = folded(word_key(word))
    heads = []
    for taken in range(min(_MOST_PREFIXES, len(key) - 1) + 1):
        if taken and key[taken - 1] not in PREFIXES:
            break
        # היום אחר הצהריים is no יום אחר: a word that is one as it stands keeps its letters
        if taken and key in _WHOLE_WORDS:
            break
        if phrases := PHRASES.get(key[taken:]):
            heads.append((taken, phrases))
    return tuple(heads)


def prefix_items(letters: str) -> tuple[Morpheme, ...] | None:
    """`letters` as a row of prefixes, or None when one of them is none."""
    if not letters or any(letter not in PREFIXES for letter in letters):
        return None
    return tuple(Morpheme(PREFIXES[letter], None, at, at + 1) for at, letter in enumerate(letters))


def _sense(key: str) -> Sense | None:
    return EXACT.get(key) or LOOSE.get(folded(key))


def _known(word: str) -> tuple[Morpheme, ...] | None:
    key = word_key(word)
    for taken in range(min(_MOST_PREFIXES, len(key) - 1) + 1):
        if taken and key[taken - 1] not in PREFIXES:
            return None
        if sense := _sense(key[taken:]):
            stem = Morpheme(sense.kind, sense.value, taken, len(word))
            return (*(prefix_items(key[:taken]) or ()), stem)
    return None


def _numeral(word: str) -> tuple[Morpheme, ...] | None:
    """א' ב' and כ"ז, with or without a prefix; a lone א ג ד too."""
    if len(word) == 1 and word in _VALUES:
        return (
            (Morpheme(PREFIXES[word], None, 0, 1),)
            if word in PREFIXES
            else (Morpheme(_LETTER, _VALUES[word], 0, 1),)
        )
    if "'" not in word and '"' not in word:
        return None
    key = word_key(word)
    is_letter = word.endswith("'") and len(key) <= 2
    if not is_letter and (_sense(key) or word[-2] not in "\"'"):
        return _year_with_thousands(word)
    for taken in (0, 1, 2):
        prefixes, letters = key[:taken], key[taken:]
        if taken and (not letters or key[taken - 1] not in PREFIXES):
            return None
        value = gematria(letters) if letters else None
        # ב"ש is a town, not the letter ש
        if value and (len(letters) == 1) == is_letter:
            made = Morpheme(_LETTER if len(letters) == 1 else _GEMATRIA, value, taken, len(word))
            return (*(prefix_items(prefixes) or ()), made)
    return None


def _year_with_thousands(word: str) -> tuple[Morpheme, ...] | None:
    """ה'תשפ"ז: the five thousand in front says nothing new."""
    if not word.startswith("ה'ת"):
        return None
    value = gematria(word_key(word)[1:])
    return (Morpheme(_GEMATRIA, value, 0, len(word)),) if value else None


def _forgiven(word: str) -> tuple[Morpheme, ...] | None:
    key = word_key(word)
    for taken in range(min(2, len(key) - 1) + 1):
        if taken and key[taken - 1] not in PREFIXES:
            return None
        if meant := _SLIPS.get(key[taken:]):
            sense = EXACT[meant]
            return (*(prefix_items(key[:taken]) or ()), Morpheme(sense.kind, sense.value, taken, len(word)))
    return None


def _slips(word: str) -> set[str]:
    """One letter left out, doubled, or two exchanged."""
    left_out = {word[:at] + word[at + 1 :] for at in range(len(word))}
    doubled = {word[: at + 1] + word[at:] for at in range(len(word))}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return left_out | doubled | swapped


_SLIPS = {
    slip: word for word in FORGIVING for slip in _slips(word) if len(slip) > 4 and not _sense(slip)
}  # fmt: skip
