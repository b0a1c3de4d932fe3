"""From when until when, of hours and of days; and bounds: until five, after four, from Sunday on."""

from dataclasses import replace

from apps.hebrew.cascade import Item, Parts, Rule
from apps.hebrew.grammar.clocks import hour_said
from apps.hebrew.number_words import Number
from apps.hebrew.values import HALF_DAY, Clock, ClockRange, Day, DayRange

_LATEST_BARE = 23


def _range(parts: Parts) -> ClockRange | None:
    start, end = hour_said(parts["start"]), hour_said(parts["end"])
    if start is None or end is None:
        return None
    if end.part and not start.part and not start.is_fixed:
        start = start.with_part(end.part) if _is_before(start, end) else start
    return ClockRange(start, end)


def _window(parts: Parts) -> ClockRange | None:
    clocks = _range(parts)
    return replace(clocks, is_window=True) if clocks else None


def _is_before(start: Clock, end: Clock) -> bool:
    """Whether one part of day can be meant for both: 3 to 5 in the afternoon, but not 10 to 2."""
    return start.minutes % HALF_DAY < end.minutes % HALF_DAY


def _bare_range(parts: Parts) -> ClockRange | None:
    """9-12 with nothing but the dash: two digits groups, the first before the second or an afternoon's."""
    for side in (parts["start"], parts["end"]):
        if isinstance(side.value, Number) and side.value.form != "d":
            return None
    return _range(parts)


def _until(parts: Parts) -> ClockRange | None:
    end = _bound(parts["end"])
    return ClockRange(None, end) if end else None


def _after(parts: Parts) -> ClockRange | None:
    start = _bound(parts["start"])
    return ClockRange(start, None) if start else None


def _bound(item: Item) -> Clock | None:
    if isinstance(item.value, Number) and item.value.value > _LATEST_BARE:
        return None
    return hour_said(item)


def _days(parts: Parts) -> DayRange:
    return DayRange(parts["start"].value, parts["end"].value)


def _days_of_month(parts: Parts) -> DayRange | None:
    """13-15 in July, between the 3rd and the 5th of the month."""
    start, end = parts["start"].value, parts["end"].value
    if isinstance(start, Number):
        if not start.is_whole or not 1 <= start.value <= 31 or end.day is None or end.weekday is not None:
            return None
        start = replace(end, day=int(start.value))
    return DayRange(start, end)


def _weekday_letters(parts: Parts) -> DayRange | None:
    start, end = parts["start"].value, parts["end"].value
    if not (isinstance(start, int) and isinstance(end, int) and 1 <= start < end <= 7):
        return None
    return DayRange(Day(weekday=start - 1), Day(weekday=end - 1))


def _bounded_day(bound: str) -> Rule:
    def build(parts: Parts) -> Day | None:
        day: Day = parts["day"].value
        return replace(day, bound="after" if bound == "after" else "before") if day.grain == "day" else None

    return Rule("date", f"{bound} day:named_date|weekday", build)


_HOUR = "in? the? hours|hour?"
_START, _END = "start:@hour", "end:@hour"
_LOOSE = "number|maybe_clock"

CLOCK_RANGES = (
    Rule("range", f"between {_HOUR} {_START} comma? to|and|until|dash to? {_HOUR} {_END} !@counted", _window),
    Rule("range", f"from {_HOUR} {_START} and? until|dash from? {_HOUR} {_END} !@counted", _range),
    Rule("range", f"from {_HOUR} {_START} and? to {_HOUR} {_END} !@counted", _range),
    Rule("range", f"since from? {_HOUR} {_START} and? until {_HOUR} {_END} !@counted", _range),
    Rule("range", f"in? the? hours|hour {_START} until|dash|to {_HOUR} {_END} !@counted", _range),
    Rule("range", f"about {_HOUR} {_START} until|dash|to {_HOUR} {_END} !@counted", _window),
    Rule("range", f"in {_START} and? until {_HOUR} {_END} !@counted", _range),
    Rule("range", f"start:clock and? until|dash {_HOUR} {_END} !@counted|dash", _range),
    Rule("range", f"<!number|label|dash start:{_LOOSE} and? until {_END} !@counted|number", _range),
    Rule("range", f"<!dash|number in start:{_LOOSE} dash {_END} !@counted|dash|number", _bare_range),
    Rule("range", f"<=@day start:{_LOOSE} dash {_END} !@counted|dash|number", _bare_range),
    Rule("range", "<!dash|number|label start:number dash end:clock !dash", _bare_range),
    Rule("range", "^ filler|comma* start:number dash end:number >=@day", _bare_range),
)  # fmt: skip

# after the hours that stand alone have been found
CLOCK_BOUNDS = (
    Rule("bound", f"<!number until from? {_HOUR} {_END} !@counted|number", _until),
    Rule("bound", f"not after {_HOUR} {_END} !@counted|number", _until),
    Rule("bound", f"not before {_HOUR} {_START} !@counted|number", _after),
    Rule("bound", f"after {_HOUR} {_START} !@counted|number", _after),
    Rule("bound", f"before {_HOUR} {_END} !@counted|number", _until),
    Rule("bound", f"since from? {_HOUR} {_START} !@counted|number", _after),
    Rule("bound", f"<!number from {_HOUR} {_START} onward? !@counted|number !to,number|quantity", _after),
    Rule("bound", f"in {_HOUR} {_START} onward", _after),
)  # fmt: skip

DAY_RANGES = (
    Rule("day_range", "between the? start:@day to|and|until to? the? end:@day", _days),
    Rule("day_range", "from the? start:@day and? until|to the? end:@day", _days),
    Rule("day_range", "start:weekday until|dash end:weekday", _days),
    Rule("day_range", "start:named_date until|dash end:named_date", _days),
    Rule("day_range", "days? in? start:letter dash|until end:letter", _weekday_letters),
    Rule("day_range", "in? the? start:number dash|until|to the? end:named_date", _days_of_month),
    Rule("day_range", "between|from the? start:number to|and|until the? end:named_date", _days_of_month),
)  # fmt: skip

DAY_BOUNDS = (_bounded_day("after"), _bounded_day("before"))
