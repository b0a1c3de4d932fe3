"""Sounds that are not speech, made numerically. Deterministic."""

import numpy as np
from numpy.typing import NDArray

from apps.simulator.audio.mulaw import SAMPLE_RATE, mulaw_decode, mulaw_encode
from apps.simulator.audio.voice import voice_render

KINDS = ("line", "cough", "music", "echo")


def noise_make(kind: str, ms: int) -> bytes:
    """8 kHz mu-law of that length. Raises ValueError for an unknown kind.

    `line`: steady hiss and mains hum at -48 dB. `cough`: two short bursts, each 200 ms. `music`: chords
    with a beat. `echo`: the assistant's own voice coming back, quiet and late.
    """
    length = ms * SAMPLE_RATE // 1000
    makers = {"line": _line, "cough": _cough, "music": _music, "echo": _echo}
    if kind not in makers:
        raise ValueError(f"noise must be one of {', '.join(KINDS)}")
    return mulaw_encode(np.clip(makers[kind](length), -32000, 32000).astype(np.int16))


def _line(length: int) -> NDArray[np.float64]:
    moment = np.arange(length) / SAMPLE_RATE
    hiss = np.random.default_rng(1).normal(0, 90, length)
    return np.asarray(hiss + 60 * np.sin(2 * np.pi * 50 * moment))


def _cough(length: int) -> NDArray[np.float64]:
    moment = np.arange(length) / SAMPLE_RATE
    envelope = sum(
        np.where((moment >= start) & (moment < start + 0.2), np.exp(-(moment - start) / 0.06), 0.0)
        for start in (0.02, 0.32)
    )
    return np.random.default_rng(2).normal(0, 6000, length) * envelope


def _music(length: int) -> NDArray[np.float64]:
    moment = np.arange(length) / SAMPLE_RATE
    beat = 0.35 + 0.65 * np.exp(-(moment % 0.5) / 0.15)
    chord = np.floor(moment / 2).astype(int) % 3
    roots = np.array([220.0, 174.6, 196.0])[chord]
    tone = sum(np.sin(2 * np.pi * roots * ratio * moment) for ratio in (1, 1.25, 1.5, 2))
    return np.asarray(tone * beat * 1800)


def _echo(length: int) -> NDArray[np.float64]:
    voice = mulaw_decode(voice_render("שלום, איך אפשר לעזור לך היום?")).astype(np.float64)
    repeated = np.resize(voice, length) * 0.12
    return np.roll(repeated, SAMPLE_RATE // 8)
