"""Responses that fail: what they were to say is said later, and not for ever."""

import json

import pytest

from apps.telephony.media import realtime
from apps.telephony.media.decoding import decode
from apps.telephony.media.tests.call_script import ScriptedCall


def fails(call: ScriptedCall, response_id: str, *, retry_after_ms: float = 0.0) -> None:
    call.event(realtime.ResponseCreated(response_id))
    call.event(
        realtime.ResponseDone(response_id, "failed", "", "rate_limit_exceeded", {}, (), retry_after_ms)
    )


def test_a_failed_answer_is_tried_again_with_growing_pauses_and_then_given_up(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    for number, pause_ms in enumerate((500, 1000, 2000)):
        fails(call, f"f{number}")
        call.wait(pause_ms - 10)
        assert len(call.sent("response.create")) == before + number
        call.wait(20)
        assert len(call.sent("response.create")) == before + number + 1
    assert call.finished == ""
    fails(call, "f3")
    assert call.finished == "model_failed"
    assert [data for entry, data in call.stored if entry == "fault"] == [{"code": "rate_limit_exceeded"}] * 4


@pytest.mark.parametrize(("asked_ms", "pause_ms"), [(1200, 1200), (60_000, 5000)])
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks_within_reason(
    call: ScriptedCall, asked_ms: int, pause_ms: int
) -> None:
    before = len(call.sent("response.create"))
    fails(call, "f0", retry_after_ms=asked_ms)
    call.wait(pause_ms - 10)
    assert len(call.sent("response.create")) == before
    call.wait(20)
    assert len(call.sent("response.create")) == before + 1


def test_a_server_that_stays_busy_is_waited_for_no_longer_than_a_mute_one(call: ScriptedCall) -> None:
    """The pause it asks for is silence to the caller like any other."""
    fails(call, "f0", retry_after_ms=20_000)
    call.wait(5010)
    fails(call, "f1", retry_after_ms=20_000)
    call.wait(970)
    assert call.finished == ""
    call.wait(30)
    assert call.finished == "model_silent"


def test_an_answer_that_comes_again_ends_the_count(call: ScriptedCall) -> None:
    for number, pause_ms in enumerate((500, 1000, 2000)):
        fails(call, f"f{number}")
        call.wait(pause_ms + 100)
    call.respond("r1", "one", 500)
    call.wait(600)
    fails(call, "f3")
    assert call.finished == ""


def test_a_greeting_that_failed_is_said_again_in_its_exact_words() -> None:
    call = ScriptedCall()
    (first,) = call.sent("response.create")
    fails(call, "f1")
    call.wait(600)
    assert [event["response"] for event in call.sent("response.create")] == [first["response"]] * 2
    call.respond("r1", "greeting", 500)
    call.wait(5000)
    assert len(call.sent("response.create")) == 2


def test_what_the_caller_says_during_the_pause_is_answered_instead() -> None:
    call = ScriptedCall()
    fails(call, "f1")
    call.caller_turn("u1", "שלום")
    call.respond("r1", "one", 500)
    call.wait(3000)
    assert len(call.sent("response.create")) == 1


def test_an_answer_that_fails_after_it_was_cut_off_gives_way_to_the_turn_s(
    call: ScriptedCall,
) -> None:
    before = len(call.sent("response.create"))
    call.event(realtime.ResponseCreated("r1"))
    call.speak("r1", "one", 3000)
    call.wait(500)
    call.caller_turn("u1", "רגע")
    call.event(realtime.ResponseDone("r1", "failed", "", "server_error", {}, ()))
    assert [event["response"] for event in call.sent("response.create")[before:]] == [{}]
    call.respond("r2", "two", 500)
    call.wait(2000)
    assert len(call.sent("response.create")) == before + 1


@pytest.mark.parametrize(
    ("message", "retry_after_ms"),
    [
        ("Rate limit reached for gpt-realtime. Please try again in 1.2s. Visit our site.", 1200),
        ("Please try again in 450ms.", 450),
        ("Please try again in 6m0s.", 0),
        ("The server had an error.", 0),
        (None, 0),
        (["1.2s"], 0),
    ],
)
def test_a_busy_server_says_in_words_how_long_it_wants_to_be_left_alone(
    message: object, retry_after_ms: float
) -> None:
    error = {"type": "tokens", "code": "rate_limit_exceeded", "message": message}
    details = {"type": "failed", "error": error}
    response = {"id": "r1", "status": "failed", "status_details": details, "output": []}
    event = decode(json.dumps({"type": "response.done", "response": response}))
    assert isinstance(event, realtime.ResponseDone)
    assert (event.error_code, event.retry_after_ms) == ("rate_limit_exceeded", retry_after_ms)
