import base64
import json
from dataclasses import replace

from apps.simulator.audio.mulaw import SILENCE
from apps.simulator.tests.bridge import TOOLS
from apps.simulator.tests.wire import PACE, Wire

SPOKEN = [
    "response.created",
    "rate_limits.updated",
    "response.output_item.added",
    "conversation.item.added",
    "response.content_part.added",
    "response.output_audio_transcript.delta",
    "response.output_audio.delta",
    "response.output_audio.done",
    "response.output_audio_transcript.done",
    "response.content_part.done",
    "response.output_item.done",
    "conversation.item.done",
    "response.done",
]
GREETING = "ברכה: שלום, הגעתם למרפאה של דוקטור לוי."
LENGTH_MS = len("שלום, הגעתם למרפאה של דוקטור לוי.") * 70 + 100
MANUAL = {
    "type": "realtime",
    "audio": {"input": {"turn_detection": {"type": "server_vad", "interrupt_response": False}}},
}


def greeted(ms: float = 10_000) -> Wire:
    wire = Wire().phone(instructions=GREETING)
    wire.send("response.create")
    wire.wait(ms)
    return wire


def done(wire: Wire) -> dict[str, object]:
    return dict(wire.of("response.done")[-1]["response"])


def assistant_item(wire: Wire) -> str:
    return str(wire.of("response.output_item.added")[-1]["item"]["id"])


def test_a_reply_is_told_in_the_servers_order() -> None:
    wire = greeted()
    kinds = Wire.types(wire.events[2:])
    assert list(dict.fromkeys(kinds)) == SPOKEN
    assert done(wire)["status"] == "completed"
    assert done(wire)["output"][0]["content"] == [
        {"type": "output_audio", "transcript": "שלום, הגעתם למרפאה של דוקטור לוי."}
    ]


def test_audio_comes_in_200_ms_deltas_five_times_faster_than_it_sounds() -> None:
    wire = greeted(ms=100)
    deltas = wire.of("response.output_audio.delta")
    assert len(deltas) == 1
    wire.wait(40 * 3)
    assert len(wire.of("response.output_audio.delta")) == 4
    wire.wait(10_000)
    sizes = [len(base64.b64decode(event["delta"])) for event in wire.of("response.output_audio.delta")]
    assert set(sizes[:-1]) == {1600}
    assert sum(sizes) == LENGTH_MS * 8


def test_the_first_audio_waits_for_the_models_latency() -> None:
    wire = greeted(ms=99)
    assert Wire.types(wire.events[2:]) == ["response.created", "rate_limits.updated"]


def test_a_second_reply_at_the_same_time_is_refused() -> None:
    wire = greeted(ms=100)
    error = wire.error(wire.send("response.create", event_id="second"))
    assert (error["code"], error["event_id"]) == ("conversation_already_has_active_response", "second")
    wire.wait(10_000)
    assert len(wire.of("response.done")) == 1


def test_a_reply_outside_the_conversation_may_run_beside_it() -> None:
    wire = greeted(ms=100)
    wire.send(
        "response.create",
        response={"conversation": "none", "instructions": 'אמור: "רק לבדיקה"', "metadata": {"a": "b"}},
    )
    wire.wait(10_000)
    outside = next(event["response"] for event in wire.of("response.done") if event["response"]["metadata"])
    assert (outside["conversation_id"], outside["metadata"]) == (None, {"a": "b"})
    assert wire.session.conversation.find(outside["output"][0]["id"]) is None


def test_the_callers_speech_cancels_a_reply() -> None:
    wire = greeted(ms=100)
    wire.say("wait", silence_ms=0)
    cancelled = wire.of("response.done")[0]["response"]
    assert cancelled["status"] == "cancelled"
    assert cancelled["status_details"] == {"type": "cancelled", "reason": "turn_detected"}
    assert cancelled["output"][0]["status"] == "incomplete"
    kinds = Wire.types(wire.events)
    after = kinds[kinds.index("response.done") + 1 :]
    assert "response.output_audio.delta" not in after


def test_with_interrupt_response_off_the_client_decides() -> None:
    wire = Wire().phone(instructions=GREETING)
    wire.send("session.update", session=MANUAL)
    wire.send("response.create")
    wire.wait(100)
    wire.say("wait", silence_ms=0)
    assert wire.of("response.done")[0]["response"]["status"] == "completed"


def test_a_turn_that_ends_during_a_reply_cannot_be_answered_by_itself() -> None:
    wire = Wire(pace=replace(PACE, audio_rate=0.5)).phone(instructions=GREETING)
    wire.send("session.update", session=MANUAL)
    wire.send("response.create")
    wire.wait(100)
    wire.say("yes")
    assert wire.of("error")[0]["error"]["code"] == "conversation_already_has_active_response"
    assert len(wire.of("response.created")) == 1


def test_the_client_cancels_a_reply() -> None:
    wire = greeted(ms=140)
    response_id = wire.of("response.created")[0]["response"]["id"]
    kinds = Wire.types(wire.send("response.cancel", response_id=response_id))
    assert kinds == [kind for kind in SPOKEN[7:] if kind in kinds]
    assert done(wire)["status_details"] == {"type": "cancelled", "reason": "client_cancelled"}


def test_cancelling_nothing_is_an_error_and_no_more() -> None:
    wire = greeted()
    assert wire.error(wire.send("response.cancel"))["code"] == "response_cancel_not_active"
    assert (
        wire.error(wire.send("response.cancel", response_id="resp_x"))["code"] == "response_cancel_not_active"
    )
    assert wire.session.closed is None


def test_truncation_cuts_the_audio_and_forgets_the_words() -> None:
    wire = greeted()
    item_id = assistant_item(wire)
    (event,) = wire.send("conversation.item.truncate", item_id=item_id, content_index=0, audio_end_ms=900)
    assert (event["type"], event["audio_end_ms"]) == ("conversation.item.truncated", 900)
    item = wire.session.conversation.find(item_id)
    assert item is not None
    assert (item.audio_ms, item.text) == (900, "")


def test_truncation_past_the_end_is_refused_in_the_servers_words() -> None:
    wire = greeted()
    fields = {"item_id": assistant_item(wire), "content_index": 0, "audio_end_ms": LENGTH_MS + 60}
    error = wire.error(wire.send("conversation.item.truncate", **fields))
    assert error["message"] == f"Audio content of {LENGTH_MS}ms is already shorter than {LENGTH_MS + 60}ms"
    fields["audio_end_ms"] = LENGTH_MS
    assert Wire.types(wire.send("conversation.item.truncate", **fields)) == ["conversation.item.truncated"]


def test_only_spoken_replies_can_be_truncated() -> None:
    wire = greeted()
    wire.say("yes")
    user_item = wire.of("input_audio_buffer.committed")[0]["item_id"]
    error = wire.error(
        wire.send("conversation.item.truncate", item_id=user_item, content_index=0, audio_end_ms=0)
    )
    assert error["message"] == "Only model output audio messages can be truncated"
    error = wire.error(
        wire.send("conversation.item.truncate", item_id="item_x", content_index=0, audio_end_ms=0)
    )
    assert error["code"] == "item_truncate_invalid_item_id"


def test_an_item_is_deleted_once() -> None:
    wire = greeted()
    item_id = assistant_item(wire)
    assert Wire.types(wire.send("conversation.item.delete", item_id=item_id)) == ["conversation.item.deleted"]
    error = wire.error(wire.send("conversation.item.delete", item_id=item_id))
    assert error["code"] == "item_delete_invalid_item_id"


def test_an_item_can_be_looked_at() -> None:
    wire = greeted()
    (event,) = wire.send("conversation.item.retrieve", item_id=assistant_item(wire))
    assert event["item"]["role"] == "assistant"
    assert wire.error(wire.send("conversation.item.retrieve", item_id="x"))["param"] == "item_id"


def message(text: str, role: str = "user", **fields: str) -> dict[str, object]:
    kind = "output_text" if role == "assistant" else "input_text"
    return {"type": "message", "role": role, "content": [{"type": kind, "text": text}], **fields}


def test_items_are_put_where_they_are_wanted() -> None:
    wire = Wire()
    wire.send("conversation.item.create", item=message("ב", id="b"))
    wire.send("conversation.item.create", item=message("א", id="a"), previous_item_id="root")
    events = wire.send(
        "conversation.item.create", item=message("ג", role="assistant", id="c"), previous_item_id="a"
    )
    assert Wire.types(events) == ["conversation.item.added", "conversation.item.done"]
    assert [item.id for item in wire.session.conversation.items] == ["a", "c", "b"]
    assert events[0]["previous_item_id"] == "a"


def test_items_that_do_not_fit_are_refused() -> None:
    wire = Wire()
    wire.send("conversation.item.create", item=message("א", id="a"))
    again = wire.error(wire.send("conversation.item.create", item=message("א", id="a")))
    assert again["code"] == "item_create_duplicate_id"
    nowhere = wire.error(wire.send("conversation.item.create", item=message("א"), previous_item_id="x"))
    assert nowhere["param"] == "previous_item_id"
    output = {"type": "function_call_output", "call_id": "call_x", "output": "{}"}
    assert wire.error(wire.send("conversation.item.create", item=output))["code"] == "invalid_tool_call_id"
    spoken = {
        "type": "message",
        "role": "assistant",
        "content": [{"type": "output_audio", "transcript": "א"}],
    }
    assert wire.error(wire.send("conversation.item.create", item=spoken))["param"] == "item.content"


def test_a_tool_is_called_and_its_answer_used() -> None:
    wire = Wire().phone(tools=TOOLS, instructions="היום 2026-11-22")
    for text in ("אני רוצה לקבוע תור", "קוראים לי דנה כהן"):
        wire.send("conversation.item.create", item=message(text))
    wire.send("response.create")
    events = wire.wait(10_000)
    call = wire.of("response.function_call_arguments.done", events)[0]
    assert (call["name"], json.loads(call["arguments"])) == ("save_lead", {"name": "דנה כהן"})
    item = wire.of("response.output_item.done", events)[0]["item"]
    assert (item["type"], item["status"], item["call_id"]) == ("function_call", "completed", call["call_id"])
    deltas = wire.of("response.function_call_arguments.delta", events)
    assert "".join(event["delta"] for event in deltas) == call["arguments"]
    output = {"type": "function_call_output", "call_id": call["call_id"], "output": '{"saved": ["name"]}'}
    wire.send("conversation.item.create", item=output)
    wire.send("response.create")
    wire.wait(10_000)
    assert (
        wire.of("response.output_audio_transcript.done")[-1]["transcript"]
        == "נעים מאוד, דנה כהן. לאיזה יום נוח לך?"
    )


def test_a_reply_over_its_limit_is_left_incomplete() -> None:
    wire = Wire().phone(instructions=GREETING, max_output_tokens=20)
    wire.send("response.create")
    wire.wait(10_000)
    response = done(wire)
    assert (response["status"], response["status_details"]) == (
        "incomplete",
        {"type": "incomplete", "reason": "max_output_tokens"},
    )
    assert response["output"][0]["status"] == "incomplete"


def test_text_only_replies_have_no_audio() -> None:
    wire = Wire().phone(output_modalities=["text"], instructions=GREETING)
    wire.send("response.create")
    wire.wait(10_000)
    assert wire.of("response.output_audio.delta") == []
    assert wire.of("response.output_text.done")[0]["text"] == "שלום, הגעתם למרפאה של דוקטור לוי."


def test_usage_counts_audio_by_its_length() -> None:
    wire = greeted()
    usage = done(wire)["usage"]
    assert usage["output_token_details"]["audio_tokens"] == -(-LENGTH_MS // 50)
    assert usage["input_token_details"]["audio_tokens"] == 0
    wire.hear(SILENCE * 8000)
    wire.say("hours")
    wire.wait(10_000)
    second = done(wire)["usage"]
    items = wire.session.conversation.items
    heard_ms = items[1].audio_ms
    details = second["input_token_details"]
    assert details["audio_tokens"] == -(-LENGTH_MS // 50) + -(-heard_ms // 100)
    assert second["total_tokens"] == second["input_tokens"] + second["output_tokens"]


def test_what_was_read_before_counts_as_cached_inside_the_input() -> None:
    wire = greeted()
    first = done(wire)["usage"]
    assert first["input_token_details"]["cached_tokens"] == 0
    wire.say("hours")
    wire.wait(10_000)
    second = done(wire)["usage"]
    assert second["input_token_details"]["cached_tokens"] == first["input_tokens"]


def test_changed_instructions_break_the_cache() -> None:
    wire = greeted()
    wire.send("session.update", session={"type": "realtime", "instructions": GREETING + " "})
    wire.say("hours")
    wire.wait(10_000)
    assert done(wire)["usage"]["input_token_details"]["cached_tokens"] == 0
