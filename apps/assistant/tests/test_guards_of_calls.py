"""Whether a tool may be called as the model calls it: pure."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.assistant.guards.calls import TAKES_A_SLOT, tool_refusal
from apps.assistant.guards.evidence import ASSISTANT, CUSTOMER, Known, Talk, ToolDone, Turn
from apps.assistant.guards.kinds import OF_TOOLS, Guard

ZONE = ZoneInfo("Asia/Jerusalem")
KNOWN = Known(now=dt.datetime(2026, 11, 22, 9, tzinfo=ZONE), zone=ZONE, numbers=frozenset({"+972521234567"}))
SLOTS = [{"slot_id": "a-1", "starts_at": "2026-11-23T10:00:00+02:00"}]
OFFERED = ToolDone("check_availability", True, {"date": "2026-11-23", "slots": SLOTS})
MONDAY, TUESDAY, WEDNESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 11, 25)
NUMBER = "0541112222"


def customer(text, *, written=False):
    return Turn(CUSTOMER, text, is_exact=written)


def assistant(text):
    return Turn(ASSISTANT, text)


def stopped(name, given, *turns, tools=(), guards=OF_TOOLS):
    refused = tool_refusal(name, given, Talk(turns=turns, tools=tools), KNOWN, guards=guards)
    return refused.hit.guard if refused else None


@pytest.mark.parametrize("name", sorted(TAKES_A_SLOT))
def test_only_what_was_offered_here_is_taken(name):
    assert stopped(name, {"slot_id": "a-1"}) == Guard.SLOT
    assert stopped(name, {"slot_id": "a-2"}, tools=(OFFERED,)) == Guard.SLOT
    assert stopped(name, {"slot_id": " a-1 "}, tools=(OFFERED,)) is None
    assert stopped(name, {"slot_id": "a-1"}, guards=OF_TOOLS - {Guard.SLOT}) is None


def test_alternatives_of_a_refusal_are_offers_too():
    refused = ToolDone("book_appointment", False, {"error": {"code": "slot_taken"}, "alternatives": SLOTS})

    assert stopped("hold_slot", {"slot_id": "a-1"}, tools=(refused,)) is None


@given(st.text(max_size=60))
def test_no_other_name_takes_a_slot(slot_id):
    is_offered = slot_id.strip() == "a-1"
    assert (stopped("book_appointment", {"slot_id": slot_id}, tools=(OFFERED,)) is None) == is_offered


@pytest.mark.parametrize(
    ("said", "day", "is_stopped"),
    [
        ("ביום שלישי", TUESDAY, False),
        ("ביום שלישי", WEDNESDAY, True),
        ("מחר בעשר", MONDAY, False),
        ("מחר בעשר", TUESDAY, True),
        ("ביום שלישי או ביום רביעי", WEDNESDAY, False),
        ("בשבוע הבא", WEDNESDAY, False),
        ("אחרי יום שלישי", WEDNESDAY, False),
        ("מתי שנוח", WEDNESDAY, False),
        ("כן", WEDNESDAY, False),
        ("ביום שלישי ה-25 בנובמבר", TUESDAY, True),
        ("ביום שלישי ה-25 בנובמבר", WEDNESDAY, True),
        ("ברביעי ה-25 בנובמבר", WEDNESDAY, False),
        ("לא מחר, מחרתיים", MONDAY, True),
        ("לא מחר, מחרתיים", TUESDAY, False),
        ("מחר אני לא יכול", MONDAY, True),
        ("מחר אני לא יכול", TUESDAY, False),
        ("מחר בעשר אני לא יכולה", MONDAY, False),
        ("אל תקבעו לי מחר", MONDAY, True),
    ],
)
def test_the_day_that_is_looked_at_is_the_one_that_was_said(said, day, is_stopped):
    found = stopped("check_availability", {"date": day}, customer(said))

    assert found == (Guard.DATE if is_stopped else None)


def test_another_day_is_looked_at_after_the_one_that_was_said():
    full = ToolDone("check_availability", True, {"date": "2026-11-24", "slots": []})

    assert stopped("check_availability", {"date": WEDNESDAY}, customer("ביום שלישי"), tools=(full,)) is None


@pytest.mark.parametrize("name", ["create_task", "set_callback"])
@pytest.mark.parametrize(
    ("said", "when", "is_stopped"),
    [
        ("תחזרו אליי מחר בעשר", "מחר בעשר", False),
        ("תחזרו אליי מחר", "מחר בעשר", True),
        ("תחזרו אליי", "מחר", True),
        ("בעוד שעה", "בעוד שעה", False),
        ("בעוד שעה", "בעוד שעתיים", True),
        ("תחזרו אליי", "", False),
        ("לא מחר, מחרתיים", "מחר", True),
        ("לא מחר, מחרתיים", "מחרתיים", False),
        ("אל תתקשרו אליי בעשר", "בעשר", True),
        ("אל תתקשרו אליי מחר", "מחר", True),
        ("אל תתקשרו היום, תתקשרו מחר", "מחר", False),
        ("לא מחר בעשר, באחת עשרה", "מחר באחת עשרה", False),
        ("לא מחר בעשר, באחת עשרה", "מחר בעשר", True),
    ],
)
def test_a_time_to_call_back_is_the_customers(name, said, when, is_stopped):
    assert stopped(name, {"when": when}, customer(said)) == (Guard.WHEN if is_stopped else None)


def test_what_is_refused_later_is_taken_back():
    said = (customer("תחזרו אליי מחר בעשר"), assistant("מחר בעשר?"), customer("לא, לא מחר, מחרתיים"))

    assert stopped("set_callback", {"when": "מחר בעשר"}, *said) == Guard.WHEN
    assert stopped("set_callback", {"when": "מחרתיים בעשר"}, *said) is None
    assert stopped("set_callback", {"when": "בעשר"}, *said, customer("רק לא בעשר")) == Guard.WHEN


def test_a_number_that_was_heard_is_read_back_and_agreed_to():
    heard = customer("אפס חמש ארבע אחת אחת אחת שתיים שתיים שתיים שתיים")
    read_back = assistant("אפס חמש ארבע, אחת אחת אחת, שתיים שתיים שתיים שתיים, נכון?")
    given = {"phone": NUMBER}

    assert stopped("save_lead", given) == Guard.PHONE
    assert stopped("save_lead", given, heard) == Guard.PHONE
    assert stopped("save_lead", given, heard, read_back) == Guard.PHONE
    assert stopped("save_lead", given, heard, read_back, customer("לא")) == Guard.PHONE
    assert stopped("save_lead", given, heard, read_back, customer("כן")) is None
    assert stopped("save_lead", given, heard, assistant("נכון?"), customer("כן")) == Guard.PHONE


@pytest.mark.parametrize(
    ("answer", "is_confirmed"),
    [
        ("כן, מאה אחוז", True),
        ("כן, זה המספר שלי", True),
        ("כן, אפס חמש ארבע אחת אחת אחת שתיים שתיים שתיים שתיים", True),
        ("כן... רגע, לא", False),
        ("כן אבל לא, זה לא המספר", False),
        ("כן, רק הסוף לא נכון, זה שמונה שמונה", False),
        ("נכון חוץ מהספרה האחרונה", False),
        ("כן, הסוף שמונה שמונה", False),
        ("כן, אפס חמש ארבע אחת אחת אחת שתיים שתיים שתיים שלוש", False),
        ("כן, סליחה, התבלבלתי", False),
        ("למה לא?", False),
        ("אפשר לקבוע למחר?", False),
    ],
)
def test_only_a_clear_yes_confirms_a_number(answer, is_confirmed):
    read_back = assistant("אפס חמש ארבע, אחת אחת אחת, שתיים שתיים שתיים שתיים, נכון?")

    found = stopped("save_lead", {"phone": NUMBER}, read_back, customer(answer))

    assert found == (None if is_confirmed else Guard.PHONE)


def test_a_number_that_was_written_or_is_the_callers_needs_no_yes():
    assert stopped("save_lead", {"phone": NUMBER}, customer("המספר שלי 054-1112222", written=True)) is None
    assert stopped("save_lead", {"phone": "052-1234567"}) is None
    assert stopped("save_lead", {"phone": "0541112223"}, customer(NUMBER, written=True)) == Guard.PHONE


def test_what_is_no_number_is_left_to_who_saves_it():
    assert stopped("save_lead", {"phone": "12"}) is None


@given(st.text(max_size=80), st.dates(dt.date(2026, 11, 22), dt.date(2027, 2, 1)))
def test_no_words_break_the_judge(text, day):
    stopped("check_availability", {"date": day}, customer(text))
    stopped("create_task", {"when": text}, customer(text))
    stopped("save_lead", {"phone": text}, customer(text))
