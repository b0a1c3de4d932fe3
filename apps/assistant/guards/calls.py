"""Whether a tool may be called with what the model passes. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from apps.assistant.guards.evidence import (
    ASSISTANT,
    CUSTOMER,
    Known,
    Talk,
    clocks_said,
    dates_in,
    dates_said,
    days_refused,
)
from apps.assistant.guards.kinds import OF_TOOLS, Guard, Hit
from apps.hebrew.numbers import read_numbers
from apps.hebrew.phones import read_phones
from apps.hebrew.when import TimeReading
from apps.hebrew.yes_no import read_yes_no

# "After Tuesday" names many days.
_BOUND = re.compile(r"(?:אחרי|לפני|עד|החל)\s*$")
_HUNDRED = 100
TAKES_A_SLOT = frozenset({"hold_slot", "book_appointment", "reschedule_appointment"})


@dataclass(frozen=True, slots=True)
class ToolRefusal:
    """`message` tells the model what to do instead."""

    hit: Hit
    message: str

    @property
    def code(self) -> str:
        return self.hit.guard.value


def tool_refusal(
    name: str,
    given: Mapping[str, Any],
    talk: Talk,
    known: Known,
    *,
    guards: Collection[Guard] = OF_TOOLS,
) -> ToolRefusal | None:
    """`given`: the arguments, validated; those left out are empty or None."""
    found = None
    if name in TAKES_A_SLOT and Guard.SLOT in guards:
        found = _slot_refusal(given["slot_id"], talk)
    if name == "check_availability" and Guard.DATE in guards:
        found = _date_refusal(given["date"], talk, known)
    if given.get("when") and Guard.WHEN in guards:
        found = found or _when_refusal(given["when"], talk, known)
    if given.get("phone") and Guard.PHONE in guards:
        found = found or _phone_refusal(given["phone"], talk, known)
    return found


def _slot_refusal(slot_id: str, talk: Talk) -> ToolRefusal | None:
    if slot_id.strip() in talk.slots:
        return None
    message = "No tool offered this slot_id in this conversation. Call check_availability and copy one."
    return ToolRefusal(Hit(Guard.SLOT, slot_id), message)


def _date_refusal(day: date, talk: Talk, known: Known) -> ToolRefusal | None:
    """The day the customer has just named is looked at first; any other one only after it."""
    last = talk.turns[-1] if talk.turns else None
    if last is None or last.author != CUSTOMER:
        return None
    reading = known.read(last.text)
    is_bounded = any(_BOUND.search(last.text[: when.span[0]]) for when in reading.when)
    if "weekday_date" in reading.conflicts:
        message = "The weekday and the date that the customer named do not fit. Ask which of them is meant."
        return ToolRefusal(Hit(Guard.DATE, day.isoformat()), message)
    if day in days_refused(reading):
        message = "The customer does not want this day. Look at another one, or ask which day suits."
        return ToolRefusal(Hit(Guard.DATE, day.isoformat()), message)
    said = [when.date for when in reading.when if when.grain in ("minute", "hour", "part", "day")]
    meant = {each for each in (*said, *dates_in(reading)) if each is not None}
    is_exact = (
        bool(meant) and not is_bounded and all(each is not None for each in said) and not _is_span(reading)
    )
    looked_at = {str(done.output.get("date")) for done in talk.tools}
    if not is_exact or day in meant or any(each.isoformat() in looked_at for each in meant):
        return None
    named = ", ".join(sorted(each.isoformat() for each in meant))
    message = f"The customer named another day: {named}. Call it again with that date."
    return ToolRefusal(Hit(Guard.DATE, day.isoformat()), message)


def _is_span(reading: TimeReading) -> bool:
    """Weeks, months, "after Tuesday", every Tuesday: more days than the ones that were named."""
    windows = (when.window for when in reading.when if when.window is not None)
    is_long = any(end is None or (end - start).total_seconds() > 24 * 3600 for start, end in windows)
    grains = {when.grain for when in reading.when}
    return is_long or reading.recurrence is not None or not grains <= {"minute", "hour", "part", "day"}


def _when_refusal(words: str, talk: Talk, known: Known) -> ToolRefusal | None:
    """A time to call back at is the customer's, not the model's."""
    wanted = known.read(words)
    said = [known.read(text) for text in talk.said_by(CUSTOMER)]
    clocks, days = clocks_said(said), dates_said(said)
    named = {when.time for when in wanted.when if when.time is not None}
    dated = {when.date for when in wanted.when if when.date is not None and not wanted.in_minutes}
    lengths = {length for reading in said for length in reading.in_minutes}
    is_said = set(wanted.in_minutes) <= lengths and dated <= days
    if is_said and (named <= clocks or wanted.in_minutes):
        return None
    message = "The customer did not say this time. Leave `when` out, or pass the customer's own words."
    return ToolRefusal(Hit(Guard.WHEN, words), message)


def _phone_refusal(phone: str, talk: Talk, known: Known) -> ToolRefusal | None:
    """A number that was heard is read back and agreed to; one that was written or typed is exact."""
    number = next((found.e164 for found in read_phones(phone, is_asked=True) if found.e164), None)
    if number is None or number in known.numbers or _is_written(number, talk):
        return None
    if _is_agreed(number, talk):
        return None
    message = (
        "This number is not confirmed. Repeat it to the customer digit by digit, ask whether it is right, "
        "and call save_lead again after a clear yes. The other details can be saved without it."
    )
    return ToolRefusal(Hit(Guard.PHONE, phone), message)


def _is_written(number: str, talk: Talk) -> bool:
    written = (turn.text for turn in talk.turns if turn.author == CUSTOMER and turn.is_exact)
    return any(_names(number, text) for text in written)


def _is_agreed(number: str, talk: Talk) -> bool:
    """The assistant said it, and what the customer said next was yes, and no other digits."""
    said = [turn for turn in talk.turns if turn.text.strip()]
    return any(
        before.author == ASSISTANT
        and after.author == CUSTOMER
        and _names(number, before.text)
        and read_yes_no(after.text) == "yes"
        and (not _has_digits(after.text) or _names(number, after.text))
        for before, after in pairwise(said)
    )


def _has_digits(text: str) -> bool:
    """A hundred per cent is a yes, and no digit."""
    return any(found.value != _HUNDRED for found in read_numbers(text))


def _names(number: str, text: str) -> bool:
    return any(found.e164 == number for found in read_phones(text, is_asked=True))
