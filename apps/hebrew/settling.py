"""Which half of the day an hour is in: what was said, then the opening hours, then the clock, then custom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from apps.hebrew.lexicon.clock import PARTS
from apps.hebrew.values import DAY_MINUTES, HALF_DAY, Clock

# weekday (0 is Sunday) to the times the business is open; one that ends before it begins runs past midnight
OpeningHours = Mapping[int, Sequence[tuple[time, time]]]
SettledBy = Literal["said", "opening_hours", "now", "custom"]

_AFTERNOON_UNTIL = 7 * 60


@dataclass(frozen=True, slots=True)
class Settled:
    """`minutes` of the day; `others` are the readings nothing has ruled out."""

    minutes: int
    settled_by: SettledBy
    others: tuple[int, ...] = ()
    conflict: str | None = None


def settle(
    clock: Clock,
    *,
    weekday: int | None,
    opening_hours: OpeningHours | None,
    past: int | None,
    part: str | None,
) -> Settled:
    """`past`: the minutes of today that are over, for an hour of today. `part`: said apart."""
    part = clock.part or part
    if clock.is_fixed:
        return _fixed(clock, part)
    readings = [clock.minutes, clock.minutes + HALF_DAY]
    readings += [other.minutes for other in clock.others if other.is_fixed]
    readings += [
        half
        for other in clock.others
        if not other.is_fixed
        for half in (other.minutes, other.minutes + HALF_DAY)
    ]
    if part is not None:
        return _by_part(clock, readings, part)
    if opening_hours:
        open_then = [reading for reading in readings if is_open(reading, weekday, opening_hours)]
        if len(open_then) == 1:
            return Settled(open_then[0], "opening_hours")
        if open_then:
            readings = open_then
    if past is not None:
        to_come = [reading for reading in readings if reading >= past]
        if len(to_come) == 1:
            return Settled(to_come[0], "now")
    chosen = _by_custom(clock)
    if chosen not in readings:
        chosen = readings[0]
    return Settled(chosen, "custom", tuple(reading for reading in readings if reading != chosen))


def _fixed(clock: Clock, part: str | None) -> Settled:
    others = tuple(other.minutes + (0 if other.is_fixed else _evening_half(other)) for other in clock.others)
    if part is None or is_in_part(part, clock.minutes):
        return Settled(clock.minutes, "custom" if others else "said", others)
    inside = [other for other in others if is_in_part(part, other)]
    if inside:
        return Settled(inside[0], "said")
    # 00:30 in the night is in; 17:00 in the morning is not
    return Settled(clock.minutes, "said", others, "part_of_day")


def _evening_half(clock: Clock) -> int:
    return HALF_DAY if clock.minutes < _AFTERNOON_UNTIL else 0


def _by_part(clock: Clock, readings: list[int], part: str) -> Settled:
    inside = [reading for reading in readings if is_in_part(part, reading)]
    if len(inside) == 1:
        return Settled(inside[0], "said")
    if inside:
        return Settled(inside[0], "custom", tuple(inside[1:]))
    chosen = _by_custom(clock)
    return Settled(
        chosen, "custom", tuple(reading for reading in readings if reading != chosen), "part_of_day"
    )


def is_in_part(part: str, minutes: int) -> bool:
    low, high = PARTS[part].settles
    return low <= minutes <= high or low <= minutes + DAY_MINUTES <= high


def _by_custom(clock: Clock) -> int:
    """One to six is the afternoon, seven to eleven the morning, twelve noon; a display is read as it says."""
    if clock.is_digital:
        return clock.minutes + (HALF_DAY if clock.minutes < 60 else 0)
    return clock.minutes + (HALF_DAY if clock.minutes < _AFTERNOON_UNTIL else 0)


def is_open(minutes: int, weekday: int | None, opening_hours: OpeningHours) -> bool:
    """Whether the business is open then, on that weekday or, without one, on any."""
    days = opening_hours.values() if weekday is None else [opening_hours.get(weekday, ())]
    return any(_is_within(minutes, start, end) for day in days for start, end in day)


def _is_within(minutes: int, start: time, end: time) -> bool:
    low, high = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    if high <= low:
        return minutes >= low or minutes < high
    return low <= minutes < high


def minutes_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
