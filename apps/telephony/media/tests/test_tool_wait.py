"""A tool that takes long: the caller hears a word meanwhile, what came of it once, and no long silence."""

import asyncio
from typing import Any

import orjson
import pytest

from apps.core.testing import PATIENCE_SECONDS
from apps.telephony.media import realtime, tool_output
from apps.telephony.media.commands import RunTool
from apps.telephony.media.lines import FILLER, TOOL_LATE
from apps.telephony.media.permit import Permit
from apps.telephony.media.tests.call_script import ScriptedCall

BOOKING = realtime.ToolCall("call_1", "book_appointment", "{}")


@pytest.fixture
def waiting(call: ScriptedCall) -> ScriptedCall:
    """A call whose model asked for a meeting and said nothing."""
    call.caller_turn("u1", "אני רוצה תור")
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.ResponseDone("r1", "completed", "", "", {}, (BOOKING,)))
    call.to_model.clear()
    return call


def asked(call: ScriptedCall) -> list[dict[str, Any]]:
    return [event["response"] for event in call.sent("response.create")]


def finish(call: ScriptedCall) -> None:
    call.obey(call.session.tool_finished("call_1", "{}", call.now_ms))


def test_a_quick_tool_needs_no_word(waiting: ScriptedCall) -> None:
    waiting.wait(1_400)
    finish(waiting)
    assert asked(waiting) == [{}]


def test_a_word_is_said_before_what_came_of_it(waiting: ScriptedCall) -> None:
    waiting.wait(1_600)
    assert asked(waiting) == [{"instructions": FILLER, "tool_choice": "none"}]
    waiting.event(realtime.ResponseCreated("fill"))
    waiting.speak("fill", "fill", 1_200)
    finish(waiting)
    assert len(asked(waiting)) == 1
    waiting.event(realtime.ResponseDone("fill", "completed", "", "", {}, ()))
    assert asked(waiting)[1:] == [{}]
    waiting.respond("r2", "two", 500)
    waiting.wait(5_000)
    assert [part.item_id for part in waiting.line.parts[-1:]] == ["two"]
    assert (len(asked(waiting)), waiting.finished) == (2, "")


@pytest.mark.parametrize("end", ["failed", "cancelled", "refused", "empty"])
def test_a_word_that_fails_costs_no_answer_and_is_owed_to_nobody(waiting: ScriptedCall, end: str) -> None:
    waiting.wait(1_600)
    if end == "refused":
        waiting.event(realtime.ServerError("conversation_already_has_active_response", "", ""))
    else:
        waiting.event(realtime.ResponseCreated("fill"))
        status = "completed" if end == "empty" else end
        waiting.event(realtime.ResponseDone("fill", status, "", "", {}, ()))
    assert len(asked(waiting)) == 1
    finish(waiting)
    waiting.wait(2_100)
    assert asked(waiting)[1:] == [{}]


def test_a_word_that_never_begins_costs_no_answer(waiting: ScriptedCall) -> None:
    waiting.wait(1_600)
    finish(waiting)
    waiting.wait(2_600)
    assert asked(waiting)[1:] == [{}]


def test_a_model_that_is_lost_meanwhile_does_not_owe_the_word(waiting: ScriptedCall) -> None:
    waiting.wait(1_600)
    waiting.event(realtime.ResponseCreated("fill"))
    waiting.obey(waiting.session.model_lost(waiting.now_ms))
    waiting.to_model.clear()
    waiting.model_ready()
    finish(waiting)
    assert asked(waiting) == [{}]


def test_a_caller_who_speaks_meanwhile_is_not_talked_over(waiting: ScriptedCall) -> None:
    waiting.wait(1_000)
    waiting.event(realtime.SpeechStarted("u2"))
    waiting.wait(10_000)
    assert (asked(waiting), waiting.finished) == ([], "")


def test_words_are_said_now_and_then_and_a_tool_that_never_ends_ends_the_call(waiting: ScriptedCall) -> None:
    waiting.wait(1_600)
    for number in range(3):
        assert len(asked(waiting)) == number + 1
        waiting.respond(f"fill{number}", f"fill{number}", 1_000)
        waiting.wait(5_100)
    assert (len(asked(waiting)), waiting.finished) == (3, "")
    waiting.wait(2_000)
    assert waiting.finished == "tool_stuck"


def test_a_model_without_a_word_does_not_hold_the_line(waiting: ScriptedCall) -> None:
    waiting.wait(5_900)
    assert waiting.finished == ""
    waiting.wait(200)
    assert waiting.finished == "tool_stuck"


# --- leave to begin -----------------------------------------------------------------------------------

WANTED = RunTool(BOOKING)


async def test_a_tool_that_cannot_begin_in_time_is_not_begun_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool_output, "BEGINS_SECONDS", 0.01)
    told, asked_for, begun = asyncio.Event(), asyncio.Event(), list[bool]()

    async def waits_for_a_connection(_: RunTool, permit: Permit) -> str:
        await told.wait()
        begun.append(permit.begin())
        asked_for.set()
        return "{}"

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await tool_output.tool_output(waits_for_a_connection, WANTED) == TOOL_LATE
        told.set()
        await asked_for.wait()

    assert begun == [False]
    assert orjson.loads(TOOL_LATE)["error"]["code"] == "try_later"


async def test_a_tool_that_has_begun_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool_output, "BEGINS_SECONDS", 0.01)

    async def takes_long(_: RunTool, permit: Permit) -> str:
        assert permit.begin()
        await asyncio.sleep(0.05)
        return '{"booked":true}'

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await tool_output.tool_output(takes_long, WANTED) == '{"booked":true}'
