"""Dates and times of a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from apps.hebrew.cascade import Item, kind
from apps.hebrew.placing import Placing
from apps.hebrew.questions import conflicts_of, questions_of
from apps.hebrew.reading import Asked, read
from apps.hebrew.settling import OpeningHours
from apps.hebrew.slots import slots_of
from apps.hebrew.values import Day, Recurrence
from apps.hebrew.when import TimeReading, When

_LENGTH, _LEAD, _MOMENT, _RECURRENCE = kind("length"), kind("lead"), kind("moment"), kind("recurrence")
_HOUR_KINDS = frozenset(map(kind, ("clock", "range", "bound", "moment")))


def read_times(
    text: str,
    *,
    now: datetime,
    zone: str | tzinfo = "Asia/Jerusalem",
    opening_hours: OpeningHours | None = None,
    asked: Asked | None = None,
) -> TimeReading:
    """Read every date and time of `text`. A naive `now` is the zone's wall clock.

    `opening_hours` settle a bare hour when exactly one of its readings is open. `asked` is what the assistant
    has just asked for: then a bare number answers it.
    """
    local = _wall_clock(now, zone)
    cleaned, _, items = read(text, asked=asked)
    if not items:
        return TimeReading()
    slots = slots_of(items)
    context = Placing(local, opening_hours, cleaned)
    named = [(slot, context.when(slot)) for slot in slots]
    when = tuple(found for slot, found in named if not slot.is_rejected)
    rejected = tuple(found for slot, found in named if slot.is_rejected)
    conflicts = conflicts_of(items, slots, when, today=local.date())
    recurrence = _recurrence(items, when, rejected)
    return TimeReading(
        when=when,
        rejected=rejected,
        durations=tuple(_minutes(items, (_LENGTH, _LEAD))),
        in_minutes=tuple(_ahead(items)),
        recurrence=recurrence,
        mentions_time_of_day=any(item.kind in _HOUR_KINDS for item in items)
        or any(w.part_of_day for w in when),
        ask=questions_of(items, when, () if recurrence else rejected, conflicts, today=local.date()),
        conflicts=conflicts,
    )


def _wall_clock(now: datetime, zone: str | tzinfo) -> datetime:
    if now.tzinfo is None:
        return now
    return now.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).replace(tzinfo=None)


def _minutes(items: Iterable[Item], kinds: tuple[str, ...]) -> list[int]:
    return [item.value.whole_minutes for item in items if item.kind in kinds]


def _recurrence(items: list[Item], when: tuple[When, ...], rejected: tuple[When, ...]) -> Recurrence | None:
    """How often, with weekdays said apart: every two weeks on Tuesday, every day but Saturday."""
    all_found = [item.value for item in items if item.kind == _RECURRENCE]
    if not all_found:
        return None
    found: Recurrence = next((one for one in all_found if one.weekdays), all_found[0])
    if found.weekdays:
        # כל שבועיים, בימי ראשון
        weeks = max(one.interval for one in all_found if one.freq == found.freq)
        return replace(found, interval=weeks)
    without = {one.weekday for one in rejected if one.weekday is not None}
    if found.freq == "daily" and found.interval == 1 and without:
        return replace(found, freq="weekly", weekdays=tuple(day for day in range(7) if day not in without))
    weekdays = {one.weekday for one in when if one.weekday is not None}
    if found.freq == "weekly" and weekdays:
        return replace(found, weekdays=tuple(sorted(weekdays)))
    day = next((one.day for one in when if one.day), None)
    if found.freq == "monthly" and found.day_of_month is None and day:
        return replace(found, day_of_month=day)
    return found


def _ahead(items: Iterable[Item]) -> list[int]:
    found = []
    for item in items:
        length = (
            item.value if item.kind == _MOMENT else item.value.ahead if isinstance(item.value, Day) else None
        )
        if length is not None and length.whole_minutes > 0:
            found.append(length.whole_minutes)
    return found
