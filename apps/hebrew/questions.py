"""What does not fit together in a sentence, and what must be asked before anything is booked."""

import datetime as dt

from apps.hebrew.cascade import Item, kind
from apps.hebrew.slot import Slot
from apps.hebrew.values import Conflict
from apps.hebrew.when import Question, When

_VAGUE, _VAGUE_HOUR, _ROUGH_DAY = kind("vague"), kind("vague_hour"), kind("rough_day")
_CLOCK_TEXT = kind("clock_text")
_VERB, _MOVE = kind("booking"), kind("move")
_BOOKING = (_VERB, _MOVE, kind("scheduling"))
# times of the calendar that are longer than a day
_COARSE = frozenset(("week", "weekend", "month", "year", "days", "after", "before"))
_ASKED_ABOUT: dict[str, Question] = {
    "no_such_date": "date",
    "weekday_date": "date",
    "day_date": "date",
    "range_backwards": "date",
    "no_such_time": "time",
    "part_of_day": "time",
    "two_times": "which",
}


def conflicts_of(
    items: list[Item], slots: list[Slot], when: tuple[When, ...], *, today: dt.date
) -> tuple[Conflict, ...]:
    is_booking = any(item.kind in _BOOKING for item in items)
    found: list[Conflict] = []
    for one in when:
        # telling of what was is no conflict: I was born in 1985, I called yesterday
        is_told = one.date is not None and one.date < today and one.time is None and not is_booking
        found += [conflict for conflict in one.conflicts if not (is_told and conflict == "past")]
    # a written clock that no rule could read shows no time: 25:00, 10:75
    if any(item.kind == _CLOCK_TEXT for item in items):
        found.append("no_such_time")
    kept = [slot for slot in slots if not slot.is_rejected]
    for slot, before, after in zip(kept[1:], when, when[1:], strict=False):
        if not slot.joined_by and _are_two_hours(before, after):
            found.append("two_times")
    return tuple(dict.fromkeys(found))


def _are_two_hours(before: When, after: When) -> bool:
    both = before.time is not None and after.time is not None and before.time != after.time
    return both and before.date == after.date and before.until is None and after.until is None


def questions_of(
    items: list[Item],
    when: tuple[When, ...],
    rejected: tuple[When, ...],
    conflicts: tuple[Conflict, ...],
    *,
    today: dt.date,
) -> tuple[Question, ...]:
    asks = [*_vague(items, when), *(question for one in when for question in _open(one))]
    if _books_without_hour(items, when):
        asks.append("time")
    asks += [_ASKED_ABOUT[conflict] for conflict in conflicts if conflict in _ASKED_ABOUT]
    if "past" in conflicts:
        asks += [
            "date" if one.date and one.date < today else "time" for one in when if "past" in one.conflicts
        ]
    if rejected and not when:
        asks.append("date" if any(one.date and not one.time for one in rejected) else "time")
    if any(one.ambiguous or one.is_choice for one in when):
        asks.append("which")
    return tuple(dict.fromkeys(asks))


def _books_without_hour(items: list[Item], when: tuple[When, ...]) -> bool:
    """A meeting tomorrow: nobody can book that. One that is moved keeps its hour."""
    kinds = {item.kind for item in items}
    is_booking = _VERB in kinds and _MOVE not in kinds
    return is_booking and any(one.date for one in when) and not any(one.time or one.earliest for one in when)


def _vague(items: list[Item], when: tuple[When, ...]) -> list[Question]:
    has_hour, has_day = any(one.time for one in when), any(one.date for one in when)
    asks: list[Question] = []
    for item in items:
        if item.kind == _VAGUE:
            asks += [ask for ask in item.value if not (has_hour if ask == "time" else has_day)]
        elif item.kind == _VAGUE_HOUR and has_day and not has_hour:
            asks.append("time")
        elif item.kind == _ROUGH_DAY and not has_day:
            asks.append("date")
    return asks


def _open(one: When) -> list[Question]:
    """What a time leaves open: the hour of a part of day, the day of a week."""
    asks: list[Question] = []
    if one.time is None and (one.part_of_day or one.earliest or one.latest):
        asks.append("time")
    if one.date is None and one.grain in _COARSE:
        asks.append("date")
    return asks
