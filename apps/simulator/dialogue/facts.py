"""What is known by now, read off the conversation's lines. Pure, so a replayed conversation goes on where it was."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from apps.simulator.dialogue.decisions import CallLine, Line, ResultLine, SystemLine, UserLine, View
from apps.simulator.dialogue.times import clock_heard, day_heard, part_heard, start_local, starts_in, today_of

_NAME = re.compile(r"(?:קוראים לי|השם שלי(?: הוא)?|שמי|מדבר(?:ת)?)\s+([א-ת' -]{2,40})")
_BARE_NAME = re.compile(r"[א-ת']{2,}(?: [א-ת']{2,}){0,2}")
_PHONE = re.compile(r"\+?\d[\d-]{7,14}\d")
_WANTS = re.compile(r"לקבוע|תור|פגישה|להזמין")
_SERVICE = re.compile(r"(?:^|\s)ל(תספורת|צבע|ייעוץ|טיפול|בדיקה)")
YES = re.compile(r"(?<!\w)(כן|בסדר|מצוין|מתאים|בטח|סבבה)(?!\w)")
NO = re.compile(r"(?<!\w)לא(?!\w)")
# Words that are an answer or a question, never somebody's name.
_NOT_NAME = re.compile(r"שלום|בוקר|הלו|תודה|רגע|סליחה|להתראות|מה|מי|מתי|כמה|איפה|אפשר|עדיף|צהריים|נציג|לתספורת")


@dataclass(frozen=True)
class Facts:
    """`starts`: the free starts of the last availability answer, as the tool wrote them; None before the first.

    `clock_before`: the hour was named before these starts were known, so it is asked back before booking.
    """

    today: date
    wants_booking: bool = False
    name: str = ""
    saved_name: str = ""
    phone: str = ""
    saved_phone: str = ""
    service: str = ""
    day: date | None = None
    part: str | None = None
    clock: time | None = None
    clock_before: bool = False
    agreed: bool = False
    starts: tuple[str, ...] | None = None
    starts_day: date | None = None
    booked: str = ""
    failed_days: int = 0

    @property
    def chosen(self) -> str:
        """The free start at the hour the caller named, empty when there is none."""
        for start in self.starts or ():
            local = start_local(start)
            if local.time() == self.clock and (self.day is None or local.date() == self.day):
                return start
        return ""


def facts_read(view: View) -> Facts:
    facts = Facts(today=today_of(view.instructions, view.today))
    calls: dict[str, CallLine] = {}
    for line in view.lines:
        if isinstance(line, UserLine):
            facts = _user(facts, line.text)
        elif isinstance(line, SystemLine):
            facts = _digits(facts, line.text)
        elif isinstance(line, CallLine):
            calls[line.call_id] = line
        elif isinstance(line, ResultLine) and line.call_id in calls:
            facts = _result(facts, calls[line.call_id], result_read(line.output))
    return facts


def call_of(lines: tuple[Line, ...], call_id: str) -> CallLine | None:
    return next((line for line in lines if isinstance(line, CallLine) and line.call_id == call_id), None)


def result_read(output: str) -> dict[str, Any]:
    """A tool's output; whatever is not a JSON object counts as an error."""
    try:
        value = json.loads(output)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"error": {"code": "unreadable"}}


def result_ok(result: dict[str, Any]) -> bool:
    return not result.get("error") and result.get("ok", True) is True


def _user(facts: Facts, text: str) -> Facts:
    facts = _digits(facts, text)
    if _WANTS.search(text):
        facts = replace(facts, wants_booking=True)
    service = _SERVICE.search(text)
    if service:
        facts = replace(facts, service=service.group(1), wants_booking=True)
    day, clock, part = day_heard(text, facts.today), clock_heard(text), part_heard(text)
    if day and day != facts.day:
        facts = replace(facts, day=day, clock=None, agreed=False, failed_days=0)
    if part:
        facts = replace(facts, part=part)
    if clock:
        before = facts.starts is None or (facts.day is not None and facts.day != facts.starts_day)
        facts = replace(facts, clock=clock, clock_before=before, agreed=False)
    elif YES.search(text):
        facts = replace(facts, agreed=True)
    elif NO.search(text):
        facts = replace(facts, clock=None, agreed=False)
    name = _name(facts, text, plain=not (day or clock or part or service))
    return replace(facts, name=name) if name else facts


def _name(facts: Facts, text: str, *, plain: bool) -> str:
    given = _NAME.search(text)
    if given:
        return given.group(1).strip()
    bare = _BARE_NAME.fullmatch(text.strip(" .!"))
    waiting = facts.wants_booking and not facts.name
    known_words = _NOT_NAME.search(text) or YES.search(text) or NO.search(text) or _WANTS.search(text)
    return bare.group() if bare and waiting and plain and not known_words else ""


def _digits(facts: Facts, text: str) -> Facts:
    phone = _PHONE.search(text)
    return replace(facts, phone=phone.group().replace("-", "")) if phone else facts


def _result(facts: Facts, call: CallLine, result: dict[str, Any]) -> Facts:
    arguments = result_read(call.arguments or "{}")
    ok = result_ok(result)
    if call.name == "save_lead":
        # An error is not tried again: the call goes on without it.
        saved_name, saved_phone = arguments.get("name") or facts.saved_name, arguments.get("phone") or facts.saved_phone
        return replace(facts, saved_name=saved_name, saved_phone=saved_phone)
    if call.name == "check_availability":
        asked = day_heard(str(arguments.get("date") or ""), facts.today)
        starts = starts_in(result) if ok else ()
        if starts:
            found = start_local(starts[0]).date()
            return replace(facts, starts=starts, starts_day=found, day=found, failed_days=0)
        following = asked + timedelta(days=1) if asked else None
        return replace(facts, starts=(), starts_day=asked, day=following, failed_days=facts.failed_days + 1)
    if call.name == "book_appointment" and ok:
        booked = next(iter(starts_in(result)), str(arguments.get("starts_at") or ""))
        return replace(facts, booked=booked, wants_booking=False, clock=None, agreed=False)
    if call.name == "book_appointment":
        return replace(facts, starts=starts_in(result), clock=None, agreed=False)
    return facts
