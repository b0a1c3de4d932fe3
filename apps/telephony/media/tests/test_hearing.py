"""Who speaks is never talked over for speaking long; a turn whose end was lost is answered all the same."""

import base64

import numpy as np
import pytest
from numpy.typing import NDArray

from apps.simulator.audio.mulaw import FRAME_BYTES, FRAME_MS, mulaw_decode, mulaw_encode
from apps.simulator.audio.noise import noise_make
from apps.simulator.phrasebook.book import phrases_all
from apps.telephony.media import codec, realtime
from apps.telephony.media.hearing import MISSING_SECONDS, QUIET_SECONDS, STEADY_SECONDS
from apps.telephony.media.tests.call_script import STREAM, ScriptedCall

SPEECH = b"".join(phrase.audio for phrase in phrases_all().values())
SILENCE = b"\xff" * 8_000
LONG_MS = 120_000


def decoded(audio: bytes) -> NDArray[np.float64]:
    return mulaw_decode(audio).astype(np.float64)


def loud(*, seconds: int, level: float) -> bytes:
    noise = np.random.default_rng(7).normal(0, level, 8_000 * seconds)
    return mulaw_encode(noise.astype(np.int16))


def asked(call: ScriptedCall) -> int:
    return len(call.sent("response.create"))


def speak_for(call: ScriptedCall, audio: bytes, ms: int) -> int | None:
    """The caller sounds of `audio`, over and over. Returns after how many ms the model is asked to answer."""
    before = asked(call)
    frames = [
        base64.b64encode(audio[start : start + FRAME_BYTES]).decode()
        for start in range(0, len(audio) - FRAME_BYTES + 1, FRAME_BYTES)
    ]
    for number in range(ms // FRAME_MS):
        call.caller(codec.Media(STREAM, frames[number % len(frames)]))
        call.wait(FRAME_MS)
        if asked(call) > before:
            return number * FRAME_MS
    return None


@pytest.mark.parametrize("gain_db", [0, -20])
def test_somebody_who_speaks_is_not_answered_for_minutes(call: ScriptedCall, gain_db: int) -> None:
    quieter = mulaw_encode(np.asarray(decoded(SPEECH) * 10 ** (gain_db / 20), dtype=np.int16))
    call.event(realtime.SpeechStarted("u1"))
    assert speak_for(call, quieter, LONG_MS) is None
    assert call.sent("input_audio_buffer.commit") == []


def test_somebody_who_speaks_in_a_noisy_place_is_not_answered_for_minutes(call: ScriptedCall) -> None:
    noise = np.resize(decoded(loud(seconds=10, level=300)), len(SPEECH))
    noisy = mulaw_encode((decoded(SPEECH) + noise).astype(np.int16))
    call.event(realtime.SpeechStarted("u1"))
    assert speak_for(call, noisy, LONG_MS) is None


@pytest.mark.parametrize("after", [SILENCE, noise_make("line", 1_000)], ids=["silence", "line noise"])
def test_a_turn_whose_end_is_lost_is_taken_and_answered_soon(call: ScriptedCall, after: bytes) -> None:
    call.event(realtime.SpeechStarted("u1"))
    assert speak_for(call, SPEECH, 25_000) is None
    answered_ms = speak_for(call, after, 30_000)
    assert answered_ms is not None
    assert QUIET_SECONDS * 1_000 - 500 <= answered_ms <= (QUIET_SECONDS + 2) * 1_000
    assert [event["type"] for event in call.to_model if event["type"] != "input_audio_buffer.append"][
        -2:
    ] == [
        "input_audio_buffer.commit",
        "response.create",
    ]


def test_a_steady_noise_that_is_taken_for_speech_ends_too(call: ScriptedCall) -> None:
    call.event(realtime.SpeechStarted("u1"))
    answered_ms = speak_for(call, loud(seconds=3, level=3_000), LONG_MS)
    assert answered_ms is not None
    assert (STEADY_SECONDS - 1) * 1_000 <= answered_ms <= (STEADY_SECONDS + 1) * 1_000


def test_noise_that_goes_on_after_somebody_spoke_ends_too(call: ScriptedCall) -> None:
    call.event(realtime.SpeechStarted("u1"))
    assert speak_for(call, SPEECH, 30_000) is None
    answered_ms = speak_for(call, loud(seconds=3, level=3_000), LONG_MS)
    assert answered_ms is not None
    assert answered_ms <= (STEADY_SECONDS + 2) * 1_000


def test_a_line_that_brings_nothing_is_waited_for_longer_than_a_quiet_one(call: ScriptedCall) -> None:
    before = asked(call)
    call.event(realtime.SpeechStarted("u1"))
    call.wait(MISSING_SECONDS * 1_000 - 10)
    assert (asked(call), call.sent("input_audio_buffer.commit")) == (before, [])
    call.wait(20)
    assert asked(call) == before + 1


def test_each_turn_is_heard_by_itself(call: ScriptedCall) -> None:
    """What was quiet before somebody spoke says nothing of how they speak."""
    for number in range(4):
        call.event(realtime.SpeechStarted(f"u{number}"))
        assert speak_for(call, SILENCE, (QUIET_SECONDS - 1) * 1_000) is None
        call.event(realtime.SpeechStopped(f"u{number}"))
        call.respond(f"r{number}", f"i{number}", 200)
        call.wait(500)
    assert call.sent("input_audio_buffer.commit") == []
