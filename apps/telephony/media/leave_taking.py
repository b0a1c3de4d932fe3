"""Who takes leave, by their words. Pure.

Surely or not at all: whoever is not understood whole is asked whether they are still there.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from apps.hebrew.text import clean, words


class Kind(Enum):
    """A GREETING is said on meeting, on parting, and of holidays. NO is not told from "no, wait".

    NEUTRAL says nothing of either; OTHER is anything else, a name too.
    """

    FAREWELL = auto()
    GREETING = auto()
    THANKS = auto()
    DONE = auto()
    AGREED = auto()
    NO = auto()
    NEUTRAL = auto()
    OTHER = auto()


_FAREWELL = """
להתראות, להתראות בקרוב, להתראות בינתיים, ביי, ביי ביי, נתראה, נתראה בקרוב, כל טוב, היו שלום, היה שלום
"""
_GREETING = "שבת שלום, חג שמח, חגים שמחים, מועדים לשמחה, שנה טובה, חתימה טובה, גמר חתימה טובה"
_THANKS = """
תודה, תודה רבה, תודה לך, תודה לכם, תודה רבה לך, תודה רבה לכם, המון תודה, תודה על הכל, תודה על הכול,
תודה על העזרה, תודה רבה על העזרה, תודה על הפנייה, תודה על השיחה, תודה על הסבלנות, תודה שהתקשרת,
תודה שהתקשרתם, תודה רבה שהתקשרת, תודה רבה שהתקשרתם, תודה שפנית, תודה שפניתם, תודה שפנית אלינו,
תודה שפניתם אלינו, תודה שהתקשרת אלינו, תודה שהתקשרתם אלינו
"""
_DONE = """
זה הכל, זה הכול, זהו, זה הכל בינתיים, זה הכול בינתיים, לא תודה, לא צריך, לא צריכה, סיימתי, סיימנו,
אין לי שאלות, אין לי עוד שאלות, אין שאלות, הסתדרתי, זה מספיק, הכל ברור, הכול ברור, לא שום דבר, שום דבר
"""
_AGREED = """
אוקיי, אוקי, בסדר, בסדר גמור, מעולה, יופי, מצוין, סבבה, אין בעיה, גם לך, גם לכם, אמן, בבקשה, בשמחה, בכיף,
אין בעד מה, על לא דבר
"""
_NO = "לא, אין"
_NEUTRAL = "כן, שלום, טוב, אז, סגור, הבנתי"

_SPANS = ("יום", "ערב", "לילה", "שבוע", "סופשבוע", "סוף שבוע", "שבת", "חג", "צהריים")
_WISHED = (
    "המשך",
    *(
        f"{wish}{whom}{more}"
        for wish in ("שיהיה", "שתהיה")
        for whom in ("", " לך", " לכם")
        for more in ("", " המשך")
    ),
)
_GOOD = ("טוב", "טובה", "שמח", "שלום", "טובים")
_PLEASANT = ("נעים", "נעימה", "מצוין", "מצוינת", "נהדר", "נהדרת", "מקסים", "נפלא", "מבורך")


def _phrases(text: str, kind: Kind) -> dict[str, Kind]:
    return {" ".join(phrase.split()): kind for phrase in text.split(",")}


# A pleasant day is wished on parting only, a good one also on meeting.
_KINDS = {
    **{f"{span} {good}": Kind.GREETING for span in _SPANS for good in _GOOD},
    **{f"{span} {pleasant}": Kind.FAREWELL for span in _SPANS for pleasant in _PLEASANT},
    **{
        f"{wished} {span} {quality}": Kind.FAREWELL
        for wished in _WISHED
        for span in _SPANS
        for quality in _GOOD + _PLEASANT
    },
    **_phrases(_FAREWELL, Kind.FAREWELL),
    **_phrases(_GREETING, Kind.GREETING),
    **_phrases(_THANKS, Kind.THANKS),
    **_phrases(_DONE, Kind.DONE),
    **_phrases(_AGREED, Kind.AGREED),
    **_phrases(_NO, Kind.NO),
    **_phrases(_NEUTRAL, Kind.NEUTRAL),
}
_LONGEST = max(len(phrase.split()) for phrase in _KINDS)
_CLAUSE_ENDS = re.compile(r"[.!?,;\n]+|\s-\s")
# Whoever says one of these asks for something, or says that more is to come.
_GOES_ON = re.compile(
    r"\b(?:רגע|שנייה|שניה|לפני ש\w+|האם|אמר[וי]|תאמר[וי]?|הגיד[וי]|תגיד[וי]?|מסר[וי]|תמסר[וי]?"
    r"|ספר[וי]|תספר[וי]?|תן|תני|תנו|המתן|המתינ[וי]|תמתינ[וי]|חכ[הוי]|הישאר[וי]?|תישאר[וי]?|אבדוק|נבדוק|בודקת?|מקשיבה?|שומעת?"
    r"|נמשיך|ממשיכה?|ממשיכים|צריך|צריכה|צריכים|חסר[הו]?|תרצ[הוי]|רוצה|רוצים|מעבירה?|אעביר)\b"
)
_CONDITION = re.compile(r"\b(?:אם|כאשר|כש\w+)\b")


def is_goodbye(text: str, *, to_a_farewell: bool) -> bool:
    """What the assistant says ends in a leave-taking, asks nothing, and is followed by nothing.

    `to_a_farewell`: the caller took leave before, so that "good evening" can only mean the same.
    """
    said = clean(text).text
    if "?" in said or _GOES_ON.search(" ".join(words(said))):
        return False
    clauses = _clauses(said)
    closing: set[Kind] = set()
    while clauses and (kinds := _without_name(_kinds(clauses[-1]))):
        closing |= kinds
        clauses.pop()
    if clauses and _CONDITION.search(clauses[-1]):
        return False
    return Kind.FAREWELL in closing or (to_a_farewell and Kind.GREETING in closing)


def wants_no_more(text: str) -> bool:
    """The caller says thanks, goodbye, or that there is nothing else: that, and nothing besides."""
    return bool(_only(text) & {Kind.FAREWELL, Kind.THANKS, Kind.DONE, Kind.NO})


def answers_goodbye(text: str) -> bool:
    """The caller agrees to a goodbye. A mere "yes", "no" or "hello" may be anything."""
    return bool(_only(text) & {Kind.FAREWELL, Kind.GREETING, Kind.THANKS, Kind.DONE, Kind.AGREED})


def takes_leave(text: str) -> bool:
    return Kind.FAREWELL in _only(text)


def _only(text: str) -> set[Kind]:
    """The kinds of all that is said; empty where anything is not understood, or asked."""
    said = clean(text).text
    kinds = {kind for clause in _clauses(said) for kind in _kinds(clause)}
    return set() if "?" in said or Kind.OTHER in kinds else kinds


def _clauses(said: str) -> list[str]:
    return [clause for clause in _CLAUSE_ENDS.split(said) if words(clause)]


def _without_name(kinds: list[Kind]) -> set[Kind]:
    """Empty where more than one word, the last, is not understood: that one is the caller's name."""
    named = kinds[:-1] if kinds[-1] is Kind.OTHER else kinds
    return set() if Kind.OTHER in named else set(named)


def _kinds(clause: str) -> list[Kind]:
    """Of the phrases in their order, the longest first; every word that is in none is OTHER."""
    return list(_read(words(clause)))


def _read(said: list[str]) -> Iterator[Kind]:
    at = 0
    while at < len(said):
        length, kind = _phrase_at(said, at)
        yield kind
        at += length


def _phrase_at(said: list[str], at: int) -> tuple[int, Kind]:
    """The longest phrase there; "and" before it says nothing."""
    for length in range(min(_LONGEST, len(said) - at), 0, -1):
        phrase = " ".join(said[at : at + length])
        kind = _KINDS.get(phrase) or _KINDS.get(phrase.removeprefix("ו"))
        if kind is not None:
            return length, kind
    return 1, Kind.OTHER
