"""When a business or one of its resources is open, as instants. Pure: no database, no clock, no settings.

Hours are local wall time and an IANA zone; what leaves here are instants in UTC.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zlib import crc32
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
# As long as a number in an ETag may be.
WEEK_VERSIONS = 10**9 - 1
Span = tuple[time, time]
"""Wall time from, until; until 00:00 is the end of that day."""
Instants = tuple[datetime, datetime]
"""Half-open, both in UTC."""
WHOLE_DAY: tuple[Span, ...] = ((MIDNIGHT, MIDNIGHT),)


@dataclass(frozen=True, slots=True)
class Opening:
    """Open from `opens` until `closes` on a weekday (0 = Sunday); closing at 00:00 is the end of that day.

    Two openings on one weekday leave a break between them.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """`exceptions` replace what the weekday says: other spans, or none on a closed date."""

    openings: tuple[Opening, ...] = ()
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    is_always_open: bool = False

    def on(self, day: date) -> tuple[Span, ...]:
        """The spans of a local date."""
        if day in self.exceptions:
            return self.exceptions[day]
        if self.is_always_open:
            return WHOLE_DAY
        weekday = weekday_of(day)
        return tuple((each.opens, each.closes) for each in self.openings if each.weekday == weekday)


def opening_instants(*, hours: Hours, day: date, zone: ZoneInfo) -> Iterator[Instants]:
    """The open spans of a local date, as they begin and end.

    A wall time that the clock skips stands for the instant at which it does. One that it repeats stands for
    two: opening takes the later and closing the earlier one, so that no moment within ever shows a wall time
    outside the hours that were written down.
    """
    for opens, closes in hours.on(day):
        begins, ends = _begins(day, opens, zone), _ends(day, closes, zone)
        if begins < ends:
            yield begins, ends


def open_until(*, hours: Hours, day: date, ends: datetime, zone: ZoneInfo, enough: timedelta) -> datetime:
    """How long it stays open after `ends`, the end of a span of `day`: midnight parts nothing when the next
    day opens with it. Looks no further than `enough`.
    """
    until = ends
    while until < ends + enough:
        day += ONE_DAY
        spans = opening_instants(hours=hours, day=day, zone=zone)
        joined = max((closes for opens, closes in spans if opens <= until < closes), default=None)
        if joined is None:
            return until
        until = joined
    return until


def week_version(openings: Iterable[Opening]) -> int:
    """Names a week by what it says: two that open and close alike have the same, in whatever order."""
    said = sorted(f"{each.weekday} {each.opens:%H:%M}-{each.closes:%H:%M}" for each in openings)
    return 1 + crc32("\n".join(said).encode()) % WEEK_VERSIONS


def weekday_of(day: date) -> int:
    """0 = Sunday, as the Israeli week begins."""
    return day.isoweekday() % 7


def _begins(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """A day begins once, however often its clock shows midnight."""
    first, second = readings(day, wall, zone)
    return first if wall == MIDNIGHT else max(first, second)


def _ends(day: date, wall: time, zone: ZoneInfo) -> datetime:
    if wall == MIDNIGHT:
        return readings(day + ONE_DAY, MIDNIGHT, zone)[0]
    return min(readings(day, wall, zone))


@lru_cache(maxsize=4096)
def readings(day: date, wall: time, zone: ZoneInfo) -> Instants:
    """The first and the last instant at which a wall time is shown; when it is skipped, twice that at which
    the clock skips it.
    """
    local = datetime.combine(day, wall, tzinfo=zone)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return first, second
    # Read by the clock before the change it lies after it, and the other way round.
    changes = _change_between(second, first, zone)
    return changes, changes


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second at which the clock is set as it is `after`."""
    set_to = after.astimezone(zone).utcoffset()

    def is_set(seconds: int) -> bool:
        return (before + timedelta(seconds=seconds)).astimezone(zone).utcoffset() == set_to

    seconds = range(int((after - before).total_seconds()))
    return before + timedelta(seconds=bisect_left(seconds, True, key=is_set))


def spans_shared(one: Iterable[Span], other: Iterable[Span]) -> tuple[Span, ...]:
    """The wall time that stands in both."""
    found = []
    for opens, closes in one:
        for begins, ends in other:
            start, end = max(opens, begins), min(closes, ends, key=_minutes_until)
            if _minutes_until(end) > start.hour * 60 + start.minute:
                found.append((start, end))
    return tuple(sorted(found))


def _minutes_until(closes: time) -> int:
    return 24 * 60 if closes == MIDNIGHT else closes.hour * 60 + closes.minute
