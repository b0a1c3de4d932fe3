"""The guards, by what each of them stops."""

from dataclasses import dataclass
from enum import StrEnum


class Guard(StrEnum):
    SLOT = "slot_not_offered"
    DATE = "date_not_said"
    WHEN = "when_not_said"
    PHONE = "phone_not_confirmed"
    BOOKING = "booking_claimed"
    CHANGE = "change_claimed"
    PROMISE = "promise_claimed"
    PRICE = "price_claimed"
    HOURS = "hours_invented"
    TIME = "time_invented"
    WEEKDAY = "weekday_wrong"
    INSTRUCTIONS = "instructions_told"


OF_TOOLS = frozenset({Guard.SLOT, Guard.DATE, Guard.WHEN, Guard.PHONE})
OF_WORDS = frozenset(Guard) - OF_TOOLS


@dataclass(frozen=True, slots=True)
class Hit:
    """A guard stopped something: `words` is the sentence, or what was passed to the tool."""

    guard: Guard
    words: str
