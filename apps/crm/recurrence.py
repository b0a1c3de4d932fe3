"""When a task that repeats is due again. Pure.

The text is a part of RFC 5545's RRULE: FREQ=DAILY|WEEKLY|MONTHLY, INTERVAL=1..999, for a month
BYMONTHDAY=1..31, and BYHOUR with BYMINUTE. A month too short for the day takes its last one, a night that
leaves the hour out takes the next, and the time after that is right again.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY)(?:;INTERVAL=([1-9]\d{0,2}))?(?:;BYMONTHDAY=([1-9]|[12]\d|3[01]))?"
    r"(?:;BYHOUR=(1?\d|2[0-3]);BYMINUTE=([1-5]?\d))?",
    re.ASCII,
)


class Frequency(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`month_day`, of a monthly one, and `wall_time`, whole minutes, are what it is meant for.

    None where the first due date says it.
    """

    frequency: Frequency
    interval: int = 1
    month_day: int | None = None
    wall_time: time | None = None

    def __str__(self) -> str:
        day = f";BYMONTHDAY={self.month_day}" if self.month_day else ""
        wall = f";BYHOUR={self.wall_time.hour};BYMINUTE={self.wall_time.minute}" if self.wall_time else ""
        return f"FREQ={self.frequency};INTERVAL={self.interval}{day}{wall}"


def recurrence_parse(text: str) -> Recurrence:
    """ValueError for what is no rule."""
    found = _RULE.fullmatch(text.strip().upper())
    if not found:
        raise ValueError("not a rule of recurrence")
    frequency, interval, month_day, hour, minute = found.groups()
    if month_day and frequency != Frequency.MONTHLY:
        raise ValueError("a day of the month needs FREQ=MONTHLY")
    return Recurrence(
        Frequency(frequency),
        int(interval or 1),
        int(month_day) if month_day else None,
        time(int(hour), int(minute)) if hour else None,
    )


def recurrence_anchored(rule: Recurrence, *, due: datetime, zone: ZoneInfo) -> Recurrence:
    """The rule with all that it is meant for.

    A short month would make it forget the day, and a night when the clocks are put forward the hour.
    """
    start = due.astimezone(zone)
    month_day = start.day if rule.frequency == Frequency.MONTHLY else None
    return replace(
        rule,
        month_day=rule.month_day or month_day,
        wall_time=rule.wall_time or time(start.hour, start.minute),
    )


def recurrence_moved(rule: Recurrence, *, was: datetime, due: datetime, zone: ZoneInfo) -> Recurrence:
    """The rule for a task put on another day or hour: meant for that from now on."""
    before, after = was.astimezone(zone), due.astimezone(zone)
    return replace(
        rule,
        month_day=rule.month_day if after.date() == before.date() else None,
        wall_time=rule.wall_time if after.time() == before.time() else None,
    )


def recurrence_next(rule: Recurrence, *, due: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The first time after `due` that is not past, at the same hour on the wall of `zone`; UTC."""
    start = due.astimezone(zone)
    behind = (now.astimezone(zone).date() - start.date()).days
    skipped = max(0, behind // (_LONGEST_DAYS[rule.frequency] * rule.interval) - 1)
    step = skipped + 1
    while (moment := _occurrence(rule, start, step, zone)) <= now:
        step += 1
    return moment


_LONGEST_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7, Frequency.MONTHLY: 31}


def _occurrence(rule: Recurrence, start: datetime, step: int, zone: ZoneInfo) -> datetime:
    count = step * rule.interval
    if rule.frequency == Frequency.MONTHLY:
        day = _month_day(start.year * 12 + start.month - 1 + count, rule.month_day or start.day)
    else:
        day = start.date() + timedelta(days=count * _LONGEST_DAYS[rule.frequency])
    wall = rule.wall_time or start
    at = start.time().replace(hour=wall.hour, minute=wall.minute, fold=0)
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _month_day(months: int, day: int) -> date:
    """`months` since the year 0."""
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
