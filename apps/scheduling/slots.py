"""Which slots are free. Pure: no database, no clock, no settings.

Rules are local wall time and an IANA zone; everything that leaves is an instant in UTC. Slots step in
elapsed time from the opening instant, so an hour that the clock skips is never offered and an hour that it
repeats is offered twice, told apart by its offset.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from heapq import nsmallest
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
SMALLEST_STEP = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """Open from `opens` until `closes` on a weekday (0 = Sunday); closing at 00:00 is the end of that day."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class SlotRules:
    """`buffer_minutes` is the least gap between two appointments; it may reach over opening and closing
    time.
    """

    openings: tuple[Opening, ...]
    slot_minutes: int
    buffer_minutes: int
    min_notice_minutes: int
    window_days: int

    @property
    def step(self) -> timedelta:
        return timedelta(minutes=self.slot_minutes)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Half-open [starts_at, ends_at), both UTC."""

    starts_at: datetime
    ends_at: datetime


class Refusal(StrEnum):
    """Why a start cannot be booked."""

    TOO_SOON = "too_soon"
    BEYOND_WINDOW = "beyond_window"
    OUTSIDE_HOURS = "outside_hours"
    OFF_GRID = "off_grid"
    SLOT_TAKEN = "slot_taken"


class DayState(StrEnum):
    """What can be said of a whole day."""

    AVAILABLE = "available"
    FULL = "full"
    CLOSED = "closed"
    PAST = "past"
    TOO_SOON = "too_soon"
    BEYOND_WINDOW = "beyond_window"


def slots_find(
    *,
    rules: SlotRules,
    busy: Iterable[Slot],
    duration: timedelta,
    now: datetime,
    window_start: datetime,
    window_end: datetime,
    zone: ZoneInfo,
) -> list[Slot]:
    """Every free slot that starts in [window_start, window_end), earliest first.

    All instants are aware. A slot lies inside one opening interval, keeps `buffer_minutes` from every busy
    interval, starts no sooner than `min_notice_minutes` after now and no later than `window_days` local
    days after today.
    """
    first = max(window_start, now + timedelta(minutes=rules.min_notice_minutes)).astimezone(UTC)
    last_day = last_bookable_day(rules=rules, now=now, zone=zone)
    is_free = _FreeTime(busy, timedelta(minutes=rules.buffer_minutes)).is_free
    found = {
        slot
        for day in _days(first.astimezone(zone).date(), min(window_end.astimezone(zone).date(), last_day))
        for slot in day_grid(rules=rules, duration=duration, day=day, zone=zone)
        if first <= slot.starts_at < window_end and is_free(slot)
    }
    return sorted(found)


def slot_refusal(
    *,
    rules: SlotRules,
    busy: Iterable[Slot],
    duration: timedelta,
    now: datetime,
    starts_at: datetime,
    zone: ZoneInfo,
) -> Refusal | None:
    """Why `starts_at` is not a slot that `slots_find` offers now; None when it is one."""
    free = slots_find(
        rules=rules,
        busy=busy,
        duration=duration,
        now=now,
        window_start=starts_at,
        window_end=starts_at + SMALLEST_STEP,
        zone=zone,
    )
    if free:
        return None
    day = starts_at.astimezone(zone).date()
    if starts_at < now + timedelta(minutes=rules.min_notice_minutes):
        return Refusal.TOO_SOON
    if day > last_bookable_day(rules=rules, now=now, zone=zone):
        return Refusal.BEYOND_WINDOW
    if any(
        slot.starts_at == starts_at for slot in day_grid(rules=rules, duration=duration, day=day, zone=zone)
    ):
        return Refusal.SLOT_TAKEN
    wanted = Slot(starts_at, starts_at + duration)
    if any(_fits(wanted, hours) for hours in opening_instants(rules=rules, day=day, zone=zone)):
        return Refusal.OFF_GRID
    return Refusal.OUTSIDE_HOURS


def day_state(*, rules: SlotRules, duration: timedelta, day: date, now: datetime, zone: ZoneInfo) -> DayState:
    """What keeps a day without free slots from having one; FULL when only appointments do."""
    if day < now.astimezone(zone).date():
        return DayState.PAST
    if day > last_bookable_day(rules=rules, now=now, zone=zone):
        return DayState.BEYOND_WINDOW
    grid = list(day_grid(rules=rules, duration=duration, day=day, zone=zone))
    if not grid:
        return DayState.CLOSED
    first = now + timedelta(minutes=rules.min_notice_minutes)
    return DayState.FULL if any(slot.starts_at >= first for slot in grid) else DayState.TOO_SOON


def slots_nearest(slots: Iterable[Slot], *, starts_at: datetime, count: int) -> list[Slot]:
    """The `count` slots closest to `starts_at` (the earlier one of two equally close), earliest first."""
    return sorted(nsmallest(count, slots, key=lambda slot: (abs(slot.starts_at - starts_at), slot.starts_at)))


def day_grid(*, rules: SlotRules, duration: timedelta, day: date, zone: ZoneInfo) -> Iterator[Slot]:
    """Every slot that the opening hours of a local day allow, taken or not."""
    for hours in opening_instants(rules=rules, day=day, zone=zone):
        starts_at = hours.starts_at
        while starts_at + duration <= hours.ends_at:
            yield Slot(starts_at, starts_at + duration)
            starts_at += rules.step


def opening_instants(*, rules: SlotRules, day: date, zone: ZoneInfo) -> Iterator[Slot]:
    """The opening intervals of a local day as instants.

    A wall time that the clock skips or repeats stands for two instants. Opening takes the later and closing
    the earlier one, so that no slot ever shows a wall time outside the hours the business wrote down.
    """
    for opening in rules.openings:
        if opening.weekday != weekday_of(day):
            continue
        closing_day = day + ONE_DAY if opening.closes == MIDNIGHT else day
        opens = max(_readings(day, opening.opens, zone))
        closes = min(_readings(closing_day, opening.closes, zone))
        if opens < closes:
            yield Slot(opens, closes)


def last_bookable_day(*, rules: SlotRules, now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date() + timedelta(days=rules.window_days)


def weekday_of(day: date) -> int:
    """0 = Sunday, as the Israeli week begins."""
    return day.isoweekday() % 7


def _readings(day: date, wall: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    local = datetime.combine(day, wall, tzinfo=zone)
    return local.replace(fold=0).astimezone(UTC), local.replace(fold=1).astimezone(UTC)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def _fits(slot: Slot, hours: Slot) -> bool:
    return hours.starts_at <= slot.starts_at and slot.ends_at <= hours.ends_at


class _FreeTime:
    """Answers in logarithmic time whether a slot keeps its distance from everything busy."""

    def __init__(self, busy: Iterable[Slot], buffer: timedelta) -> None:
        self._starts, self._ends = _merged(busy, buffer)

    def is_free(self, slot: Slot) -> bool:
        earlier = bisect_right(self._starts, slot.starts_at)
        if earlier and self._ends[earlier - 1] > slot.starts_at:
            return False
        return earlier == len(self._starts) or self._starts[earlier] >= slot.ends_at


def _merged(busy: Iterable[Slot], buffer: timedelta) -> tuple[Sequence[datetime], Sequence[datetime]]:
    starts: list[datetime] = []
    ends: list[datetime] = []
    for interval in sorted(busy):
        start, end = interval.starts_at - buffer, interval.ends_at + buffer
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
