"""Who interrupts whom, and what the model is told of it, against what the caller truly heard."""

import pytest

from apps.telephony.media import realtime
from apps.telephony.media.commands import CutRecording
from apps.telephony.media.tests.call_script import ScriptedCall

# --- the three truncation scenes, with the truth from the line -------------------------------------


def test_one_reply_cut_at_three_seconds(call: ScriptedCall) -> None:
    call.respond("r1", "one", 8000, "מילה " * 40)
    call.wait(3000)
    call.event(realtime.SpeechStarted("u1"))
    (truncate,) = call.sent("conversation.item.truncate")
    assert truncate["item_id"] == "one"
    assert truncate["audio_end_ms"] == pytest.approx(call.truths[-1]["one"], abs=1)
    assert truncate["audio_end_ms"] == pytest.approx(3000, abs=1)


def test_the_next_reply_cut_after_150_ms(call: ScriptedCall) -> None:
    call.respond("r1", "one", 8000)
    call.wait(3000)
    call.caller_turn("u1")
    call.respond("r2", "two", 5000)
    call.wait(150)
    call.event(realtime.SpeechStarted("u2"))
    first, second = call.sent("conversation.item.truncate")
    assert (first["item_id"], second["item_id"]) == ("one", "two")
    assert second["audio_end_ms"] == pytest.approx(call.truths[-1]["two"], abs=1)
    assert second["audio_end_ms"] == pytest.approx(150, abs=1)


def test_a_reply_queued_behind_another_cut_1500_ms_in(call: ScriptedCall) -> None:
    call.respond("r1", "one", 8000)
    call.respond("r2", "two", 5000)
    call.wait(9500)
    call.event(realtime.SpeechStarted("u1"))
    (truncate,) = call.sent("conversation.item.truncate")
    assert truncate["item_id"] == "two"
    assert truncate["audio_end_ms"] == pytest.approx(call.truths[-1]["two"], abs=1)
    assert truncate["audio_end_ms"] == pytest.approx(1500, abs=1)
    assert call.sent("conversation.item.delete") == []


@pytest.mark.parametrize(("heard_ms", "part", "cut_ms"), [(1000, 0, 1000), (3000, 1, 1000)])
def test_a_reply_of_two_parts_is_cut_in_the_one_that_was_heard_last(
    call: ScriptedCall, heard_ms: int, part: int, cut_ms: int
) -> None:
    call.event(realtime.ResponseCreated("r1"))
    for index in (0, 1):
        call.event(realtime.AudioDelta("r1", "one", index, b"\x10" * 16_000))
        call.event(realtime.AudioDone("r1", "one", index))
    call.wait(heard_ms)
    call.event(realtime.SpeechStarted("u1"))
    (truncate,) = call.sent("conversation.item.truncate")
    assert (truncate["content_index"], truncate["audio_end_ms"]) == (part, pytest.approx(cut_ms, abs=1))


def test_a_reply_that_was_never_heard_is_deleted_not_truncated(call: ScriptedCall) -> None:
    call.respond("r1", "one", 8000)
    call.respond("r2", "two", 5000, "לא נשמע")
    call.wait(1000)
    call.event(realtime.SpeechStarted("u1"))
    assert [event["item_id"] for event in call.sent("conversation.item.truncate")] == ["one"]
    assert [event["item_id"] for event in call.sent("conversation.item.delete")] == ["two"]
    assert (call.turns()["two"]["text"], call.turns()["two"]["unheard_text"]) == ("", "לא נשמע")


def test_a_caller_who_speaks_after_the_reply_cuts_nothing(call: ScriptedCall) -> None:
    call.respond("r1", "one", 1000)
    call.wait(1500)
    call.event(realtime.SpeechStarted("u1"))
    assert call.sent("conversation.item.truncate") == call.sent("response.cancel") == []
    assert call.truths == []


def test_an_interruption_stops_a_reply_that_is_still_being_made(call: ScriptedCall) -> None:
    call.respond("r1", "one", 1000, done=False)
    call.wait(500)
    call.event(realtime.SpeechStarted("u1"))
    call.speak("r1", "one", 2000)
    call.wait(100)
    assert [event["response_id"] for event in call.sent("response.cancel")] == ["r1"]
    assert call.line.parts == []
    assert any(isinstance(other, CutRecording) for other in call.others)


def test_late_audio_of_a_cut_reply_does_not_come_back_with_the_next_one(call: ScriptedCall) -> None:
    call.respond("r1", "one", 1000, done=False)
    call.wait(500)
    call.caller_turn("u1")
    call.speak("r1", "one", 400)
    call.event(realtime.ResponseDone("r1", "cancelled", "client_cancelled", "", {}, ()))
    call.respond("r2", "two", 1000)
    assert {part.item_id for part in call.line.parts} == {"two"}


def test_a_reply_that_begins_while_the_caller_already_speaks_is_not_spoken(call: ScriptedCall) -> None:
    call.caller_turn("u1", "היי")
    call.event(realtime.SpeechStarted("u2"))
    call.respond("r1", "one", 1000)
    call.wait(100)
    assert {part.item_id for part in call.line.parts} == {"greet"}
    assert [event["response_id"] for event in call.sent("response.cancel")] == ["r1"]
    call.event(realtime.SpeechStopped("u2"))
    call.respond("r2", "two", 1000)
    assert {part.item_id for part in call.line.parts} == {"greet", "two"}


def test_a_cut_reply_says_nothing_more_even_after_its_end(call: ScriptedCall) -> None:
    call.respond("r1", "one", 1000, done=False)
    call.wait(500)
    call.caller_turn("u1")
    call.event(realtime.ResponseDone("r1", "cancelled", "client_cancelled", "", {}, ()))
    call.speak("r1", "one", 400)
    assert call.line.parts == []


def test_text_that_runs_ahead_of_its_audio_is_not_heard_for_it(call: ScriptedCall) -> None:
    """All of a 4 s sentence is written, 1.2 s of it is here: the voice's own pace says how much was heard."""
    call.respond("r1", "one", 4000, "אבגדהוזחט " * 4)
    call.wait(5000)
    call.event(realtime.ResponseCreated("r2"))
    call.event(realtime.TranscriptDone("r2", "two", "טחזוהדגבא " * 4))
    call.speak("r2", "two", 1200)
    call.wait(1100)
    call.event(realtime.SpeechStarted("u1"))
    assert call.turns()["two"]["text"] == "טחזוהדגבא"


def test_text_that_comes_after_the_cut_still_tells_heard_from_unheard(call: ScriptedCall) -> None:
    call.respond("r1", "one", 4000, "אבגדהוזחט " * 4)
    call.wait(5000)
    call.event(realtime.ResponseCreated("r2"))
    call.speak("r2", "two", 2500)
    call.wait(2400)
    call.event(realtime.SpeechStarted("u1"))
    call.event(realtime.TranscriptDone("r2", "two", "אאאאאאאאא בבבבבבבבב גגגגגגגגג דדדדדדדדד"))
    turn = call.turns()["two"]
    assert (turn["text"], turn["unheard_text"]) == ("אאאאאאאאא בבבבבבבבב", "גגגגגגגגג דדדדדדדדד")


# --- the greeting -----------------------------------------------------------------------------------


def test_a_click_at_the_start_does_not_wipe_the_greeting() -> None:
    call = ScriptedCall()
    call.respond("r0", "greet", 3000)
    call.wait(100)
    call.event(realtime.SpeechStarted("u1"))
    call.wait(200)
    call.event(realtime.SpeechStopped("u1"))
    call.wait(1000)
    assert call.truths == []


def test_a_click_before_the_first_sound_does_not_cost_the_greeting() -> None:
    call = ScriptedCall()
    call.event(realtime.ResponseCreated("r0"))
    call.event(realtime.SpeechStarted("u1"))
    call.wait(100)
    call.event(realtime.SpeechStopped("u1"))
    call.speak("r0", "greet", 3000)
    call.wait(1000)
    assert call.sent("response.cancel") == []
    assert call.truths == []
    assert {part.item_id for part in call.line.parts} == {"greet"}


def test_a_caller_who_spoke_before_the_first_sound_and_goes_on_breaks_the_greeting() -> None:
    call = ScriptedCall()
    call.event(realtime.ResponseCreated("r0"))
    call.event(realtime.SpeechStarted("u1"))
    call.wait(300)
    call.speak("r0", "greet", 3000)
    call.wait(1000)
    assert call.truths == [{"greet": pytest.approx(500, abs=5)}]


def test_a_caller_who_goes_on_speaking_breaks_the_greeting() -> None:
    call = ScriptedCall()
    call.respond("r0", "greet", 3000)
    call.wait(100)
    call.event(realtime.SpeechStarted("u1"))
    call.wait(1000)
    assert call.truths == [{"greet": pytest.approx(500, abs=5)}]
