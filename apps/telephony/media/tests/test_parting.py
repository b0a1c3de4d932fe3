"""Whoever was said goodbye is not kept on a silent line, and whoever was not is said it by Twilio's voice."""

import pytest

from apps.telephony.media import realtime
from apps.telephony.media.session import MAX_CALL_MS
from apps.telephony.media.tests.call_script import ScriptedCall


def ends_call(call: ScriptedCall) -> None:
    """The model ends the call, and is asked to say goodbye."""
    call.caller_turn("u1", "זה הכול, תודה")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ToolCallItem("r1", realtime.ToolCall("call_1", "end_call", "{}")))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, ()))
    call.obey(call.session.tool_finished("call_1", "{}", call.now_ms))
    assert "goodbye" in call.sent("response.create")[-1]["response"]["instructions"]


def says(call: ScriptedCall, text: str) -> None:
    call.respond("last", "last", 1_000, text)
    call.wait(1_000)


@pytest.mark.parametrize("ragged_bytes", [0, 37])
def test_a_goodbye_that_never_ends_is_heard_and_ends_the_call(call: ScriptedCall, ragged_bytes: int) -> None:
    """Nothing says that the sound, or the response, is over; half a frame waits for the rest of it."""
    ends_call(call)
    call.event(realtime.ResponseCreated("bye"))
    call.speak("bye", "bye", 1_500)
    call.event(realtime.AudioDelta("bye", "bye", 0, b"x" * ragged_bytes))
    call.wait(3_400)
    assert call.finished == ""
    assert sum(part.length_ms for part in call.line.parts if part.item_id == "bye") == 1_500
    call.wait(200)
    assert call.finished == "assistant_ended"


def test_a_reply_that_stalls_within_a_frame_is_given_up_too(call: ScriptedCall) -> None:
    call.event(realtime.ResponseCreated("r1"))
    call.speak("r1", "one", 1_000)
    call.event(realtime.AudioDelta("r1", "one", 0, b"x" * 37))
    call.wait(6_900)
    assert call.finished == ""
    call.wait(200)
    assert call.finished == "model_silent"


def test_a_goodbye_that_is_never_said_ends_the_call_and_is_known_as_unsaid(call: ScriptedCall) -> None:
    ends_call(call)
    call.wait(5_900)
    assert call.finished == ""
    call.wait(200)
    assert call.finished == "goodbye_unsaid"


def test_a_goodbye_that_fails_again_and_again_is_no_failed_call(call: ScriptedCall) -> None:
    ends_call(call)
    for number in range(4):
        call.event(realtime.ResponseCreated(f"bye{number}"))
        call.event(realtime.ResponseDone(f"bye{number}", "failed", "", "server_error", {}, ()))
        call.wait(1_100)
    assert call.finished == "goodbye_unsaid"


@pytest.mark.parametrize("answer", ["", "תודה, גם לך!", "ביי ויום טוב"])
def test_a_model_that_said_goodbye_by_itself_is_not_waited_for(call: ScriptedCall, answer: str) -> None:
    """Whatever the caller answers, as long as it asks for nothing."""
    call.caller_turn("u1", "זה הכול")
    says(call, "קבעתי לך תור. תודה ולהתראות!")
    before = len(call.sent("response.create"))
    if answer:
        call.caller_turn("u2", answer)
    call.wait(3_900)
    assert call.finished == ""
    call.wait(200)
    assert call.finished == "assistant_ended"
    assert len(call.sent("response.create")) <= before + 1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("תודה ולהתראות!", "רגע, עוד שאלה אחת"),
        ("נשמח לראותכם, להתראות. יש עוד משהו?", "תודה"),
        ("התור נקבע ליום ראשון.", "תודה"),
    ],
)
def test_a_caller_who_still_waits_hears_an_apology(call: ScriptedCall, text: str, answer: str) -> None:
    call.caller_turn("u1", "אפשר לקבוע תור?")
    says(call, text)
    call.caller_turn("u2", answer)
    call.wait(5_900)
    assert call.finished == ""
    call.wait(200)
    assert call.finished == "model_silent"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("מתי אתם פתוחים?", "אנחנו פתוחים כל יום עד שש. סגורים בשבת ובערב יום טוב."),
        ("ערב טוב, מדברת רינה, אפשר לשאול משהו?", "ערב טוב רינה, בשמחה, אני מקשיבה."),
        ("אפשר ביום שלישי?", "רגע לפני שנגיד להתראות, תגידו לי בבקשה את מספר הטלפון."),
        ("מתי אתם פתוחים?", "כל יום עד שש. תודה ולהתראות."),
    ],
)
def test_a_caller_who_only_thinks_is_asked_for_and_goes_on(
    call: ScriptedCall, question: str, text: str
) -> None:
    """Four seconds are no goodbye; nor is one that only the assistant says."""
    call.caller_turn("u1", question)
    says(call, text)
    before = len(call.sent("response.create"))
    call.wait(9_700)
    assert (call.finished, len(call.sent("response.create"))) == ("", before)
    call.wait(600)
    asked = call.sent("response.create")[before:]
    assert ["still on the line" in event["response"]["instructions"] for event in asked] == [True]
    call.respond("there", "there", 500, "אתם עדיין על הקו?")
    call.caller_turn("u2", "כן, רגע, אני חושב")
    call.respond("r3", "three", 500, "בבקשה, אני כאן.")
    call.wait(9_000)
    assert call.finished == ""
    assert "three" in {part.item_id for part in call.line.parts}


@pytest.mark.parametrize(
    ("output", "finished"), [('{"status":"booked"}', "assistant_ended"), ('{"error":{"code":"taken"}}', "")]
)
def test_who_has_what_the_call_was_for_has_parted_with_a_goodbye(
    call: ScriptedCall, output: str, finished: str
) -> None:
    call.caller_turn("u1", "כן, תקבעו לי")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ToolCallItem("r1", realtime.ToolCall("call_1", "book_appointment", "{}")))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, ()))
    call.obey(call.session.tool_finished("call_1", output, call.now_ms))
    says(call, "תודה ולהתראות!")
    call.wait(3_900)
    assert call.finished == ""
    call.wait(200)
    assert call.finished == finished


def test_a_greeting_is_no_goodbye(call: ScriptedCall) -> None:
    says(call, "הגעתם למספרה, יום טוב")
    call.wait(9_000)
    assert call.finished == ""


def test_who_speaks_on_when_the_call_is_too_long_is_let_finish_and_then_sent_off(call: ScriptedCall) -> None:
    call.now_ms = MAX_CALL_MS - 1_000
    call.event(realtime.SpeechStarted("u1"))
    for _ in range(59):
        call.wait(1_000)
        call.event(realtime.SpeechStarted("u1"))
    assert (call.finished, call.sent("response.create")[1:]) == ("", [])
    call.wait(2_100)
    assert call.finished == "goodbye_unsaid"
