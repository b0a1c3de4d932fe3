"""What the assistant says on the phone and is not so: cut off, put right, counted."""

import datetime as dt
from zoneinfo import ZoneInfo

from apps.assistant.guards.evidence import Known
from apps.assistant.guards.kinds import Guard
from apps.assistant.testing import guard_away
from apps.telephony.media import realtime
from apps.telephony.media.tests.call_script import ScriptedCall

ZONE = ZoneInfo("Asia/Jerusalem")
KNOWN = Known(now=dt.datetime(2026, 11, 22, 9, tzinfo=ZONE), zone=ZONE)
BOOKING = realtime.ToolCall("call_1", "book_appointment", "{}")
BOOKED = '{"status": "booked", "starts_at": "2026-11-23T10:00:00+02:00"}'


def greeted() -> ScriptedCall:
    call = ScriptedCall(known=KNOWN)
    call.respond("r0", "i0", 400, "שלום, במה אפשר לעזור?")
    call.wait(1000)
    call.caller_turn("c1", "תור למחר בעשר")
    return call


def stopped(call: ScriptedCall) -> list[str]:
    return [data["guard"] for entry, data in call.stored if entry == "guard"]


def test_a_booking_that_was_never_made_is_cut_off_and_put_right_at_once() -> None:
    call = greeted()
    asked = len(call.sent("response.create"))

    call.respond("r1", "i1", 4000, "קבעתי לך תור למחר בעשר.", done=False)
    assert stopped(call) == ["booking_claimed"]
    assert call.sent("response.cancel")[-1]["response_id"] == "r1"
    call.event(realtime.ResponseDone("r1", "cancelled", "", "", {}, ()))
    call.wait(300)

    create = call.sent("response.create")[-1]["response"]["instructions"]
    assert len(call.sent("response.create")) == asked + 1
    assert "«תיקון: עדיין לא נקבעה פגישה. לבדוק מה פנוי?»" in create
    assert call.turns()["i1"]["text"] == ""


def test_what_a_tool_bears_out_is_said_to_its_end() -> None:
    call = greeted()
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    call.obey(call.session.tool_finished("call_1", BOOKED, call.now_ms))

    call.respond("r2", "i2", 1000, "קבעתי לך תור למחר בעשר.")
    call.wait(1500)

    assert stopped(call) == []
    assert call.turns()["i2"]["text"] == "קבעתי לך תור למחר בעשר."


def test_a_tool_that_was_refused_bears_nothing_out() -> None:
    call = greeted()
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    call.obey(call.session.tool_finished("call_1", '{"error": {"code": "slot_taken"}}', call.now_ms))

    call.respond("r2", "i2", 1000, "קבעתי לך תור למחר בעשר.")

    assert stopped(call) == ["booking_claimed"]


def test_a_sentence_is_judged_while_the_next_one_is_still_coming() -> None:
    call = greeted()
    call.event(realtime.ResponseCreated("r1"))
    call.speak("r1", "i1", 400)
    call.event(realtime.TranscriptDelta("r1", "i1", "קבעתי לך תור"))
    assert stopped(call) == []
    call.event(realtime.TranscriptDelta("r1", "i1", " למחר."))
    assert stopped(call) == ["booking_claimed"]


def test_a_model_that_does_not_stop_claiming_ends_the_call() -> None:
    call = greeted()
    for turn in range(1, 5):
        assert call.finished == ""
        call.respond(f"r{turn}", f"i{turn}", 400, "קבעתי לך תור למחר בעשר.", done=False)
        call.event(realtime.ResponseDone(f"r{turn}", "cancelled", "", "", {}, ()))
        call.wait(100)
    assert call.finished == "model_untrue"


def test_without_its_guard_the_claim_is_heard() -> None:
    with guard_away(Guard.BOOKING):
        call = greeted()
        call.respond("r1", "i1", 1000, "קבעתי לך תור למחר בעשר.")
        call.wait(1500)
    assert stopped(call) == []
    assert call.turns()["i1"]["text"] == "קבעתי לך תור למחר בעשר."


def test_the_assistant_ends_the_call_with_a_goodbye_unless_the_caller_goes_on() -> None:
    call = greeted()
    ending = realtime.ToolCall("call_9", "end_call", "{}")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (ending,)))
    call.obey(call.session.tool_finished("call_9", '{"ending": true}', call.now_ms))
    assert "say goodbye" in call.sent("response.create")[-1]["response"]["instructions"]
    call.respond("r2", "i2", 400, "תודה ולהתראות!")
    call.wait(1500)
    assert call.finished == "assistant_ended"
