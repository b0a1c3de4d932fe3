"""The business's own words about a meeting, with places to fill in. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

PLACES = {"name": 30, "business": 40, "service": 40, "date": 20, "time": 6, "link": 120}
"""What is put in, and how many characters it usually takes at most."""
LONGEST_TEXT = 1000
_PLACE = re.compile(r"\{([^{}]*)\}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
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
    """Values are put in as they are: braces in them mean nothing. An empty one leaves no double space."""
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
