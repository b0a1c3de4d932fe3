"""Days and hours in the Hebrew forms the phrase book and the tools use. Pure."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jerusalem")

_WEEKDAYS = {"ראשון": 6, "שני": 0, "שלישי": 1, "רביעי": 2, "חמישי": 3, "שישי": 4}
_SATURDAY = 5
_WEEKDAY_NAMES = {number: f"יום {name}" for name, number in _WEEKDAYS.items()} | {_SATURDAY: "שבת"}
_MONTHS = (
    *("ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני"),
    *("יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"),
)
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
_HOUR_NAMES = {number: name for name, number in reversed(_HOURS.items())} | {12: "שתים עשרה", 2: "שתיים"}
_MINUTES = {"": 0, "וחצי": 30, "ורבע": 15}
# Only after "at": dates have the same words in them ("אחד עשר בנובמבר").
_SPOKEN = rf"(?<!\w)(?:בשעה\s+|[בל])(?P<hour>{'|'.join(_HOURS)})(?!\w)(?:\s+(?P<minute>וחצי|ורבע))?"
_DIGITS = r"(?<!\d)(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?!\d)"
_PART = r"(?:\s+(?P<part>בבוקר|בצהריים|אחר הצהריים|בערב))?"
_CLOCK = re.compile(rf"(?:{_SPOKEN}|{_DIGITS}){_PART}")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_ISO_CLOCK = re.compile(r"\d{2}:\d{2}")
_SATURDAY_HEARD = re.compile(r"(?<!\w)ב?שבת(?!\w)")
_TODAY_HEARD = re.compile(r"(?<!\w)היום(?!\w)")
_TODAY_LINE = re.compile(r"היום|תאריך|today|date", re.IGNORECASE)


def today_of(instructions: str, default: date) -> date:
    """The date the instructions call today, else the first they name, else the default."""
    lines = instructions.splitlines()
    for line in [line for line in lines if _TODAY_LINE.search(line)] + lines:
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
    weekday = next((number for name, number in _WEEKDAYS.items() if f"יום {name}" in text), None)
    if weekday is None and _SATURDAY_HEARD.search(text):
        weekday = _SATURDAY
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today if _TODAY_HEARD.search(text) else None


def clocks_heard(text: str) -> list[time]:
    """Every hour named, in order. Hours one to seven are after noon unless the morning is named."""
    return [_clock(found) for found in _CLOCK.finditer(text) if int(found["hours"] or 0) < 24]


def _clock(found: re.Match[str]) -> time:
    if found["hours"]:
        return time(int(found["hours"]), int(found["minutes"]) % 60)
    hour = _HOURS[found["hour"]]
    evening = found["part"] == "בערב" and hour < 12
    if evening or (hour <= 7 and found["part"] != "בבוקר"):
        hour += 12
    return time(hour, _MINUTES[found["minute"] or ""])


def part_heard(text: str) -> str | None:
    """morning, afternoon or evening."""
    for part, words in (("morning", "בוקר"), ("afternoon", "צהריים"), ("evening", "ערב")):
        if words in text:
            return part
    return None


def day_spoken(day: date) -> str:
    return f"{_WEEKDAY_NAMES[day.weekday()]}, {day.day} ב{_MONTHS[day.month - 1]}"


def clock_spoken(clock: time) -> str:
    """In words where there are words for it: בעשר וחצי בבוקר, else ב-10:20."""
    minute = next((word for word, value in _MINUTES.items() if value == clock.minute), None)
    if minute is None:
        return f"ב-{clock:%H:%M}"
    part = "בבוקר" if clock.hour < 12 else "בצהריים" if clock.hour == 12 else "אחר הצהריים"
    part = "בערב" if clock.hour >= 17 else part
    return " ".join(word for word in (f"ב{_HOUR_NAMES[clock.hour % 12 or 12]}", minute, part) if word)


def start_local(raw: str) -> datetime:
    """A tool's time in Israel's clock."""
    moment = datetime.fromisoformat(raw.replace("Z", "+00:00"))
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def starts_in(output: Any, day: str | None = None) -> tuple[str, ...]:
    """Every slot start a tool's result names, as it wrote them, in its order.

    Alternatives count only where there is no slot. Bare hours belong to the `date` beside them.
    """
    if isinstance(output, str):
        return _start(output, day)
    if isinstance(output, list):
        return tuple(dict.fromkeys(start for item in output for start in starts_in(item, day)))
    if not isinstance(output, dict):
        return ()
    if isinstance(output.get("date"), str) and _ISO_DATE.fullmatch(output["date"]):
        day = output["date"]
    for name in ("slots", "starts_at", "start", "time", "alternatives"):
        starts = starts_in(output.get(name), day)
        if starts:
            return starts
    rest = [value for name, value in output.items() if isinstance(value, dict | list)]
    return starts_in(rest, day)


def _start(text: str, day: str | None) -> tuple[str, ...]:
    if _ISO_START.match(text):
        return (text,)
    if day and _ISO_CLOCK.fullmatch(text):
        return (datetime.combine(date.fromisoformat(day), time.fromisoformat(text), ZONE).isoformat(),)
    return ()
