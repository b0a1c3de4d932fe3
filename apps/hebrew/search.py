"""How texts are kept for searching, what a search asks of them, and where in a text the answer stands.

A text that can be searched is words with a space before each: small letters, no points, quotes and marks, no
final letters, no doubled yod and vav. The database spells what it stores by `SPELLING` and `DOUBLED`;
`spelled` does the same to a question.
"""

import re
from functools import lru_cache

from apps.hebrew.text import PREFIXES, without_prefixes

_MAQAF = "\N{HEBREW PUNCTUATION MAQAF}"
_APART = _MAQAF + "-–—_.,;:!?…/\\|()[]{}<>@#$%&*+=~^·•\t\n\r\N{NO-BREAK SPACE}"
_FINAL, _PLAIN = "ךםןףץ", "כמנפצ"
_POINTS = "".join(chr(code) for code in range(0x0591, 0x05C8) if chr(code) != _MAQAF)
_QUOTES = "'\"׳״`´‘’“”„"
_DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = _DIRECTIONS + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
SPELLING = (_FINAL + _APART + _POINTS + _QUOTES + _UNSEEN, _PLAIN + " " * len(_APART))
"""Each character of the first becomes its counterpart in the second, or nothing where that has ended."""
DOUBLED = (("יי", "י"), ("וו", "ו"))

Way = tuple[tuple[str, ...], ...]
"""What a text must hold: of each tuple one part."""

_TABLE = {
    ord(sign): (SPELLING[1][place] if place < len(SPELLING[1]) else None)
    for place, sign in enumerate(SPELLING[0])
}
_SIGNS_KEPT = {code: spelling for code, spelling in _TABLE.items() if chr(code) not in _APART}
_SIGNS_KEPT[ord(_MAQAF)] = " "
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\+?\d[\d-]*")
_TELEPHONE = re.compile(r"[+(]?\d[\d\s()-]*")
_TWO_LETTERS = re.compile("[א-ת]{2}")
_ANYWHERE = 3
_MOST_BEFORE_TWO = 2
_FEWEST_LETTERS = 2
_MOST_WORDS = 12
_AROUND = 40
_LETTERS_BEFORE = "והבלמשכ"


def spelled(text: str) -> str:
    """`text` as it is kept for searching."""
    text = text.lower().translate(_TABLE)
    for double, single in DOUBLED:
        text = text.replace(double, single)
    return text


def folded_letters(text: str) -> str:
    """`text` in one spelling of its letters; its signs stay, so that "3+" is not "3"."""
    return text.lower().translate(_SIGNS_KEPT)


def is_searchable(text: str) -> bool:
    """Whether there is enough to search by: two letters or digits."""
    return sum(map(len, _WORD.findall(folded_letters(text)))) >= _FEWEST_LETTERS


def ways_to_find(text: str) -> list[Way]:
    """How to look for `text`, the next way when one found nothing; none when it holds no letter or digit.

    First as it was typed: a word of three letters and more anywhere, a shorter one where a word begins, the
    digits of a number in one. Then two letters also whole behind one of ו ה ב ל מ ש כ (בתל), and longer words
    without one such letter before them, without two, and without three. Of what stays, four letters and more
    are looked for anywhere, so that לחיפה also finds מחיפה; three where a word begins; two (לתל) as a whole
    word only. Elsewhere they would find half of everything.
    """
    forms = [_forms(word) for word in _words(text)[:_MOST_WORDS]]
    depth = max(map(len, forms), default=0)
    return [tuple(each[min(level, len(each) - 1)] for each in forms) for level in range(depth)]


def excerpt(text: str, ways: list[Way]) -> str:
    """The place in `text` where the first of what was looked for stands, with what stands around it."""
    kept, places = _spelled_with_places(f" {text}")
    parts = [part for way in ways for any_of in way for part in any_of]
    found = [(at, part) for part in parts if (at := kept.find(part)) >= 0]
    at, part = min(found, default=(0, ""))
    if not part:
        return _cut(text, 0, 0)
    # A space was put before the text.
    return _cut(text, max(places[at] - 1, 0), places[at + len(part) - 1])


def holds(kept: str, way: Way) -> bool:
    """Whether a text as it is kept for searching is found so."""
    return all(any(part in kept for part in any_of) for any_of in way)


def _words(text: str) -> list[str]:
    if _TELEPHONE.fullmatch(text.strip()):
        return [re.sub(r"\D", "", text)]
    chunks = text.split()
    joined = [re.sub(r"\D", "", chunk) if _NUMBER.fullmatch(chunk) else chunk for chunk in chunks]
    return _WORD.findall(spelled(" ".join(joined)))


def _forms(word: str) -> list[tuple[str, ...]]:
    """What a text must hold of the word: as it was typed, then with less before it each time."""
    if len(word) < _ANYWHERE:
        typed = f" {word}"
        behind = tuple(f" {letter}{word} " for letter in _LETTERS_BEFORE)
        return [(typed,), (typed, *behind)] if _TWO_LETTERS.fullmatch(word) else [(typed,)]
    stems = without_prefixes(word)
    forms: list[tuple[str, ...]] = [(word,)]
    forms += ((stem,) if len(stem) > _ANYWHERE else (f" {stem}",) for stem in stems[1:])
    last = stems[-1]
    if len(last) == _ANYWHERE and last[0] in PREFIXES and len(stems) <= _MOST_BEFORE_TWO:
        forms.append((f" {last[1:]} ",))
    return forms


def _spelled_with_places(text: str) -> tuple[str, list[int]]:
    """`text` spelled, and for each of its characters where it stood."""
    kept: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in _sign_spelled(sign):
            if not (letter in "יו" and kept and kept[-1] == letter):
                kept.append(letter)
                places.append(place)
    return "".join(kept), places


@lru_cache(maxsize=4096)
def _sign_spelled(sign: str) -> str:
    return sign.lower().translate(_TABLE)


def _cut(text: str, begins: int, ends: int) -> str:
    """text[begins:ends] with the whole words around it, in one line."""
    left, right = max(begins - _AROUND, 0), min(ends + _AROUND, len(text))
    if left > 0:
        left = text.find(" ", left, begins) + 1 or left
    if right < len(text):
        last = text.rfind(" ", ends, right)
        right = last if last > 0 else right
    shown = " ".join(text[left:right].split())
    return f"{'…' if left > 0 else ''}{shown}{'…' if right < len(text) else ''}"
