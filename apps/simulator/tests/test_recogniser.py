from itertools import pairwise

import numpy as np
import pytest

from apps.simulator.audio.mulaw import (
    SILENCE,
    Pcm24Reader,
    mulaw_decode,
    mulaw_encode,
    mulaw_mix,
    pcm_resample,
)
from apps.simulator.audio.noise import noise_make
from apps.simulator.audio.voice import voice_render
from apps.simulator.phrasebook.book import Phrase, phrase_get, phrases_all
from apps.simulator.phrasebook.phrases import PHRASES
from apps.simulator.phrasebook.recogniser import speech_recognise

BEFORE, AFTER = SILENCE * 2400, SILENCE * 4000
BOOK = list(phrases_all().values())
every_phrase = pytest.mark.parametrize("phrase", BOOK, ids=[phrase.key for phrase in BOOK])


def frames(phrase: Phrase) -> list[bytes]:
    return [phrase.audio[start : start + 160] for start in range(0, len(phrase.audio), 160)]


def heard(clip: bytes) -> str:
    return speech_recognise(BEFORE + clip + AFTER).text


def test_the_index_is_the_list_of_phrases() -> None:
    assert [(phrase.key, phrase.text) for phrase in BOOK] == [(key, text) for key, text, _ in PHRASES]
    assert len({phrase.text for phrase in BOOK}) == len(BOOK)


@every_phrase
def test_an_intact_phrase_is_understood_at_any_offset(phrase: Phrase) -> None:
    for offset in (0, 1, 77, 160, 37 * 160):
        hearing = speech_recognise(SILENCE * offset + phrase.audio + AFTER)
        assert [(found.key, found.start_ms) for found in hearing.phrases] == [(phrase.key, offset // 8)]
        assert hearing.confidence == 1.0


@every_phrase
def test_one_lost_frame_and_nothing_is_understood(phrase: Phrase) -> None:
    parts = frames(phrase)
    for lost in {1, len(parts) // 3, len(parts) // 2, len(parts) - 3}:
        assert heard(b"".join(parts[:lost] + parts[lost + 1 :])) == ""


@every_phrase
def test_two_swapped_frames_and_nothing_is_understood(phrase: Phrase) -> None:
    parts = frames(phrase)
    # The two most alike neighbours: the hardest to tell.
    likeness = [float(np.abs(mulaw_decode(a) - mulaw_decode(b)).mean()) for a, b in pairwise(parts)]
    place = int(np.argmin(likeness))
    assert heard(b"".join([*parts[:place], parts[place + 1], parts[place], *parts[place + 2 :]])) == ""


def test_a_doubled_frame_and_nothing_is_understood() -> None:
    parts = frames(phrase_get("book"))
    assert heard(b"".join([*parts[:20], parts[20], *parts[20:]])) == ""


def test_a_silenced_frame_and_nothing_is_understood() -> None:
    parts = frames(phrase_get("book"))
    assert heard(b"".join([*parts[:20], SILENCE * 160, *parts[21:]])) == ""


def test_mu_law_coded_twice_is_not_understood() -> None:
    for phrase in BOOK:
        as_if_linear = (np.frombuffer(phrase.audio, dtype=np.uint8).astype(np.int32) - 128) * 256
        assert heard(mulaw_encode(as_if_linear.astype(np.int16))) == ""


@every_phrase
def test_a_phrase_that_went_to_24_khz_and_back_is_understood(phrase: Phrase) -> None:
    pcm = pcm_resample(mulaw_decode(BEFORE + phrase.audio + AFTER), 8000, 24000).astype("<i2").tobytes()
    assert speech_recognise(Pcm24Reader().read(pcm)).text == phrase.text


@every_phrase
def test_a_phrase_on_a_noisy_line_is_understood(phrase: Phrase) -> None:
    audio = BEFORE + phrase.audio + AFTER
    assert speech_recognise(mulaw_mix(audio, noise_make("line", len(audio) // 8))).text == phrase.text


def test_two_phrases_in_one_breath_are_both_understood_in_order() -> None:
    audio = phrase_get("no").audio + phrase_get("tuesday").audio
    assert heard(audio) == "לא ביום שלישי"


def test_a_damaged_phrase_beside_a_whole_one_lowers_the_confidence() -> None:
    parts = frames(phrase_get("book"))
    hearing = speech_recognise(BEFORE + phrase_get("yes").audio + b"".join(parts[:30] + parts[31:]) + AFTER)
    assert hearing.text == "כן"
    assert hearing.confidence < 0.5


@pytest.mark.parametrize(
    "audio",
    [b"", SILENCE * 8000, noise_make("music", 2000), noise_make("cough", 600)],
)
def test_what_no_caller_said_is_not_understood(audio: bytes) -> None:
    assert speech_recognise(audio).text == ""


def test_any_words_in_our_own_voice_are_read_unless_a_letter_is_damaged() -> None:
    said = voice_render("אני רוצה תור ב-10:30")
    assert heard(said) == "אני רוצה תור ב-10:30"
    assert heard(said[:900] + said[1060:]) == ""


def test_an_unknown_key_names_the_book() -> None:
    with pytest.raises(KeyError, match="thanks_bye"):
        phrase_get("nonsense")
