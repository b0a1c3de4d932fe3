"""What lists of a strict schema are filled with: what each turn was about, what the customer said of himself.

By rules over the lines of a transcript that number their turns; a meeting is agreed on by a yes to a day
and an hour that somebody named.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from apps.simulator.dialogue.times import ZONE, clocks_heard, day_heard, today_of

Json = dict[str, Any]
SURE = 90
_TRANSCRIPT = re.compile(r"<transcript>(.*?)</transcript>", re.DOTALL)
_YES = re.compile(r"^\s*(כן|בטח|מצוין|מעולה|סגור|סבבה|מתאים|נהדר)\b")
_ASKS = re.compile(r"לקבוע|תור|פגישה|פנוי")
_HOURS = re.compile(r"שעות|פתוח|סגור")
_FIELDS = {
    "name": re.compile(r"(?:קוראים לי|השם שלי(?: הוא)?|שמי)\s+([א-ת' -]{2,40})"),
    "city": re.compile(r"אני (?:גרה?|מגיעה?) (?:ב|מ)([א-ת]{2,20})"),
}
_LEARNT = re.compile(r"אני (?:תמיד )?(?:מעדיפה?|אלרגית? ל|גרה? ב|אוהבת?|צריכה?)[^.,!?]{2,80}")


def learnt_from(field: str, text: str) -> list[Json] | None:
    """The items of the list called `field`; None for a list of another name."""
    fill = _LISTS.get(field)
    return fill(text, _turns(text)) if fill else None


def _turns(text: str) -> list[tuple[int, str, str]]:
    """(number, author, words)"""
    found = _TRANSCRIPT.search(text)
    written = found.group(1) if found else ""
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    return [(line["turn"], line["author"], line["text"]) for line in lines if "turn" in line]


def _intents(text: str, turns: list[tuple[int, str, str]]) -> list[Json]:
    today = today_of(text, datetime.now(ZONE).date())
    day = clock = ""
    found = []
    for number, author, words in turns:
        named_day, named_clocks = day_heard(words, today), clocks_heard(words)
        day = named_day.isoformat() if named_day else day
        clock = f"{named_clocks[-1]:%H:%M}" if named_clocks else clock
        if author == "customer":
            intent = _intent(words, is_offered=bool(day and clock))
            is_about_time = intent in ("ask", "confirm")
            found.append(
                {
                    "turn": number,
                    "intent": intent,
                    "date": day or None if is_about_time else None,
                    "time": clock or None if is_about_time else None,
                    "name": None,
                    "confidence": SURE,
                }
            )
    return found


def _intent(words: str, *, is_offered: bool) -> str:
    if is_offered and _YES.search(words):
        return "confirm"
    if _ASKS.search(words):
        return "ask"
    return "hours_info" if _HOURS.search(words) else "none"


def _fields(text: str, turns: list[tuple[int, str, str]]) -> list[Json]:
    return [
        {"field": field, "value": said.group(1).strip(), "turn": number, "confidence": SURE}
        for number, author, words in turns
        for field, pattern in _FIELDS.items()
        if author == "customer" and (said := pattern.search(words))
    ]


def _learnt(text: str, turns: list[tuple[int, str, str]]) -> list[Json]:
    return [
        {"text": said.group().strip(), "turn": number}
        for number, author, words in turns
        if author == "customer" and (said := _LEARNT.search(words))
    ]


def _nothing(text: str, turns: list[tuple[int, str, str]]) -> list[Json]:
    return []


_LISTS: dict[str, Callable[[str, list[tuple[int, str, str]]], list[Json]]] = {
    "intents": _intents,
    "fields": _fields,
    "learnt": _learnt,
    "outdated": _nothing,
}
