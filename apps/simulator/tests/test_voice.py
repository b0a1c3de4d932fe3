import pytest

from apps.simulator.audio.activity import Activity, VoiceActivity
from apps.simulator.audio.mulaw import SILENCE, mulaw_mix
from apps.simulator.audio.noise import KINDS, noise_make
from apps.simulator.audio.voice import CHARACTER_BYTES, voice_read, voice_render, voice_text

SENTENCE = "שלום, הגעתם למספרת דמו. תור ב-10:30?"


def frames(audio: bytes) -> list[bytes]:
    return [audio[start : start + 160] for start in range(0, len(audio) - 159, 160)]


def changes(audio: bytes, **settings: float) -> list[Activity]:
    activity = VoiceActivity(**settings)
    return [change for frame in frames(audio) if (change := activity.hear(frame))]


def test_what_is_said_can_be_read_back() -> None:
    (heard,) = voice_read(voice_render(SENTENCE))
    assert (heard.text, heard.damaged_ms, heard.start_ms) == (SENTENCE, 0, 0)


def test_it_is_read_at_any_offset() -> None:
    for offset in (1, 159, 160, 4801):
        (heard,) = voice_read(SILENCE * offset + voice_render(SENTENCE))
        assert (heard.text, heard.damaged_ms) == (SENTENCE, 0)
        assert heard.start_ms == offset // 8


def test_fourteen_characters_take_a_second() -> None:
    assert len(voice_render("א" * 14)) == 14 * CHARACTER_BYTES + 800
    assert 14 * CHARACTER_BYTES / 8000 == 0.98


def test_two_sentences_far_apart_are_two_turns() -> None:
    heard = voice_read(voice_render("כן") + SILENCE * 8000 + voice_render("לא"))
    assert [turn.text for turn in heard] == ["כן", "לא"]


def test_a_missing_frame_is_heard_as_damage() -> None:
    audio = voice_render("שלום לכם")
    (heard,) = voice_read(audio[:1600] + audio[1760:])
    assert heard.text != "שלום לכם"
    assert heard.damaged_ms >= 50


def test_a_cut_leaves_whole_characters_and_a_remainder() -> None:
    (heard,) = voice_read(voice_render("שלום")[: CHARACTER_BYTES * 2 + 80])
    assert (heard.text, heard.damaged_ms) == ("של", 9)  # its first sample is a zero


def test_what_has_no_sound_is_left_out() -> None:
    assert voice_text("שָׁלוֹם\n\u2066דנה\u2069 🙂") == "שלום דנה"
    assert voice_render("🙂") == b""


def test_speech_is_noticed_and_its_end_too() -> None:
    audio = SILENCE * 8000 + voice_render("שלום שלום") + SILENCE * 8000
    started, stopped = changes(audio, silence_ms=500)
    assert started == Activity("started", 1000)
    assert stopped.kind == "stopped"
    assert 2100 <= stopped.at_ms <= 2200


def test_a_louder_threshold_does_not_hear_a_quiet_voice() -> None:
    quiet = noise_make("echo", 3000)
    assert changes(quiet, threshold=0.5)
    assert changes(quiet, threshold=0.99999) == []


def test_a_click_is_not_speech() -> None:
    assert changes(SILENCE * 8000 + b"\x00" * 320 + SILENCE * 8000) == []


def test_steady_line_noise_is_not_speech() -> None:
    assert changes(noise_make("line", 10_000)) == []


def test_louder_steady_noise_is_taken_for_speech_only_until_it_is_known() -> None:
    loud = mulaw_mix(SILENCE * 80_000, noise_make("line", 10_000), gain=4)
    assert [change.kind for change in changes(loud)] == ["started", "stopped"]


def test_a_cough_is_loud_enough_to_be_taken_for_speech() -> None:
    kinds = [change.kind for change in changes(SILENCE * 8000 + noise_make("cough", 600) + SILENCE * 8000)]
    assert kinds == ["started", "stopped"]


@pytest.mark.parametrize("kind", KINDS)
def test_noises_have_the_asked_length_and_never_change(kind: str) -> None:
    assert len(noise_make(kind, 1500)) == 12_000
    assert noise_make(kind, 1500) == noise_make(kind, 1500)


def test_an_unknown_noise_is_refused() -> None:
    with pytest.raises(ValueError, match="line, cough, music, echo"):
        noise_make("thunder", 100)
