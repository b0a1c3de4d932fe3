"""Which slots are free. Pure: no database, no clock, no settings.

One function, `slots_find`, serves the dashboard, the assistant and the booking itself. Rules are local wall
time and an IANA zone; everything that leaves is an instant in UTC. Slots step in elapsed time from the
opening instant, so an hour that the clock skips is never offered and an hour that it repeats is offered
twice, told apart by its offset.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from heapq import nsmallest
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from apps.scheduling.hours import ONE_DAY, Hours, open_until, opening_instants

SMALLEST_STEP = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Half-open [starts_at, ends_at), both UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Offer(Slot):
    """A slot, and the resources that are free for it in the order in which they are asked."""

    resource_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRules:
    """`daily_cap`: so many meetings begin on one local date, `booked` says how many do; None: any number."""

    slot_minutes: int
    min_notice_minutes: int
    window_days: int
    daily_cap: int | None = None

    @property
    def step(self) -> timedelta:
        return timedelta(minutes=self.slot_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRules:
    """How long a meeting takes, and what is kept free around it. Buffers may reach over the hours."""

    duration: timedelta
    before: timedelta = timedelta()
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A resource: its hours, and what it is busy with, each with its own buffers, in any order."""

    resource_id: int
    hours: Hours
    busy: Sequence[tuple[datetime, datetime]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything that decides about slots. `booked`: meetings by local date, needed with a daily cap only."""

    rules: SlotRules
    service: ServiceRules
    providers: Sequence[Provider]
    now: datetime
    zone: ZoneInfo
    booked: Mapping[date, int] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        return self.today + timedelta(days=self.rules.window_days)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def earliest(self) -> datetime:
        return self.now.astimezone(UTC) + timedelta(minutes=self.rules.min_notice_minutes)

    def is_full(self, day: date) -> bool:
        cap = self.rules.daily_cap
        return cap is not None and self.booked.get(day, 0) >= cap


class Refusal(StrEnum):
    """Why a start cannot be booked."""

    TOO_SOON = "too_soon"
    BEYOND_WINDOW = "beyond_window"
    OUTSIDE_HOURS = "outside_hours"
    OFF_GRID = "off_grid"
    DAY_FULL = "day_full"
    SLOT_TAKEN = "slot_taken"
    HOLD_EXPIRED = "hold_expired"


class DayState(StrEnum):
    """What can be said of a whole day."""

    AVAILABLE = "available"
    FULL = "full"
    CLOSED = "closed"
    PAST = "past"
    TOO_SOON = "too_soon"
    BEYOND_WINDOW = "beyond_window"


def slots_find(question: Question, *, window_start: datetime, window_end: datetime) -> list[Offer]:
    """Every slot that starts in [window_start, window_end) and somebody is free for, earliest first.

    A slot lies within opening hours, keeps its buffers from every busy interval, starts no sooner than the
    notice after now and no later than `window_days` local days after today, on a date below its cap.
    """
    first = max(window_start.astimezone(UTC), question.earliest)
    last_day = min(window_end.astimezone(question.zone).date(), question.last_day)
    days = list(_days(first.astimezone(question.zone).date(), last_day))
    days = [day for day in days if not question.is_full(day)]
    service = question.service
    reach = service.duration + service.after
    grids: dict[int, list[datetime]] = {}
    free: dict[datetime, list[int]] = {}
    for provider in question.providers:
        grid = grids.get(id(provider.hours))
        if grid is None:
            whole = _grid(question, provider.hours, days)
            grid = whole[bisect_left(whole, first) : bisect_left(whole, window_end)]
            grids[id(provider.hours)] = grid
        for start in _free(grid, provider.busy, before=service.before, reach=reach):
            free.setdefault(start, []).append(provider.resource_id)
    duration = service.duration
    return [Offer(start, start + duration, tuple(free[start])) for start in sorted(free)]


def slot_refusal(question: Question, *, starts_at: datetime) -> Refusal | None:
    """Why `starts_at` is not a slot that `slots_find` offers now; None when it is one."""
    if slots_find(question, window_start=starts_at, window_end=starts_at + SMALLEST_STEP):
        return None
    day = starts_at.astimezone(question.zone).date()
    if starts_at < question.earliest:
        return Refusal.TOO_SOON
    if day > question.last_day:
        return Refusal.BEYOND_WINDOW
    if any(starts_at in _grid(question, provider.hours, [day]) for provider in question.providers):
        return Refusal.DAY_FULL if question.is_full(day) else Refusal.SLOT_TAKEN
    ends_at = starts_at + question.service.duration
    if any(
        opens <= starts_at and ends_at <= closes
        for provider in question.providers
        for opens, closes in opening_instants(hours=provider.hours, day=day, zone=question.zone)
    ):
        return Refusal.OFF_GRID
    return Refusal.OUTSIDE_HOURS


def day_state(question: Question, *, day: date) -> DayState:
    """What keeps a day without free slots from having one; FULL when only appointments do."""
    if day < question.today:
        return DayState.PAST
    if day > question.last_day:
        return DayState.BEYOND_WINDOW
    grids = [_grid(question, provider.hours, [day]) for provider in question.providers]
    if not any(grids):
        return DayState.CLOSED
    is_in_time = any(start >= question.earliest for grid in grids for start in grid)
    return DayState.FULL if is_in_time else DayState.TOO_SOON


def slots_nearest(slots: Iterable[Offer], *, starts_at: datetime, count: int) -> list[Offer]:
    """The `count` slots closest to `starts_at` (the earlier one of two equally close), earliest first."""
    return sorted(nsmallest(count, slots, key=lambda slot: (abs(slot.starts_at - starts_at), slot.starts_at)))


def _grid(question: Question, hours: Hours, days: Iterable[date]) -> list[datetime]:
    """Every start that the hours of these local dates allow, taken or not, in order and once."""
    step, duration, zone = question.rules.step, question.service.duration, question.zone
    starts: list[datetime] = []
    for day in days:
        for opens, closes in opening_instants(hours=hours, day=day, zone=zone):
            until = open_until(hours=hours, day=day, ends=closes, zone=zone, enough=duration)
            last = min(closes - SMALLEST_STEP, until - duration)
            start = opens
            while start <= last:
                starts.append(start)
                start += step
    # Spans of a date may overlap or come in any order.
    starts.sort()
    return [start for start, _ in groupby(starts)]


def _free(
    grid: Sequence[datetime],
    busy: Sequence[tuple[datetime, datetime]],
    *,
    before: timedelta,
    reach: timedelta,
) -> Iterator[datetime]:
    """The starts whose [start - before, start + reach) meets nothing busy. One walk over both."""
    intervals = _merged(busy)
    busy_from, busy_until = next(intervals, (None, None))
    for start in grid:
        begins = start - before
        while busy_until is not None and busy_until <= begins:
            busy_from, busy_until = next(intervals, (None, None))
        if busy_from is None or busy_from >= start + reach:
            yield start


def _merged(busy: Sequence[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """The same time as intervals that lie apart, in order."""
    start = end = None
    for begins, ends in sorted(busy, key=itemgetter(0)):
        if start is None or end is None:
            start, end = begins, ends
        elif begins <= end:
            end = max(end, ends)
        else:
            yield start, end
            start, end = begins, ends
    if start is not None and end is not None:
        yield start, end


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + ahead * ONE_DAY
