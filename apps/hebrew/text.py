"""Text made ready: for reading (with the way back to the original places), showing and searching."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# letters, digits and signs that need no change
_PLAIN = re.compile(r"[\n\x20-\x7Eא-ת₪€£]*")
_REPLACED = dict.fromkeys("׳’‘´", "'") | dict.fromkeys("״“”„‟", '"') | dict.fromkeys("־–—‑‒−", "-")
_REPLACED |= {"\u00a0": " ", "\t": " ", "…": "."}
_MAQAF = "־"
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_DOUBLED = re.compile(r"([יו])\1+")
_SPACES = re.compile(r"\s+")
_INNER_QUOTES = re.compile(r"(?<=[א-ת])[\"'](?=[א-ת])")
_GERESH_AT_END = re.compile(r"(?<=[א-ת])'(?![א-ת])")
_WORDS = re.compile(r"[^\W_]+")
_STUTTER = re.compile(r"(?<![^\s])(\S{3,})(?: \1)+(?![^\s.,!?])")
PREFIXES = frozenset("ובלמהשכ")
_SHORTEST_STEM = 3
# said twice on purpose, or digits of a number
_TWICE = """
לאט מאוד ממש כמעט הרבה המון מעט פעם יום רגע אחד אחת אפס שתיים שניים שלוש ארבע חמש שש שבע שמונה תשע עשר
עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים תודה סליחה שלום ביי היי הלו אולי נכון בדיוק יאללה טוב
"""
_SAID_TWICE = frozenset(_TWICE.split())
# what readers look at: nobody says more in one turn
LONGEST = 4000


class Cleaned(NamedTuple):
    """`text` without marks that say nothing. `places[i]`: where character i stood; None: nothing moved."""

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of a non-empty span of the cleaned text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def clean_start(text: str) -> Cleaned:
    """What the readers read: the first `LONGEST` characters, cleaned."""
    return clean(text[:LONGEST])


def clean(text: str) -> Cleaned:
    """Without niqqud, cantillation, direction marks and invisible signs; one form of quotes and dashes."""
    if _PLAIN.fullmatch(text):
        return Cleaned(text, None)
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _clean_character(character):
            letters.append(letter)
            places.append(place)
    return Cleaned("".join(letters), tuple(places))


@lru_cache(maxsize=4096)
def _clean_character(character: str) -> str:
    if character in _REPLACED:
        return _REPLACED[character]
    composed = unicodedata.normalize("NFKC", character)
    return "".join(
        _REPLACED.get(letter, letter)
        for letter in composed
        if unicodedata.category(letter) not in ("Mn", "Cf", "Cc", "Cs", "Co") or letter in "\n\t"
    )


def normalise(text: str) -> str:
    """For showing and storing: no niqqud and invisible marks, ASCII quotes, single spaces, no stuttered word.

    A maqaf becomes a space. Letters, their final forms and the case of Latin words stay.
    """
    cleaned = _SPACES.sub(" ", clean(text.replace(_MAQAF, " ")).text).strip()
    return _STUTTER.sub(_once_unless_meant, cleaned)


def _once_unless_meant(match: re.Match[str]) -> str:
    word = match[1]
    is_meant = word in _SAID_TWICE or not word.isalpha() or word.endswith((",", "."))
    return match[0] if is_meant else word


def search_key(text: str) -> str:
    """For matching: small letters, no quotes and signs, final letters and doubled yod and vav folded."""
    return " ".join(folded(word) for word in words(text))


def words(text: str) -> list[str]:
    """The words of a text without quotes inside them: צה״ל is צהל."""
    cleaned = clean(text.replace(_MAQAF, " ")).text.lower()
    return _WORDS.findall(_GERESH_AT_END.sub("", _INNER_QUOTES.sub("", cleaned)))


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """`word` in one spelling: חנייה and חניה, שלום and שלומ meet."""
    return _DOUBLED.sub(r"\1", word.translate(_FINALS))


def without_prefixes(word: str) -> list[str]:
    """`word`, and what may stand behind one, two or three of the letters ו ה ב ל מ ש כ.

    At least three letters stay: ליד is a word of its own.
    """
    found = [word]
    while len(found) < 4 and len(word) > _SHORTEST_STEM and word[0] in PREFIXES:
        word = word[1:]
        found.append(word)
    return found


def index_terms(text: str) -> list[str]:
    """Every word as it stands and without its prefixes, in order, each once."""
    return list(dict.fromkeys(term for word in words(text) for term in without_prefixes(word)))


def phone_fragment(query: str) -> str | None:
    """The digits somebody types to find a number ("052-34", "+972 52"), no country code and leading zero.

    None when the query is not digits and signs, or too short to find anything by (under three digits).
    """
    compact = re.sub(r"[\s\-().]", "", clean(query).text)
    if not re.fullmatch(r"\+?\d{3,15}", compact):
        return None
    digits = compact.removeprefix("+")
    national = digits.removeprefix("972") if compact.startswith(("+972", "972")) else digits
    return national.removeprefix("0") or None
