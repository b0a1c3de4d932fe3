import json

from apps.telephony.media import codec, realtime
from apps.telephony.media.commands import Reconnect
from apps.telephony.media.decoding import decode
from apps.telephony.media.requests import Requests
from apps.telephony.media.tests.call_script import SILENT_FRAME, STREAM, ScriptedCall

BOOKING = realtime.ToolCall("call_1", "book_appointment", "{}")


def test_the_assistant_greets_first_with_the_exact_words() -> None:
    call = ScriptedCall()
    (create,) = call.sent("response.create")
    assert "«שלום, הגעתם למספרה»" in create["response"]["instructions"]


def test_nothing_is_asked_for_before_the_session_is_confirmed() -> None:
    call = ScriptedCall(ready=False)
    call.obey(call.session.model_ready(Requests(), 0))
    call.caller(codec.Media(STREAM, SILENT_FRAME))
    assert [event["type"] for event in call.to_model] == ["input_audio_buffer.append"]
    call.wait(2100)
    assert len(call.sent("response.create")) == 1
    assert ("fault", {"code": "session_not_confirmed"}) in call.stored


def test_a_session_in_another_audio_format_is_not_spoken_into() -> None:
    call = ScriptedCall(ready=False)
    call.obey(call.session.model_ready(Requests(), 0))
    call.event(realtime.SessionUpdated("audio/pcm", "audio/pcm", ("save_lead",)))
    assert call.finished == "model_refused"
    assert call.sent("response.create") == []


def test_caller_audio_from_before_the_model_was_there_is_not_lost() -> None:
    call = ScriptedCall(ready=False)
    for _ in range(100):
        call.caller(codec.Media(STREAM, SILENT_FRAME))
    assert call.to_model == []
    call.model_ready()
    assert len(call.sent("input_audio_buffer.append")) == 100


# --- tools ------------------------------------------------------------------------------------------


def test_a_tool_runs_once_however_often_its_call_is_reported(call: ScriptedCall) -> None:
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ToolCallItem("r1", BOOKING))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    assert call.tools == [BOOKING]


def test_a_tool_of_a_reply_that_the_caller_cut_is_not_run_and_the_model_knows(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, done=False)
    call.wait(1000)
    call.event(realtime.SpeechStarted("u1"))
    asked = len(call.sent("response.create"))
    call.event(realtime.ToolCallItem("r1", BOOKING))
    call.event(realtime.ResponseDone("r1", "cancelled", "", "", {}, (BOOKING,)))
    assert call.tools == []
    (told,) = call.sent("conversation.item.create")
    assert (told["item"]["type"], told["item"]["call_id"]) == ("function_call_output", BOOKING.call_id)
    assert json.loads(told["item"]["output"])["error"]["code"] == "cancelled_by_caller"
    assert len(call.sent("response.create")) == asked


def test_a_tool_that_was_asked_for_before_the_caller_spoke_runs(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, done=False)
    call.event(realtime.ToolCallItem("r1", BOOKING))
    call.wait(1000)
    call.event(realtime.SpeechStarted("u1"))
    call.event(realtime.ResponseDone("r1", "cancelled", "", "", {}, (BOOKING,)))
    assert call.tools == [BOOKING]


def test_a_tool_knows_what_the_caller_said_last(call: ScriptedCall) -> None:
    for number in (1, 2):
        call.caller_turn(f"said_{number}", "קוראים לי דנה")
        call.respond(f"r{number}", f"reply_{number}", 200)
        tool = realtime.ToolCall(f"c{number}", "save_lead", "{}")
        call.event(realtime.ResponseDone(f"r{number}", "completed", "", "", {}, (tool,)))

    assert call.said_before_tools == ["said_1", "said_2"]


def test_a_call_without_a_status_stands_when_its_response_completed(call: ScriptedCall) -> None:
    item = {"type": "function_call", "call_id": "c9", "name": "save_lead", "arguments": "{}"}
    for status, ran in (("cancelled", 0), ("completed", 1)):
        response = {"id": f"r-{status}", "status": status, "output": [item]}
        call.event(decode(json.dumps({"type": "response.done", "response": response})))
        assert len(call.tools) == ran


def test_arguments_alone_count_when_their_response_completed(call: ScriptedCall) -> None:
    for number, status in enumerate(("cancelled", "completed")):
        call.event(realtime.ResponseCreated(f"r{number}"))
        call.event(realtime.ToolArguments(f"r{number}", realtime.ToolCall(f"c{number}", "save_lead", "{}")))
        call.event(realtime.ResponseDone(f"r{number}", status, "", "", {}, ()))
    assert [tool.call_id for tool in call.tools] == ["c1"]


def test_the_result_is_told_and_one_answer_asked_for(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ToolCallItem("r1", BOOKING))
    call.obey(call.session.tool_finished("call_1", '{"ok":true}', call.now_ms))
    assert len(call.sent("response.create")) == before
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    (told,) = call.sent("conversation.item.create")
    assert told["item"] == {"type": "function_call_output", "call_id": "call_1", "output": '{"ok":true}'}
    assert len(call.sent("response.create")) == before + 1


def test_two_tools_of_one_reply_are_answered_together(call: ScriptedCall) -> None:
    second = realtime.ToolCall("call_2", "save_lead", "{}")
    before = len(call.sent("response.create"))
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING, second)))
    call.obey(call.session.tool_finished("call_1", "{}", call.now_ms))
    assert len(call.sent("response.create")) == before
    call.obey(call.session.tool_finished("call_2", "{}", call.now_ms))
    assert len(call.sent("response.create")) == before + 1


def test_a_result_that_comes_while_the_caller_speaks_waits_for_the_end_of_the_turn(
    call: ScriptedCall,
) -> None:
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    before = len(call.sent("response.create"))
    call.event(realtime.SpeechStarted("u1"))
    call.obey(call.session.tool_finished("call_1", "{}", call.now_ms))
    call.event(realtime.ToolOutputSeen("call_1"))
    call.event(realtime.SpeechStopped("u1"))
    call.event(realtime.InputCommitted("u1"))
    call.respond("r2", "two", 500)
    call.wait(3000)
    assert len(call.sent("response.create")) == before


# --- one answer at a time ---------------------------------------------------------------------------


def test_the_server_answers_a_turn_itself_and_is_not_asked_again(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    call.caller_turn("u1", "היי")
    call.respond("r1", "one", 500)
    call.wait(5000)
    assert len(call.sent("response.create")) == before


def test_a_turn_the_server_forgets_is_answered_and_the_greeting_not_said_again(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    call.caller_turn("u1", "היי")
    call.wait(4100)
    assert len(call.sent("response.create")) == before + 1
    assert call.sent("response.create")[-1]["response"] == {}


def test_a_refused_request_for_a_turn_is_not_repeated(call: ScriptedCall) -> None:
    """The server's own answer to the turn is the one that is running."""
    call.event(realtime.ResponseCreated("r1"))
    call.caller_turn("u1")
    call.event(realtime.ResponseDone("r1", "cancelled", "", "", {}, ()))
    asked = len(call.sent("response.create"))
    call.event(realtime.ServerError("conversation_already_has_active_response", "invalid_request_error", ""))
    call.respond("r2", "two", 500)
    call.wait(3000)
    assert len(call.sent("response.create")) == asked


# --- silence, digits, the end -----------------------------------------------------------------------


def test_a_silent_caller_is_asked_twice_then_sent_off_and_the_goodbye_is_heard_whole(
    call: ScriptedCall,
) -> None:
    for number in range(2):
        call.wait(11_000)
        call.respond(f"ask{number}", f"ask{number}", 1000)
        call.wait(1200)
    assert call.finished == ""
    call.wait(11_000)
    call.respond("bye", "bye", 1500)
    call.wait(1400)
    assert call.finished == ""
    call.wait(200)
    assert call.finished == "caller_silent"
    assert call.turns()["bye"]["unheard_text"] == ""


def test_a_caller_who_comes_back_is_not_sent_off(call: ScriptedCall) -> None:
    for number in range(2):
        call.wait(11_000)
        call.respond(f"ask{number}", f"ask{number}", 500)
    call.wait(11_500)
    call.respond("bye", "bye", 1500)
    call.wait(300)
    call.caller_turn("u1", "רגע, אני כאן")
    call.respond("r2", "two", 500)
    call.wait(3000)
    assert call.finished == ""


def test_digits_typed_just_before_the_end_are_kept(call: ScriptedCall) -> None:
    call.caller(codec.Dtmf(STREAM, "7"))
    call.caller(codec.Stop(STREAM))
    assert [turn["text"] for turn in call.turns().values() if turn["author"] == "customer"] == [
        "[הוקש במקלדת הטלפון: 7]"
    ]


def test_hanging_up_mid_sentence_stores_only_what_was_heard(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, "אחת שתיים שלוש ארבע")
    call.wait(2000)
    call.caller(codec.Stop(STREAM))
    turn = call.turns()["one"]
    assert call.finished == "caller_hung_up"
    assert (turn["text"], turn["unheard_text"]) == ("אחת שתיים", "שלוש ארבע")
    assert turn["duration_ms"] == 2000
    assert call.session.caller(codec.Media(STREAM, SILENT_FRAME), call.now_ms) == []
    assert call.session.wake_at_ms(call.now_ms) is None


# --- a model that goes away -------------------------------------------------------------------------


def test_a_lost_model_is_replaced_and_told_what_was_said_and_done(call: ScriptedCall) -> None:
    call.caller_turn("u1", "אני רוצה תור")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    call.obey(call.session.tool_finished("call_1", '{"ok":true}', call.now_ms))
    call.event(realtime.ResponseCreated("r2"))
    call.obey(call.session.model_lost(call.now_ms))
    assert isinstance(call.others[-1], Reconnect)
    told_before = len(call.to_model)
    for _ in range(10):
        call.caller(codec.Media(STREAM, SILENT_FRAME))
    assert len(call.to_model) == told_before
    call.model_ready()
    retold = [event for event in call.to_model[told_before:] if event["type"] == "conversation.item.create"]
    assert [(event["item"]["type"], event["item"].get("role")) for event in retold] == [
        ("message", "assistant"),
        ("message", "user"),
        ("function_call", None),
        ("function_call_output", None),
    ]
    assert len(call.sent("input_audio_buffer.append")) == 10
    assert call.tools == [BOOKING]
    assert "apologise" in call.sent("response.create")[-1]["response"]["instructions"]


def test_what_the_caller_did_not_hear_is_not_told_to_the_next_model(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, "אחת שתיים שלוש ארבע")
    call.wait(2000)
    call.caller_turn("u1", "רגע")
    call.obey(call.session.model_lost(call.now_ms))
    start = len(call.to_model)
    call.model_ready()
    texts = [
        event["item"]["content"][0]["text"]
        for event in call.to_model[start:]
        if event["type"] == "conversation.item.create"
    ]
    assert texts == ["שלום", "אחת שתיים", "רגע"]


def test_a_model_that_dies_young_again_and_again_is_given_up(call: ScriptedCall) -> None:
    call.wait(10_000)
    for _ in range(3):
        assert call.finished == ""
        call.model_ready()
        call.wait(100)
        call.obey(call.session.model_lost(call.now_ms))
    assert call.finished == "model_failed"
    assert sum(isinstance(other, Reconnect) for other in call.others) == 2


def test_an_account_that_is_refused_ends_the_call_with_a_reason(call: ScriptedCall) -> None:
    call.event(realtime.ServerError("insufficient_quota", "insufficient_quota", ""))
    assert call.finished == "model_refused"


def test_a_harmless_error_changes_nothing(call: ScriptedCall) -> None:
    call.event(realtime.ServerError("response_cancel_not_active", "invalid_request_error", "c9"))
    assert call.finished == ""
    call.respond("r1", "one", 500)
    assert {part.item_id for part in call.line.parts} >= {"one"}
