"""Which day, part of day and hour of a sentence belong together: items in their order become slots.

A second hour or day opens the next slot. A correction ("no, actually at four") overwrites, a refusal ("I
cannot on Monday") marks, and neighbours share what one lacks.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from apps.hebrew.calendar_days import merged
from apps.hebrew.cascade import Item, kind
from apps.hebrew.slot import Slot, share
from apps.hebrew.values import Clock, ClockRange, Day, DayRange

_DATE, _NAMED_DATE, _WEEKDAY, _DAY_RANGE = (
    kind("date"),
    kind("named_date"),
    kind("weekday"),
    kind("day_range"),
)
_CLOCK, _RANGE, _BOUND, _MOMENT, _PART = (
    kind("clock"),
    kind("range"),
    kind("bound"),
    kind("moment"),
    kind("part"),
)
_DAYS = (_DATE, _NAMED_DATE, _WEEKDAY)
_NOT, _EXCEPT, _INSTEAD, _UNABLE = kind("not"), kind("except"), kind("instead"), kind("unable")
_CORRECTION, _OR, _AND, _BUT, _MOVE = kind("correction"), kind("or"), kind("and"), kind("but"), kind("move")
_COMMA, _STOP, _FROM, _TO, _DASH = kind("comma"), kind("stop"), kind("from"), kind("to"), kind("dash")
_TOLD, _FORBIDDING, _DIAL = kind("told"), kind("forbidding"), kind("dial")
_LIGHT = frozenset(
    kind(name) for name in ("comma", "in", "the", "dash", "filler", "to", "from", "that", "colon")
)
# a part of day counts behind one of these; behind a noun it belongs to that (an evening course)
_BEFORE_A_PART = """
in to from the until date weekday named_date clock or and every recurrence not filler comma range before after
day_range bound about
"""
_BEFORE_PART = frozenset(map(kind, _BEFORE_A_PART.split()))


@dataclass(slots=True)
class _Walk:
    slots: list[Slot] = field(default_factory=list)
    replaceable: set[str] = field(default_factory=set)
    rejects_next: bool = False
    joined_by: str = ""
    is_near: bool = False  # only light words since the last time
    last: Item | None = None
    clause: int = 0
    unable: list[int] = field(default_factory=list)
    after_unable: bool = False
    is_exception: bool = False  # every day except Friday at eight: the hour is every day's
    forbids: bool = False
    is_behind_to: bool = False
    has_moved: bool = False
    is_told: bool = False
    moved_from: Slot | None = None


def slots_of(items: list[Item]) -> list[Slot]:
    walk = _Walk()
    for at, item in enumerate(items):
        _step(walk, items, at, item)
    _refuse_behind_unable(walk)
    share(walk.slots)
    return walk.slots


def _step(walk: _Walk, items: list[Item], at: int, item: Item) -> None:
    sign = item.kind
    if sign in _DAYS:
        _move(walk, items, at, "day")
        day: Day = item.value
        if walk.is_told and day.which is None and day.year is None:
            day = replace(day, which="last")
        _place(walk, item, "day", day, _came_from(walk, items, at))
    elif sign == _DAY_RANGE:
        days: DayRange = item.value
        if walk.has_moved:
            _place(walk, item, "day", days.end, False)
        else:
            _place(walk, item, "days", days, False)
    elif sign == _CLOCK:
        _move(walk, items, at, "clock")
        _place(walk, item, "clock", item.value, _came_from(walk, items, at))
    elif sign in (_RANGE, _BOUND):
        clocks: ClockRange = item.value
        if walk.has_moved and clocks.start and clocks.end and not clocks.is_window:
            _place(walk, item, "clock", clocks.end, False)
        else:
            _place(walk, item, "range", clocks, False)
    elif sign == _MOMENT:
        _place(walk, item, "moment", item.value, False)
    elif sign == _PART:
        if at == 0 or items[at - 1].kind in _BEFORE_PART:
            _place(walk, item, "part", item.value, False)
    else:
        _notice(walk, items, at, sign)


def _came_from(walk: _Walk, items: list[Item], at: int) -> bool:
    """להעביר מיום שני ליום שלישי: Monday is where it is moved from."""
    return walk.has_moved and at > 0 and items[at - 1].kind == _FROM


def _move(walk: _Walk, items: list[Item], at: int, name: str) -> None:
    """The meeting of Monday, to Tuesday: the day and the hour it is moved from are given up."""
    slot = walk.slots[-1] if walk.slots else None
    if slot is None or not walk.has_moved or items[at - 1].kind != _TO or getattr(slot, name) is None:
        return
    slot.is_rejected = True
    walk.moved_from = slot


def _notice(walk: _Walk, items: list[Item], at: int, sign: str) -> None:
    """The words between times."""
    walk.is_behind_to = sign == _TO
    if sign in (_NOT, _EXCEPT, _INSTEAD):
        walk.is_exception = sign == _EXCEPT
        is_answer = at + 1 == len(items) or items[at + 1].kind in (_COMMA, _STOP)
        if sign == _NOT and is_answer and at > 0 and items[at - 1] is walk.last:
            # חמישי לא, שישי כן
            walk.slots[-1].is_rejected = True
        elif sign == _NOT and is_answer:
            _correct(walk)
        else:
            walk.rejects_next = True
        return
    if sign == _CORRECTION:
        _correct(walk)
    elif sign == _UNABLE:
        walk.unable.append(walk.clause)
        walk.after_unable = True
    elif sign in (_FORBIDDING, _DIAL):
        walk.forbids = sign == _FORBIDDING
    elif sign == _MOVE:
        walk.has_moved = True
    elif sign == _TOLD:
        walk.is_told = True
    elif sign in (_OR, _AND):
        walk.joined_by = "or" if sign == _OR else "and"
    elif sign in (_STOP, _BUT, _COMMA):
        if walk.after_unable and any(slot.clause == walk.clause for slot in walk.slots):
            walk.after_unable = False
        walk.forbids = False
        walk.clause += 1
    if sign not in _LIGHT:
        walk.is_near = walk.is_near and sign in (_OR, _AND, _CORRECTION, _NOT)
        if sign not in (_OR, _AND, _CORRECTION):
            walk.joined_by = ""
            walk.rejects_next = False


def _correct(walk: _Walk) -> None:
    if walk.slots:
        walk.replaceable = {"day", "days", "clock", "range", "part", "moment"}


def _place(walk: _Walk, item: Item, name: str, value: Any, came_from: bool) -> None:
    slot = walk.slots[-1] if walk.slots else None
    rejected = (
        walk.rejects_next
        or walk.forbids
        or came_from
        or walk.after_unable
        or _is_rejected_with_last(walk, slot, name)
    )
    if slot is not None and _completes_refused(walk, slot, name):
        setattr(slot, name, value)
    elif slot is None or rejected or slot.is_rejected or not _fill(walk, slot, name, value):
        slot = Slot(item.start, item.end, joined_by=walk.joined_by, is_rejected=rejected, clause=walk.clause)
        slot.touches_last = walk.is_near
        setattr(slot, name, value)
        slot.part = slot.part or (value.part if name == "day" else None)
        if walk.moved_from is not None and name == "clock":
            slot.day = walk.moved_from.day
        walk.moved_from = None
        walk.slots.append(slot)
    slot.covers(item)
    if walk.after_unable:
        walk.unable.clear()
    walk.rejects_next = walk.after_unable = walk.is_behind_to = False
    walk.joined_by, walk.is_near, walk.last = "", True, item


def _is_rejected_with_last(walk: _Walk, slot: Slot | None, name: str) -> bool:
    """חוץ משישי ושבת: what is refused may be a list."""
    if slot is None or not slot.is_rejected or not walk.joined_by or not walk.is_near:
        return False
    return getattr(slot, name) is not None


def _completes_refused(walk: _Walk, slot: Slot, name: str) -> bool:
    """לא מחר בעשר: the hour is refused with its day."""
    is_one = walk.is_near and not walk.joined_by and not walk.is_behind_to and slot.clause == walk.clause
    if not slot.is_rejected or not is_one or walk.is_exception:
        return False
    if name in ("clock", "range"):
        return not slot.has_hour
    return slot.part is None if name == "part" else name == "day" and not slot.has_day


def _fill(walk: _Walk, slot: Slot, name: str, value: Any) -> bool:
    """Put `value` into the slot if it has room for it, or is being corrected. Returns whether it did."""
    if name in walk.replaceable and getattr(slot, name) is not None:
        walk.replaceable.discard(name)
        setattr(slot, name, value)
        return True
    if name in ("day", "days"):
        return _fill_day(walk, slot, name, value)
    if name == "part":
        return _fill_part(slot, value)
    if name == "moment" or slot.moment is not None:
        return False
    if slot.has_hour:
        return False
    said = value.part if isinstance(value, Clock) else None
    if said and slot.part and said != slot.part and not walk.is_near:
        return False
    setattr(slot, name, value)
    return True


def _fill_day(walk: _Walk, slot: Slot, name: str, value: Any) -> bool:
    if not slot.has_day:
        if name == "day" and value.part and not slot.part and slot.clock is None:
            slot.part = value.part
        setattr(slot, name, value)
        return True
    if name == "day" and slot.day is not None and walk.is_near and not walk.joined_by:
        together = merged(slot.day, value)
        if together is not None:
            slot.day = together
            return True
    return False


def _fill_part(slot: Slot, part: str) -> bool:
    if slot.part is not None or slot.moment is not None:
        return slot.part == part
    if slot.clock is not None and (slot.clock.part or slot.clock.is_fixed):
        return slot.clock.part == part
    slot.part = part
    return True


def _refuse_behind_unable(walk: _Walk) -> None:
    """ "Tomorrow I cannot": a refusal with no time behind it takes the ones before it in its clause."""
    for clause in walk.unable:
        before = [slot for slot in walk.slots if slot.clause == clause] or [
            slot for slot in walk.slots if slot.clause == clause - 1
        ]
        for slot in before:
            slot.is_rejected = True
