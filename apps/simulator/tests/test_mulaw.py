import io
import wave

import numpy as np
import pytest

from apps.simulator.audio.mulaw import (
    Pcm24Reader,
    mulaw_decode,
    mulaw_encode,
    mulaw_mix,
    mulaw_to_pcm24,
    mulaw_to_wav,
    pcm_resample,
    wav_to_mulaw,
)

EVERY_CODE = bytes(range(256))


def test_known_codes_of_g711() -> None:
    assert mulaw_decode(b"\xff\x7f\x80\x00").tolist() == [0, 0, 32124, -32124]
    assert mulaw_encode(np.array([0, 32767, -32768, 1000, -1000], dtype=np.int16)) == b"\xff\x80\x00\xce\x4e"


def test_decoding_and_encoding_again_loses_nothing_but_the_negative_zero() -> None:
    assert mulaw_encode(mulaw_decode(EVERY_CODE)) == EVERY_CODE.replace(b"\x7f", b"\xff")


def test_wav_keeps_the_sound() -> None:
    assert wav_to_mulaw(mulaw_to_wav(EVERY_CODE)) == EVERY_CODE.replace(b"\x7f", b"\xff")


def test_wav_of_another_rate_is_resampled() -> None:
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(16000)
        writer.writeframes(np.zeros(32000, dtype="<i2").tobytes())
    assert wav_to_mulaw(target.getvalue()) == b"\xff" * 8000


@pytest.mark.parametrize("data", [b"", b"RIFF", b"ID3 not a wav at all, but an mp3"])
def test_what_is_no_wav_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"WAV|RIFF|EOF|end of file|^$"):
        wav_to_mulaw(data)


def test_pcm_arriving_in_ragged_pieces_reads_the_same_as_in_one() -> None:
    tone = (8000 * np.sin(np.arange(24000) / 24000 * 2 * np.pi * 440)).astype("<i2").tobytes()
    whole = Pcm24Reader().read(tone)
    reader = Pcm24Reader()
    pieces = [tone[start : start + 1001] for start in range(0, len(tone), 1001)]
    assert b"".join(reader.read(piece) for piece in pieces) == whole
    assert len(whole) == 8000


def test_pcm_out_and_in_again_is_the_same_tone() -> None:
    tone = mulaw_encode((8000 * np.sin(np.arange(8000) / 8000 * 2 * np.pi * 440)).astype(np.int16))
    back = mulaw_decode(Pcm24Reader().read(mulaw_to_pcm24(tone))).astype(float)
    likeness = max(
        np.corrcoef(back[100 + lag : 4100 + lag], mulaw_decode(tone)[100:4100])[0, 1] for lag in range(40)
    )
    assert likeness > 0.99


def test_resampling_keeps_the_length_in_time() -> None:
    assert len(pcm_resample(np.zeros(22050, dtype=np.int16), 22050, 8000)) == 8000


def test_mixing_with_silence_changes_nothing() -> None:
    assert mulaw_mix(b"\x10\x20\x30", b"") == b"\x10\x20\x30"
