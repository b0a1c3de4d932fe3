"""A session dies and another takes its place: it knows what was heard, and only what it was told."""

from typing import Any

import pytest

from apps.telephony.media import realtime
from apps.telephony.media.lines import RESUME
from apps.telephony.media.tests.call_script import ScriptedCall

GREETING = "«שלום, הגעתם למספרה»"
FOUR = "אחת שתיים שלוש ארבע"


def lose(call: ScriptedCall) -> int:
    """The session dies; how much the model had been sent by then."""
    call.obey(call.session.model_lost(call.now_ms))
    return len(call.to_model)


def memory(sent: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What a session holds after these events, as a server keeps it: who said what.

    It refuses what it does not know.
    """
    items: dict[str, tuple[str, str]] = {}
    for event in sent:
        assert event["type"] != "conversation.item.truncate"
        if event["type"] == "conversation.item.delete":
            del items[event["item_id"]]
        if event["type"] == "conversation.item.create":
            item, order = event["item"], list(items)
            item_id, after = item.get("id", event["event_id"]), event.get("previous_item_id")
            assert item_id not in items
            assert len(item_id) <= 32
            place = len(order) if after is None else 0 if after == "root" else order.index(after) + 1
            order.insert(place, item_id)
            items[item_id] = (item["role"], item["content"][0]["text"])
            items = {known: items[known] for known in order}
    return list(items.values())


def instructions(call: ScriptedCall) -> str:
    return str(call.sent("response.create")[-1]["response"].get("instructions", ""))


def test_a_reply_still_playing_is_told_as_heard_so_far(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, FOUR)
    call.wait(2100)
    before = lose(call)
    call.model_ready()
    assert memory(call.to_model[before:]) == [("assistant", "שלום"), ("assistant", "אחת שתיים")]


def test_a_reply_cut_after_the_change_is_corrected_and_nothing_unknown_is_named(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, FOUR)
    call.wait(1100)
    before = lose(call)
    call.model_ready()
    call.wait(2000)
    call.caller_turn("u1", "רגע")
    told = [("assistant", "שלום"), ("assistant", "אחת שתיים שלוש")]
    assert memory(call.to_model[before:]) == told
    assert call.truths[-1]["one"] == pytest.approx(3100, abs=5)


def test_a_reply_heard_to_its_end_after_the_change_is_told_whole_and_in_its_place(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, FOUR)
    call.event(realtime.InputTranscribed("u1", "אהה", {}))
    call.wait(100)
    before = lose(call)
    call.model_ready()
    call.wait(1500)
    assert memory(call.to_model[before:]) == [("assistant", "שלום"), ("user", "אהה")]
    call.wait(4000)
    assert memory(call.to_model[before:]) == [("assistant", "שלום"), ("assistant", FOUR), ("user", "אהה")]


def test_a_first_reply_heard_after_the_change_stands_first() -> None:
    call = ScriptedCall()
    call.respond("r0", "greet", 2000, "שלום לך")
    call.event(realtime.InputTranscribed("u1", "אהה", {}))
    before = lose(call)
    call.model_ready()
    call.wait(3000)
    assert memory(call.to_model[before:]) == [("assistant", "שלום לך"), ("user", "אהה")]


def test_what_was_never_heard_is_never_told(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, FOUR)
    call.respond("r2", "two", 4000, "חמש שש שבע שמונה")
    call.wait(1100)
    before = lose(call)
    call.model_ready()
    call.wait(1000)
    call.caller_turn("u1", "רגע")
    assert memory(call.to_model[before:]) == [("assistant", "שלום"), ("assistant", "אחת שתיים")]
    assert (call.turns()["two"]["text"], call.turns()["two"]["unheard_text"]) == ("", "חמש שש שבע שמונה")


def test_the_new_session_s_own_items_are_still_truncated(call: ScriptedCall) -> None:
    call.respond("r1", "one", 500, FOUR)
    call.wait(1000)
    lose(call)
    call.model_ready()
    call.respond("r2", "two", 4000, FOUR)
    call.wait(2000)
    call.event(realtime.SpeechStarted("u1"))
    (truncate,) = call.sent("conversation.item.truncate")
    assert truncate["item_id"] == "two"


def test_a_third_session_is_told_what_became_of_everything(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, FOUR)
    call.wait(1100)
    lose(call)
    call.wait(1000)
    call.model_ready()
    call.caller_turn("u1", "רגע")
    before = lose(call)
    call.model_ready()
    assert memory(call.to_model[before:]) == [
        ("assistant", "שלום"),
        ("assistant", "אחת שתיים"),
        ("user", "רגע"),
    ]


def test_an_answer_that_breaks_off_is_gone_on_with_when_what_there_is_was_heard(call: ScriptedCall) -> None:
    call.event(realtime.ResponseCreated("r1"))
    call.event(realtime.TranscriptDelta("r1", "one", FOUR))
    call.speak("r1", "one", 1001)
    call.wait(300)
    before = lose(call)
    call.model_ready()
    asked = len(call.sent("response.create"))
    call.wait(600)
    assert len(call.sent("response.create")) == asked
    call.wait(200)
    assert len(call.sent("response.create")) == asked + 1
    assert "apologise" in instructions(call)
    assert memory(call.to_model[before:])[-1][0] == "assistant"
    assert call.turns()["one"]["unheard_text"] != ""
    call.wait(100)
    assert call.session.wake_at_ms(call.now_ms) is not None


# --- the greeting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("heard_ms", [0, 300, 2000])
def test_a_session_that_dies_during_the_greeting_is_followed_by_one_that_greets(heard_ms: int) -> None:
    call = ScriptedCall()
    call.event(realtime.ResponseCreated("r0"))
    call.speak("r0", "greet", heard_ms)
    call.wait(heard_ms / 2)
    lose(call)
    call.model_ready()
    call.wait(heard_ms / 2 + 50)
    assert len(call.sent("response.create")) == 2
    assert GREETING in instructions(call)
    assert "apologise" not in instructions(call)


def test_a_session_that_dies_before_it_was_confirmed_is_followed_by_one_that_greets() -> None:
    call = ScriptedCall(ready=False)
    call.model_ready()
    lose(call)
    call.model_ready()
    assert GREETING in instructions(call)


def test_a_greeting_that_is_all_there_is_not_said_twice() -> None:
    call = ScriptedCall()
    call.event(realtime.ResponseCreated("r0"))
    call.speak("r0", "greet", 3000)
    call.event(realtime.AudioDone("r0", "greet", 0))
    call.wait(500)
    lose(call)
    call.model_ready()
    call.wait(4000)
    assert len(call.sent("response.create")) == 1


def test_a_greeting_that_the_caller_broke_is_not_said_again() -> None:
    call = ScriptedCall()
    call.event(realtime.ResponseCreated("r0"))
    call.speak("r0", "greet", 3000)
    call.wait(1000)
    call.event(realtime.SpeechStarted("u1"))
    lose(call)
    call.model_ready()
    call.event(realtime.SpeechStopped("u1"))
    call.event(realtime.InputCommitted("u1"))
    call.respond("r1", "one", 500, "כן?")
    call.wait(3000)
    asked = [event["response"]["instructions"] for event in call.sent("response.create")]
    assert [words == RESUME for words in asked] == [False, True]
