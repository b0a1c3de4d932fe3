"""Days and hours in the few Hebrew forms the phrase book and the tools use. Pure."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jerusalem")

_WEEKDAYS = {"ראשון": 6, "שני": 0, "שלישי": 1, "רביעי": 2, "חמישי": 3, "שישי": 4, "שבת": 5}
_WEEKDAY_NAMES = {number: name for name, number in _WEEKDAYS.items()}
_MONTHS = "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר".split()
_HOURS = {
    "אחת עשרה": 11,
    "שתים עשרה": 12,
    "שתיים עשרה": 12,
    "אחת": 1,
    "שתיים": 2,
    "שתים": 2,
    "שלוש": 3,
    "ארבע": 4,
    "חמש": 5,
    "שש": 6,
    "שבע": 7,
    "שמונה": 8,
    "תשע": 9,
    "עשר": 10,
}
_HOUR_WORD = re.compile(rf"(?<!\w)[בל]?({'|'.join(_HOURS)})(?!\w)(\s+וחצי|\s+ורבע)?")
_HOUR_DIGITS = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_CLOCK = re.compile(r"\d{2}:\d{2}")


def today_of(instructions: str, default: date) -> date:
    """The date the instructions call today, else the first they name, else the default."""
    lines = instructions.splitlines()
    named = [line for line in lines if re.search(r"היום|תאריך|today|date", line, re.IGNORECASE)]
    for line in named + lines:
        found = _ISO_DATE.search(line)
        if found:
            return date.fromisoformat(found.group())
    return default


def day_heard(text: str, today: date) -> date | None:
    """A weekday means the next one, never today."""
    if "מחרתיים" in text:
        return today + timedelta(days=2)
    if "מחר" in text:
        return today + timedelta(days=1)
    found = _ISO_DATE.search(text)
    if found:
        return date.fromisoformat(found.group())
    for name, number in _WEEKDAYS.items():
        if re.search(rf"(יום {name}|(?<!\w)ב?שבת(?!\w))" if name == "שבת" else rf"יום {name}", text):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return today if re.search(r"(?<!\w)היום(?!\w)", text) else None


def clock_heard(text: str) -> time | None:
    """Hours one to seven are after noon unless the morning is named."""
    digits = _HOUR_DIGITS.search(text)
    if digits and int(digits.group(1)) < 24 and int(digits.group(2)) < 60:
        return time(int(digits.group(1)), int(digits.group(2)))
    word = _HOUR_WORD.search(text)
    if not word:
        return None
    hour = _HOURS[word.group(1)]
    if hour <= 7 and "בוקר" not in text:
        hour += 12
    minute = {"": 0, "וחצי": 30, "ורבע": 15}[(word.group(2) or "").strip()]
    return time(hour, minute)


def part_heard(text: str) -> str | None:
    """morning, afternoon or evening."""
    for part, words in (("morning", "בוקר"), ("afternoon", "צהריים"), ("evening", "ערב")):
        if words in text:
            return part
    return None


def day_spoken(day: date) -> str:
    return f"יום {_WEEKDAY_NAMES[day.weekday()]}, {day.day} ב{_MONTHS[day.month - 1]}"


def start_local(raw: str) -> datetime:
    """A tool's time in Israel's clock."""
    moment = datetime.fromisoformat(raw.replace("Z", "+00:00"))
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def starts_in(output: Any) -> tuple[str, ...]:
    """Every slot start a tool's result names, as it wrote them, in its order."""
    return tuple(dict.fromkeys(_starts(output, None)))


def _starts(value: Any, day: str | None) -> list[str]:
    if isinstance(value, str):
        if _ISO_START.match(value):
            return [value]
        if day and _CLOCK.fullmatch(value):
            moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(value), ZONE)
            return [moment.isoformat()]
        return []
    if isinstance(value, list):
        return [start for item in value for start in _starts(item, day)]
    if isinstance(value, dict):
        if isinstance(value.get("date"), str) and _ISO_DATE.fullmatch(value["date"]):
            day = value["date"]
        for name in ("starts_at", "start", "time"):
            if isinstance(value.get(name), str):
                return _starts(value[name], day)
        return [start for name, item in value.items() if name != "date" for start in _starts(item, day)]
    return []
