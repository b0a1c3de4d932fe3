"""`python -m apps.hebrew`: one JSON object a line in, one a line out, same ids.

    in   {"id", "text", "kind", "ref_time": "2026-11-22T09:00:00"} and a transcript's no_speech_prob,
         avg_logprob and compression_ratio
    out  what every reader found; a key that does not apply is left out. For a line that is no such row
         {"id", "error": what is wrong}, and the next lines are read

`kind` says what is looked for. It stands for what the assistant has just asked ("which hour?"), and says how
an interval is to be written; nothing else depends on it.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, TextIO

from apps.hebrew.money import Money, read_money
from apps.hebrew.names import read_names
from apps.hebrew.noise import Segment, is_phantom
from apps.hebrew.numbers import read_numbers, read_ordinals
from apps.hebrew.phones import Phone, read_phones
from apps.hebrew.reading import Asked
from apps.hebrew.rows import RowError, row_of
from apps.hebrew.text import index_terms, normalise, words
from apps.hebrew.times import read_times
from apps.hebrew.values import Recurrence
from apps.hebrew.when import When
from apps.hebrew.yes_no import read_yes_no

# the finer parts of the day in the contract's words
_PARTS = {"forenoon": "morning", "toward_evening": "evening"}
_NOW = "2026-11-22T09:00:00"
_ASKED: dict[str, Asked] = {
    "clock": "time",
    "spoken_clock": "time",
    "phone_spoken": "phone",
    "phone_written": "phone",
    "caller_name": "name",
}


def main(lines: TextIO = sys.stdin, out: TextIO = sys.stdout) -> None:
    for line in lines:
        if line.strip():
            out.write(json.dumps(_answer_or_error(line)) + "\n")


def _answer_or_error(line: str) -> dict[str, Any]:
    try:
        return answer(row_of(line))
    except RowError as wrong:
        return {"id": wrong.row_id, "error": str(wrong)}


def answer(row: dict[str, Any]) -> dict[str, Any]:
    """Everything the readers find in one row."""
    text: str = row.get("text") or ""
    kind: str = row.get("kind") or ""
    now = datetime.fromisoformat(row.get("ref_time") or _NOW)
    asked = _ASKED.get(kind)
    times = read_times(text, now=now, asked=asked)
    phones = read_phones(text, is_asked=asked == "phone")
    ask = [*times.ask, *(("phone",) if any(not phone.complete for phone in phones) else ())]
    segment = Segment(text, row.get("no_speech_prob"), row.get("avg_logprob"), row.get("compression_ratio"))
    found = {
        "normalised": normalise(text),
        "when": [_when(one, now, is_interval=kind == "interval") for one in times.when],
        "durations": list(times.durations),
        "in_minutes": list(times.in_minutes),
        "recurrence": _recurrence(times.recurrence, times.when),
        "numbers": [number.value for number in read_numbers(text)],
        "ordinals": [number.value for number in read_ordinals(text)],
        "money": [_money(one) for one in read_money(text)],
        "phones": [_phone(one) for one in phones],
        "mentions_time_of_day": times.mentions_time_of_day,
        "yes_no": read_yes_no(text),
        "names": [name.text for name in read_names(text, is_asked=asked == "name")],
        "ask": ask,
        "conflicts": list(times.conflicts),
        "drop": is_phantom(segment),
        "tokens": list(dict.fromkeys([*words(text), *index_terms(text)])),
    }
    return {
        "id": row.get("id"),
        **{key: value for key, value in found.items() if value not in (None, [], {})},
    }


def _when(one: When, now: datetime, *, is_interval: bool) -> dict[str, Any]:
    found: dict[str, Any] = dict(_filled(one, now))
    if is_interval:
        found.update(_interval(one))
    found["ambiguous"] = one.ambiguous
    found["span"] = list(one.span)
    return found


def _filled(one: When, now: datetime) -> Iterator[tuple[str, Any]]:
    """What the words fix, and nothing else."""
    if one.date is not None:
        yield "date", one.date.isoformat()
        yield "days", (one.date - now.date()).days
    for key, value in (
        ("weekday_sunday0", one.weekday),
        ("day", one.day),
        ("month", one.month),
        ("year", one.year),
    ):
        if value is not None:
            yield key, value
    if one.part_of_day is not None:
        yield "part_of_day", _PARTS.get(one.part_of_day, one.part_of_day)
    for key, clock in (("time", one.time), ("from", one.earliest), ("to", one.latest)):
        if clock is not None:
            yield key, _clock(clock)
    if one.window is not None and one.earliest is None and one.latest is None:
        yield from _interval(one).items()
    if one.value is not None:
        yield "value", _value(one)
        yield "grain", one.grain
    if one.alternatives:
        yield "alternatives", [_clock(clock) for clock in one.alternatives]
    elif one.other_dates:
        yield "alternatives", [day.isoformat() for day in one.other_dates]


def _interval(one: When) -> dict[str, str]:
    if one.window is None:
        return {}
    start, end = one.window
    found = {"from": start.isoformat(timespec="minutes")}
    if end is not None:
        found["to_exclusive"] = end.isoformat(timespec="minutes")
    return found


def _value(one: When) -> str:
    whole = one.value.isoformat(timespec="minutes") if isinstance(one.value, datetime) else str(one.value)
    return {"month": whole[:7], "year": whole[:4]}.get(one.grain, whole)


def _clock(clock: time) -> str:
    return clock.strftime("%H:%M")


def _recurrence(found: Recurrence | None, when: tuple[When, ...]) -> dict[str, Any] | None:
    if found is None:
        return None
    clock = next((one.time for one in when if one.time), None)
    row = {
        "freq": found.freq,
        "interval": found.interval,
        "weekday_sunday0": list(found.weekdays) or None,
        "day": found.day_of_month,
        "time": _clock(clock) if clock else None,
        "interval_minutes": found.minutes,
    }
    return {key: value for key, value in row.items() if value is not None}


def _money(found: Money) -> dict[str, Any]:
    names = {"value": found.value, "from": found.low, "to": found.high}
    if found.value is None and found.high is None:
        names = {"min": found.low}
    elif found.value is None and found.low is None:
        names = {"max": found.high}
    return {"currency": found.currency, **{key: value for key, value in names.items() if value is not None}}


def _phone(found: Phone) -> dict[str, Any]:
    row = {
        "digits": found.digits,
        "e164": found.e164,
        "star_code": found.star_code,
        "emergency": found.emergency,
        "complete": found.complete,
        "whatsapp": found.whatsapp,
    }
    return {key: value for key, value in row.items() if value is not None}
