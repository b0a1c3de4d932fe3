"""What makes an hour of a number: ב before it, a part of the day behind it, a day beside it, our question."""

from dataclasses import replace

from apps.hebrew.cascade import Parts, Rule
from apps.hebrew.grammar.clocks import clock_at, hour_said
from apps.hebrew.number_words import Number
from apps.hebrew.values import Clock


def _hour(parts: Parts) -> Clock | None:
    clock = hour_said(parts["hour"])
    if clock is None or "part" not in parts:
        return clock
    return clock.with_part(parts["part"].value)


def _after_in(parts: Parts) -> Clock | None:
    clock = _hour(parts)
    # with ב before it, it is no display's reading: בשתיים שלושים
    return replace(clock, is_digital=False) if clock else None


def _any_gender(parts: Parts) -> Clock | None:
    """With a part of day or "at the hour", a masculine hour is one too: בתשעה בבוקר."""
    number = parts["hour"].value
    if not isinstance(number, Number) or number.form != "m" or not number.is_whole:
        return None
    clock = clock_at(int(number.value), 0)
    return clock.with_part(parts["part"].value) if clock and "part" in parts else clock


def _not_one_of(parts: Parts) -> Clock | None:
    """באחת מהחנויות is "in one of the shops"."""
    value = parts["hour"].value
    return _after_in(parts) if not isinstance(value, Number) or value.value != 1 else None


def _loose(parts: Parts) -> Clock | None:
    """A bare number behind a day, without ב: digits or a feminine word, and no zero."""
    value = parts["hour"].value
    return None if isinstance(value, Number) and value.value == 0 else _hour(parts)


def _about(parts: Parts) -> Clock | None:
    clock = _hour(parts)
    return replace(clock, is_approximate=True, is_digital=False) if clock else None


_NUMBER = "hour:number|maybe_clock"
_ANY = "hour:@hour"
_PART = "comma? in|to|the|from? part:part"
_NO_COUNT = "!@counted|number|dash"
# behind a day and a comma, the last words are an hour: שבוע הבא, רביעי, ארבע
_NAMED_DAYS = ("date", "weekday", "named_date", "part")
_ENDS = ("$", ">=stop", ">=comma")

# before the ranges, whose ends they can be: from 10 in the morning until 2 in the afternoon
WITH_PARTS = (
    Rule("clock", f"<!label|number|quantity|dash {_ANY} {_PART}", _hour),
    Rule("clock", f"in hour:number {_PART}", _any_gender),
)

HOURS = (
    # "to" and "from" stay outside: they say which hour a meeting is moved to
    Rule("clock", f"about in|to? the? hour? {_ANY} {_PART}", _about),
    Rule("clock", f"about in|to? the? hour? {_ANY} !@counted", _about),
    Rule("clock", f"<!number in? the? hour {_ANY} {_PART}", _after_in),
    Rule("clock", f"<!number|ahead|length in? the? hour colon|dash? {_NUMBER} !@counted", _after_in),
    Rule("clock", "<!number|ahead|length in? the? hour hour:number !@counted", _any_gender),
    Rule("clock", "<!number|ahead|length in? the? hour hour:clock", _hour),
    Rule("clock", "<!label|number|quantity|dash hour:number|maybe_clock >=this_part", _hour),
    Rule("clock", "<!number in hour:number|maybe_clock exactly", _after_in),
    Rule("clock", f"<!number|label|word|quantity {_ANY} exactly", _hour),
    Rule("clock", f"in {_NUMBER} !@counted|number|dash|from|that|the", _after_in),
    Rule("clock", f"in {_NUMBER} >=from|that|the", _not_one_of),
    Rule("clock", f"<=date {_NUMBER} {_NO_COUNT} !word|from|the", _loose),
    Rule("clock", f"<=weekday {_NUMBER} {_NO_COUNT} !word|from|the", _loose),
    Rule("clock", f"<=named_date {_NUMBER} {_NO_COUNT} !word|from|the", _loose),
    Rule("clock", f"<=part {_NUMBER} {_NO_COUNT} !word|from|the", _loose),
    Rule("clock", f"<=comma {_NUMBER} >=date|weekday", _loose),
    *(Rule("clock", f"<={day},comma {_NUMBER} {end}", _loose) for day in _NAMED_DAYS for end in _ENDS),
    Rule("clock", f"^ {_NUMBER} >=date", _loose),
    Rule("clock", f"<=clock,or {_NUMBER} !@counted", _loose),
    # בשמונה, שמונה וחצי
    Rule("clock", "<=clock,comma hour:maybe_clock", _hour),
    Rule("clock", "<=clock hour:maybe_clock", _hour),
    Rule("clock", f"<=clock,and {_NUMBER} !@counted|from", _loose),
)  # fmt: skip

# ל before a number is "to" or "for"; an hour only when the sentence is about an appointment
TO_HOUR = (
    # נקבע לרביעי? נגיד שמונה ורבע
    Rule("clock", "<=filler hour:maybe_clock $", _hour),
    Rule("clock", "<=filler hour:maybe_clock >=stop", _hour),
    Rule("clock", f"<=to {_NUMBER} !@counted|number|dash|from|that|word", _hour),
    Rule("clock", f"<=to {_NUMBER} >=word", _hour),
)

# the whole of what was said
WHOLE = (
    Rule("clock", "^ hour:number|maybe_clock comma? >=maybe_clock", _hour),
    Rule("clock", "<=clock hour:maybe_clock $", _hour),
    Rule("clock", "<=clock,comma hour:maybe_clock $", _hour),
    Rule("clock", "^ filler|comma|not|correction* hour:maybe_clock filler|stop|comma* $", _hour),
)

# we asked for the hour, so a bare number is one
_LIGHT = "filler|person|comma|not|correction|in|the*"

ASKED = (
    Rule("clock", f"^ {_LIGHT} {_NUMBER} >=or", _hour),
    Rule("clock", f"^ {_NUMBER} comma? >=maybe_clock", _hour),
    Rule("clock", f"^ {_LIGHT} {_NUMBER} filler|stop|comma|exactly* $", _hour),
    Rule("clock", f"<=filler to? {_NUMBER} !@counted|number|dash|word", _hour),
    Rule("clock", f"<=comma {_NUMBER} !@counted|number|dash|word", _hour),
    Rule("clock", f"<=or {_NUMBER} !@counted|number|dash|word", _hour),
    Rule("clock", "<=clock hour:maybe_clock $", _hour),
)
