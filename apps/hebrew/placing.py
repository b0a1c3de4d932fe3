"""A slot of the sentence becomes a `When`: the calendar, the opening hours and the clock are asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from apps.hebrew.calendar_days import Found, find, weekday_sunday0
from apps.hebrew.lexicon.clock import PARTS
from apps.hebrew.settling import OpeningHours, Settled, is_in_part, minutes_of, settle
from apps.hebrew.slot import Slot
from apps.hebrew.text import Cleaned
from apps.hebrew.values import DAY_MINUTES, HALF_DAY, Clock, ClockRange, Conflict, Length
from apps.hebrew.when import When

_DAWN = 6
_MIDNIGHT = time()


@dataclass(slots=True)
class Placing:
    """`now` is the wall clock of the business."""

    now: datetime
    opening_hours: OpeningHours | None
    cleaned: Cleaned

    def when(self, slot: Slot) -> When:
        """A time beyond the calendar's reach keeps its span and nothing else."""
        span = self.cleaned.span(slot.start, slot.end)
        try:
            return self._when(slot, span)
        except OverflowError:
            return When(span, conflicts=("no_such_date",))

    def _when(self, slot: Slot, span: tuple[int, int]) -> When:
        if slot.moment is not None:
            return self._moment(slot.moment, span)
        found = self._found(slot)
        part = slot.part or (slot.clock.part if slot.clock else None)
        when = When(span, part_of_day=part, is_choice=slot.joined_by == "or")
        if found is not None:
            when = self._with_day(when, found)
        if slot.range is not None:
            return self._with_range(when, slot, slot.range, found)
        if slot.clock is not None:
            return self._with_clock(when, slot, slot.clock, found)
        return _with_part(when, part) if part else when

    def _moment(self, length: Length, span: tuple[int, int]) -> When:
        moment = (self.now + timedelta(minutes=length.whole_minutes)).replace(second=0, microsecond=0)
        return _on(When(span, time=moment.time(), value=moment, settled_by="said"), moment.date())

    def _found(self, slot: Slot) -> Found | None:
        today = self.now.date()
        if slot.days is None:
            return find(slot.day, today) if slot.day else None
        first, last = find(slot.days.start, today), find(slot.days.end, today)
        if last.start < first.start:
            last = find(slot.days.end, first.start)
        conflict: Conflict | None = first.conflict or last.conflict
        if conflict is None and (last.start < first.start or last.end is None):
            conflict = "range_backwards"
        return Found(first.start, last.end, "days", conflict)

    def _with_day(self, when: When, found: Found) -> When:
        """The calendar's side of a `When`. Only what the words fix is filled in."""
        conflicts: tuple[Conflict, ...] = (found.conflict,) if found.conflict else ()
        if found.conflict == "no_such_date":
            return replace(when, conflicts=conflicts)
        if found.is_one_day:
            if found.start < self.now.date():
                conflicts = (*conflicts, "past")
            when = _on(when, found.start)
            return replace(
                when,
                value=found.start,
                grain="day",
                other_dates=found.others,
                ambiguous=bool(found.others),
                conflicts=conflicts,
            )
        end = datetime.combine(found.end, _MIDNIGHT) if found.end else None
        return replace(
            when,
            value=found.start,
            grain=found.grain,
            window=(datetime.combine(found.start, _MIDNIGHT), end),
            month=found.start.month if found.grain == "month" else None,
            year=found.start.year if found.grain in ("month", "year") else None,
            conflicts=conflicts,
        )

    def _settled(self, clock: Clock, found: Found | None, part: str | None) -> Settled:
        day = found.start if found is not None and found.is_one_day else None
        return settle(
            clock,
            weekday=weekday_sunday0(day) if day else None,
            opening_hours=self.opening_hours,
            past=minutes_of(self.now) if day == self.now.date() else None,
            part=part,
        )

    def _with_clock(self, when: When, slot: Slot, clock: Clock, found: Found | None) -> When:
        settled = self._settled(clock, found, slot.part)
        if when.date and when.part_of_day == "night" and settled.minutes < _DAWN * 60:
            when = self._past_midnight(when, when.date)
        at = _time(settled.minutes)
        value = datetime.combine(when.date or self._next(at), at)
        conflicts = when.conflicts
        if when.date and value < self.now and "past" not in conflicts:
            conflicts = (*conflicts, "past")
        if settled.conflict or (slot.part and not is_in_part(slot.part, settled.minutes)):
            conflicts = (*conflicts, "part_of_day")
        # at three, some day next week: the hour is fixed and the moment is not
        is_loose = when.date is None and when.window is not None
        return replace(
            when,
            time=at,
            value=when.value if is_loose else value,
            grain=when.grain if is_loose else "minute",
            ambiguous=when.ambiguous or bool(settled.others),
            alternatives=tuple(map(_time, settled.others)),
            settled_by=settled.settled_by,
            approximate=clock.is_approximate,
            conflicts=conflicts,
        )

    def _past_midnight(self, when: When, day: date) -> When:
        """Tonight at twelve is tomorrow's first minute; which night is tomorrow's "one at night" is open."""
        following = day + timedelta(1)
        if day > self.now.date():
            return replace(when, ambiguous=True, other_dates=(following,))
        return when if self.now.hour < _DAWN else _on(when, following)

    def _with_range(self, when: When, slot: Slot, clocks: ClockRange, found: Found | None) -> When:
        first_part = _part_of_start(clocks, slot.part)
        first = self._settled(clocks.start, found, first_part) if clocks.start else None
        last = self._settled(clocks.end, found, slot.part) if clocks.end else None
        if first and last and clocks.start and clocks.end:
            first, last = _in_order(first, last, clocks.start, clocks.end)
        opens = _time(first.minutes) if first else None
        closes = _time(last.minutes) if last else None
        sides = [side for side in (first, last) if side]
        when = replace(
            when,
            time=opens if closes and not clocks.is_window else None,
            until=closes,
            earliest=opens,
            latest=closes,
            settled_by=sides[0].settled_by,
            ambiguous=when.ambiguous or all(side.others for side in sides),
            conflicts=(*when.conflicts, *(("part_of_day",) if any(side.conflict for side in sides) else ())),
        )
        return self._with_window(when, opens, closes) if opens else when

    def _with_window(self, when: When, opens: time, closes: time | None) -> When:
        if when.date is None and when.window is not None:
            return when
        day = when.date or self._next(opens)
        begin = datetime.combine(day, opens)
        finish = datetime.combine(day, closes) if closes else None
        if finish and finish <= begin:
            finish += timedelta(1)
        return replace(when, value=begin, grain="minute", window=(begin, finish))

    def _next(self, at: time) -> date:
        """Today, or tomorrow when that hour of today is over."""
        today = self.now.date()
        return today if datetime.combine(today, at) > self.now else today + timedelta(1)


def _on(when: When, day: date) -> When:
    return replace(when, date=day, weekday=weekday_sunday0(day), day=day.day, month=day.month, year=day.year)


def _with_part(when: When, part: str) -> When:
    if when.date is None:
        return when if when.window else replace(when, grain="part")
    low, high = PARTS[part].window
    midnight = datetime.combine(when.date, _MIDNIGHT)
    window = (midnight + timedelta(minutes=low), midnight + timedelta(minutes=high))
    return replace(when, window=window, grain="part")


def _part_of_start(clocks: ClockRange, part: str | None) -> str | None:
    """The part of day behind a range is its end's, and its start's when that comes before: not 10 to 2."""
    start, end = clocks.start, clocks.end
    is_before = start is None or end is None or start.minutes % HALF_DAY < end.minutes % HALF_DAY
    return part if is_before else None


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
    if (
        not start.is_fixed
        and start.part is None
        and end.part in ("evening", "night")
        and nearer < last.minutes
    ):
        first = replace(first, minutes=nearer, others=())
    return first, last
