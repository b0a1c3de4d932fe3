"""Instants as a person says them in Hebrew. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

WEEKDAYS = ("ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת")
MONTHS = (
    "ינואר",
    "פברואר",
    "מרץ",
    "אפריל",
    "מאי",
    "יוני",
    "יולי",
    "אוגוסט",
    "ספטמבר",
    "אוקטובר",
    "נובמבר",
    "דצמבר",
)
FEMININE = (
    "אפס",
    "אחת",
    "שתיים",
    "שלוש",
    "ארבע",
    "חמש",
    "שש",
    "שבע",
    "שמונה",
    "תשע",
    "עשר",
    "אחת עשרה",
    "שתים עשרה",
    "שלוש עשרה",
    "ארבע עשרה",
    "חמש עשרה",
    "שש עשרה",
    "שבע עשרה",
    "שמונה עשרה",
    "תשע עשרה",
)
MASCULINE = (
    "אפס",
    "אחד",
    "שניים",
    "שלושה",
    "ארבעה",
    "חמישה",
    "שישה",
    "שבעה",
    "שמונה",
    "תשעה",
    "עשרה",
    "אחד עשר",
    "שנים עשר",
    "שלושה עשר",
    "ארבעה עשר",
    "חמישה עשר",
    "שישה עשר",
    "שבעה עשר",
    "שמונה עשר",
    "תשעה עשר",
)
TENS = {20: "עשרים", 30: "שלושים", 40: "ארבעים", 50: "חמישים"}


def weekday_said(day: date) -> str:
    """יום ראשון ... שבת"""
    name = WEEKDAYS[day.isoweekday() % 7]
    return name if name == "שבת" else f"יום {name}"


def date_said(day: date) -> str:
    """יום שלישי, עשרים וארבעה בנובמבר"""
    return f"{weekday_said(day)}, {_number(day.day, MASCULINE)} ב{MONTHS[day.month - 1]}"


def hour_said(moment: datetime) -> str:
    """The wall time of `moment` in its own zone: תשע וחצי בבוקר"""
    hour = _number(moment.hour % 12 or 12, FEMININE)
    return f"{hour}{_minutes(moment.minute)} {_part_of_day(moment.hour)}"


def choices_said(choices: Sequence[str]) -> str:
    """A list that ends in "or": בתשע, בעשר או באחת"""
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} או {choices[-1]}"


def moment_said(moment: datetime) -> str:
    """יום שלישי, עשרים וארבעה בנובמבר, בשעה תשע וחצי בבוקר"""
    return f"{date_said(moment.date())}, בשעה {hour_said(moment)}"


def day_said(day: date, *, today: date) -> str:
    """With "today" and "tomorrow" where they apply, so that neither side mistakes the date."""
    near = {today: "היום, ", today + timedelta(days=1): "מחר, "}.get(day, "")
    return near + date_said(day)


def _number(value: int, words: Sequence[str]) -> str:
    if value < len(words):
        return words[value]
    tens, units = value - value % 10, value % 10
    return f"{TENS[tens]} ו{words[units]}" if units else TENS[tens]


def _minutes(minute: int) -> str:
    if minute == 0:
        return ""
    named = {15: "ורבע", 30: "וחצי", 1: "ודקה", 2: "ושתי דקות"}.get(minute)
    return f" {named}" if named else f" ו{_number(minute, FEMININE)} דקות"


def _part_of_day(hour: int) -> str:
    if 5 <= hour < 12:
        return "בבוקר"
    if hour == 12:
        return "בצהריים"
    if 13 <= hour < 17:
        return "אחר הצהריים"
    if 17 <= hour < 21:
        return "בערב"
    return "בלילה"
