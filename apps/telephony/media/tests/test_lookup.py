"""A business that answers turns itself: text or time-out, whichever is first, then one response."""

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.telephony.media import codec, realtime
from apps.telephony.media.commands import FindAnswer
from apps.telephony.media.lookup import ANSWER_MS, TEXT_MS
from apps.telephony.media.tests.call_script import STREAM, ScriptedCall

PARKING = "Say: כן, מאחורי הבניין."


def greeted(*, looks_up: bool = True) -> ScriptedCall:
    call = ScriptedCall(looks_up=looks_up)
    call.respond("r0", "hello", 200)
    call.wait(400)
    call.to_model.clear()
    return call


def asks(call: ScriptedCall) -> list[str]:
    """The instructions of each response that was asked for."""
    return [event["response"].get("instructions", "") for event in call.sent("response.create")]


def test_a_turn_is_looked_up_and_answered_once_with_what_was_found() -> None:
    call = greeted()
    call.caller_turn("u1", " יש חניה? ")
    assert call.lookups == [FindAnswer("u1", "יש חניה?")]
    assert asks(call) == []

    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    assert asks(call) == [PARKING]

    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.respond("r1", "reply", 500)
    call.wait(3_000)
    assert asks(call) == [PARKING]


def test_a_question_without_an_answer_is_the_models_at_once() -> None:
    call = greeted()
    call.caller_turn("u1", "מה שלומך")
    call.obey(call.session.answer_found("u1", "", call.now_ms))
    assert asks(call) == [""]


def test_a_text_that_is_late_is_not_waited_for_and_does_not_answer_twice() -> None:
    call = greeted()
    call.caller_turn("u1")
    call.wait(TEXT_MS - 1)
    assert asks(call) == []
    call.wait(1)
    assert asks(call) == [""]

    call.event(realtime.InputTranscribed("u1", "יש חניה?", {}))
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.respond("r1", "reply", 500)
    call.wait(3_000)
    assert (call.lookups, asks(call)) == ([], [""])


def test_an_answer_that_is_late_is_not_waited_for_and_does_not_answer_twice() -> None:
    call = greeted()
    call.caller_turn("u1", "יש חניה?")
    call.wait(ANSWER_MS)
    assert asks(call) == [""]
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.respond("r1", "reply", 500)
    call.wait(3_000)
    assert asks(call) == [""]


def test_who_goes_on_speaking_is_answered_after_the_last_word() -> None:
    call = greeted()
    call.caller_turn("u1", "יש לכם")
    call.event(realtime.SpeechStarted("u2"))
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.wait(2_000)
    assert asks(call) == []

    call.event(realtime.SpeechStopped("u2"))
    call.event(realtime.InputTranscribed("u1", "יש לכם", {}))
    call.event(realtime.InputTranscribed("u2", "חניה?", {}))
    call.obey(call.session.answer_found("u2", PARKING, call.now_ms))
    assert [asked.item_id for asked in call.lookups] == ["u1", "u2"]
    assert asks(call) == [PARKING]


def test_a_tool_that_ends_meanwhile_is_answered_in_the_same_response() -> None:
    call = greeted()
    tool = realtime.ToolCall("c1", "save_lead", "{}")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (tool,)))
    call.caller_turn("u1", "יש חניה?")
    call.obey(call.session.tool_finished("c1", "{}", call.now_ms))
    assert asks(call) == []
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.respond("r2", "reply", 500)
    call.wait(3_000)
    assert asks(call) == [PARKING]


def test_keys_answer_instead_of_what_was_said_before_them() -> None:
    call = greeted()
    call.caller_turn("u1", "יש חניה?")
    call.caller(codec.Dtmf(STREAM, "1"))
    call.caller(codec.Dtmf(STREAM, "#"))
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    assert asks(call) == [""]


def test_a_model_that_is_lost_while_an_answer_is_looked_for_owes_the_turn() -> None:
    call = greeted()
    call.caller_turn("u1", "יש חניה?")
    call.obey(call.session.model_lost(call.now_ms))
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.model_ready()
    call.wait(2_000)
    assert len(asks(call)) == 1
    assert "connection was interrupted" in asks(call)[0]


def test_without_answers_of_its_own_the_server_answers_and_nothing_is_looked_up() -> None:
    call = greeted(looks_up=False)
    call.caller_turn("u1", "יש חניה?")
    call.obey(call.session.answer_found("u1", PARKING, call.now_ms))
    call.respond("r1", "reply", 500)
    call.wait(3_000)
    assert (call.lookups, asks(call)) == ([], [])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 100, 449, 451, 900]), st.sampled_from([0, 10, 849, 851]), st.booleans()
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_turn_has_exactly_one_response_whatever_is_late(turns: list[tuple[int, int, bool]]) -> None:
    """Each turn: when its text comes, how long the look-up takes, and whether something is found."""
    call = greeted()
    for number, (text_ms, found_ms, is_found) in enumerate(turns, start=1):
        item_id, response_id = f"u{number}", f"r{number}"
        call.caller_turn(item_id)
        call.wait(text_ms)
        call.event(realtime.InputTranscribed(item_id, "יש חניה?", {}))
        call.wait(found_ms)
        call.obey(call.session.answer_found(item_id, PARKING if is_found else "", call.now_ms))
        call.wait(0)
        assert len(asks(call)) == number
        in_time = text_ms < TEXT_MS and found_ms < ANSWER_MS
        assert asks(call)[-1] == (PARKING if in_time and is_found else "")
        call.respond(response_id, f"reply_{number}", 200)
        call.wait(1_000)
        assert len(asks(call)) == number
