"""Hears the phrase book in received audio, by waveform.

It is strict on purpose: one 20 ms frame lost, doubled, swapped or recoded inside a phrase and the phrase is
not understood. A transcript is therefore proof that the caller's audio arrived whole. Steady line noise is
tolerated, and so is one careful change of rate (24 kHz and back).
"""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.simulator.audio.mulaw import BYTES_PER_MS, FRAME_BYTES, SILENCE, mulaw_decode
from apps.simulator.audio.voice import voice_read
from apps.simulator.phrasebook.book import Phrase, phrases_all

# The share of a frame's energy that may differ. Measured over the book: a frame that went to 24 kHz and back
# differs by 0.0025 at most, a lost, doubled or swapped one by 0.24 at least.
FRAME_TOLERANCE = 0.06
# Residual that is always forgiven: quantisation of the quietest mu-law steps.
RESIDUAL_FLOOR = 12.0**2
LIKENESS_MIN = 0.8
PHRASES_MAX = 4
_SOUNDING = 300

Signal = NDArray[np.float64]


@dataclass(frozen=True)
class HeardPhrase:
    """`start_ms` counts from the start of the audio given."""

    key: str
    text: str
    start_ms: int


@dataclass(frozen=True)
class Hearing:
    """What was understood. `text` is empty when nothing was; `confidence` is the share of sound explained."""

    phrases: tuple[HeardPhrase, ...]
    confidence: float

    @property
    def text(self) -> str:
        return " ".join(phrase.text for phrase in self.phrases)


def speech_recognise(audio: bytes) -> Hearing:
    """The phrases in 8 kHz mu-law audio, in the order they were said, or words in our own voice."""
    if (spoken := _spoken(audio)) is not None:
        return spoken
    found, rest = _exact(audio)
    sounding = _sound_ms(audio)
    if _sound_ms(rest) > sounding * 0.1:
        near, rest = _near(rest)
        found += near
    explained = 1 - _sound_ms(rest) / sounding if sounding else 0.0
    return Hearing(tuple(sorted(found, key=lambda phrase: phrase.start_ms)), round(max(0.0, explained), 3))


def _spoken(audio: bytes) -> Hearing | None:
    """Any words that a caller says in the voice of `audio.voice`, if no character of them is damaged."""
    heard = [run for run in voice_read(audio) if run.text]
    if not heard or any(run.damaged_ms for run in heard):
        return None
    return Hearing(tuple(HeardPhrase("", run.text, run.start_ms) for run in heard), 1.0)


def _exact(audio: bytes) -> tuple[list[HeardPhrase], bytes]:
    """Undamaged phrases, byte for byte: the usual case, and cheap.

    Longest first, one may begin as another.
    """
    found: list[HeardPhrase] = []
    for phrase in sorted(phrases_all().values(), key=lambda phrase: -len(phrase.audio)):
        clip = phrase.audio.rstrip(SILENCE)
        position = audio.find(clip)
        while position >= 0:
            found.append(HeardPhrase(phrase.key, phrase.text, position // BYTES_PER_MS))
            audio = audio[:position] + SILENCE * len(clip) + audio[position + len(clip) :]
            position = audio.find(clip)
    return found, audio


def _near(audio: bytes) -> tuple[list[HeardPhrase], bytes]:
    """Phrases that arrived whole under noise or through another rate."""
    found: list[HeardPhrase] = []
    while len(found) < PHRASES_MAX:
        match = _best_match(mulaw_decode(audio).astype(np.float64))
        if match is None:
            break
        phrase, position = match
        found.append(HeardPhrase(phrase.key, phrase.text, position // BYTES_PER_MS))
        end = position + len(phrase.audio)
        audio = audio[:position] + SILENCE * (end - position) + audio[end:]
    return found, audio


def _best_match(signal: Signal) -> tuple[Phrase, int] | None:
    # A circular correlation: only positions where the phrase fits whole are looked at, so nothing wraps.
    size = 1 << max(1, len(signal) - 1).bit_length()
    spectrum = np.fft.rfft(signal, size)
    energy = np.concatenate(([0.0], np.cumsum(signal**2)))
    best: tuple[float, Phrase, int] | None = None
    for phrase in phrases_all().values():
        length = len(phrase.audio)
        if length > len(signal):
            continue
        reference = _reference(phrase.key)
        likeness = np.fft.irfft(spectrum * _conjugate(phrase.key, size), size)[: len(signal) - length + 1]
        position = int(np.argmax(likeness))
        window = energy[position + length] - energy[position]
        score = float(likeness[position] / np.sqrt(window * (reference**2).sum() + 1e-9))
        if (
            score >= LIKENESS_MIN
            and (best is None or score > best[0])
            and _whole(signal, phrase.key, position)
        ):
            best = (score, phrase, position)
    return (best[1], best[2]) if best else None


def _whole(signal: Signal, key: str, position: int) -> bool:
    """True when every frame of the phrase is there, in its place, at one loudness."""
    reference = _reference(key)
    received = signal[position : position + len(reference)]
    gain = float(received @ reference / (reference @ reference))
    if not 0.25 <= gain <= 4:
        return False
    expected = (gain * reference).reshape(-1, FRAME_BYTES)
    residual = ((received.reshape(-1, FRAME_BYTES) - expected) ** 2).mean(axis=1)
    noise = float(np.median(residual)) * 4
    power = (expected**2).mean(axis=1)
    noise = min(noise, float(power.max()) * 0.02)
    return bool(np.all(residual <= np.maximum(FRAME_TOLERANCE * power, max(noise, RESIDUAL_FLOOR))))


@functools.cache
def _reference(key: str) -> Signal:
    return mulaw_decode(phrases_all()[key].audio).astype(np.float64)


@functools.lru_cache(maxsize=256)
def _conjugate(key: str, size: int) -> NDArray[np.complex128]:
    return np.conj(np.fft.rfft(_reference(key), size))


def _sound_ms(audio: bytes) -> int:
    return int((np.abs(mulaw_decode(audio).astype(np.int32)) > _SOUNDING).sum()) // BYTES_PER_MS
