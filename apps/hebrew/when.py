"""What is read of times: each with where it was said, how sure it is, and what must still be asked."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from apps.hebrew.settling import SettledBy
from apps.hebrew.values import Conflict, Recurrence

Question = Literal["time", "date", "which"]


@dataclass(frozen=True, slots=True)
class When:
    """One time somebody named. Fields the words do not fix are None; wall-clock times of the business's zone.

    `span`: where in the text. `value`: the moment (a datetime) or the day (a date), the next such from now.
    `time`: the hour; with `until`, a range's end. `earliest` and `latest` bound an hour that is still open
    ("between three and five", "after four"). `window`: from and up to when it can be, for parts of the day,
    weeks and months; an open end is None. `part_of_day` never makes an hour.
    `ambiguous`: more than one reading is left; `time` is the customary one and must be confirmed aloud,
    `alternatives` and `other_dates` are the others. `settled_by` says what decided about the half of the day.
    `is_choice`: offered as another possibility than the one before it ("at three or at four").
    """

    span: tuple[int, int]
    date: dt.date | None = None
    time: dt.time | None = None
    until: dt.time | None = None
    earliest: dt.time | None = None
    latest: dt.time | None = None
    value: dt.datetime | dt.date | None = None
    grain: str = "minute"
    window: tuple[dt.datetime, dt.datetime | None] | None = None
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    part_of_day: str | None = None
    ambiguous: bool = False
    alternatives: tuple[dt.time, ...] = ()
    other_dates: tuple[dt.date, ...] = ()
    settled_by: SettledBy | None = None
    approximate: bool = False
    conflicts: tuple[Conflict, ...] = ()
    is_choice: bool = False


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What a sentence says about times. `ask` and `conflicts` are empty when it can be booked as it stands.

    `rejected` are times the speaker ruled out. `durations` and `in_minutes` are minutes: how long or how long
    before, and how far from now.
    """

    when: tuple[When, ...] = ()
    rejected: tuple[When, ...] = ()
    durations: tuple[int, ...] = ()
    in_minutes: tuple[int, ...] = ()
    recurrence: Recurrence | None = None
    mentions_time_of_day: bool = False
    ask: tuple[Question, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
