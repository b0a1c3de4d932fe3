"""The rules: one conversation in, what to say and which tools to call out. Pure.

It never names an hour that no tool gave it, asks for a yes before it books, and says that something is
booked only from a tool's answer.
"""

import re
from typing import Any

from apps.simulator.dialogue.decisions import (
    AssistantLine,
    Call,
    Decision,
    ResultLine,
    Say,
    SystemLine,
    UserLine,
    View,
)
from apps.simulator.dialogue.facts import Facts, call_of, facts_read, json_code, json_read, result_ok
from apps.simulator.dialogue.knowledge import answer_of, greeting_of, quoted
from apps.simulator.dialogue.times import clock_spoken, day_spoken, start_local

OFFERED = 3
GREETING = "שלום, איך אפשר לעזור?"
STILL_THERE = "אתם עדיין על הקו?"
NOT_UNDERSTOOD = "סליחה, לא שמעתי טוב. אפשר לחזור על זה בבקשה?"
LISTENING = "כן, בבקשה, אני מקשיב."
GOODBYE = "תודה שהתקשרת, להתראות ויום נעים."
SORRY = "סליחה על ההפרעה."
CHECKING = "רגע אחד, אני בודק ביומן."
PASSED_ON = "רשמתי, ונציג יחזור אליך בהקדם."
NOT_PASSED_ON = "לא הצלחתי להעביר את הבקשה כרגע. אפשר לנסות להתקשר שוב בעוד כמה דקות."
DIARY_FAILED = "אני לא מצליח לבדוק ביומן כרגע. אפשר להשאיר פרטים ויחזרו אליך."

_GOODBYE = re.compile(r"להתראות|ביי|יום טוב")
_THANKS = re.compile(r"תודה")
_WAIT = re.compile(r"^רגע\b")
_HUMAN = re.compile(r"נציג|בן אדם|אנושי")
_QUESTIONS = {
    "hours": re.compile(r"שעות|פתוחים|עד מתי"),
    "price": re.compile(r"כמה (?:זה )?עול|מחיר"),
    "address": re.compile(r"איפה|כתובת"),
}
_REQUESTS = (
    (re.compile(r"goodbye|להיפרד", re.IGNORECASE), GOODBYE),
    (re.compile(r"still on the line|על הקו", re.IGNORECASE), STILL_THERE),
)
_RESUME = re.compile(r"interrupted|apologi", re.IGNORECASE)


def decide(view: View) -> tuple[Decision, ...]:
    requested = _requested(view)
    if requested:
        return (Say(requested),)
    last = view.lines[-1] if view.lines else None
    if isinstance(last, ResultLine):
        return _after_tool(view, last)
    if isinstance(last, UserLine):
        return _after_user(view, last)
    if isinstance(last, SystemLine) and quoted(last.text):
        return (Say(quoted(last.text)),)
    if any(isinstance(line, AssistantLine | UserLine) for line in view.lines):
        return (Say(STILL_THERE),)
    return (Say(greeting_of(view.instructions) or GREETING),)


def _requested(view: View) -> str:
    """What response.create itself asks to be said, empty when it asks for nothing of its own."""
    request = view.request or ""
    words = quoted(request) or next((words for asks, words in _REQUESTS if asks.search(request)), "")
    if words or not request:
        return words
    if _RESUME.search(request):
        return f"{SORRY} {_prompt(facts_read(view))}"
    return greeting_of(request)


def _after_user(view: View, line: UserLine) -> tuple[Decision, ...]:
    text = line.text
    if not text:
        return (Say(STILL_THERE if line.silent else NOT_UNDERSTOOD),)
    facts = facts_read(view)
    if _GOODBYE.search(text):
        return (Say(GOODBYE),)
    if _HUMAN.search(text):
        return _human(view, facts)
    topic = next((topic for topic, question in _QUESTIONS.items() if question.search(text)), None)
    if topic:
        return (Say(f"{answer_of(view.instructions, topic)} {_prompt(facts)}"),)
    if _WAIT.search(text) and not facts.clock:
        return (Say(LISTENING),)
    if facts.booked and not facts.wants_booking:
        thanked = "בשמחה. " if _THANKS.search(text) else ""
        return (Say(f"{thanked}אפשר לעזור בעוד משהו?"),)
    if not facts.wants_booking and not _news(view, facts):
        return (Say("במה אפשר לעזור?"),)
    return _next_step(view, facts)


def _next_step(view: View, facts: Facts) -> tuple[Decision, ...]:
    if not facts.name:
        return (Say("בשמחה. מה השם בבקשה?"),)
    if _news(view, facts):
        return (Call("save_lead", _lead(view, facts)),)
    if not facts.wants_booking:
        return (Say(f"נעים מאוד, {facts.name}. במה אפשר לעזור?"),)
    if facts.day is None:
        return (Say(f"נעים מאוד, {facts.name}. לאיזה יום נוח לך?"),)
    if facts.day != facts.checked_day:
        return (Say(CHECKING), _availability(view, facts))
    return _slot(view, facts, "")


def _news(view: View, facts: Facts) -> bool:
    """There is something about the caller that save_lead has not been told."""
    unsaved = (facts.name, facts.phone) != (facts.saved_name, facts.saved_phone)
    return view.has_tool("save_lead") and unsaved


def _slot(view: View, facts: Facts, said: str) -> tuple[Decision, ...]:
    """The diary has answered: offer, ask back, or book. `said` is the tool's own wording of what is free."""
    if not facts.starts:
        return (Say(said or "לא מצאתי תור פנוי. לאיזה יום אחר לבדוק?"),)
    if not facts.clock:
        return (Say(_offer(facts, said)),)
    if not facts.chosen:
        return (Say(f"השעה הזאת לא פנויה. {_offer(facts, said)}"),)
    slot_id = facts.slot_ids.get(facts.chosen, "")
    if not facts.agreed:
        if slot_id and slot_id != facts.held and view.has_tool("hold_slot"):
            return (Call("hold_slot", {"slot_id": slot_id}),)
        return (Say(f"{_moment(facts.chosen)}, נכון?"),)
    arguments: dict[str, Any] = {"slot_id": slot_id} if slot_id else {"starts_at": facts.chosen}
    if facts.service and view.tool_field("book_appointment", "service"):
        arguments["service"] = facts.service
    if view.tool_field("book_appointment", "name"):
        arguments["name"] = facts.name
    return (Call("book_appointment", arguments),)


def _after_tool(view: View, line: ResultLine) -> tuple[Decision, ...]:
    facts = facts_read(view)
    call = call_of(view.lines, line.call_id)
    result = json_read(line.output)
    said = str(result.get("say") or "")
    if call is None:
        return (Say(_prompt(facts)),)
    if call.name == "book_appointment":
        return (Say(_booking_said(facts, result, said)),)
    if call.name == "create_task":
        return (Say(PASSED_ON if result_ok(result) else NOT_PASSED_ON),)
    if call.name == "hold_slot":
        return _slot(view, facts, said)
    if json_code(result) == "service_needed":
        return (Say(said),)
    if call.name == "check_availability":
        if not result_ok(result) and not facts.starts:
            return (Say(said or DIARY_FAILED),)
        return _slot(view, facts, said)
    if _HUMAN.search(_last_words(view)):
        return (Say(PASSED_ON),)
    return _next_step(view, facts)


def _booking_said(facts: Facts, result: dict[str, Any], said: str) -> str:
    if result_ok(result) and facts.booked:
        return said or f"קבעתי לך תור ל{_moment(facts.booked)}. נתראה!"
    if facts.starts:
        return _offer(facts, said) if said else f"השעה הזאת כבר לא פנויה. {_offer(facts, said)}"
    return said or "לא הצלחתי לקבוע את התור הזה. לאיזה יום אחר לבדוק?"


def _availability(view: View, facts: Facts) -> Call:
    day = facts.day or facts.today
    arguments: dict[str, Any] = {"date": day.isoformat()}
    # An hour decides by itself: a part of the day would hide the alternatives around it.
    if facts.part and not facts.clock and view.tool_field("check_availability", "part_of_day"):
        arguments["part_of_day"] = facts.part
    if facts.service and view.tool_field("check_availability", "service"):
        arguments["service"] = facts.service
    return Call("check_availability", arguments)


def _lead(view: View, facts: Facts) -> dict[str, Any]:
    values = {"name": facts.name, "phone": facts.phone, "service": facts.service}
    return {name: value for name, value in values.items() if value and view.tool_field("save_lead", name)}


def _human(view: View, facts: Facts) -> tuple[Decision, ...]:
    if view.has_tool("create_task"):
        return (Call("create_task", {"what": f"לחזור אל {facts.name or 'הלקוח'}: ביקש לדבר עם נציג"}),)
    if view.has_tool("save_lead"):
        return (Call("save_lead", {**_lead(view, facts), "notes": "מבקש שיחזרו אליו"}),)
    return (Say("אעביר את הבקשה, ונציג יחזור אליך בהקדם."),)


def _offer(facts: Facts, said: str) -> str:
    """The free hours, in the tool's words if it gave any."""
    if said:
        return f"{said} מה נוח לך?"
    moments = [start_local(start) for start in facts.starts or ()]
    day = moments[0].date()
    hours = [clock_spoken(moment.time()) for moment in moments if moment.date() == day][:OFFERED]
    listed = hours[0] if len(hours) == 1 else f"{', '.join(hours[:-1])} או {hours[-1]}"
    return f"{day_spoken(day)}, פנוי {listed}. מה נוח לך?"


def _moment(start: str) -> str:
    local = start_local(start)
    return f"{day_spoken(local.date())}, {clock_spoken(local.time())}"


def _prompt(facts: Facts) -> str:
    return "מה נוח לך?" if facts.starts and not facts.booked else "במה עוד אפשר לעזור?"


def _last_words(view: View) -> str:
    return next((line.text for line in reversed(view.lines) if isinstance(line, UserLine) and line.text), "")
