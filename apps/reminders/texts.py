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
_OPENING = re.compile(r"(?:(?<=[.!?:;] )|^)\{([^{}]*)\} *, *", re.MULTILINE)
_CLOSING = re.compile(r" *, *\{([^{}]*)\}(?= *(?:[.,!?:;]|$))", re.MULTILINE)
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
    """Values are put in as they are: braces in them mean nothing. An empty one takes its comma with it where
    a sentence begins or a clause ends with it, and leaves no double space.
    """
    for bare in (_OPENING, _CLOSING):
        text = bare.sub(lambda found: found[0] if values.get(found[1], found[0]) else "", text)
    filled = _PLACE.sub(lambda found: values.get(found[1], found[0]), text)
    closed = re.sub(r" +([,.!?])", r"\1", re.sub(r" {2,}", " ", filled))
    return closed.strip()


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
