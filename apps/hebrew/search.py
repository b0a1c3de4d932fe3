"""How texts are kept for searching, what a search asks of them, and where in a text the answer stands.

A text that can be searched is words with a space before each: small letters, no points, quotes and marks,
no final letters, no doubled yod and vav. The words that had some follow once more with both, so that three
letters of which two are such can be looked for anywhere. The database keeps texts as `kept` does; `spelled`
does what both begin with to a question.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

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
ONE_FORM: Final = "NFC"
"""Of Unicode, before all else: letters made with their points come apart, é of two signs becomes one."""
DOUBLED = (("יי", "י"), ("וו", "ו"))
WITHOUT_DOUBLED = " (?![^ ]*(?:יי|וו))[^ ]*"
"""A word without them and the space before it; PostgreSQL and Python read it alike."""

Way = tuple[tuple[str, ...], ...]
"""What a text must hold: of each tuple one part."""

_TABLE = {
    ord(sign): (SPELLING[1][place] if place < len(SPELLING[1]) else None)
    for place, sign in enumerate(SPELLING[0])
}
_SIGNS_KEPT = {code: spelling for code, spelling in _TABLE.items() if chr(code) not in _APART}
_SIGNS_KEPT[ord(_MAQAF)] = " "
_WORD = re.compile(r"[^\W_]+")
_TWO_WORDS = re.compile(r"[^\W_]+[\W_]+[^\W_]+")
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
    """`text` in the one spelling by which it is compared."""
    return _single(_signs_spelled(text))


def kept(text: str) -> str:
    """`text` as it is kept for searching."""
    whole = _signs_spelled(f" {text}")
    return _single(whole) + re.sub(WITHOUT_DOUBLED, "", whole)


def folded_letters(text: str) -> str:
    """`text` in one spelling of its letters; its signs stay, so that "3+" is not "3"."""
    return unicodedata.normalize(ONE_FORM, text).lower().translate(_SIGNS_KEPT)


def is_searchable(text: str) -> bool:
    """Whether there is enough to search by: two letters or digits."""
    return sum(map(len, _WORD.findall(folded_letters(text)))) >= _FEWEST_LETTERS


def ways_to_find(text: str) -> list[Way]:
    """How to look for `text`, the next way when one found nothing; none when it holds no letter or digit.

    First as it was typed: a word of three letters and more anywhere, a shorter one where a word begins, the
    digits of a number in one or apart as they were typed. What is typed may be cut out of the middle of a
    text: the end of a word is found with what follows it (ל אביב in תל אביב), and two letters of which one
    was doubled with both (ייל in אייל). Then two letters also whole behind one of ו ה ב ל מ ש כ (בתל), and
    longer words without one such letter before them, without two, and without three. Of what stays, four
    letters and more are looked for anywhere, so that לחיפה also finds מחיפה; three where a word begins; two
    (לתל) as a whole word only. Elsewhere they would find half of everything. A number also without 00
    before it.
    """
    parts = _parts(_words(text)[:_MOST_WORDS])
    depth = max(map(len, parts), default=0)
    return [sum((each[min(level, len(each) - 1)] for each in parts), ()) for level in range(depth)]


def excerpt(text: str, ways: list[Way]) -> str:
    """The place in `text` where the first of what was looked for stands, with what stands around it."""
    single, places = _spelled_with_places(f" {text}")
    parts = [_single(part) for way in ways for any_of in way for part in any_of]
    found = [(at, part) for part in parts if (at := single.find(part)) >= 0]
    at, part = min(found, default=(0, ""))
    if not part:
        return _cut(text, 0, 0)
    # A space was put before the text.
    return _cut(text, max(places[at] - 1, 0), places[at + len(part) - 1])


def holds(text: str, way: Way) -> bool:
    """Whether a text as it is `kept` is found so."""
    return all(any(part in text for part in any_of) for any_of in way)


@dataclass(frozen=True, slots=True)
class _Word:
    """What was typed, with both of doubled letters, and what else a text that has it may hold."""

    typed: str
    around: str

    @property
    def elsewhere(self) -> tuple[str, ...]:
        if len(self.typed) >= _ANYWHERE and _single(self.typed) != self.typed:
            return (self.typed,)
        is_more = len(self.around) >= _ANYWHERE and self.around.strip() != _single(self.typed)
        return (self.around,) if is_more else ()


def _words(text: str) -> list[_Word]:
    if _TELEPHONE.fullmatch(text.strip()):
        return [_number(text)]
    found: list[_Word] = []
    for chunk in text.split():
        before = " " if found else ""
        found += [_number(chunk)] if _NUMBER.fullmatch(chunk) else _words_of(before + _signs_spelled(chunk))
    if found and len(_single(found[0].typed)) < _ANYWHERE:
        typed = spelled(text).strip()
        begun = _TWO_WORDS.search(typed)
        found[0] = _Word(found[0].typed, typed[: begun.end()] if begun else typed)
    return found


def _number(typed: str) -> _Word:
    return _Word(re.sub(r"\D", "", typed), spelled(typed).strip())


def _words_of(chunk: str) -> list[_Word]:
    """Each with the signs before it that stay in a text, such as those of money."""
    return [
        _Word(word.group(), _single(chunk[max(chunk.rfind(" ", 0, word.start()), 0) : word.end()]))
        for word in _WORD.finditer(chunk)
    ]


def _parts(words: list[_Word]) -> list[list[Way]]:
    """The ways of each word; of words of two letters that follow one another those of all of them.

    Such stand behind a letter together (בבת ים): each behind any letter by itself would be found in too many
    texts to look through.
    """
    parts: list[list[Way]] = []
    for is_short, run in groupby(words, key=_is_two_letters):
        together = list(run)
        if is_short and len(together) > 1:
            joined = " ".join(_single(word.typed) for word in together)
            typed = tuple(_forms(word)[0] for word in together)
            parts.append([typed, ((f" {joined}", *_behind(joined)),)])
        else:
            parts += [[(any_of,) for any_of in _forms(word)] for word in together]
    return parts


def _is_two_letters(word: _Word) -> bool:
    return _TWO_LETTERS.fullmatch(_single(word.typed)) is not None


def _behind(text: str) -> tuple[str, ...]:
    return tuple(f" {letter}{text} " for letter in _LETTERS_BEFORE)


def _forms(sought: _Word) -> list[tuple[str, ...]]:
    """What a text must hold of the word: as it was typed, then with less before it each time."""
    word = _single(sought.typed)
    if len(word) < _ANYWHERE:
        typed = f" {word}"
        behind = [(typed, *_behind(word))] if _is_two_letters(sought) else []
        return [(typed, *sought.elsewhere), *behind]
    if word.isdecimal():
        abroad = word.removeprefix("00")
        return [(word, *sought.elsewhere), *([(abroad,)] if len(word) > len(abroad) >= _ANYWHERE else [])]
    stems = without_prefixes(word)
    forms: list[tuple[str, ...]] = [(word,)]
    forms += ((stem,) if len(stem) > _ANYWHERE else (f" {stem}",) for stem in stems[1:])
    last = stems[-1]
    if len(last) == _ANYWHERE and last[0] in PREFIXES and len(stems) <= _MOST_BEFORE_TWO:
        forms.append((f" {last[1:]} ",))
    return forms


def _signs_spelled(text: str) -> str:
    return unicodedata.normalize(ONE_FORM, text).lower().translate(_TABLE)


def _single(text: str) -> str:
    for double, single in DOUBLED:
        text = text.replace(double, single)
    return text


def _spelled_with_places(text: str) -> tuple[str, list[int]]:
    """`text` spelled, and for each of its characters where it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in _sign_spelled(sign):
            if not (letter in "יו" and letters and letters[-1] == letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _sign_spelled(sign: str) -> str:
    return _signs_spelled(sign)


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
