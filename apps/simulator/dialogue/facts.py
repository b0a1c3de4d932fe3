"""What is known by now, read off the instructions and the lines. Pure, so a replayed conversation goes on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from apps.simulator.dialogue.decisions import CallLine, Line, ResultLine, SystemLine, UserLine, View
from apps.simulator.dialogue.times import (
    clocks_heard,
    day_heard,
    part_heard,
    start_local,
    starts_in,
    today_of,
)

YES = re.compile(r"(?<!\w)(כן|בסדר|מצוין|מתאים|בטח|סבבה)(?!\w)")
NO = re.compile(r"(?<!\w)לא(?!\w)")
_KNOWN_CUSTOMER = re.compile(
    r"(?:<customer>\s*|^.*(?:known|ידוע).*?)(\{.*\})\s*$", re.IGNORECASE | re.MULTILINE
)
_NAME = re.compile(r"(?:קוראים לי|השם שלי(?: הוא)?|שמי|מדבר(?:ת)?)\s+([א-ת' -]{2,40})")
_BARE_NAME = re.compile(r"[א-ת']{2,}(?: [א-ת']{2,}){0,2}")
_PHONE = re.compile(r"\+?\d[\d-]{7,14}\d")
_WANTS = re.compile(r"לקבוע|תור(?!ה)|פגישה|להזמין")
_SERVICE = re.compile(r"(?:^|\s)ל(תספורת|צבע|ייעוץ|טיפול|בדיקה)")
# An answer or a question, never somebody's name.
_NOT_NAME = re.compile(
    r"שלום|בוקר|הלו|תודה|רגע|סליחה|להתראות|מה|מי|מתי|כמה|איפה|אפשר|עדיף|צהריים|נציג|לתספורת|הוקש|דילג"
)


@dataclass(frozen=True)
class Facts:
    """`starts`: the free starts of the last answer about the diary, as the tool wrote them; None before one.

    `day` is the day the caller wants, `checked_day` the one that was last asked about. `agreed`: the caller
    said yes since the hour was named.
    """

    today: date
    wants_booking: bool = False
    name: str = ""
    saved_name: str = ""
    phone: str = ""
    saved_phone: str = ""
    service: str = ""
    services: tuple[str, ...] = ()
    day: date | None = None
    checked_day: date | None = None
    part: str | None = None
    clock: time | None = None
    agreed: bool = False
    starts: tuple[str, ...] | None = None
    slot_ids: Mapping[str, str] = field(default_factory=dict)
    held: str = ""
    booked: str = ""

    @property
    def chosen(self) -> str:
        """The free start at the hour the caller named, on the wanted day if it is free there, else empty."""
        fitting = [start for start in self.starts or () if start_local(start).time() == self.clock]
        on_day = [start for start in fitting if start_local(start).date() == self.day]
        return next(iter(on_day + fitting), "")


def facts_read(view: View) -> Facts:
    facts = Facts(today=today_of(view.instructions, view.today))
    known = _KNOWN_CUSTOMER.search(view.instructions)
    if known:
        name = str(json_read(known.group(1)).get("name") or "")
        facts = replace(facts, name=name, saved_name=name)
    calls: dict[str, CallLine] = {}
    for line in view.lines:
        if isinstance(line, UserLine):
            facts = _user(facts, line.text)
        elif isinstance(line, SystemLine):
            facts = _digits(facts, line.text)
        elif isinstance(line, CallLine):
            calls[line.call_id] = line
        elif isinstance(line, ResultLine) and line.call_id in calls:
            facts = _result(facts, calls[line.call_id], json_read(line.output))
    return facts


def call_of(lines: tuple[Line, ...], call_id: str) -> CallLine | None:
    return next((line for line in lines if isinstance(line, CallLine) and line.call_id == call_id), None)


def json_read(text: str) -> dict[str, Any]:
    """Whatever is not a JSON object counts as an error."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"error": {"code": "unreadable"}}


def json_code(result: dict[str, Any]) -> str:
    error = result.get("error")
    return str(error.get("code")) if isinstance(error, dict) else ""


def result_ok(result: dict[str, Any]) -> bool:
    return not result.get("error") and result.get("ok", True) is True


def _user(facts: Facts, text: str) -> Facts:
    facts = _digits(facts, text)
    if _WANTS.search(text):
        facts = replace(facts, wants_booking=True)
    service = _SERVICE.search(text)
    named = service.group(1) if service else next((each for each in facts.services if each in text), "")
    if named:
        facts = replace(facts, service=named, wants_booking=True)
    day, part = day_heard(text, facts.today), part_heard(text)
    clock = next(iter(clocks_heard(text)), None)
    if day and day != facts.day:
        facts = replace(facts, day=day, clock=None, agreed=False)
    if part and not clock:
        facts = replace(facts, part=part)
    if clock:
        facts = replace(facts, clock=clock, agreed=False)
    elif YES.search(text):
        facts = replace(facts, agreed=facts.clock is not None)
    elif NO.search(text):
        facts = replace(facts, clock=None, agreed=False)
    name = _name(facts, text, plain=not (day or clock or part or named))
    return replace(facts, name=name) if name else facts


def _name(facts: Facts, text: str, *, plain: bool) -> str:
    given = _NAME.search(text)
    if given:
        return given.group(1).strip()
    bare = _BARE_NAME.fullmatch(text.strip(" .!"))
    waiting = facts.wants_booking and not facts.name
    words = _NOT_NAME.search(text) or YES.search(text) or NO.search(text) or _WANTS.search(text)
    return bare.group() if bare and waiting and plain and not words else ""


def _digits(facts: Facts, text: str) -> Facts:
    phone = _PHONE.search(text)
    return replace(facts, phone=phone.group().replace("-", "")) if phone else facts


def _result(facts: Facts, call: CallLine, result: dict[str, Any]) -> Facts:
    arguments = json_read(call.arguments or "{}")
    if call.name == "save_lead":
        # An error is not tried again: the conversation goes on without it.
        saved_name = str(arguments.get("name") or facts.saved_name)
        return replace(
            facts, saved_name=saved_name, saved_phone=str(arguments.get("phone") or facts.saved_phone)
        )
    if call.name == "check_availability":
        if json_code(result) == "service_needed":
            return replace(facts, services=tuple(map(str, result.get("services", ()))), service="")
        asked = day_heard(str(arguments.get("date") or ""), facts.today)
        return replace(
            facts, starts=starts_in(result), slot_ids=_slot_ids(result), held="", checked_day=asked, day=asked
        )
    if call.name == "hold_slot" and result_ok(result):
        return replace(facts, held=str(arguments.get("slot_id") or ""))
    if call.name == "hold_slot":
        return replace(facts, starts=starts_in(result), slot_ids=_slot_ids(result), clock=None, agreed=False)
    if call.name == "book_appointment" and result_ok(result):
        booked = next(iter(starts_in(result)), str(arguments.get("starts_at") or ""))
        return replace(facts, booked=booked, wants_booking=False, clock=None, agreed=False)
    if call.name == "book_appointment":
        return replace(facts, starts=starts_in(result), slot_ids=_slot_ids(result), clock=None, agreed=False)
    return facts


def _slot_ids(result: dict[str, Any]) -> dict[str, str]:
    """By start; none from tools that know no ids."""
    listed = [*(result.get("slots") or ()), *(result.get("alternatives") or ())]
    return {
        slot["starts_at"]: slot["slot_id"] for slot in listed if isinstance(slot, dict) and "slot_id" in slot
    }
