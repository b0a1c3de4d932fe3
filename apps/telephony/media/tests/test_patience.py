"""A model that is there and says nothing: nobody hears silence for long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media import realtime
from apps.telephony.media.patience import GIVE_UP_MS, Patience
from apps.telephony.media.requests import Requests
from apps.telephony.media.tests.call_script import ScriptedCall


def test_a_model_that_never_begins_is_asked_once_more_and_then_given_up() -> None:
    call = ScriptedCall()
    call.wait(2400)
    assert len(call.sent("response.create")) == 1
    call.wait(200)
    first, second = call.sent("response.create")
    assert first["response"] == second["response"]
    call.wait(3300)
    assert (call.finished, len(call.sent("response.create"))) == ("", 2)
    call.wait(200)
    assert call.finished == "model_silent"


def test_a_response_without_a_sound_is_cancelled_and_asked_for_again() -> None:
    call = ScriptedCall()
    call.wait(100)
    call.event(realtime.ResponseCreated("r0"))
    call.wait(4000)
    assert [event["response_id"] for event in call.sent("response.cancel")] == ["r0"]
    assert len(call.sent("response.create")) == 2
    call.speak("r0", "late", 500)
    assert call.line.parts == []
    call.respond("r1", "greet", 500)
    call.wait(8000)
    assert call.finished == ""


def test_a_turn_that_nobody_answers_ends_the_call_in_time(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    call.caller_turn("u1", "שלום")
    call.wait(5900)
    assert (call.finished, len(call.sent("response.create"))) == ("", before + 1)
    call.wait(200)
    assert call.finished == "model_silent"


def test_a_session_that_confirms_nothing_and_says_nothing_is_given_up_in_time() -> None:
    call = ScriptedCall(ready=False)
    call.obey(call.session.model_ready(Requests(), 0))
    call.wait(6100)
    assert call.finished == "model_silent"


def test_a_reply_that_stalls_is_given_up_once_it_was_silent_for_so_long(call: ScriptedCall) -> None:
    call.event(realtime.ResponseCreated("r1"))
    call.speak("r1", "one", 2000)
    call.wait(7900)
    assert (call.finished, call.sent("response.cancel")) == ("", [])
    call.wait(200)
    assert call.finished == "model_silent"


def test_a_reply_whose_end_is_never_reported_does_not_end_the_call(call: ScriptedCall) -> None:
    call.event(realtime.ResponseCreated("r1"))
    call.speak("r1", "one", 2000)
    call.event(realtime.AudioDone("r1", "one", 0))
    call.wait(12_000)
    assert call.finished == ""


def test_a_model_that_writes_a_long_tool_call_is_not_hurried(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    call.caller_turn("u1", "שלום")
    call.event(realtime.ResponseCreated("r1"))
    for _ in range(4):
        call.event(realtime.ToolCallComing("r1"))
        call.wait(3000)
    assert (call.finished, call.sent("response.cancel")) == ("", [])
    assert len(call.sent("response.create")) == before


def test_a_caller_who_speaks_is_not_cut_off_for_the_model_s_silence(call: ScriptedCall) -> None:
    call.event(realtime.SpeechStarted("u1"))
    call.wait(20_000)
    assert call.finished == ""


@given(
    st.lists(st.tuples(st.floats(1, 3000), st.sampled_from([None, 2500.0, 4000.0])), min_size=1, max_size=20)
)
def test_silence_is_bounded_and_asked_into_once_at_most(steps: list[tuple[float, float | None]]) -> None:
    patience, now_ms, verdicts = Patience(), 0.0, []
    for wait_ms, ask_again_ms in steps:
        verdicts.append(patience.silent(now_ms, ask_again_ms=ask_again_ms))
        assert (verdicts[-1] == "give_up") is (now_ms >= GIVE_UP_MS)
        wake_ms = patience.wake_at_ms()
        assert wake_ms is not None
        assert wake_ms <= GIVE_UP_MS
        now_ms += wait_ms
    assert verdicts.count("ask_again") <= 1


@pytest.mark.parametrize("ask_again_ms", [None, 2500.0])
def test_a_sign_of_life_starts_the_clock_again(ask_again_ms: float | None) -> None:
    patience = Patience()
    patience.silent(0, ask_again_ms=ask_again_ms)
    patience.sign_of_life()
    assert patience.wake_at_ms() is None
    assert patience.silent(7000, ask_again_ms=ask_again_ms) is None
