"""Whatever a model sends, the call goes on: an event that is not what it should be changes nothing."""

import copy
import json
import math
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.telephony.media import realtime
from apps.telephony.media.decoding import decode
from apps.telephony.media.tests.call_script import ScriptedCall

CALLED = {"call_id": "c1", "name": "save_lead", "arguments": "{}"}
CALL = {"type": "function_call", "status": "completed", **CALLED}
OF_ITEM = {"response_id": "r1", "item_id": "i1", "content_index": 0}
SESSION = {
    "id": "sess_1",
    "audio": {"input": {"format": {"type": "audio/pcmu"}}, "output": {"format": {"type": "audio/pcmu"}}},
    "tools": [{"name": "save_lead"}],
}
FAILURE = {"type": "failed", "error": {"code": "rate_limit_exceeded", "message": "try again in 1s"}}
RIGHT: list[dict[str, Any]] = [
    {"type": "session.created", "session": SESSION},
    {"type": "session.updated", "session": SESSION},
    {"type": "input_audio_buffer.speech_started", "item_id": "u1"},
    {"type": "input_audio_buffer.speech_stopped", "item_id": "u1"},
    {"type": "input_audio_buffer.committed", "item_id": "u1"},
    {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": "u1",
        "transcript": "שלום",
        "usage": {"type": "duration", "seconds": 1},
        "logprobs": [{"token": "שלום", "bytes": [1], "logprob": -0.1}],
    },
    {
        "type": "conversation.item.input_audio_transcription.failed",
        "item_id": "u1",
        "error": {"code": "audio_unintelligible"},
    },
    {"type": "response.created", "response": {"id": "r1"}},
    {"type": "response.output_audio.delta", **OF_ITEM, "delta": "Z3JlZXQuLi4="},
    {"type": "response.output_audio.done", **OF_ITEM},
    {"type": "response.output_audio_transcript.delta", **OF_ITEM, "delta": "שלום"},
    {"type": "response.output_audio_transcript.done", **OF_ITEM, "transcript": "שלום"},
    {"type": "response.output_item.added", "response_id": "r1", "item": CALL},
    {"type": "response.output_item.done", "response_id": "r1", "item": CALL},
    {"type": "response.function_call_arguments.delta", "response_id": "r1", "delta": "{"},
    {"type": "response.function_call_arguments.done", "response_id": "r1", **CALLED},
    {"type": "conversation.item.added", "item": {"type": "function_call_output", "call_id": "c1"}},
    {"type": "response.done", "response": {"id": "r1", "status": "completed", "usage": {}, "output": [CALL]}},
    {"type": "response.done", "response": {"id": "r1", "status": "failed", "status_details": FAILURE}},
    {"type": "error", "error": {"code": "x", "type": "invalid_request_error", "event_id": "c1"}},
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, part in inside for deeper in paths(part, (*path, key)))]


def spoilt(event: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The event with another value at the path."""
    if not path:
        return value
    event = copy.deepcopy(event)
    place = event
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return event


@pytest.mark.parametrize("event", RIGHT, ids=lambda event: event["type"])
def test_what_is_right_is_read(event: dict[str, Any]) -> None:
    assert not isinstance(decode(json.dumps(event)), realtime.Unreadable | realtime.Ignored)


@pytest.mark.parametrize("value", [None, ["i1"], {"id": "i1"}, 7, "", "x" * 129, "a\0b"])
def test_audio_and_text_of_no_item_are_passed_over_and_no_turn_is_made(
    call: ScriptedCall, value: object
) -> None:
    turns = call.turns()
    for event in RIGHT:
        if "content_index" in event:
            read = decode(json.dumps(event | {"item_id": value}))
            assert read == realtime.Unreadable()
            call.event(read)
    call.wait(1000)
    assert call.turns() == turns
    assert {part.item_id for part in call.line.parts} == {"greet"}


@settings(max_examples=400)
@given(st.data())
def test_nothing_a_model_sends_breaks_a_call(data: st.DataObject) -> None:
    call = ScriptedCall()
    for _ in range(6):
        event = data.draw(st.sampled_from(RIGHT))
        path = data.draw(st.sampled_from(paths(event)))
        call.event(decode(json.dumps(spoilt(event, path, data.draw(JSON)))))
        call.wait(100)
    for entry, stored in call.stored:
        if entry == "turn":
            assert all(isinstance(stored[name], str) for name in ("item_id", "text", "unheard_text"))
            assert 0 < len(stored["item_id"]) <= 128
        if entry == "usage":
            assert isinstance(stored["usage"], dict)
            assert isinstance(stored["provider_id"], str)


@settings(max_examples=200)
@given(st.sampled_from(["status", "usage", "output", "status_details"]), JSON)
def test_a_response_ends_whatever_else_its_end_says(name: str, value: Any) -> None:
    response = {"id": "r1", "status": "completed", "usage": {}, "output": [CALL]} | {name: value}
    read = decode(json.dumps({"type": "response.done", "response": response}))
    assert isinstance(read, realtime.ResponseDone)
    assert read.response_id == "r1"


@given(st.binary(max_size=30) | JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_event_is_unreadable(data: bytes) -> None:
    assert isinstance(decode(data), realtime.Unreadable)


def test_a_code_is_as_the_database_takes_it() -> None:
    read = decode(json.dumps({"type": "error", "error": {"code": "bad\0" + "x" * 5000, "type": "a\0b"}}))
    assert isinstance(read, realtime.ServerError)
    assert (read.code, read.type) == ("bad" + "x" * 125, "ab")


@pytest.mark.parametrize(
    ("logprobs", "confidence"),
    [
        ([{"logprob": 0.0}], 100),
        ([{"logprob": math.log(0.9)}, {"logprob": math.log(0.5)}], 70),
        ([{"logprob": -1e9}], 0),
        ([{"logprob": 5}], 100),
        ([], None),
        (None, None),
        ("x", None),
        ([{"logprob": "x"}], None),
        ([{"logprob": None}], None),
        ([{}], None),
    ],
)
def test_how_sure_the_words_are_is_the_mean_of_their_tokens(logprobs: Any, confidence: int | None) -> None:
    completed = {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": "u1",
        "transcript": "שלום",
        "logprobs": logprobs,
    }
    assert decode(orjson.dumps(completed)) == realtime.InputTranscribed("u1", "שלום", {}, confidence)
