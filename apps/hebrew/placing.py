"""A slot of the sentence becomes a `When`: the calendar, the opening hours and the clock are asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from .calendar_days import Found, find, weekday_sunday0
from .lexicon.clock import PARTS
from .settling import OpeningHours, Settled, is_in_part, minutes_of, settle
from .slots import Slot
from .text import Cleaned
from .values import DAY_MINUTES, HALF_DAY, Clock, Day, Length
from .when import Conflict, When

_DAWN = 6


@dataclass(slots=True)
class Placing:
    """`now` is the wall clock of the business."""

    now: datetime
    opening_hours: OpeningHours | None
    cleaned: Cleaned

    def when(self, slot: Slot) -> When:
        span = self.cleaned.span(slot.start, slot.end)
        if slot.moment is not None:
            return self._moment(slot.moment, span)
        found, said = self._day(slot)
        part = slot.part or (slot.clock.part if slot.clock else None)
        whole = When(span, part_of_day=part, is_choice=slot.joined_by == "or")
        if said is not None and found is not None:
            whole = self._with_day(whole, said, found)
        if slot.range is not None:
            return self._with_range(whole, slot, found)
        if slot.clock is not None:
            return self._with_clock(whole, slot, slot.clock, found)
        return self._with_part(whole, slot.part, found)

    def _moment(self, length: Length, span: tuple[int, int]) -> When:
        moment = self.now + timedelta(minutes=length.whole_minutes)
        return When(span, date=moment.date(), time=moment.time().replace(second=0, microsecond=0), value=moment,
                    settled_by="said", weekday=weekday_sunday0(moment.date()))  # fmt: skip

    def _day(self, slot: Slot) -> tuple[Found | None, Day | None]:
        today = self.now.date()
        if slot.days is not None:
            first, last = find(slot.days.start, today), find(slot.days.end, today)
            if first is None or last is None or last.end is None:
                return None, None
            if last.start < first.start:
                last = find(slot.days.end, first.start) or last
            conflict = first.conflict or last.conflict or ("range_backwards" if last.start < first.start else None)
            return Found(first.start, last.end, "days", conflict), slot.days.start
        if slot.day is None:
            return None, None
        return find(slot.day, today), slot.day

    def _with_day(self, when: When, said: Day, found: Found) -> When:
        """The calendar's side of a `When`. Only what the words fix is filled in."""
        conflicts: tuple[Conflict, ...] = (found.conflict,) if found.conflict else ()  # type: ignore[assignment]  # from the calendar's own list
        if found.conflict == "no_such_date":
            return replace(when, conflicts=conflicts)
        if found.is_one_day:
            start = found.start
            is_past = start < self.now.date()
            return replace(
                when, date=start, value=start, grain="day", weekday=weekday_sunday0(start),
                day=start.day, month=start.month, year=start.year, other_dates=found.others,
                ambiguous=bool(found.others), conflicts=(*conflicts, *(("past",) if is_past else ())),
            )  # fmt: skip
        end = datetime.combine(found.end, time()) if found.end else None
        is_month = found.grain == "month"
        return replace(
            when, value=found.start, grain=found.grain, window=(datetime.combine(found.start, time()), end),
            month=found.start.month if is_month else None, year=found.start.year if is_month or found.grain == "year" else None,
            weekday=said.weekday, conflicts=conflicts,
        )  # fmt: skip

    def _settled(self, clock: Clock, slot: Slot, found: Found | None) -> Settled:
        day = found.start if found is not None and found.is_one_day else None
        is_today = day == self.now.date()
        return settle(
            clock,
            weekday=weekday_sunday0(day) if day else None,
            opening_hours=self.opening_hours,
            past=minutes_of(self.now) if is_today else None,
            part=slot.part,
        )

    def _with_clock(self, when: When, slot: Slot, clock: Clock, found: Found | None) -> When:
        settled = self._settled(clock, slot, found)
        if when.date and when.part_of_day == "night" and settled.minutes < _DAWN * 60:
            when = self._past_midnight(when, when.date)
        at = _time(settled.minutes)
        day = when.date or self._next(at)
        value = datetime.combine(day, at)
        conflicts = when.conflicts
        if when.grain == "minute" or when.date:
            if when.date and value < self.now and "past" not in conflicts:
                conflicts = (*conflicts, "past")
        if settled.conflict or (slot.part and not is_in_part(slot.part, settled.minutes)):
            conflicts = (*conflicts, "part_of_day")
        is_loose = when.date is None and when.window is not None
        return replace(
            when, time=at, value=when.value if is_loose else value, grain=when.grain if is_loose else "minute",
            ambiguous=when.ambiguous or bool(settled.others), alternatives=tuple(map(_time, settled.others)),
            settled_by=settled.settled_by, approximate=clock.is_approximate, conflicts=conflicts,
        )  # fmt: skip

    def _past_midnight(self, when: When, day: date) -> When:
        """Tonight at twelve is tomorrow's first minute; which night "tomorrow at one in the night" is in, is open."""
        following = day + timedelta(1)
        if day > self.now.date():
            return replace(when, ambiguous=True, other_dates=(following,))
        if self.now.hour < _DAWN:
            return when
        return replace(
            when, date=following, day=following.day, month=following.month, year=following.year,
            weekday=weekday_sunday0(following),
        )  # fmt: skip

    def _with_range(self, when: When, slot: Slot, found: Found | None) -> When:
        if slot.range is None:
            return when
        start, end = slot.range.start, slot.range.end
        first = self._settled(start, slot, found) if start else None
        last = self._settled(end, slot, found) if end else None
        if first and last and start and end:
            first, last = _in_order(first, last, start, end)
        opens = _time(first.minutes) if first else None
        closes = _time(last.minutes) if last else None
        is_fixed_start = opens is not None and closes is not None and not slot.range.is_window
        day = when.date or (self._next(opens) if opens else None)
        begin = datetime.combine(day, opens) if day and opens else None
        finish = datetime.combine(day, closes) if day and closes else None
        if begin and finish and finish <= begin:
            finish += timedelta(1)
        chosen = first or last
        return replace(
            when, time=opens if is_fixed_start else None, until=closes, earliest=opens, latest=closes,
            value=begin or when.value, grain="minute" if begin else when.grain,
            window=(begin, finish) if begin else when.window, settled_by=chosen.settled_by if chosen else None,
            ambiguous=when.ambiguous or bool(first and first.others and last and last.others),
            conflicts=(*when.conflicts, *(("part_of_day",) if (first and first.conflict) or (last and last.conflict) else ())),
        )  # fmt: skip

    def _with_part(self, when: When, part: str | None, found: Found | None) -> When:
        if part is None:
            return when
        low, high = PARTS[part].window
        if when.date is None:
            return when if when.window else replace(when, grain="part", value=None)
        midnight = datetime.combine(when.date, time())
        return replace(when, window=(midnight + timedelta(minutes=low), midnight + timedelta(minutes=high)), grain="part")

    def _next(self, at: time) -> date:
        """Today, or tomorrow when that hour of today is over."""
        today = self.now.date()
        return today if datetime.combine(today, at) > self.now else today + timedelta(1)


def _time(minutes: int) -> time:
    hours, rest = divmod(minutes % DAY_MINUTES, 60)
    return time(hours, rest)


def _in_order(first: Settled, last: Settled, start: Clock, end: Clock) -> tuple[Settled, Settled]:
    """From ten to three ends in the afternoon, from two to four begins there."""
    if last.minutes <= first.minutes and not end.is_fixed and last.settled_by == "custom":
        last = replace(last, minutes=(last.minutes + HALF_DAY) % DAY_MINUTES, others=())
    if last.minutes <= first.minutes and not start.is_fixed and first.settled_by == "custom":
        earlier = (first.minutes + HALF_DAY) % DAY_MINUTES
        if earlier < last.minutes:
            first = replace(first, minutes=earlier, others=())
    # eight to ten in the evening: the nearer reading of the start
    nearer = first.minutes + HALF_DAY
    if not start.is_fixed and start.part is None and end.part in ("evening", "night") and nearer < last.minutes:
        first = replace(first, minutes=nearer, others=())
    return first, last
