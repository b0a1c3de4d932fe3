"""The name a caller gives: after "my name is", before "speaking", or as the whole answer to our question."""

import re
from dataclasses import dataclass

from apps.hebrew.cascade import kind
from apps.hebrew.lexicon import introductions
from apps.hebrew.lexicon.first_names import FIRST_NAMES
from apps.hebrew.morphology import analyse
from apps.hebrew.text import clean_start, folded

_WORD = re.compile(r"[^\W\d_]+(?:['\"-][^\W\d_]+)*'?|[.,!?;:\n]")
_PREFIXES = "ומבלשהכ"
_UNKNOWN = (kind("word"), kind("foreign"))
_LONGEST_INTRODUCTION = 4
_LONGEST_ANSWER = 4


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        return not self.text[0].isalpha()


def read_names(text: str, *, is_asked: bool = False) -> list[Name]:
    """The names somebody gives as their own. `is_asked`: we have just asked, so a bare name answers."""
    cleaned = clean_start(text)
    words = [_Word(match[0], match.start(), match.end()) for match in _WORD.finditer(cleaned.text)]
    found = _introduced(words) or _before_speaking(words) or (_bare(words) if is_asked else [])
    if not found:
        return []
    start, end = found[0].start, found[-1].end
    return [Name(cleaned.text[start:end], cleaned.span(start, end))]


def _introduced(words: list[_Word]) -> list[_Word]:
    weak: list[_Word] = []
    for at in range(len(words)):
        for length in range(min(_LONGEST_INTRODUCTION, len(words) - at), 0, -1):
            key = " ".join(folded(word.text.lower().replace("'", "")) for word in words[at : at + length])
            introduced = _skip_sign(words, at + length)
            behind = _skip_titles(words, introduced)
            if key in _STRONG and (name := _name_at(words, behind, is_certain=True)):
                return name
            if key in _WEAK and not weak and _may_introduce(words, introduced, behind):
                weak = _name_at(words, behind)
            if key in _STRONG or key in _WEAK:
                break
    return weak


def _skip_sign(words: list[_Word], at: int) -> int:
    return at + 1 if at < len(words) and words[at].text in ",:" else at


def _skip_titles(words: list[_Word], at: int) -> int:
    """ד"ר אורי גולן is called אורי גולן."""
    while at < len(words) and words[at].text in introductions.TITLES:
        at += 1
    return at


def _may_introduce(words: list[_Word], introduced: int, behind: int) -> bool:
    """Whether a name that is known follows; behind a title it may be a family's."""
    if behind >= len(words):
        return False
    has_title = behind > introduced
    return _is_first_name(words[behind]) or (has_title and _is_known(words[behind]))


def _before_speaking(words: list[_Word]) -> list[_Word]:
    """דני מדבר, רונית כהן כאן."""
    words = words[_skip_titles(words, 0) :]
    for at, word in enumerate(words[1:3], start=1):
        if folded(word.text) in _BEHIND and _is_first_name(words[0]):
            return words[:at]
    return []


def _bare(words: list[_Word]) -> list[_Word]:
    """The whole of a short answer, when every word of it can be a name."""
    said = list(words)
    while said and (said[0].is_sign or folded(said[0].text) in _OPENERS):
        said.pop(0)
    said = said[_skip_titles(said, 0) :]
    while said and (said[-1].is_sign or folded(said[-1].text) in _OPENERS):
        said.pop()
    if not 0 < len(said) <= _LONGEST_ANSWER or any(word.is_sign for word in said):
        return []
    name = _name_at(said, 0)
    is_whole = len(name) == len(said) and all(_is_known(word) or _means_nothing_else(word) for word in name)
    return name if is_whole else []


def _means_nothing_else(word: _Word) -> bool:
    """Whether the lexicon of times, numbers and small words does not know it, and it is no plural."""
    morphemes = analyse(word.text)
    return len(morphemes) == 1 and morphemes[0].kind in _UNKNOWN


def _name_at(words: list[_Word], at: int, *, is_certain: bool = False) -> list[_Word]:
    """A first name and, where one follows, a family name. `is_certain`: בן is a name here, and no son."""
    if at >= len(words):
        return []
    is_name = _may_be_name(words[at]) or (is_certain and words[at].text in FIRST_NAMES)
    if not is_name or (not _may_be_name(words[at]) and _is_somebodys(words, at)):
        return []
    name = [words[at]]
    for word in words[at + 1 : at + _LONGEST_ANSWER]:
        is_after_particle = name[-1].text in introductions.PARTICLES and len(name) > 1
        if not _may_be_name(word, is_particle_allowed=True):
            break
        # אסתי כהן לוי: a third word only where it is surely a family name
        if len(name) > 1 and not is_after_particle and word.text not in introductions.FAMILY_NAMES:
            break
        # דנה מחיפה: a second word that begins like a prefix is where she is from, unless it is a known name
        if word.text[0] in _PREFIXES and not _is_known(word) and not is_after_particle:
            break
        name.append(word)
    if len(name) > 1 and name[-1].text in introductions.PARTICLES and name[-1].text not in _ENDING_NAMES:
        name.pop()
    return name


def _is_somebodys(words: list[_Word], at: int) -> bool:
    """בן שלי, בן של דנה."""
    return at + 1 < len(words) and words[at + 1].text in introductions.NOT_NAMES


def _may_be_name(word: _Word, *, is_particle_allowed: bool = False) -> bool:
    if word.is_sign or len(word.text) < 2:
        return False
    if is_particle_allowed and word.text in introductions.PARTICLES:
        return True
    return word.text not in introductions.NOT_NAMES


def _is_first_name(word: _Word) -> bool:
    return word.text in FIRST_NAMES or (word.text[0].isupper() and word.text.isascii())


def _is_known(word: _Word) -> bool:
    return (
        word.text in FIRST_NAMES
        or word.text in introductions.FAMILY_NAMES
        or word.text in introductions.PARTICLES
    )


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(map(folded, phrase.split())) for phrase in text.split(",") if phrase.strip())


_STRONG = _phrases(introductions.STRONG)
_WEAK = _phrases(introductions.WEAK)
_ENDING_NAMES = FIRST_NAMES | introductions.FAMILY_NAMES
_BEHIND = _phrases(introductions.BEHIND)
_OPENERS = _phrases(
    "כן, אה, אהה, אממ, בטח, אוקיי, אוקי, שלום, היי, הלו, טוב, אז, בבקשה, תודה, תודה רבה, ברור, סבבה, נו, הי"
)
