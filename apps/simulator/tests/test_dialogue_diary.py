"""A diary that names its slots, keeps one while the caller decides, and asks which service it is for."""

import json

from apps.simulator.dialogue.decisions import Call, CallLine, Line, ResultLine, Say, UserLine, View
from apps.simulator.dialogue.dialogue import decide
from apps.simulator.tests.test_dialogue import ASKED, BOOKING, INSTRUCTIONS, SAVED, SUNDAY

TEN, ELEVEN = "2026-11-23T10:00:00+02:00", "2026-11-23T11:00:00+02:00"
SLOTS = [{"starts_at": TEN, "slot_id": "a-0-0-ten"}, {"starts_at": ELEVEN, "slot_id": "a-0-0-eleven"}]


def tool(name: str, *fields: str) -> dict[str, object]:
    properties = {field: {"type": "string"} for field in fields}
    return {"type": "function", "name": name, "parameters": {"type": "object", "properties": properties}}


TOOLS = (
    tool("save_lead", "name", "service"),
    tool("check_availability", "date", "service"),
    tool("hold_slot", "slot_id"),
    tool("book_appointment", "slot_id", "name"),
)


def answer(*lines: Line) -> tuple[Say | Call, ...]:
    return decide(View(INSTRUCTIONS, None, TOOLS, lines, SUNDAY))


FREE = (*ASKED, ResultLine("c2", json.dumps({"date": "2026-11-23", "slots": SLOTS})))
CHOSEN = (*FREE, UserLine("בעשר"), CallLine("c3", "hold_slot", '{"slot_id": "a-0-0-ten"}'))


def test_the_chosen_hour_is_held_before_the_yes_and_booked_by_its_name_after_it() -> None:
    assert answer(*FREE, UserLine("בעשר")) == (Call("hold_slot", {"slot_id": "a-0-0-ten"}),)
    held = (*CHOSEN, ResultLine("c3", json.dumps({"status": "held", "starts_at": TEN})))
    assert answer(*held) == (Say("יום שני, 23 בנובמבר, בעשר בבוקר, נכון?"),)
    assert answer(*held, UserLine("כן")) == (
        Call("book_appointment", {"slot_id": "a-0-0-ten", "name": "דנה כהן"}),
    )


def test_an_hour_that_went_meanwhile_is_answered_with_its_alternatives() -> None:
    taken = {"error": {"code": "slot_taken"}, "alternatives": SLOTS[1:], "say": "המועד הזה תפוס."}
    lines = (*CHOSEN, ResultLine("c3", json.dumps(taken)))

    assert answer(*lines) == (Say("המועד הזה תפוס. מה נוח לך?"),)
    assert answer(*lines, UserLine("באחת עשרה")) == (Call("hold_slot", {"slot_id": "a-0-0-eleven"}),)


def test_the_caller_is_asked_which_service_and_the_answer_is_passed_on() -> None:
    asked = {"error": {"code": "service_needed"}, "services": ["מניקור", "צבע"], "say": "מניקור או צבע?"}
    lines = (*ASKED, ResultLine("c2", json.dumps(asked)))

    assert answer(*lines) == (Say("מניקור או צבע?"),)
    assert answer(*lines, UserLine("מניקור בבקשה"))[-1] == Call(
        "check_availability", {"date": "2026-11-23", "service": "מניקור"}
    )


def test_a_service_named_at_the_start_goes_with_the_question() -> None:
    lines = (UserLine("אני רוצה תור לצבע"), *BOOKING[1:], *SAVED[2:], UserLine("מחר"))

    assert answer(*lines)[-1] == Call("check_availability", {"date": "2026-11-23", "service": "צבע"})
