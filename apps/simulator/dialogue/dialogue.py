"""The rules: one conversation in, what to say and which tools to call out. Pure.

It never names an hour that no tool gave it, and says that something is booked only from a tool's answer.
"""

import re
from datetime import timedelta
from typing import Any

from apps.simulator.dialogue.decisions import (
    AssistantLine,
    Call,
    CallLine,
    Decision,
    ResultLine,
    Say,
    SystemLine,
    UserLine,
    View,
)
from apps.simulator.dialogue.facts import Facts, call_of, facts_read, result_ok, result_read
from apps.simulator.dialogue.times import day_spoken, start_local

OFFERED = 3
DAYS_TRIED = 7
GREETING = "שלום, איך אפשר לעזור?"
STILL_THERE = "אתם עדיין על הקו?"
NOT_UNDERSTOOD = "סליחה, לא שמעתי טוב. אפשר לחזור על זה בבקשה?"
GOODBYE = "תודה שהתקשרת, להתראות ויום נעים."

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{6,})[\"“”»]|«([^»]{6,})»")
_GREETING_LINE = re.compile(r"(?:ברכ|פתיח|פתח את|greet)[^\n:]*:\s*(.+)", re.IGNORECASE)
_QUESTIONS = (
    (re.compile(r"שעות|פתוחים|עד מתי|מתי אתם"), re.compile(r"שעות|פתוח|hours", re.IGNORECASE)),
    (re.compile(r"כמה (?:זה )?עול|מחיר"), re.compile(r"מחיר|עלות|₪|price", re.IGNORECASE)),
    (re.compile(r"איפה|כתובת"), re.compile(r"כתובת|רחוב|address", re.IGNORECASE)),
)
_GOODBYE = re.compile(r"להתראות|ביי|יום טוב")
_THANKS = re.compile(r"תודה")
_WAIT = re.compile(r"^רגע\b")
_HUMAN = re.compile(r"נציג|בן אדם|אנושי")


def decide(view: View) -> tuple[Decision, ...]:
    asked = _quoted(view.request or "")
    if asked:
        return (Say(asked),)
    last = view.lines[-1] if view.lines else None
    if isinstance(last, ResultLine):
        return _after_tool(view, last)
    if isinstance(last, UserLine):
        return _after_user(view, last)
    if isinstance(last, SystemLine) and _quoted(last.text):
        return (Say(_quoted(last.text)),)
    if any(isinstance(line, AssistantLine | UserLine) for line in view.lines):
        return (Say(STILL_THERE),)
    return (Say(greeting_of(view.request or "") or greeting_of(view.instructions) or GREETING),)


def greeting_of(instructions: str) -> str:
    """The opening words the instructions ask for, empty when they ask for none."""
    line = _GREETING_LINE.search(instructions)
    if not line:
        return ""
    return _quoted(line.group(1)) or line.group(1).strip()


def _quoted(text: str) -> str:
    found = _QUOTED.search(text)
    return (found.group(1) or found.group(2)).strip() if found else ""


def _after_user(view: View, line: UserLine) -> tuple[Decision, ...]:
    text = line.text
    if not text:
        return (Say(STILL_THERE if line.silent else NOT_UNDERSTOOD),)
    facts = facts_read(view)
    if _GOODBYE.search(text):
        return (Say(GOODBYE),)
    if _HUMAN.search(text):
        return _human(view, facts)
    for question, answer in _QUESTIONS:
        if question.search(text):
            return (Say(f"{_known(view, answer)} {_prompt(facts)}"),)
    if _WAIT.search(text) and not facts.clock:
        return (Say("כן, בבקשה, אני מקשיב."),)
    if facts.booked and not facts.wants_booking:
        thanked = "בשמחה. " if _THANKS.search(text) else ""
        return (Say(f"{thanked}אפשר לעזור בעוד משהו?"),)
    if not facts.wants_booking and not facts.name:
        return (Say("שלום, במה אפשר לעזור?"),)
    return _next_step(view, facts)


def _next_step(view: View, facts: Facts) -> tuple[Decision, ...]:
    if not facts.name:
        return (Say("בשמחה. מה השם בבקשה?"),)
    if view.has_tool("save_lead") and (facts.name != facts.saved_name or facts.phone != facts.saved_phone):
        return (Call("save_lead", _lead(view, facts)),)
    if not facts.wants_booking:
        return (Say(f"נעים מאוד, {facts.name}. במה אפשר לעזור?"),)
    if facts.day is None and facts.starts is None:
        return (Say(f"נעים מאוד, {facts.name}. לאיזה יום לקבוע?"),)
    if facts.starts is None or (facts.day and facts.day != facts.starts_day):
        return (Say("רגע אחד, אני בודק ביומן."), _availability(view, facts))
    return _slot(view, facts)


def _slot(view: View, facts: Facts) -> tuple[Decision, ...]:
    """The day's free hours are known: offer, ask back, or book."""
    if not facts.starts:
        return (Say("לא מצאתי תור פנוי. לאיזה יום אחר לבדוק?"),)
    if not facts.clock:
        return (Say(_offer(facts)),)
    if not facts.chosen:
        return (Say(f"השעה הזאת לא פנויה. {_offer(facts)}"),)
    if facts.clock_before and not facts.agreed:
        local = start_local(facts.chosen)
        return (Say(f"{day_spoken(local.date())} בשעה {local:%H:%M} פנוי. לקבוע?"),)
    arguments: dict[str, Any] = {"starts_at": facts.chosen}
    if facts.service and view.tool_field("book_appointment", "service"):
        arguments["service"] = facts.service
    if view.tool_field("book_appointment", "name"):
        arguments["name"] = facts.name
    return (Call("book_appointment", arguments),)


def _after_tool(view: View, line: ResultLine) -> tuple[Decision, ...]:
    facts = facts_read(view)
    call = call_of(view.lines, line.call_id)
    result = result_read(line.output)
    if call is None:
        return (Say(_prompt(facts)),)
    if call.name == "book_appointment":
        return _after_booking(facts, result)
    if call.name == "check_availability":
        return _after_availability(view, facts, call, result)
    if _HUMAN.search(_last_words(view)):
        return (Say("רשמתי, ונציג יחזור אליך בהקדם."),)
    return _next_step(view, facts)


def _after_booking(facts: Facts, result: dict[str, Any]) -> tuple[Decision, ...]:
    if result_ok(result) and facts.booked:
        local = start_local(facts.booked)
        return (Say(f"מעולה, קבעתי לך תור ל{day_spoken(local.date())}, בשעה {local:%H:%M}. נתראה!"),)
    if facts.starts:
        return (Say(f"השעה הזאת כבר לא פנויה. {_offer(facts)}"),)
    return (Say("לא הצלחתי לקבוע את התור הזה. לאיזה יום אחר לבדוק?"),)


def _after_availability(
    view: View, facts: Facts, call: CallLine, result: dict[str, Any]
) -> tuple[Decision, ...]:
    if facts.starts:
        return _slot(view, facts)
    code = (result.get("error") or {}).get("code") if isinstance(result.get("error"), dict) else None
    if code and code not in ("outside_hours", "too_soon", "beyond_window"):
        return (Say("אני לא מצליח לבדוק ביומן כרגע. רשמתי את הפרטים ונחזור אליך."),)
    if facts.failed_days >= DAYS_TRIED or facts.day is None:
        return (Say("לא מצאתי תור פנוי בימים הקרובים. נחזור אליך לתיאום."),)
    empty = facts.day - timedelta(days=1)
    return (Say(f"ב{day_spoken(empty)} אין תור פנוי, אני בודק את היום הבא."), _availability(view, facts))


def _availability(view: View, facts: Facts) -> Call:
    day = facts.day or facts.today
    arguments: dict[str, Any] = {"date": day.isoformat()}
    part = view.tool_field("check_availability", "part_of_day")
    if part and facts.part and not facts.clock and facts.part in str(part):
        arguments["part_of_day"] = facts.part
    return Call("check_availability", arguments)


def _lead(view: View, facts: Facts) -> dict[str, Any]:
    values = {"name": facts.name, "phone": facts.phone, "service": facts.service}
    return {name: value for name, value in values.items() if value and view.tool_field("save_lead", name)}


def _human(view: View, facts: Facts) -> tuple[Decision, ...]:
    if view.has_tool("save_lead"):
        return (Call("save_lead", {**_lead(view, facts), "notes": "מבקש שיחזרו אליו"}),)
    return (Say("אעביר את הבקשה, ונציג יחזור אליך בהקדם."),)


def _offer(facts: Facts) -> str:
    starts = facts.starts or ()
    moments = [start_local(start) for start in starts]
    day = moments[0].date()
    hours = [f"{moment:%H:%M}" for moment in moments if moment.date() == day][:OFFERED]
    listed = hours[0] if len(hours) == 1 else f"{', '.join(hours[:-1])} או {hours[-1]}"
    return f"ב{day_spoken(day)} פנוי בשעה {listed}. מה נוח לך?"


def _known(view: View, wanted: re.Pattern[str]) -> str:
    for line in view.instructions.splitlines():
        if wanted.search(line):
            return line.strip(" -*#\t")
    return "את זה אין לי כאן, ארשום ונחזור אליך עם תשובה."


def _prompt(facts: Facts) -> str:
    return "מה נוח לך?" if facts.starts and not facts.booked else "במה עוד אפשר לעזור?"


def _last_words(view: View) -> str:
    return next((line.text for line in reversed(view.lines) if isinstance(line, UserLine) and line.text), "")
