"""Spans of time: an hour and a half, forty minutes, two weeks."""

from apps.hebrew.cascade import Item, Parts, Rule
from apps.hebrew.number_words import Number
from apps.hebrew.values import UNITS, Length


def _one(parts: Parts) -> Length:
    return UNITS[parts["unit"].value]


def _several(parts: Parts) -> Length | None:
    number = _value(parts["number"])
    return UNITS[parts["unit"].value].times(number) if number is not None else None


def _value(item: Item) -> float | None:
    if isinstance(item.value, Number):
        return item.value.value
    whole, decimals, sign = item.value
    return float(f"{whole}.{decimals}") if sign == "." else None


def _one_and_fraction(parts: Parts) -> Length:
    unit = UNITS[parts["unit"].value]
    return unit.plus(unit.times(parts["fraction"].value / 60))


def _several_and_fraction(parts: Parts) -> Length | None:
    unit = UNITS[parts["unit"].value]
    number = _value(parts["number"])
    return unit.times(number + parts["fraction"].value / 60) if number is not None else None


def _fraction(parts: Parts) -> Length:
    return UNITS["hour"].times(parts["fraction"].value / 60)


def _part_of(parts: Parts) -> Length:
    return UNITS[parts["unit"].value].times(parts["fraction"].value / 60)


def _dual(parts: Parts) -> Length:
    unit, count = parts["dual"].value
    length = UNITS[unit].times(count)
    if "fraction" in parts:
        length = length.plus(UNITS[unit].times(parts["fraction"].value / 60))
    return length


def _and_minutes(parts: Parts) -> Length | None:
    minutes: Number = parts["minutes"].value
    if not 0 < minutes.value < 60:
        return None
    hours: float = 1
    if "number" in parts:
        hours = parts["number"].value.value
    if "dual" in parts:
        unit, hours = parts["dual"].value
        if unit != "hour":
            return None
    return Length(60 * hours + minutes.value)


def _and_tens(parts: Parts) -> Length | None:
    """שעה ועשרים, with the minutes left out."""
    minutes: Number = parts["minutes"].value
    return _and_minutes(parts) if minutes.value in (10, 20, 25, 35, 40, 50) else None


def _and_more(parts: Parts) -> Length:
    """בעוד שבוע ויום."""
    rest = parts["rest"].value
    return UNITS[parts["unit"].value].plus(rest if isinstance(rest, Length) else UNITS[rest])


_UNIT = "unit:hours|hour|minutes|days|weeks|months|years"

LENGTHS = (
    Rule("length", "<!in|to|the hour and minutes:number !@counted|number", _and_tens),
    # "at the hour of three" is no length: nothing here takes a number behind `hour`, except "one hour"
    Rule("length", "number:number hours|hour and minutes:number minutes?", _and_minutes),
    Rule("length", "<!in hour and minutes:number minutes|minute", _and_minutes),
    Rule("length", "dual:dual and minutes:number minutes?", _and_minutes),
    Rule("length", f"number:number {_UNIT} and fraction:@fraction", _several_and_fraction),
    Rule("length", f"number:number and fraction:@fraction {_UNIT}", _several_and_fraction),
    Rule("length", "<!in unit:hour|week|month|year|day|minute and fraction:@fraction", _one_and_fraction),
    Rule("length", "dual:dual and fraction:@fraction", _dual),
    Rule("length", "fraction:@fraction hour", _fraction),
    Rule("length", "fraction:@fraction unit:year|month|day", _part_of),
    Rule("length", "number:number|pair unit:@many", _several),
    Rule("length", "dual:dual", _dual),
    Rule("length", "<=lasting unit:hour|day|week|month|year !number|clock|maybe_clock|and|the|@which", _one),
    Rule("length", "<=to unit:hour $", _one),
    Rule("length", "<=to unit:hour >=stop|comma|word|date|named_date|weekday", _one),
    Rule("length", "^ unit:hour $", _one),
    Rule("length", "<=ahead unit:week|month|year and rest:length|day|week", _and_more),
)  # fmt: skip
