"""A day as it was said becomes a day of the calendar, seen from today."""

import calendar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from apps.hebrew import hebrew_calendar
from apps.hebrew.values import DAY_MINUTES, PARTS_OF_MONTH, Conflict, Day, Length

_WEEK = 7
_FRIDAY = 5
# a week is Sunday and Monday, Tuesday and Wednesday, Thursday to Saturday
_PARTS_OF_WEEK = {"start": (0, 2), "middle": (2, 4), "end": (4, 7)}
_PARTS_OF_YEAR = {"start": (0, 3), "middle": (5, 8), "end": (9, 12)}


@dataclass(frozen=True, slots=True)
class Found:
    """`start` up to, not including, `end` (None: open). `conflict` says what does not fit together."""

    start: date
    end: date | None
    grain: str
    conflict: Conflict | None = None
    others: tuple[date, ...] = ()

    @property
    def is_one_day(self) -> bool:
        return self.grain == "day" and self.end is not None


def weekday_sunday0(day: date) -> int:
    return (day.weekday() + 1) % _WEEK


def merged(first: Day, second: Day) -> Day | None:
    """What two neighbours say together (Tuesday the 19th; next week, Wednesday); None: they are two days."""
    if first.bound or second.bound:
        return None
    for one, other in ((first, second), (second, first)):
        if _is_weekday_only(one) and other.weekday is None and other.grain in ("day", "week"):
            which = one.which if other.grain == "day" and one.which in ("this", "last") else other.which
            return replace(other, weekday=one.weekday, which=which, part=one.part or other.part)
        if other.grain == "month" and other.position is None and one.day and not one.month and not one.year:
            return replace(one, month=other.month, year=other.year, offset=other.offset)
        if (
            one.grain == "day"
            and one.offset is not None
            and not one.day
            and other.day
            and other.offset is None
        ):
            return replace(other, offset=one.offset, part=one.part or other.part)
        if one.grain == "day" and one.year is None and other.grain == "year" and one.day and one.month:
            return replace(one, year=other.year)
    return None


def _is_weekday_only(day: Day) -> bool:
    said = (day.offset, day.day, day.month, day.hebrew, day.holiday, day.ahead)
    return day.weekday is not None and all(value is None for value in said)


def find(day: Day, today: date) -> Found:
    """The calendar's day, or a `Found` with a conflict when there is none such."""
    try:
        found = _find(day, today)
    except (OverflowError, ValueError):
        return Found(today, None, day.grain, "no_such_date")
    return found


def _find(day: Day, today: date) -> Found:
    if day.grain != "day" and day.weekday is None:
        return _period(day, today)
    base, others = _one_day(day, today)
    if base is None:
        return Found(today, None, "day", "no_such_date")
    conflict = _conflict(day, base, today)
    if day.shift is not None:
        base, others = _moved(base, day.shift), tuple(_moved(other, day.shift) for other in others)
        # the weekday may be of either: a day after Thursday; the eve of Passover, on Wednesday
        conflict = conflict and _conflict(day, base, today)
    if day.bound == "after":
        return Found(base + timedelta(1), None, "after", conflict)
    if day.bound == "before":
        return Found(today, base, "before", conflict)
    return Found(base, base + timedelta(1), "day", conflict, others)


def _conflict(day: Day, base: date, today: date) -> Conflict | None:
    if day.weekday is not None and weekday_sunday0(base) != day.weekday:
        return "weekday_date"
    says_both = day.offset is not None and day.grain == "day" and day.day and day.month
    return "day_date" if says_both and base != today + timedelta(day.offset or 0) else None


def _one_day(day: Day, today: date) -> tuple[date | None, tuple[date, ...]]:
    if day.holiday:
        return _holiday(day, today), ()
    if day.hebrew:
        number, month, year = day.hebrew
        if year:
            return hebrew_calendar.hebrew_to_date(number, month, year), ()
        return hebrew_calendar.hebrew_next(number, month, today), ()
    if day.day and day.month:
        return _day_and_month(day, today), ()
    if day.day:
        return _day_of_month(day, today), ()
    if day.ahead is not None:
        base = _moved(today, day.ahead)
        return base if day.weekday is None else _in_week(base, day.weekday), ()
    if day.grain == "week" and day.weekday is not None:
        return _in_week(today + timedelta(_WEEK * (day.offset or 0)), day.weekday), ()
    if day.offset is not None:
        return today + timedelta(day.offset), ()
    if day.weekday is not None:
        return _weekday(day, day.weekday, today)
    return None, ()


def _holiday(day: Day, today: date) -> date | None:
    if day.holiday is None:
        return None
    if day.year:
        return hebrew_calendar.holiday_in_common_year(day.holiday, day.year)
    # the eve of a holiday that begins today was yesterday; a week after yesterday's is to come
    shift = timedelta(minutes=day.shift.minutes) if day.shift else timedelta()
    if day.which == "last":
        return hebrew_calendar.holiday_last(day.holiday, today)
    return hebrew_calendar.holiday_next(day.holiday, today - shift)


def _day_and_month(day: Day, today: date) -> date | None:
    if day.day is None or day.month is None:
        return None
    if day.year:
        return _date(day.year, day.month, day.day)
    # a day that has gone by is next year's; 29.2 waits for a leap year
    step = -1 if day.which == "last" else 1
    for year in range(today.year, today.year + 9 * step, step):
        found = _date(year, day.month, day.day)
        if found and (found <= today if step < 0 else found >= today):
            return found
    return None


def _day_of_month(day: Day, today: date) -> date | None:
    if day.day is None:
        return None
    if day.offset is not None:
        first = _month_first(today.year, today.month + day.offset)
        return _date(first.year, first.month, day.day)
    for ahead in range(13):
        first = _month_first(today.year, today.month + ahead)
        found = _date(first.year, first.month, day.day)
        if found and found >= today:
            # the weekday said with it tells which month, when it is one of the next two
            is_other_weekday = day.weekday is not None and weekday_sunday0(found) != day.weekday
            following = _month_first(first.year, first.month + 1)
            later = _date(following.year, following.month, day.day) if is_other_weekday else None
            return later if later and weekday_sunday0(later) == day.weekday else found
    return None


def _weekday(day: Day, weekday: int, today: date) -> tuple[date, tuple[date, ...]]:
    days_on = (weekday - weekday_sunday0(today)) % _WEEK
    coming = today + timedelta(days_on or _WEEK)
    if day.which == "last":
        return coming - timedelta(_WEEK if days_on else 2 * _WEEK), ()
    if day.which == "this" and days_on == 0:
        return today, (coming,)
    if day.which == "following":
        return coming + timedelta(_WEEK), ()
    if day.which in ("next", "after_next"):
        weeks = 1 if day.which == "next" else 2
        found = _in_week(today + timedelta(_WEEK * weeks), weekday)
        sooner = coming + timedelta(_WEEK * (weeks - 1))
        return found, (sooner,) if sooner != found else ()
    return coming, ()


def _in_week(day: date, weekday: int) -> date:
    return _sunday(day) + timedelta(weekday)


def _sunday(day: date) -> date:
    return day - timedelta(weekday_sunday0(day))


def _period(day: Day, today: date) -> Found:
    offset = day.offset or 0
    if day.grain == "week":
        first = _sunday(today) + timedelta(_WEEK * offset)
        low, high = _PARTS_OF_WEEK.get(day.position or "", (0, _WEEK))
        return Found(first + timedelta(low), first + timedelta(high), "week")
    if day.grain == "weekend":
        friday = _sunday(today) + timedelta(_FRIDAY + _WEEK * offset)
        return Found(friday, friday + timedelta(2), "weekend")
    if day.grain == "month":
        return _month(day, today)
    year = day.year or today.year + offset
    low, high = _PARTS_OF_YEAR.get(day.position or "", (0, 12))
    return Found(_month_first(year, low + 1), _month_first(year, high + 1), "year")


def _month(day: Day, today: date) -> Found:
    if day.month is None:
        first = _month_first(today.year, today.month + (day.offset or 0))
    elif day.year:
        first = date(day.year, day.month, 1)
    else:
        first = date(today.year + _years_to_month(day.month, day.which, today.month), day.month, 1)
    following = _month_first(first.year, first.month + 1)
    if day.position is None:
        return Found(first, following, "month")
    low, high = PARTS_OF_MONTH[day.position]
    return Found(first + timedelta(low), min(first + timedelta(high), following), "month")


def _years_to_month(month: int, which: str | None, this_month: int) -> int:
    if which == "last":
        return 0 if month < this_month else -1
    has_passed = month < this_month or (which == "next" and month == this_month)
    return 1 if has_passed else 0


def _month_first(year: int, month: int) -> date:
    """The first of a month; months past December or before January run into other years."""
    years, months = divmod(month - 1, 12)
    return date(year + years, months + 1, 1)


def _date(year: int, month: int, day: int) -> date | None:
    if not (
        MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    ):
        return None
    return date(year, month, day)


def _moved(day: date, length: Length) -> date:
    months = round(length.months)
    if months:
        first = _month_first(day.year, day.month + months)
        day = first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
    return day + timedelta(round(length.minutes / DAY_MINUTES + (length.months - months) * 30))
