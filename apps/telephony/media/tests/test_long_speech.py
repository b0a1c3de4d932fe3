"""A model that says far more than can be heard: the call stays open to the caller, and memory is bounded."""

import pytest

from apps.telephony.media import realtime
from apps.telephony.media.pacing import MOST_WAITING_BYTES
from apps.telephony.media.playout import BYTES_PER_MS
from apps.telephony.media.tests.call_script import ScriptedCall

MINUTE_MS = 60_000


def test_minutes_of_waiting_audio_do_not_make_the_call_deaf(call: ScriptedCall) -> None:
    call.respond("r1", "one", 2 * MINUTE_MS)
    call.respond("r2", "two", MINUTE_MS)
    call.wait(1000)
    assert call.sent("response.cancel") == []
    assert not call.others
    call.event(realtime.SpeechStarted("u1"))
    assert call.truths[-1]["one"] == pytest.approx(1000, abs=1)
    assert [event["item_id"] for event in call.sent("conversation.item.delete")] == ["two"]


def test_a_reply_without_an_end_is_stopped_where_memory_ends_and_the_model_knows(call: ScriptedCall) -> None:
    call.event(realtime.ResponseCreated("r1"))
    for _ in range(20):
        call.speak("r1", "one", MINUTE_MS // 2)
    (cancelled,) = call.sent("response.cancel")
    assert cancelled["response_id"] == "r1"
    (truncate,) = call.sent("conversation.item.truncate")
    most_ms = MOST_WAITING_BYTES // BYTES_PER_MS
    assert most_ms < truncate["audio_end_ms"] < most_ms + 1000
    assert ("fault", {"code": "speech_too_long"}) in call.stored
    call.event(realtime.ResponseDone("r1", "cancelled", "client_cancelled", "", {}, ()))

    call.wait(truncate["audio_end_ms"] + 500)
    assert call.finished == ""
    assert call.turns()["one"]["duration_ms"] == truncate["audio_end_ms"]
