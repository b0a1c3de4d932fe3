"""What does not fit together in a sentence, and what must be asked before anything is booked."""

from .cascade import Item, kind
from .when import Conflict, Question, When

_VAGUE, _ROUGH_DAY, _CLOCK_TEXT = kind("vague"), kind("rough_day"), kind("clock_text")


def conflicts_of(items: list[Item], when: tuple[When, ...]) -> tuple[Conflict, ...]:
    found: list[Conflict] = [conflict for one in when for conflict in one.conflicts]
    if any(item.kind == _CLOCK_TEXT for item in items):
        found.append("no_such_time")
    for before, after in zip(when, when[1:], strict=False):
        is_same_day = before.date == after.date
        if before.time and after.time and is_same_day and before.time != after.time and not after.is_choice:
            found.append("two_times")
    return tuple(dict.fromkeys(found))


def questions_of(
    items: list[Item], when: tuple[When, ...], rejected: tuple[When, ...], conflicts: tuple[Conflict, ...]
) -> tuple[Question, ...]:
    asks: list[Question] = []
    has_hour = any(one.time for one in when)
    has_day = any(one.date for one in when)
    for item in items:
        if item.kind == _VAGUE:
            asks += [ask for ask in item.value if not (has_hour if ask == "time" else has_day)]
        elif item.kind == _ROUGH_DAY and not has_day:
            asks.append("date")
    for one in when:
        if one.time is None and (one.part_of_day or one.earliest or one.latest):
            asks.append("time")
        if one.date is None and (one.window or one.grain == "month") and not one.time:
            asks.append("date")
    if "no_such_date" in conflicts or "weekday_date" in conflicts or "day_date" in conflicts:
        asks.append("date")
    if "no_such_time" in conflicts or "part_of_day" in conflicts or "past" in conflicts:
        asks.append("time")
    if rejected and not when:
        asks.append("time" if any(one.time for one in rejected) else "date")
    if "two_times" in conflicts or any(one.ambiguous for one in when) or _has_choice(when):
        asks.append("which")
    return tuple(dict.fromkeys(asks))


def _has_choice(when: tuple[When, ...]) -> bool:
    return any(one.is_choice for one in when)
