"""How often: every Sunday, on Mondays and Wednesdays, every two weeks, every half hour."""

from dataclasses import replace

from apps.hebrew.cascade import Item, Parts, Rule, kind
from apps.hebrew.values import DAY_MINUTES, Day, Length, Recurrence

_FREQUENCIES = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}
_WEEK = 7


def _unit(parts: Parts) -> Recurrence:
    unit = parts["unit"].value
    if unit in _FREQUENCIES:
        return Recurrence(_FREQUENCIES[unit])
    return Recurrence("hourly" if unit == "hour" else "minutely", minutes=60 if unit == "hour" else 1)


def _length(parts: Parts) -> Recurrence | None:
    length: Length = parts["length"].value
    if length.months:
        months = round(length.months)
        return Recurrence("yearly", months // 12) if months % 12 == 0 else Recurrence("monthly", months)
    if length.minutes % DAY_MINUTES == 0 and length.minutes:
        days = round(length.minutes / DAY_MINUTES)
        return Recurrence("weekly", days // _WEEK) if days % _WEEK == 0 else Recurrence("daily", days)
    minutes = round(length.minutes)
    if minutes < 1:
        return None
    is_hours = minutes % 60 == 0
    return Recurrence(
        "hourly" if is_hours else "minutely", minutes // 60 if is_hours else minutes, minutes=minutes
    )


def _weekday_number(item: Item) -> int | None:
    if isinstance(item.value, Day):
        return item.value.weekday
    if not isinstance(item.value, int):
        return None
    number = item.value
    return number if item.kind == _SATURDAY else number - 1 if 1 <= number <= _WEEK else None


def _weekly(parts: Parts) -> Recurrence | None:
    weekday = _weekday_number(parts["said"])
    return Recurrence("weekly", weekdays=(weekday,)) if weekday is not None else None


def _weekly_range(parts: Parts) -> Recurrence | None:
    first, last = _weekday_number(parts["start"]), _weekday_number(parts["end"])
    if first is None or last is None or first >= last:
        return None
    return Recurrence("weekly", weekdays=tuple(range(first, last + 1)))


def _another_weekday(parts: Parts) -> Recurrence | None:
    known: Recurrence = parts["recurrence"].value
    weekday = _weekday_number(parts["said"])
    if not known.weekdays or weekday is None:
        return None
    return replace(known, weekdays=tuple(sorted({*known.weekdays, weekday})))


def _day_of_month(parts: Parts) -> Recurrence | None:
    day: Day | None = parts["date"].value if "date" in parts else None
    number = day.day if day else int(parts["number"].value.value)
    if not number or (day and (day.month or day.weekday is not None)):
        return None
    return Recurrence("monthly", day_of_month=number)


def _named(parts: Parts) -> Recurrence:
    return Recurrence(parts["name"].value)


def _daily(parts: Parts) -> Recurrence:
    return Recurrence("daily")


_SATURDAY = kind("saturday")


_KNOWN = "recurrence:recurrence"
_NAME = "said:@weekday_name !word|plural|counted"


# before the weekdays: the plural of "day" says that it comes again
def _one_a(parts: Parts) -> Recurrence | None:
    """אחת לשבוע."""
    return _unit(parts) if parts["number"].value.value == 1 else None


def _one_every(parts: Parts) -> Recurrence | None:
    """אחת לשבועיים."""
    return _length(parts) if parts["number"].value.value == 1 else None


DAYS_OF_WEEK = (
    Rule("recurrence", "<!in number:number to unit:day|week|month|year", _one_a),
    Rule("recurrence", "in? the? number:number to every month", _day_of_month),
    Rule("recurrence", "in? the? number:number in every month", _day_of_month),
    Rule("recurrence", "every? in? days start:@weekday_name dash|until|to end:@weekday_name", _weekly_range),
    Rule("recurrence", "every? in? days said:@weekday_name", _weekly),
    Rule("recurrence", f"{_KNOWN} comma? and|comma|or? in? day|days? {_NAME}", _another_weekday),
)  # fmt: skip

RECURRENCES = (
    Rule("recurrence", "every in? date:named_date", _day_of_month),
    Rule("recurrence", "every in? said:weekday", _weekly),
    Rule("recurrence", "recurrence:recurrence and|comma every? in? said:weekday", _another_weekday),
    Rule("recurrence", f"{_KNOWN} comma? and|comma? {_NAME}", _another_weekday),
    Rule("recurrence", "every length:length", _length),
    Rule("recurrence", "every unit:@one", _unit),
    Rule("recurrence", "times_a|double in unit:day|week|month|year", _unit),
    Rule("recurrence", "times_a in length:length", _length),
    Rule("recurrence", "<!in number:number to length:length", _one_every),
    Rule("recurrence", "name:recurring", _named),
    Rule("recurrence", "every >=part", _daily),
    Rule("recurrence", "every >=this_part", _daily),
)
