"""What may be said: pure, against what tools returned and the business wrote."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.assistant.guards.corrections import ABOUT, SAID, corrected, correction_line, reproof
from apps.assistant.guards.evidence import CUSTOMER, Known, Talk, ToolDone, Turn
from apps.assistant.guards.kinds import OF_WORDS, Guard, Hit
from apps.assistant.guards.words import untruths
from apps.assistant.sentences import (
    NOTHING_FREE,
    PASSED_TO_A_PERSON,
    booked_said,
    callback_said,
    cancelled_said,
    free_said,
    held_said,
    moved_said,
)

ZONE = ZoneInfo("Asia/Jerusalem")
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=ZONE)
TEN = dt.datetime(2026, 11, 23, 10, tzinfo=ZONE)
HOURS = {day: [(dt.time(9), dt.time(18))] for day in range(5)}
KNOWN = Known(
    now=NOW,
    zone=ZONE,
    openings=HOURS,
    texts=("תספורת עולה 120 שקלים. לחיילים יש הנחה.",),
    private=("Never say or hint that an appointment is booked unless a tool did", "book_appointment slot_id"),
)


def done(name, ok=True, **output):
    return ToolDone(name, ok, output)


OFFERED = done(
    "check_availability", date="2026-11-23", slots=[{"slot_id": "a", "starts_at": TEN.isoformat()}]
)
ASKED = (Turn(CUSTOMER, "אפשר תור מחר?"),)
NOTHING = Talk(turns=ASKED)
OFFER = Talk(turns=ASKED, tools=(OFFERED,))


def after(*tools):
    return Talk(turns=ASKED, tools=(OFFERED, *tools))


def guards_hit(text, talk=OFFER, known=KNOWN):
    return [hit.guard for hit in untruths(text, talk, known)]


BOOKED = after(done("book_appointment", status="booked", starts_at=TEN.isoformat()))
REQUESTED = after(done("book_appointment", status="requested", starts_at=TEN.isoformat()))
FAILED = after(done("book_appointment", ok=False, error={"code": "slot_taken"}))


@pytest.mark.parametrize(
    "said",
    [
        "קבעתי לך תור ליום שני בעשר.",
        "מצוין, התור נקבע!",
        "הפגישה שלך כבר קבועה.",
        "שריינתי לך מקום.",
        "נתראה ביום שני בעשר!",
        "סגור, יום שני בעשר.",
        "את רשומה ליום שני.",
        "ההזמנה אושרה.",
    ],
)
def test_a_booking_is_claimed_only_after_one(said):
    assert guards_hit(said, OFFER) == [Guard.BOOKING]
    assert guards_hit(said, FAILED) == [Guard.BOOKING]
    assert guards_hit(said, REQUESTED) == [Guard.BOOKING]
    assert guards_hit(said, BOOKED) == []


def test_a_booking_of_another_hour_bears_nothing_out():
    offered = [{"slot_id": x, "starts_at": f"2026-11-23T{x}:00:00+02:00"} for x in ("10", "12")]
    talk = Talk(turns=ASKED, tools=(done("check_availability", slots=offered), *BOOKED.tools[1:]))

    assert guards_hit("קבעתי לך תור ליום שני בשתים עשרה בצהריים.", talk) == [Guard.BOOKING]


def test_an_appointment_that_stood_before_may_be_told():
    known = Known(now=NOW, zone=ZONE, openings=HOURS, appointments=(TEN,))

    assert guards_hit("התור שלך קבוע ליום שני בעשר.", NOTHING, known) == []
    assert guards_hit("התור שלך קבוע ליום שני באחת עשרה.", NOTHING, known) == [Guard.BOOKING, Guard.TIME]


@pytest.mark.parametrize(
    "said",
    [
        "לקבוע?",
        "אפשר לקבוע לך תור?",
        "עדיין לא קבעתי כלום.",
        "לא נקבעה פגישה.",
        "יום שני בעשר פנוי. מה נוח לך?",
        "מה השם בבקשה?",
        "תודה שהתקשרת, להתראות ויום נעים.",
        "רגע אחד, אני בודק ביומן.",
        "נתראה בקרוב!",
        "אפשר להשאיר פרטים ויחזרו אליכם.",
        "אוכל לבקש שיחזרו אליך. זה מתאים?",
        "אין הנחות.",
    ],
)
def test_what_claims_nothing_is_said(said):
    assert guards_hit(said) == []


@pytest.mark.parametrize(
    ("said", "tool", "guard"),
    [
        ("העברתי את התור שלך.", "reschedule_appointment", Guard.CHANGE),
        ("הפגישה שלך הועברה.", "reschedule_appointment", Guard.CHANGE),
        ("ביטלתי את התור.", "cancel_appointment", Guard.CHANGE),
        ("התור שלך בוטל.", "cancel_appointment", Guard.CHANGE),
        ("העברתי את הבקשה לבית העסק.", "create_task", Guard.PROMISE),
        ("רשמתי, ונציג יחזור אליך בהקדם.", "set_callback", Guard.PROMISE),
        ("נחזור אליך מחר.", "create_task", Guard.PROMISE),
        ("אני מעביר אותך לנציג.", "transfer_to_person", Guard.PROMISE),
        ("שלחתי לך אישור.", "send_whatsapp_confirmation", Guard.PROMISE),
    ],
)
def test_a_deed_is_claimed_only_after_its_tool(said, tool, guard):
    assert guards_hit(said) == [guard]
    assert guards_hit(said, after(done(tool, ok=False))) == [guard]
    assert guards_hit(said, after(done(tool))) == []


@pytest.mark.parametrize(
    ("said", "guard"),
    [
        ("המחיר 90 שקלים בלבד.", Guard.PRICE),
        ("זה עולה מאה וחמישים שקל.", Guard.PRICE),
        ("הטיפול הראשון חינם.", Guard.PROMISE),
        ("אני מבטיח שיהיה מושלם.", Guard.PROMISE),
        ("אנחנו פתוחים עד עשר בלילה.", Guard.HOURS),
        ("פנוי בעשר בבוקר או באחת עשרה.", Guard.TIME),
        ("אפשר ביום שלישי ה-25 בנובמבר?", Guard.WEEKDAY),
        ("אני קורא ל book_appointment עכשיו.", Guard.INSTRUCTIONS),
        ("ההוראות: never say or hint that an appointment is booked unless", Guard.INSTRUCTIONS),
    ],
)
def test_what_nobody_wrote_or_returned_is_not_said(said, guard):
    assert guards_hit(said) == [guard]


@pytest.mark.parametrize(
    "said", ["תספורת עולה 120 שקלים.", "לחיילים יש הנחה.", "אנחנו פתוחים מתשע עד שש.", "יום שני, 23 בנובמבר."]
)
def test_what_the_business_wrote_is_said(said):
    assert guards_hit(said) == []


def test_what_the_business_answered_to_a_question_is_said():
    assert guards_hit("החלקה עולה 300 שקלים.") == [Guard.PRICE]
    assert guards_hit("החלקה עולה 300 שקלים.", after(done("answer_from_faq", answer="החלקה: 300 שקל"))) == []
    assert guards_hit("החלקה עולה 300 שקלים.", after(done("answer_from_faq", answer=None))) == [Guard.PRICE]


def test_without_opening_hours_none_are_told():
    known = Known(now=NOW, zone=ZONE)

    assert guards_hit("אנחנו פתוחים מתשע עד שש.", NOTHING, known) == [Guard.HOURS]


def test_the_hour_a_customer_named_may_be_repeated_but_sets_no_price():
    talk = Talk(turns=(Turn(CUSTOMER, "אפשר באחת עשרה, במאה שקל?"),))

    assert guards_hit("באחת עשרה, נכון?", talk) == []
    assert guards_hit("כן, זה מאה שקל.", talk) == [Guard.PRICE]


def test_the_sentences_of_the_tools_may_be_said_after_them():
    today = NOW.date()
    assert guards_hit(free_said(TEN.date(), [TEN], today=today)) == []
    assert guards_hit(held_said(TEN), after(done("hold_slot", starts_at=TEN.isoformat()))) == []
    assert guards_hit(booked_said(TEN, needs_approval=False), BOOKED) == []
    assert guards_hit(booked_said(TEN, needs_approval=True), REQUESTED) == []
    moved = after(done("reschedule_appointment", status="booked", starts_at=TEN.isoformat()))
    assert guards_hit(moved_said(TEN, needs_approval=False), moved) == []
    cancelled = after(done("cancel_appointment", was_at=TEN.isoformat()))
    assert guards_hit(cancelled_said(TEN), cancelled) == []
    assert guards_hit(callback_said(), after(done("set_callback"))) == []
    assert guards_hit(PASSED_TO_A_PERSON, after(done("transfer_to_person"))) == []
    assert guards_hit(NOTHING_FREE) == []


def test_every_guard_of_words_has_a_sentence_that_no_guard_stops():
    assert set(SAID) == set(ABOUT) == OF_WORDS
    for guard in OF_WORDS:
        hit = Hit(guard, "")
        assert untruths(corrected([hit]), NOTHING, Known(now=NOW, zone=ZONE)) == ()
        assert corrected([hit]) in correction_line([hit])
        assert ABOUT[guard] in reproof([hit])


@pytest.mark.parametrize("guard", sorted(OF_WORDS))
def test_a_guard_that_is_away_stops_nothing(guard):
    said = "קבעתי לך תור. ביטלתי את התור. שלחתי לך אישור. זה 90 שקל. פתוחים עד עשר בלילה. פנוי באחת עשרה."
    said += " ביום שלישי ה-25 בנובמבר. book_appointment"
    assert {hit.guard for hit in untruths(said, OFFER, KNOWN)} == OF_WORDS
    left = {hit.guard for hit in untruths(said, OFFER, KNOWN, guards=OF_WORDS - {guard})}
    assert left == OF_WORDS - {guard}


WORDS = st.sampled_from(
    [
        "קבעתי",
        "לך",
        "תור",
        "ביום",
        "שני",
        "בעשר",
        "120",
        "שקל",
        "לא",
        "אם",
        "פתוחים",
        "עד",
        "?",
        ".",
        "\n",
        "a_b",
        "<",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_words_are_judged_and_judged_alike(text):
    hits = untruths(text, OFFER, KNOWN)

    assert hits == untruths(text, OFFER, KNOWN)
    assert all(hit.guard in OF_WORDS for hit in hits)
    if hits:
        assert untruths(corrected(hits), OFFER, KNOWN) == ()


@given(st.text(max_size=200))
def test_no_text_breaks_the_judge(text):
    untruths(text, NOTHING, KNOWN)


@given(st.integers(0, 23), st.sampled_from([0, 30]))
def test_no_hour_is_offered_that_no_tool_gave(hour, minute):
    said = f"יש מקום ביום שני בשעה {hour:02}:{minute:02}."

    assert (guards_hit(said) == []) == (dt.time(hour, minute) == TEN.time())
