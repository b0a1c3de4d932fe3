"""One time of a sentence as far as it was said, and what neighbours share: "tomorrow at three or at four"."""

from dataclasses import dataclass
from itertools import pairwise

from apps.hebrew.cascade import Item
from apps.hebrew.values import Clock, ClockRange, Day, DayRange, Length


@dataclass(slots=True)
class Slot:
    """One time of the sentence, as far as it was said. Places are in the cleaned text."""

    start: int
    end: int
    day: Day | None = None
    days: DayRange | None = None
    part: str | None = None
    clock: Clock | None = None
    range: ClockRange | None = None
    moment: Length | None = None
    is_rejected: bool = False
    joined_by: str = ""  # "or" or "and", how it follows the slot before
    touches_last: bool = False
    clause: int = 0

    def covers(self, item: Item) -> None:
        self.start, self.end = min(self.start, item.start), max(self.end, item.end)

    @property
    def has_day(self) -> bool:
        return self.day is not None or self.days is not None or self.moment is not None

    @property
    def has_hour(self) -> bool:
        return self.clock is not None or self.range is not None or self.moment is not None


def share(slots: list[Slot]) -> None:
    """At three or at four tomorrow; tomorrow at three, or at four; Monday and Wednesday at five."""
    for before, slot in pairwise(slots):
        if not slot.has_day and before.moment is None and before.is_rejected == slot.is_rejected:
            slot.day, slot.days = before.day, before.days
    for slot, after in reversed(list(pairwise(slots))):
        is_listed = bool(after.joined_by) or _are_weekdays(slot, after)
        if is_listed and not slot.is_rejected and after.moment is None:
            _take_from(slot, after)


def _take_from(slot: Slot, after: Slot) -> None:
    """The day, the hour or the part of day of the next in a list, where this one names none."""
    if not slot.has_day:
        slot.day, slot.days = after.day, after.days
    if not after.touches_last:
        return
    if not slot.has_hour and not slot.part and slot.has_day:
        slot.clock, slot.range, slot.part = after.clock, after.range, after.part
    if slot.clock and after.clock and not (slot.clock.part or slot.clock.is_fixed or slot.part):
        part = after.clock.part or after.part
        slot.clock = slot.clock.with_part(part) if part else slot.clock


def _are_weekdays(slot: Slot, after: Slot) -> bool:
    """Sunday, Tuesday and Thursday at eight."""
    days = (slot.day, after.day)
    return after.touches_last and all(
        day is not None and day.weekday is not None and not day.day for day in days
    )
