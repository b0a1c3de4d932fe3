"""A tool goes on while the model that asked for it is replaced: the next one knows of it, answered once."""

from typing import Any

import pytest

from apps.telephony.media import realtime
from apps.telephony.media.tests.call_script import ScriptedCall

BOOKING = realtime.ToolCall("call_1", "book_appointment", "{}")


@pytest.fixture
def lost() -> ScriptedCall:
    """A call whose model went away just after it asked for a meeting."""
    call = ScriptedCall()
    call.caller_turn("u1", "אני רוצה תור")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    call.obey(call.session.model_lost(call.now_ms))
    call.to_model.clear()
    return call


def told(call: ScriptedCall) -> list[dict[str, Any]]:
    return [event["item"] for event in call.to_model if event["type"] == "conversation.item.create"]


def test_a_tool_that_ends_after_the_next_model_came(lost: ScriptedCall) -> None:
    lost.model_ready()
    assert [item["type"] for item in told(lost)] == ["message", "function_call"]
    assert lost.sent("response.create") == []

    lost.obey(lost.session.tool_finished("call_1", '{"ok":true}', lost.now_ms))

    assert [(item["type"], item.get("call_id")) for item in told(lost)] == [
        ("message", None),
        ("function_call", "call_1"),
        ("function_call_output", "call_1"),
    ]
    assert len(lost.sent("response.create")) == 1
    assert lost.tools == [BOOKING]


def test_a_tool_that_ends_while_there_is_no_model(lost: ScriptedCall) -> None:
    lost.obey(lost.session.tool_finished("call_1", '{"ok":true}', lost.now_ms))
    assert lost.to_model == []

    lost.model_ready()

    assert [item["type"] for item in told(lost)] == ["message", "function_call", "function_call_output"]
    assert len(lost.sent("response.create")) == 1
    assert lost.tools == [BOOKING]
