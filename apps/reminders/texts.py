"""The business's own words about a meeting, with places to fill in. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

PLACES = {
    "name": 30,
    "business": 40,
    "service": 40,
    "date": 20,
    "day": 24,
    "time": 6,
    "answer": 50,
    "link": 120,
}
"""What is put in, and how many characters it usually takes at most."""
LONGEST_TEXT = 1000
_PLACE = re.compile(r"\{([^{}]*)\}")
# What stands in a text for a place that stays empty; PostgreSQL keeps no such character.
_EMPTY = "\0"
_PREFIXED = re.compile(
    rf"""(?:(?<![\w"'])[ובכלמשה]{{1,2}}[-־]?|\b(?:for|of|to|with|של|עבור|עם) ){_EMPTY}""", re.IGNORECASE
)
_BRACKETED = re.compile(rf"\((?:[ ,–—-]*{_EMPTY})+ *\)")
_SEVERAL = re.compile(rf"{_EMPTY}(?: +{_EMPTY})+")
_OPENING = re.compile(rf"(?:^|(?<=[.!?:;–—-] )|(?<=\())(?:{_EMPTY} *[.,!?:;–—-]+(?!\)) *)+", re.MULTILINE)
_CLOSING = re.compile(rf" *[,:–—-] *{_EMPTY}(?= *(?:[.,!?:;)–—-]|$))", re.MULTILINE)
_BEFORE_STOP = re.compile(rf" *{_EMPTY}(?=[.,!?:;)]|$)", re.MULTILINE)
_AFTER_SPACE = re.compile(rf"(?<!\S){_EMPTY} *")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_WRITE_BACK = ("השיבו כן לאישור או לא לביטול.", "Reply YES to confirm or NO to cancel.")
_FOLLOW = ("לאישור או לביטול:", "To confirm or cancel:")
_WEEKDAYS = {
    "he": ("יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "שבת", "יום ראשון"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def places_unknown(text: str) -> list[str]:
    """What stands in braces and is no place of ours, and braces that do not close."""
    unknown = [name for name in _PLACE.findall(text) if name not in PLACES]
    return unknown + [brace for brace in "{}" if brace in _PLACE.sub("", text)]


def text_size(text: str) -> int:
    """How many characters the message usually has once everything is put in, never fewer than the text."""
    return len(_PLACE.sub(lambda found: " " * PLACES.get(found[1], len(found[0])), text))


def text_filled(text: str, values: Mapping[str, str]) -> str:
    """Values are put in as they are: braces in them mean nothing. An empty one takes with it the preposition
    before it, the brackets around it and, where a sentence begins or a clause ends with it, what parts it
    from the rest; and it leaves no double space.
    """
    bare = _PLACE.sub(lambda found: found[0] if values.get(found[1], found[0]).strip() else _EMPTY, text)
    bare = _BRACKETED.sub(_EMPTY, _PREFIXED.sub(_EMPTY, bare))
    bare = _SEVERAL.sub(_EMPTY, bare)
    for gone in (_OPENING, _CLOSING, _BEFORE_STOP, _AFTER_SPACE):
        bare = gone.sub("", bare)
    filled = _PLACE.sub(lambda found: values.get(found[1], found[0]), bare.replace(_EMPTY, ""))
    return filled.strip()


def moment_values(starts_at: datetime, *, zone: ZoneInfo, language: str) -> dict[str, str]:
    """The meeting's day and hour as the reader says them. The month is a word in English: which number of two
    is the month, its readers do not agree.
    """
    local = starts_at.astimezone(zone)
    weekday = _WEEKDAYS["en" if language == "en" else "he"][local.weekday()]
    day = f"{local.day} {_MONTHS[local.month - 1]}" if language == "en" else f"{local.day}.{local.month}"
    return {"date": f"{weekday} {day}", "time": f"{local:%H:%M}"}


def until_value(ends_at: datetime, *, zone: ZoneInfo) -> str:
    """The hour at which the meeting ends."""
    return f"{ends_at.astimezone(zone):%H:%M}"


def day_value(starts_at: datetime, *, sent_at: datetime, zone: ZoneInfo, language: str) -> str:
    """The meeting's day as it is called on the day of the message: today, tomorrow, or its date."""
    days = (starts_at.astimezone(zone).date() - sent_at.astimezone(zone).date()).days
    if days in (0, 1):
        return (("today", "tomorrow") if language == "en" else ("היום", "מחר"))[days]
    date = moment_values(starts_at, zone=zone, language=language)["date"]
    return f"on {date}" if language == "en" else f"ב{date}"


def answer_value(*, is_answerable: bool, language: str) -> str:
    """How to answer, as it stands before a link: by writing back only where somebody reads it."""
    if is_answerable:
        return _WRITE_BACK[language == "en"]
    return _FOLLOW[language == "en"]
