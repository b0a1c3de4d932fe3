"""A caller who waits hears something soon, or the call ends: what once cost that."""

from apps.telephony.media import codec, realtime
from apps.telephony.media.hearing import MISSING_SECONDS
from apps.telephony.media.tests.call_script import STREAM, ScriptedCall


def done(call: ScriptedCall, response_id: str, status: str = "completed") -> None:
    call.event(realtime.ResponseDone(response_id, status, "", "", {}, ()))


def type_in(call: ScriptedCall, keys: str) -> None:
    for key in keys:
        call.caller(codec.Dtmf(STREAM, key))


def entries(call: ScriptedCall) -> list[str]:
    return [event["item"]["content"][0]["text"] for event in call.sent("conversation.item.create")]


def asked(call: ScriptedCall) -> int:
    return len(call.sent("response.create"))


def cancelled(call: ScriptedCall) -> list[str]:
    return [event["response_id"] for event in call.sent("response.cancel")]


# --- a keypad entry while a response is on its way -----------------------------------------------------


def test_a_second_hash_says_nothing_and_costs_no_answer(call: ScriptedCall) -> None:
    before = asked(call)
    type_in(call, "05##")
    assert entries(call) == ["[הוקש במקלדת הטלפון: 05]"]
    call.respond("r1", "one", 500)
    call.wait(1000)
    assert cancelled(call) == []
    assert asked(call) == before + 1
    assert "one" in {part.item_id for part in call.line.parts}


def test_an_entry_that_overtakes_the_answer_to_another_is_answered_at_once(call: ScriptedCall) -> None:
    before = asked(call)
    type_in(call, "05#7#")
    assert asked(call) == before + 1
    call.event(realtime.ResponseCreated("r1"))
    assert cancelled(call) == ["r1"]
    done(call, "r1", "cancelled")
    assert asked(call) == before + 2
    call.respond("r2", "two", 500)
    call.wait(1000)
    assert cancelled(call) == ["r1"]
    assert asked(call) == before + 2


def test_an_entry_during_a_turn_that_the_server_answers_is_answered_too(call: ScriptedCall) -> None:
    before = asked(call)
    call.caller_turn("u1", "היי")
    type_in(call, "5#")
    call.event(realtime.ResponseCreated("r1"))
    assert cancelled(call) == ["r1"]
    assert asked(call) == before
    done(call, "r1", "cancelled")
    assert asked(call) == before + 1


def test_an_entry_before_the_end_of_a_turn_is_answered_by_what_is_asked_for_after_it(
    call: ScriptedCall,
) -> None:
    before = asked(call)
    call.event(realtime.SpeechStarted("u1"))
    type_in(call, "5#")
    call.event(realtime.SpeechStopped("u1"))
    call.event(realtime.ResponseCreated("r1"))
    done(call, "r1", "cancelled")
    assert cancelled(call) == ["r1"]
    assert asked(call) == before + 1


def test_an_entry_that_the_server_takes_for_a_turn_of_its_own_is_asked_for_again(call: ScriptedCall) -> None:
    """What began while ours was on its way was the server's; ours is refused."""
    type_in(call, "5#")
    before = asked(call)
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ServerError("conversation_already_has_active_response", "invalid_request_error", ""))
    done(call, "r1")
    call.wait(1000)
    assert asked(call) == before + 1


def test_what_is_asked_for_again_is_not_dropped_for_an_entry_before_it(call: ScriptedCall) -> None:
    before = asked(call)
    call.caller_turn("u1", "היי")
    type_in(call, "5#")
    call.wait(2600)
    assert asked(call) == before + 1
    call.respond("r1", "one", 500)
    call.wait(500)
    assert cancelled(call) == []
    assert "one" in {part.item_id for part in call.line.parts}


def test_who_types_during_the_goodbye_is_not_sent_off(call: ScriptedCall) -> None:
    for number in range(2):
        call.wait(11_000)
        call.respond(f"ask{number}", f"ask{number}", 500)
    call.wait(11_500)
    call.respond("bye", "bye", 1500)
    call.wait(300)
    type_in(call, "5#")
    call.respond("r2", "two", 500)
    call.wait(3000)
    assert call.finished == ""


# --- the end of the caller's turn is lost --------------------------------------------------------------


def test_a_session_lost_while_the_caller_speaks_is_followed_by_one_that_goes_on(call: ScriptedCall) -> None:
    before = asked(call)
    call.event(realtime.SpeechStarted("u1"))
    call.wait(300)
    call.obey(call.session.model_lost(call.now_ms))
    call.model_ready()
    assert asked(call) == before + 1
    call.wait(6100)
    assert call.finished == "model_silent"


def test_a_greeting_lost_while_the_caller_speaks_is_said_by_the_next_session() -> None:
    call = ScriptedCall()
    call.event(realtime.SpeechStarted("u1"))
    call.obey(call.session.model_lost(call.now_ms))
    call.model_ready()
    first, second = call.sent("response.create")
    assert first["response"] == second["response"]
    call.respond("r1", "greet", 2000)
    call.wait(1000)
    assert cancelled(call) == []
    assert call.truths == []


def test_a_turn_whose_end_never_comes_is_taken_and_answered(call: ScriptedCall) -> None:
    before = asked(call)
    call.event(realtime.SpeechStarted("u1"))
    call.wait(MISSING_SECONDS * 1_000 - 10)
    assert (asked(call), call.sent("input_audio_buffer.commit")) == (before, [])
    call.wait(20)
    assert [event["type"] for event in call.to_model[-2:]] == ["input_audio_buffer.commit", "response.create"]
    call.wait(6100)
    assert call.finished == "model_silent"


def test_a_turn_that_the_server_took_is_over_although_its_end_was_not_told(call: ScriptedCall) -> None:
    call.event(realtime.SpeechStarted("u1"))
    call.event(realtime.InputCommitted("u1"))
    call.respond("r1", "one", 500)
    call.wait(1000)
    assert cancelled(call) == []
    assert "one" in {part.item_id for part in call.line.parts}


def test_a_response_that_nobody_waits_for_is_not_said_to_a_caller_who_speaks(call: ScriptedCall) -> None:
    before = asked(call)
    call.event(realtime.SpeechStarted("u1"))
    call.event(realtime.InputCommitted("other"))
    call.event(realtime.ResponseCreated("r1"))
    assert cancelled(call) == ["r1"]
    call.speak("r1", "one", 500)
    done(call, "r1", "cancelled")
    call.event(realtime.SpeechStopped("u1"))
    call.respond("r2", "two", 500)
    call.wait(1000)
    assert {part.item_id for part in call.line.parts} & {"one", "two"} == {"two"}
    assert asked(call) == before


# --- answers with nothing to hear ----------------------------------------------------------------------


def test_empty_answers_are_asked_for_again_and_end_as_a_mute_model_does(call: ScriptedCall) -> None:
    before = asked(call)
    call.caller_turn("u1", "שלום?")
    for number, pause_ms in enumerate((500, 1000, 2000, 2000)):
        call.event(realtime.ResponseCreated(f"e{number}"))
        # Text that nobody speaks is nothing to hear.
        call.event(realtime.TranscriptDone(f"e{number}", f"t{number}", "כן"))
        call.event(realtime.AudioDone(f"e{number}", f"t{number}", 0))
        done(call, f"e{number}")
        call.wait(pause_ms - 10)
        assert asked(call) == before + number
        call.wait(20)
        assert asked(call) == before + number + 1
    assert call.finished == ""
    call.wait(500)
    assert call.finished == "model_silent"


def test_the_end_of_a_sound_that_never_came_says_nothing(call: ScriptedCall) -> None:
    call.caller_turn("u1", "שלום?")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.AudioDone("r1", "one", 0))
    call.wait(4100)
    assert cancelled(call) == ["r1"]
    call.wait(2000)
    assert call.finished == "model_silent"


def test_an_answer_after_an_empty_one_is_heard_and_nothing_more_is_asked(call: ScriptedCall) -> None:
    before = asked(call)
    call.caller_turn("u1", "שלום?")
    call.event(realtime.ResponseCreated("e0"))
    done(call, "e0")
    call.wait(600)
    call.respond("r1", "one", 500)
    call.wait(5000)
    assert (asked(call), call.finished) == (before + 1, "")


def test_a_tool_call_alone_is_no_empty_answer(call: ScriptedCall) -> None:
    before = asked(call)
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ToolCallItem("r1", realtime.ToolCall("call_1", "save_lead", "{}")))
    done(call, "r1")
    call.wait(1400)
    assert asked(call) == before
    call.obey(call.session.tool_finished("call_1", "{}", call.now_ms))
    assert asked(call) == before + 1


def test_a_reply_whose_end_is_never_reported_does_not_silence_the_line(call: ScriptedCall) -> None:
    before = asked(call)
    call.event(realtime.ResponseCreated("r1"))
    call.speak("r1", "one", 1000)
    call.event(realtime.AudioDone("r1", "one", 0))
    call.wait(18_000)
    assert asked(call) == before + 1
