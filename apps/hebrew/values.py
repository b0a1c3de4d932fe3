"""What the grammar makes of words before a calendar and a clock are asked: everything as it was said."""

from dataclasses import dataclass, replace
from typing import Literal

from apps.hebrew.lexicon.holidays import Holiday

DAY_MINUTES = 1440
HALF_DAY = 720

# what does not fit together in what was said
Conflict = Literal[
    "weekday_date",
    "day_date",
    "no_such_date",
    "no_such_time",
    "part_of_day",
    "past",
    "two_times",
    "range_backwards",
]
Which = Literal["this", "nearest", "next", "after_next", "following", "last"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. Without `is_fixed`, `minutes` are under 720 and the half of the day is still open.

    `is_digital`: read off like a display (שלוש חמש עשרה), which people do on the 24-hour clock.
    `others` are different readings of the same words (שמונה עשר is 18:00, or ten past eight).
    """

    minutes: int
    is_fixed: bool = False
    part: str | None = None
    is_digital: bool = False
    is_approximate: bool = False
    others: tuple["Clock", ...] = ()

    def with_part(self, part: str) -> "Clock":
        return replace(self, part=part, others=tuple(replace(other, part=part) for other in self.others))


@dataclass(frozen=True, slots=True)
class ClockRange:
    """From `start` to `end`; one of them may be open. `is_window`: some time between them."""

    start: Clock | None
    end: Clock | None
    is_window: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A span of time: `minutes`, and `months`, which have no length in minutes. `is_coarse`: days or more."""

    minutes: float = 0
    months: float = 0
    is_coarse: bool = False

    def plus(self, other: "Length") -> "Length":
        coarse = self.is_coarse and other.is_coarse
        return Length(self.minutes + other.minutes, self.months + other.months, coarse)

    def times(self, factor: float) -> "Length":
        return Length(self.minutes * factor, self.months * factor, self.is_coarse)

    @property
    def whole_minutes(self) -> int:
        """A month counts as thirty days."""
        return round(self.minutes + self.months * 30 * DAY_MINUTES)


UNITS = {
    "second": Length(1 / 60),
    "minute": Length(1),
    "hour": Length(60),
    "day": Length(DAY_MINUTES, is_coarse=True),
    "week": Length(7 * DAY_MINUTES, is_coarse=True),
    "month": Length(0, 1, is_coarse=True),
    "year": Length(0, 12, is_coarse=True),
}


# behind which day of a month, and up to which
PARTS_OF_MONTH = {"start": (0, 10), "middle": (10, 20), "end": (20, 31)}


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a longer time of the calendar, as far as it was said.

    `offset` counts from today in units of `grain`; `weekday` is 0 on Sunday; `hebrew` is day, month and year
    of the Hebrew calendar; `shift` moves the day found ("a week after Passover"), `ahead` counts from now.
    """

    grain: str = "day"
    offset: int | None = None
    weekday: int | None = None
    which: Which | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hebrew: tuple[int, int, int | None] | None = None
    holiday: Holiday | None = None
    ahead: Length | None = None
    shift: Length | None = None
    position: Literal["start", "middle", "end"] | None = None
    bound: Literal["after", "before"] | None = None
    part: str | None = None
    is_rough: bool = False
    is_impossible: bool = False


@dataclass(frozen=True, slots=True)
class DayRange:
    start: Day
    end: Day


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: every `interval` of `freq`. `minutes` is set when it is less than a day."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    minutes: int | None = None
    day_of_month: int | None = None
