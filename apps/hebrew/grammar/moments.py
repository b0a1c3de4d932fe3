"""Counted from now: in an hour, a week from today, two days ago; and how long before: an hour before."""

from dataclasses import replace

from apps.hebrew.cascade import Build, Parts, Rule
from apps.hebrew.values import UNITS, Day, Length


def _length(parts: Parts) -> Length | None:
    if "length" in parts:
        length: Length = parts["length"].value
        return length
    if "number" in parts and parts["number"].value.value != 1:
        return None
    # a second is also "the second one"
    unit = parts["unit"].value
    return UNITS["second"] if unit == 2 else UNITS[unit]


def _ahead_fine(parts: Parts) -> Length | None:
    length = _length(parts)
    return length if length and not length.is_coarse else None


def _ahead_coarse(parts: Parts) -> Day | None:
    length = _length(parts)
    return Day(ahead=length) if length and length.is_coarse else None


def _ago_fine(parts: Parts) -> Length | None:
    length = _ahead_fine(parts)
    return length.times(-1) if length else None


def _ago_coarse(parts: Parts) -> Day | None:
    day = _ahead_coarse(parts)
    return Day(ahead=day.ahead.times(-1)) if day and day.ahead else None


def _shifted(sign: int) -> Build:
    def build(parts: Parts) -> Day | None:
        length, base = _length(parts), parts["date"].value
        if length is None or not length.is_coarse or base.grain != "day":
            return None
        moved: Day = replace(base, shift=length.times(sign))
        return moved

    return build


_ONE = "unit:@one"
_DAY = "date:named_date|weekday|date"


def _further_ahead(parts: Parts) -> Day | None:
    """מחר בעוד שבוע."""
    base: Day = parts["date"].value
    return _shifted(1)(parts) if base.offset is not None else None


# "a week after Passover" before "after Passover" and before "a week ago"
SHIFTS = (
    Rule("date", "date:date ahead length:length", _further_ahead),
    Rule("date", f"date:date ahead {_ONE}", _further_ahead),
    Rule("date", f"length:length after|from {_DAY}", _shifted(1)),
    Rule("date", f"{_ONE} after|from {_DAY}", _shifted(1)),
    Rule("date", f"length:length before {_DAY}", _shifted(-1)),
    Rule("date", f"{_ONE} before {_DAY}", _shifted(-1)),
)

_AHEAD = (
    "ahead as? length:length",
    f"ahead as? {_ONE} number:number",
    f"ahead as? {_ONE}",
    "ahead unit:feminine_ordinal",
    "length:length from_today",
    f"{_ONE} from_today",
)
_AGO = (
    "<!length|@one before length:length",
    f"<!length|@one before {_ONE} !number|clock|the|maybe_clock",
)

MOMENTS = (
    # in the coming two weeks: no day
    Rule("vague", "in? length:length nearest", lambda parts: ("date",)),
    *(Rule("moment", pattern, _ahead_fine) for pattern in _AHEAD),
    *(Rule("date", pattern, _ahead_coarse) for pattern in _AHEAD),
    *(Rule("moment", pattern, _ago_fine) for pattern in _AGO),
    *(Rule("date", pattern, _ago_coarse) for pattern in _AGO),
    Rule("moment", "^ now stop? $", lambda parts: Length()),
    Rule("lead", "length:length before", _length),
    Rule("lead", f"<!the {_ONE} before", _length),
)
