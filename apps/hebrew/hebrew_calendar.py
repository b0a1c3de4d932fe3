"""The Hebrew calendar: dates and holidays as days of the common one."""

from datetime import date, timedelta
from functools import lru_cache

from pyluach import dates, hebrewcal

from apps.hebrew.lexicon.holidays import Holiday
from apps.hebrew.lexicon.months import ADAR, FIRST_ADAR, SECOND_ADAR

_THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY, _MONDAY = 3, 4, 5, 6, 0
_YEARS_AHEAD = 3


@lru_cache(maxsize=2048)
def hebrew_to_date(day: int, month: int, year: int) -> date | None:
    """None when that month has no such day. Adar without a number is the second one of a leap year."""
    is_leap = hebrewcal.Year(year).leap
    if month == ADAR:
        month = SECOND_ADAR if is_leap else FIRST_ADAR
    elif month == SECOND_ADAR and not is_leap:
        month = FIRST_ADAR
    try:
        found: date = dates.HebrewDate(year, month, day).to_pydate()
    except ValueError:
        return None
    return found


@lru_cache(maxsize=2048)
def hebrew_year(day: date) -> int:
    year: int = dates.HebrewDate.from_pydate(day).year
    return year


def hebrew_next(day: int, month: int, today: date) -> date | None:
    """The next such day, today included. Thirtieths are missing in some years."""
    first = hebrew_year(today)
    for year in range(first, first + _YEARS_AHEAD + 1):
        found = hebrew_to_date(day, month, year)
        if found is not None and found >= today:
            return found
    return None


def holiday_next(holiday: Holiday, today: date) -> date | None:
    """The first day of the holiday that comes next, or is today."""
    first = hebrew_year(today) if holiday.hebrew else today.year
    for year in range(first, first + _YEARS_AHEAD + 1):
        found = holiday_in(holiday, year)
        if found is not None and found >= today:
            return found
    return None


def holiday_last(holiday: Holiday, today: date) -> date | None:
    """The first day of the holiday that came last, or is today."""
    first = hebrew_year(today) if holiday.hebrew else today.year
    for year in range(first, first - _YEARS_AHEAD, -1):
        found = holiday_in(holiday, year)
        if found is not None and found <= today:
            return found
    return None


def holiday_in(holiday: Holiday, year: int) -> date | None:
    """The holiday in a year of its own calendar, moved where the Sabbath or the law moves it."""
    if not holiday.hebrew:
        return date(year, holiday.month, holiday.day)
    month = ADAR if holiday.month == SECOND_ADAR else holiday.month
    found = hebrew_to_date(holiday.day, month, year)
    return found + timedelta(_moved(holiday.moves, found)) if found else None


def holiday_in_common_year(holiday: Holiday, year: int) -> date | None:
    """The holiday that falls in the common year `year`."""
    if not holiday.hebrew:
        return holiday_in(holiday, year)
    first = hebrew_year(date(year, 1, 1))
    found = (holiday_in(holiday, hebrew) for hebrew in (first, first + 1))
    return next((day for day in found if day and day.year == year), None)


def _moved(rule: str, day: date) -> int:
    """Days to move by. Fasts and memorial days keep away from the Sabbath, and so do their eves."""
    weekday = day.weekday()
    if rule == "fast":
        return 1 if weekday == _SATURDAY else 0
    if rule == "esther":
        return -2 if weekday == _SATURDAY else 0
    if rule == "shoah":
        return {_FRIDAY: -1, _SUNDAY: 1}.get(weekday, 0)
    if rule == "independence":
        return {_FRIDAY: -1, _SATURDAY: -2, _MONDAY: 1}.get(weekday, 0)
    if rule == "memorial":
        return {_THURSDAY: -1, _FRIDAY: -2, _SUNDAY: 1}.get(weekday, 0)
    return 0
