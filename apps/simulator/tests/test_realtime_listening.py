import base64

import pytest

from apps.simulator.audio.mulaw import SILENCE, mulaw_decode, pcm_resample
from apps.simulator.audio.voice import voice_read
from apps.simulator.phrasebook.book import phrase_get
from apps.simulator.tests.wire import Wire

HEARD = [
    "input_audio_buffer.speech_started",
    "input_audio_buffer.speech_stopped",
    "input_audio_buffer.committed",
    "conversation.item.added",
    "conversation.item.done",
    "response.created",
    "rate_limits.updated",
]


def detection(**settings: object) -> dict[str, object]:
    vad = {"type": "server_vad", **settings}
    return {"type": "realtime", "audio": {"input": {"turn_detection": vad}}}


def transcript(wire: Wire) -> str:
    return str(wire.of("conversation.item.input_audio_transcription.completed")[-1]["transcript"])


def test_a_spoken_turn_is_found_committed_and_answered() -> None:
    wire = Wire().phone()
    wire.hear(SILENCE * 8000)
    events = wire.say("book")
    started, stopped, committed, added = events[:4]
    assert Wire.types(events)[:7] == HEARD
    assert started["audio_start_ms"] == 700  # one second of silence, less 300 ms of padding
    assert stopped["item_id"] == started["item_id"] == committed["item_id"] == added["item"]["id"]
    clip_ms = len(phrase_get("book").audio) // 8
    assert 1000 + clip_ms <= stopped["audio_end_ms"] <= 1000 + clip_ms + 520


def test_what_was_said_is_transcribed_word_by_word_and_counted() -> None:
    wire = Wire().phone()
    wire.say("book")
    wire.wait(80)
    deltas = wire.of("conversation.item.input_audio_transcription.delta")
    assert "".join(event["delta"] for event in deltas) == transcript(wire) == "אני רוצה לקבוע תור"
    usage = wire.of("conversation.item.input_audio_transcription.completed")[0]["usage"]
    assert usage["type"] == "tokens"
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


def test_how_sure_it_is_of_each_word_is_told_to_who_asks() -> None:
    wire = Wire().phone()
    asked = ["item.input_audio_transcription.logprobs"]
    wire.say("book")
    wire.wait(80)
    wire.send("session.update", session={"type": "realtime", "include": asked})
    wire.say("book")
    wire.wait(80)
    before, after = wire.of("conversation.item.input_audio_transcription.completed")
    assert "logprobs" not in before
    assert "".join(token["token"] for token in after["logprobs"]) == transcript(wire)
    assert {token["logprob"] for token in after["logprobs"]} == {0.0}


def test_whisper_is_billed_by_the_second() -> None:
    wire = Wire().phone()
    settings = {"format": {"type": "audio/pcmu"}, "transcription": {"model": "whisper-1"}}
    wire.send("session.update", session={"type": "realtime", "audio": {"input": settings}})
    wire.say("book")
    wire.wait(80)
    usage = wire.of("conversation.item.input_audio_transcription.completed")[0]["usage"]
    assert usage["type"] == "duration"
    assert 1.5 < usage["seconds"] < 3


def test_without_transcription_the_model_still_understands() -> None:
    wire = Wire().phone()
    audio = {"input": {"format": {"type": "audio/pcmu"}, "transcription": None}}
    wire.send("session.update", session={"type": "realtime", "audio": audio})
    wire.say("book")
    wire.wait(5000)
    assert wire.of("conversation.item.input_audio_transcription.completed") == []
    assert wire.of("response.output_audio_transcript.done")[0]["transcript"] == "בשמחה. מה השם בבקשה?"


def test_a_damaged_turn_is_heard_but_not_understood() -> None:
    wire = Wire().phone()
    clip = phrase_get("book").audio
    wire.hear(clip[:3200] + clip[3360:] + SILENCE * 4800)
    wire.wait(5000)
    assert transcript(wire) == ""
    assert "לא שמעתי טוב" in wire.of("response.output_audio_transcript.done")[0]["transcript"]


def test_pcm_at_24_khz_is_understood_and_answered_at_24_khz() -> None:
    wire = Wire()
    wire.send(
        "session.update",
        session={"type": "realtime", "audio": {"input": {"transcription": {"model": "gpt-transcribe"}}}},
    )
    samples = mulaw_decode(phrase_get("hours").audio + SILENCE * 8000)
    pcm = pcm_resample(samples, 8000, 24000).astype("<i2").tobytes()
    for start in range(0, len(pcm), 4800):
        wire.send("input_audio_buffer.append", audio=base64.b64encode(pcm[start : start + 4800]).decode())
    wire.wait(5000)
    assert transcript(wire) == "מה שעות הפתיחה שלכם?"
    spoken = sum(len(base64.b64decode(event["delta"])) for event in wire.of("response.output_audio.delta"))
    words = wire.of("response.output_audio_transcript.done")[0]["transcript"]
    assert spoken == (len(words) * 70 + 100) * 48


def test_silence_duration_decides_when_a_turn_ends() -> None:
    ends = []
    for silence_ms in (300, 900):
        wire = Wire().phone()
        wire.send("session.update", session=detection(silence_duration_ms=silence_ms))
        wire.say("yes", silence_ms=1500)
        ends.append(wire.of("input_audio_buffer.speech_stopped")[0]["audio_end_ms"])
    assert ends[1] - ends[0] == 600


def test_without_create_response_nobody_answers_by_themselves() -> None:
    wire = Wire().phone()
    wire.send("session.update", session=detection(create_response=False))
    wire.say("book")
    wire.wait(5000)
    assert wire.of("response.created") == []
    assert len(wire.of("input_audio_buffer.committed")) == 1


def test_without_turn_detection_the_client_commits() -> None:
    wire = Wire().phone()
    wire.send("session.update", session={"type": "realtime", "audio": {"input": {"turn_detection": None}}})
    assert wire.say("book") == []
    events = wire.send("input_audio_buffer.commit")
    assert Wire.types(events)[:3] == HEARD[2:5]
    wire.wait(80)
    assert transcript(wire) == "אני רוצה לקבוע תור"
    assert wire.of("response.created") == []


def test_less_than_100_ms_cannot_be_committed() -> None:
    wire = Wire().phone()
    wire.send("session.update", session={"type": "realtime", "audio": {"input": {"turn_detection": None}}})
    wire.hear(SILENCE * 799)
    assert wire.error(wire.send("input_audio_buffer.commit"))["code"] == "input_audio_buffer_commit_empty"


def test_cleared_audio_is_gone() -> None:
    wire = Wire().phone()
    wire.send("session.update", session={"type": "realtime", "audio": {"input": {"turn_detection": None}}})
    wire.say("book")
    assert Wire.types(wire.send("input_audio_buffer.clear")) == ["input_audio_buffer.cleared"]
    assert wire.error(wire.send("input_audio_buffer.commit"))["code"] == "input_audio_buffer_commit_empty"


@pytest.mark.parametrize("size", [1, 160, 161, 4000])
def test_appends_may_have_any_size(size: int) -> None:
    wire = Wire().phone()
    audio = phrase_get("yes").audio + SILENCE * 8000
    for start in range(0, len(audio), size):
        wire.send("input_audio_buffer.append", audio=base64.b64encode(audio[start : start + size]).decode())
    wire.wait(80)
    assert transcript(wire) == "כן"


def test_a_caller_who_says_nothing_is_asked_after_the_idle_timeout() -> None:
    wire = Wire().phone()
    wire.send("session.update", session=detection(idle_timeout_ms=6000))
    wire.send("response.create")
    wire.hear(SILENCE * 8 * 5000)
    assert wire.of("input_audio_buffer.timeout_triggered") == []
    wire.hear(SILENCE * 8 * 3500)
    (timeout,) = wire.of("input_audio_buffer.timeout_triggered")
    silent_ms = timeout["audio_end_ms"] - timeout["audio_start_ms"]
    assert abs(silent_ms - 6000) <= 20
    assert wire.of("input_audio_buffer.committed")[0]["item_id"] == timeout["item_id"]
    wire.wait(3000)
    assert wire.of("response.output_audio_transcript.done")[-1]["transcript"] == "אתם עדיין על הקו?"


def test_a_caller_who_speaks_in_time_is_not_asked() -> None:
    wire = Wire().phone()
    wire.send("session.update", session=detection(idle_timeout_ms=6000))
    wire.send("response.create")
    wire.hear(SILENCE * 8 * 4000)
    wire.say("hours")
    assert wire.of("input_audio_buffer.timeout_triggered") == []


def test_what_the_model_says_can_be_read_off_its_audio() -> None:
    wire = Wire().phone(instructions="ברכה: שלום, הגעתם למרפאה.")
    wire.send("response.create")
    wire.wait(5000)
    audio = b"".join(base64.b64decode(event["delta"]) for event in wire.of("response.output_audio.delta"))
    assert [heard.text for heard in voice_read(audio)] == ["שלום, הגעתם למרפאה."]
