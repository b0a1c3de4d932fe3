"""When a task that repeats is due again. Pure.

The text is a part of RFC 5545's RRULE: FREQ=DAILY|WEEKLY|MONTHLY, INTERVAL=1..999 and, for a month,
BYMONTHDAY=1..31. A month too short for the day takes its last one, and the next month is right again.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY)(?:;INTERVAL=([1-9]\d{0,2}))?(?:;BYMONTHDAY=([1-9]|[12]\d|3[01]))?"
)


class Frequency(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`month_day` is the day a monthly one is meant for, None where the first due date says it."""

    frequency: Frequency
    interval: int = 1
    month_day: int | None = None

    def __str__(self) -> str:
        day = f";BYMONTHDAY={self.month_day}" if self.month_day else ""
        return f"FREQ={self.frequency};INTERVAL={self.interval}{day}"


def recurrence_parse(text: str) -> Recurrence:
    """ValueError for what is no rule."""
    found = _RULE.fullmatch(text.strip().upper())
    if not found:
        raise ValueError("not a rule of recurrence")
    frequency, interval, month_day = found.groups()
    if month_day and frequency != Frequency.MONTHLY:
        raise ValueError("a day of the month needs FREQ=MONTHLY")
    return Recurrence(Frequency(frequency), int(interval or 1), int(month_day) if month_day else None)


def recurrence_anchored(rule: Recurrence, *, due: datetime, zone: ZoneInfo) -> Recurrence:
    """The rule with the day of the month it is meant for, which a short month would make it forget."""
    if rule.frequency != Frequency.MONTHLY or rule.month_day:
        return rule
    return Recurrence(rule.frequency, rule.interval, due.astimezone(zone).day)


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
    return datetime.combine(day, start.time(), tzinfo=zone).astimezone(UTC)


def _month_day(months: int, day: int) -> date:
    """`months` since the year 0."""
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
