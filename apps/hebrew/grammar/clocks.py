"""Hours as people say them: `clock` what is surely one, `maybe_clock` what needs a word beside it."""

from dataclasses import replace

from apps.hebrew.cascade import Item, Parts, Rule
from apps.hebrew.number_words import Number
from apps.hebrew.values import DAY_MINUTES, HALF_DAY, Clock

_FEMININE = ("d", "f", "fm", "")
_FIVE = 5 * 60
_ROUND = (5, 10, 15, 20, 25, 30)


def clock_at(hour: int, minutes: int, *, fixed: bool = False, digital: bool = False) -> Clock | None:
    """The clock at `hour`:`minutes`, which may run over; 0 and 13 to 24 settle the half of the day."""
    if not 0 <= hour <= 24 or (hour == 24 and minutes > 0):
        return None
    total = (hour * 60 + minutes) % DAY_MINUTES
    is_fixed = fixed or hour == 0 or hour > 12
    return Clock(total if is_fixed else total % HALF_DAY, is_fixed=is_fixed, is_digital=digital)


def hour_said(item: Item, minutes: int = 0) -> Clock | None:
    """The clock of a bare number, or of what is one already; None for numbers that no hour is called by."""
    if isinstance(item.value, Clock):
        return item.value if minutes == 0 else shifted(item.value, minutes)
    number: Number = item.value
    if not number.is_whole or number.form not in _FEMININE or len(number.text) > 2:
        # שמונה עשר is masculine eighteen, and eight and ten minutes
        return _split(number) if minutes == 0 else None
    is_padded = number.text.startswith("0")
    clock = clock_at(int(number.value), minutes, fixed=is_padded)
    split = _split(number) if minutes == 0 else None
    if clock is None or split is None:
        is_bare_zero = number.value == 0 and minutes == 0 and number.text != "00"
        return None if is_bare_zero else clock
    # שבע עשר: grammar says ten past seven, and many say it for seventeen
    return replace(split, others=(clock,))


def _split(number: Number) -> Clock | None:
    if number.split is None:
        return None
    hour, minutes = number.split
    said = clock_at(hour, minutes, digital=True)
    if said is None or number.form != "m":
        return said
    whole = clock_at(int(number.value), 0)
    return replace(whole, others=(said,)) if whole else said


def shifted(clock: Clock, minutes: int) -> Clock:
    whole = DAY_MINUTES if clock.is_fixed else HALF_DAY
    return replace(clock, minutes=(clock.minutes + minutes) % whole, others=())


def _minutes(item: Item) -> int | None:
    if not isinstance(item.value, Number):
        return int(item.value)
    number = item.value
    return int(number.value) if number.is_whole and 0 < number.value < 60 else None


def _written(parts: Parts) -> Clock | None:
    hour, _, minutes = parts["text"].value.partition(":")
    if int(minutes) > 59:
        return None
    clock = clock_at(int(hour), int(minutes), fixed=len(hour) == 2 and hour[0] == "0")
    return _english_half(clock, parts) if clock else None


def _english_half(clock: Clock, parts: Parts) -> Clock | None:
    if "half" not in parts or clock.is_fixed:
        return clock
    return replace(
        clock, minutes=clock.minutes + (HALF_DAY if parts["half"].value == "pm" else 0), is_fixed=True
    )


def _english(parts: Parts) -> Clock | None:
    clock = hour_said(parts["hour"])
    return _english_half(clock, parts) if clock else None


def _dotted(parts: Parts) -> Clock | None:
    hour, minutes, sign = parts["pair"].value
    if sign != "." or len(minutes) != 2 or int(minutes) > 59:
        return None
    return clock_at(int(hour), int(minutes), fixed=hour[0] == "0")


def _dotted_no_date(parts: Parts) -> Clock | None:
    """ב-8.30 cannot be a date; ב-8.10 can."""
    minutes = parts["pair"].value[1]
    return _dotted(parts) if int(minutes) > 12 or minutes == "00" else None


def _military(parts: Parts) -> Clock | None:
    number: Number = parts["number"].value
    if len(number.text) != 4 or not number.text.isdigit():
        return None
    hour, minutes = int(number.text[:2]), int(number.text[2:])
    return clock_at(hour, minutes, fixed=True) if minutes < 60 else None


def _military_or_year(parts: Parts) -> Clock | None:
    """ב1530; ב1995 and ב2020 are years."""
    clock = _military(parts)
    return (
        clock if clock and clock.minutes % 5 == 0 and not 1900 <= parts["number"].value.value < 2100 else None
    )


def _past(parts: Parts) -> Clock | None:
    """Minutes after an hour: a half, a quarter, or a number under 60."""
    minutes = _minutes(parts["minutes"])
    return hour_said(parts["hour"], minutes) if minutes is not None else None


def _to(parts: Parts) -> Clock | None:
    minutes = _minutes(parts["minutes"])
    return hour_said(parts["hour"], -minutes) if minutes is not None else None


def _round_past(parts: Parts) -> Clock | None:
    return _past(parts) if _minutes(parts["minutes"]) in _ROUND else None


def _round_to(parts: Parts) -> Clock | None:
    return _to(parts) if _minutes(parts["minutes"]) in _ROUND else None


def _digital(parts: Parts) -> Clock | None:
    """Hour and minutes side by side: seven forty-five, and with zeros: nine zero zero, zero six thirty."""
    hour: Number = parts["hour"].value
    minutes: Number = parts["minutes"].value
    if hour.form in ("m", "c") or not hour.is_whole or not minutes.is_whole or hour.split:
        return None
    if hour.value == 0 and minutes.split:
        # אפס שבע עשר is 07:10
        return clock_at(*minutes.split, fixed=True)
    if "zero" in parts and not (parts["zero"].value.value == 0 and hour.value < 10):
        return None
    is_text = minutes.form == "d" and "last" not in parts
    # 16 00; in words a zero is said: שש עשרה אפס אפס
    low = 0 if is_text else 10
    value = int(minutes.value)
    if "last" in parts:
        last: Number = parts["last"].value
        if value != 0 or not last.is_whole or not last.value < 10:
            return None
        low, value = 0, int(last.value)
    if not low <= value < 60 or (
        is_text and (len(minutes.text) != 2 or hour.form != "d" or len(hour.text) > 2)
    ):
        return None
    return clock_at(int(hour.value), value, fixed="zero" in parts, digital=not is_text)


def _small_hour(parts: Parts) -> Clock | None:
    """One after midnight is an hour; five or ten after midnight are minutes."""
    clock = hour_said(parts["hour"])
    return clock.with_part("before_dawn") if clock and 60 <= clock.minutes < _FIVE else None


def _past_midnight(parts: Parts) -> Clock:
    return shifted(_noon_or_midnight(parts), parts["minutes"].value)


def _noon_or_midnight(parts: Parts) -> Clock:
    minutes: int = parts["name"].value
    return Clock(minutes, is_fixed=True)


_FRACTION = "minutes:@fraction"
_HOUR = "the? hour?"
_TARGET = f"{_HOUR} hour:number|clock"
_NO_RANGE = "<!label|between|from|number|less|the"
_FREE = "<!label|number|plus"

# surely an hour
CLOCKS = (
    Rule("clock", "text:clock_text half:am|pm?", _written),
    Rule("clock", "hour:number half:am|pm", _english),
    Rule("clock", "hour pair:pair", _dotted),
    Rule("clock", "in pair:pair !@counted", _dotted_no_date),
    Rule("clock", "<=@day|part pair:pair !@counted", _dotted_no_date),
    Rule("clock", "pair:pair >=part|exactly", _dotted_no_date),
    Rule("clock", "hour number:number", _military),
    Rule("clock", "<=@day in? number:number !@counted|dash|number", _military),
    Rule("clock", "in number:number !@counted|dash|number", _military_or_year),
    Rule("clock", "name:midnight and minutes:half|quarter", _past_midnight),
    Rule("clock", "hour:number part:past_midnight", _small_hour),
    Rule("clock", "hour:number after part:midnight", _small_hour),
    Rule("clock", "name:midnight|midday", _noon_or_midnight),
    Rule("clock", f"less? minutes:quarter to|before {_TARGET} !@counted", _to),
    Rule("clock", f"minutes:number minutes|minute to|before {_TARGET} !@counted", _to),
    Rule("clock", f"{_NO_RANGE} less? minutes:number to|before {_TARGET} !@counted|number", _round_to),
    Rule("clock", "hour:number less minutes:quarter|number", _to),
    Rule("clock", f"minutes:@fraction hour to|before {_TARGET} !@counted", _to),
    Rule("clock", f"minutes:@fraction hour after {_TARGET} !@counted", _past),
    Rule("clock", f"minutes:quarter|half after {_TARGET} !@counted", _past),
    Rule("clock", f"minutes:number minutes|minute after {_TARGET} !@counted", _past),
    Rule("clock", f"<!label|number minutes:number after {_TARGET} !@counted", _round_past),
)  # fmt: skip

# an hour when something beside it says so. Before the lengths: "eight and ten minutes" is no ten minutes
WITH_MINUTES = (
    Rule("maybe_clock", "<!label|number|plus hour:number and minutes:number minutes|minute", _past),
)

CANDIDATES = (
    Rule("maybe_clock", "<!label pair:pair !@counted", _dotted_no_date),
    Rule("maybe_clock", f"<!label hour:number and {_FRACTION} !@counted|plural", _past),
    Rule("maybe_clock", "<!label|number|plus hour:number and minutes:number !@counted|number|and", _past),
    Rule("maybe_clock", f"{_FREE} zero:number hour:number minutes:number last:number !number", _digital),
    Rule("maybe_clock", f"{_FREE} zero:number hour:number minutes:number !number|@counted", _digital),
    Rule("maybe_clock", f"{_FREE} hour:number minutes:number last:number !number|@counted", _digital),
    Rule("maybe_clock", f"{_FREE} hour:number minutes:number !number|@counted", _digital),
)  # fmt: skip
