import json
from datetime import date

import pytest

from apps.simulator.dialogue.decisions import (
    AssistantLine,
    Call,
    CallLine,
    Decision,
    Line,
    ResultLine,
    Say,
    SystemLine,
    UserLine,
    View,
)
from apps.simulator.dialogue.dialogue import (
    GOODBYE,
    LISTENING,
    NOT_PASSED_ON,
    NOT_UNDERSTOOD,
    PASSED_ON,
    STILL_THERE,
    decide,
)
from apps.simulator.tests.bridge import SLOTS, TOOLS

SUNDAY = date(2026, 11, 22)
INSTRUCTIONS = """\
# Identity
Your greeting, said once at the very start and not again: שלום, כאן נועם ממספרת דמו. במה אפשר לעזור?
# Business instructions
הכתובת: רחוב הרצל 5, חיפה.
# Calendar
Today is Sunday 2026-11-22, יום ראשון. Time zone: Asia/Jerusalem.
# Opening hours
- Sunday: 09:00-18:00
- Monday: 09:00-18:00
- Friday: 09:00-13:00
- Saturday: closed
"""
BOOKING = (UserLine("אני רוצה לקבוע תור"), UserLine("קוראים לי דנה כהן"))
SAVED = (
    *BOOKING,
    CallLine("c1", "save_lead", '{"name": "דנה כהן"}'),
    ResultLine("c1", '{"saved": ["name"]}'),
)
ASKED = (*SAVED, UserLine("מחר"), CallLine("c2", "check_availability", '{"date": "2026-11-23"}'))


def view(
    *lines: Line, request: str | None = None, instructions: str = INSTRUCTIONS, tools: bool = True
) -> View:
    return View(instructions, request, tuple(TOOLS) if tools else (), lines, SUNDAY)


def answer(*lines: Line, request: str | None = None) -> tuple[Decision, ...]:
    return decide(view(*lines, request=request))


def said(decisions: tuple[Decision, ...]) -> str:
    (decision,) = decisions
    assert isinstance(decision, Say)
    return decision.text


def diary(*slots: str, **more: object) -> ResultLine:
    return ResultLine("c2", json.dumps({"date": "2026-11-23", "slots": slots, **more}))


def test_it_opens_with_the_greeting_of_the_instructions() -> None:
    assert said(answer()) == "שלום, כאן נועם ממספרת דמו. במה אפשר לעזור?"


def test_words_asked_for_by_the_response_itself_are_said_exactly() -> None:
    assert said(answer(request="Say exactly this: «שלום וברוכים הבאים!»")) == "שלום וברוכים הבאים!"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("In Hebrew, ask whether they are still on the line.", STILL_THERE),
        ("The call is ending. Thank the caller and say goodbye.", GOODBYE),
    ],
)
def test_a_request_to_ask_or_to_part_is_followed(request_: str, expected: str) -> None:
    assert said(answer(*SAVED, request=request_)) == expected


def test_it_asks_for_the_name_first() -> None:
    assert said(answer(UserLine("אני רוצה לקבוע תור"))) == "בשמחה. מה השם בבקשה?"


def test_a_bare_name_is_a_name_when_one_was_asked_for() -> None:
    (call,) = answer(UserLine("אני רוצה לקבוע תור"), UserLine("אבי פרץ"))
    assert call == Call("save_lead", {"name": "אבי פרץ"})


@pytest.mark.parametrize("words", ["כן", "לא", "רגע, סליחה", "מה שעות הפתיחה שלכם?", "תודה", "מחר", "שלום"])
def test_other_words_are_not_taken_for_a_name(words: str) -> None:
    decisions = answer(UserLine("אני רוצה לקבוע תור"), UserLine(words))
    assert not [decision for decision in decisions if isinstance(decision, Call)]


def test_a_known_customer_is_not_asked_for_the_name() -> None:
    known = INSTRUCTIONS + '# The customer\nKnown so far, as data: {"name": "דנה כהן"}'
    decisions = decide(view(UserLine("אני רוצה לקבוע תור"), instructions=known))
    assert said(decisions) == "נעים מאוד, דנה כהן. לאיזה יום נוח לך?"


def test_the_name_is_saved_and_then_the_day_asked() -> None:
    assert answer(*BOOKING) == (Call("save_lead", {"name": "דנה כהן"}),)
    assert said(answer(*SAVED)) == "נעים מאוד, דנה כהן. לאיזה יום נוח לך?"


def test_a_typed_telephone_number_is_saved_with_the_name() -> None:
    lines = (
        UserLine("אני רוצה לקבוע תור"),
        UserLine("[הוקש במקלדת הטלפון: 0521234567]"),
        UserLine("שמי רבקה מזרחי"),
    )
    assert answer(*lines) == (Call("save_lead", {"name": "רבקה מזרחי", "phone": "0521234567"}),)


def test_it_says_a_word_and_looks_into_the_diary() -> None:
    assert answer(*SAVED, UserLine("מחר")) == (
        Say("רגע אחד, אני בודק ביומן."),
        Call("check_availability", {"date": "2026-11-23"}),
    )


def test_the_part_of_the_day_is_passed_on() -> None:
    _, call = answer(*SAVED, UserLine("עדיף בבוקר"), UserLine("מחר"))
    assert call == Call("check_availability", {"date": "2026-11-23", "part_of_day": "morning"})


def test_it_offers_at_most_three_hours_and_only_the_diarys() -> None:
    offer = said(answer(*ASKED, diary(*SLOTS, "2026-11-23T16:00:00+02:00")))
    assert offer == "יום שני, 23 בנובמבר, פנוי בעשר בבוקר, בעשר וחצי בבוקר או בשתיים אחר הצהריים. מה נוח לך?"


def test_the_tools_own_words_come_first() -> None:
    offer = said(answer(*ASKED, diary(*SLOTS, say="מחר, יום שני, פנוי בעשר בבוקר.")))
    assert offer == "מחר, יום שני, פנוי בעשר בבוקר. מה נוח לך?"


def test_it_asks_for_a_yes_before_it_books() -> None:
    lines = (*ASKED, diary(*SLOTS), UserLine("בעשר וחצי"))
    assert said(answer(*lines)) == "יום שני, 23 בנובמבר, בעשר וחצי בבוקר, נכון?"
    (call,) = answer(*lines, UserLine("כן"))
    assert call == Call("book_appointment", {"starts_at": SLOTS[1], "name": "דנה כהן"})


def test_an_hour_that_is_not_free_is_never_booked() -> None:
    lines = (*ASKED, diary(*SLOTS), UserLine("בחמש"))
    assert said(answer(*lines)).startswith("השעה הזאת לא פנויה. ")
    assert not [item for item in answer(*lines, UserLine("כן")) if isinstance(item, Call)]


def test_no_after_the_question_forgets_the_hour() -> None:
    lines = (*ASKED, diary(*SLOTS), UserLine("בעשר"), UserLine("לא"))
    assert said(answer(*lines)).endswith("מה נוח לך?")


def test_another_day_is_looked_up_again() -> None:
    decisions = answer(*ASKED, diary(*SLOTS), UserLine("לא, התכוונתי ליום שלישי"))
    assert decisions[1] == Call("check_availability", {"date": "2026-11-24"})


def test_a_full_day_is_answered_with_its_alternatives() -> None:
    result = diary(
        alternatives=["2026-11-24T09:00:00+02:00"], say="מחר הכול תפוס. הכי קרוב שפנוי: יום שלישי, בתשע."
    )
    lines = (*ASKED, result)
    assert said(answer(*lines)) == "מחר הכול תפוס. הכי קרוב שפנוי: יום שלישי, בתשע. מה נוח לך?"
    agreed = answer(*lines, UserLine("בתשע"), UserLine("כן"))
    assert agreed == (
        Call("book_appointment", {"starts_at": "2026-11-24T09:00:00+02:00", "name": "דנה כהן"}),
    )


BOOK = (
    *ASKED,
    diary(*SLOTS),
    UserLine("בעשר"),
    UserLine("כן"),
    CallLine("c3", "book_appointment", json.dumps({"starts_at": SLOTS[0]})),
)


def test_it_says_booked_only_when_the_tool_does() -> None:
    booked = ResultLine("c3", json.dumps({"status": "booked", "starts_at": SLOTS[0]}))
    assert said(answer(*BOOK, booked)) == "קבעתי לך תור ליום שני, 23 בנובמבר, בעשר בבוקר. נתראה!"
    for output in ('{"error": {"code": "slot_taken"}}', '{"ok": false}', "not json", "[]"):
        assert "קבעתי" not in said(answer(*BOOK, ResultLine("c3", output)))


def test_a_taken_slot_is_answered_with_its_alternatives() -> None:
    taken = {"error": {"code": "slot_taken"}, "alternatives": [SLOTS[1]], "say": "המועד הזה תפוס."}
    lines = (*BOOK, ResultLine("c3", json.dumps(taken)))
    assert said(answer(*lines)) == "המועד הזה תפוס. מה נוח לך?"
    assert answer(*lines, UserLine("בעשר וחצי"), UserLine("כן"))[0] == Call(
        "book_appointment", {"starts_at": SLOTS[1], "name": "דנה כהן"}
    )


def test_a_broken_diary_is_owned_up_to() -> None:
    assert "לא מצליח" in said(answer(*ASKED, ResultLine("c2", '{"error": {"code": "internal"}}')))


def test_a_failing_save_lead_does_not_stop_the_booking() -> None:
    lines = (
        *BOOKING,
        CallLine("c1", "save_lead", '{"name": "דנה כהן"}'),
        ResultLine("c1", '{"error": {"code": "x"}}'),
    )
    assert "לאיזה יום" in said(answer(*lines))


def test_questions_are_answered_from_the_instructions_alone() -> None:
    hours = said(answer(UserLine("מה שעות הפתיחה שלכם?")))
    assert hours.startswith("אנחנו פתוחים ראשון עד שני 09:00 עד 18:00, שישי 09:00 עד 13:00, שבת סגור.")
    assert "הרצל 5" in said(answer(UserLine("איפה אתם נמצאים?")))
    assert "אין לי" in said(answer(UserLine("כמה זה עולה?")))


def test_somebody_who_wants_a_person_is_noted() -> None:
    (call,) = answer(UserLine("אפשר לדבר עם נציג?"))
    assert call == Call("save_lead", {"notes": "מבקש שיחזרו אליו"})


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ('{"passed_on": "לחזור", "due_at": null}', PASSED_ON),
        ('{"error": {"code": "task_source_not_found"}}', NOT_PASSED_ON),
    ],
)
def test_who_wants_a_person_is_passed_on_where_that_can_be_done(output: str, expected: str) -> None:
    tools = ({"type": "function", "name": "create_task"},)
    asked = (UserLine("קוראים לי דנה כהן"), UserLine("אפשר לדבר עם נציג?"))
    (call,) = decide(View(INSTRUCTIONS, None, tools, asked, SUNDAY))
    assert call == Call("create_task", {"what": "לחזור אל דנה כהן: ביקש לדבר עם נציג"})

    told = (*asked, CallLine("c1", "create_task", "{}"), ResultLine("c1", output))
    assert said(decide(View(INSTRUCTIONS, None, tools, told, SUNDAY))) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (UserLine(""), NOT_UNDERSTOOD),
        (UserLine("", silent=True), STILL_THERE),
        (UserLine("רגע, סליחה"), LISTENING),
        (UserLine("תודה, להתראות"), GOODBYE),
        (SystemLine("Say «השיחה מוקלטת»"), "השיחה מוקלטת"),
    ],
)
def test_short_answers(line: Line, expected: str) -> None:
    assert said(answer(AssistantLine("שלום"), line)) == expected


def test_without_tools_it_only_talks() -> None:
    decisions = decide(view(*BOOKING, UserLine("מחר"), tools=False))
    assert isinstance(decisions[0], Say)
