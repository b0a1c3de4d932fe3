"""Makes the clips and index.json: `python -m apps.simulator.phrasebook.make` (once, needs espeak-ng).

espeak-ng's own Hebrew voice drops the vowels, so the Latin spelling is spoken by its Italian voice, whose
sounds are closer. Each phrase has its own pitch and pace (from its key), so that no two sound alike. A clip
is 8 kHz mu-law in the telephone band (200-3400 Hz), peak -6 dB, trimmed to where it sounds, with no inner
pause over 160 ms, whole 20 ms frames, over a room tone of its own (-52 dB): without it two frames of a
pause could be swapped and nobody could tell.
"""

import io
import itertools
import json
import subprocess
import sys
import wave
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apps.simulator.audio.mulaw import (
    FRAME_BYTES,
    SAMPLE_RATE,
    Samples,
    mulaw_encode,
    pcm_resample,
)
from apps.simulator.phrasebook.phrases import PHRASES

HERE = Path(__file__).parent
PEAK = 16384
QUIET = 200
ROOM_TONE = 80
INNER_PAUSE_SAMPLES = 160 * SAMPLE_RATE // 1000


def phrase_speak(key: str, sounds: str) -> Samples:
    """The phrase at 8 kHz, as espeak-ng says it."""
    seed = zlib.crc32(key.encode())
    command = [
        "espeak-ng",
        "-v",
        "it",
        "-p",
        str(30 + seed % 50),
        "-s",
        str(140 + seed // 64 % 40),
        "--stdout",
    ]
    wav = subprocess.run([*command, sounds], check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(wav)) as reader:
        samples = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2").astype(np.int16)
        return pcm_resample(samples, reader.getframerate(), SAMPLE_RATE)


def clip_make(key: str, samples: Samples) -> bytes:
    """Loudness, trimming, pauses and room tone as the module says."""
    level = samples.astype(np.float64) * (PEAK / np.abs(samples.astype(np.int32)).max())
    sounding = np.flatnonzero(np.abs(level) > QUIET)
    level = level[sounding[0] : sounding[-1] + 1]
    sounding = np.flatnonzero(np.abs(level) > QUIET)
    keep = np.ones(len(level), dtype=bool)
    for before, after in itertools.pairwise(sounding):
        if after - before > INNER_PAUSE_SAMPLES:
            keep[before + INNER_PAUSE_SAMPLES : after] = False
    level = level[keep]
    level = np.pad(level, (0, -len(level) % FRAME_BYTES))
    room = np.random.default_rng(zlib.crc32(key.encode())).normal(0, ROOM_TONE, len(level))
    return mulaw_encode(telephone_band(level + room))


def telephone_band(signal: NDArray[np.float64]) -> Samples:
    spectrum = np.fft.rfft(signal)
    frequencies = np.fft.rfftfreq(len(signal), 1 / SAMPLE_RATE)
    spectrum[(frequencies < 200) | (frequencies > 3400)] = 0
    return np.fft.irfft(spectrum, len(signal)).astype(np.int16)


def main() -> None:
    clips = HERE / "clips"
    clips.mkdir(exist_ok=True)
    index, total = [], 0
    for key, text, sounds in PHRASES:
        clip = clip_make(key, phrase_speak(key, sounds))
        (clips / f"{key}.ulaw").write_bytes(clip)
        total += len(clip)
        index.append({"key": key, "text": text, "file": f"clips/{key}.ulaw", "bytes": len(clip)})
    (HERE / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write(f"{len(index)} phrases, {total} bytes\n")


if __name__ == "__main__":
    main()
