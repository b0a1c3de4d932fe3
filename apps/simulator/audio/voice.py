"""The stand-in's speaking voice: text to mu-law, and back.

Every character has its own fixed 70 ms sound (about fourteen characters a second, as people speak), with a
syllable's envelope and a man's pitch. It is not intelligible to people. It is intelligible to `voice_read`,
byte by byte: whoever listens at the far end knows exactly which characters arrived undamaged, and when.
"""

import functools
import unicodedata
from dataclasses import dataclass

import numpy as np

from apps.simulator.audio.mulaw import BYTES_PER_MS, SAMPLE_RATE, SILENCE, mulaw_decode, mulaw_encode

CHARACTER_MS = 70
CHARACTER_BYTES = CHARACTER_MS * BYTES_PER_MS
TAIL_MS = 100
WORD_PAUSE_MS = 400

_LETTERS = "אבגדהוזחטיךכלםמןנסעףפץצקרשתABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_QUIET = " .,?!:;-\"'()/%₪+@*#&"
_SAME_SOUND = {"–": "-", "—": "-", "־": "-", "״": '"', "”": '"', "“": '"', "׳": "'", "’": "'", "\n": " "}


@dataclass(frozen=True)
class Heard:
    """A run of audio without a pause of WORD_PAUSE_MS. `damaged_ms` did not belong to a whole character."""

    text: str
    start_ms: int
    end_ms: int
    damaged_ms: int


def voice_text(text: str) -> str:
    """What `voice_render` really says: unknown characters and vowel points are left out."""
    known = _sounds()
    plain = "".join(_SAME_SOUND.get(character, character) for character in unicodedata.normalize("NFC", text))
    spoken = "".join(character for character in plain if character in known)
    return " ".join(spoken.split())


def voice_render(text: str) -> bytes:
    """8 kHz mu-law, CHARACTER_MS a character and TAIL_MS of silence; empty for nothing to say."""
    sounds = _sounds()
    spoken = voice_text(text)
    if not spoken:
        return b""
    return b"".join(sounds[character] for character in spoken) + SILENCE * (TAIL_MS * BYTES_PER_MS)


def voice_read(audio: bytes) -> list[Heard]:
    """What a listener makes of the audio: whole characters as text, everything else that sounds as damage."""
    heard: list[Heard] = []
    text: list[str] = []
    characters = _characters()
    position = start = voiced_end = damaged = 0
    sounding = False
    while position < len(audio):
        character = characters.get(audio[position : position + CHARACTER_BYTES])
        step = CHARACTER_BYTES if character else 1
        loud = character is not None or audio[position] != SILENCE[0]
        if loud:
            if not sounding:
                sounding, start = True, position
            if character:
                if text and position > voiced_end:
                    text.append(" ")
                text.append(character)
            else:
                damaged += 1
            voiced_end = position + step
        elif sounding and position - voiced_end >= WORD_PAUSE_MS * BYTES_PER_MS:
            heard.append(_heard(text, start, voiced_end, damaged))
            text, damaged, sounding = [], 0, False
        position += step
    if sounding:
        heard.append(_heard(text, start, voiced_end, damaged))
    return heard


def _heard(text: list[str], start: int, end: int, damaged: int) -> Heard:
    return Heard("".join(text).strip(), start // BYTES_PER_MS, end // BYTES_PER_MS, damaged // BYTES_PER_MS)


@functools.cache
def _sounds() -> dict[str, bytes]:
    return {character: _sound(character) for character in _LETTERS + _QUIET}


@functools.cache
def _characters() -> dict[bytes, str]:
    return {sound: character for character, sound in _sounds().items()}


def _sound(character: str) -> bytes:
    """A burst of breath, then a vowel of ten harmonics under two formants; pauses only murmur."""
    random = np.random.default_rng(ord(character))
    moment = np.arange(CHARACTER_BYTES) / SAMPLE_RATE
    pitch = random.uniform(95, 145)
    formants = random.uniform(300, 900), random.uniform(1000, 2600)
    vowel = np.zeros(CHARACTER_BYTES)
    for harmonic in range(1, 11):
        frequency = harmonic * pitch
        strength = sum(1 / (1 + ((frequency - formant) / 150) ** 2) for formant in formants) + 0.05
        vowel += strength * np.sin(2 * np.pi * frequency * moment + random.uniform(0, 2 * np.pi))
    vowel /= np.abs(vowel).max()
    breath = random.standard_normal(CHARACTER_BYTES) * np.exp(-moment / 0.008) * 0.25
    envelope = np.minimum(1, moment / 0.005) * (0.3 + 0.7 * np.sin(np.pi * moment / moment[-1]) ** 0.5)
    loudness = 60 if character in _QUIET else 9000
    samples = np.clip((vowel + breath) * envelope * loudness, -32000, 32000).astype(np.int16)
    # Twice, because mu-law has two zeros: a sound that was decoded on its way has only one of them.
    return mulaw_encode(mulaw_decode(mulaw_encode(samples)))
