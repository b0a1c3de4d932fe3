"""Voice activity: who is speaking, by energy over a tracked noise floor. Pure: time is counted in audio."""

import math
from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np

from apps.simulator.audio.mulaw import FRAME_BYTES, FRAME_MS, mulaw_decode

# Digital silence and line hiss count as this quiet, so that a click after silence is not speech.
FLOOR_MIN_DB = -55.0
# A steady noise louder than this is still heard as speech.
FLOOR_MAX_DB = -32.0
FLOOR_WINDOW_FRAMES = 1500 // FRAME_MS
# This many loud frames among the last so many start speech: 100 ms, with room for a closed consonant.
START_FRAMES = 5
START_WINDOW = 8

_POWER = mulaw_decode(bytes(range(256))).astype(np.float64) ** 2 / 32768.0**2


@dataclass(frozen=True)
class Activity:
    """A change in the stream. `at_ms` counts audio since the first byte."""

    kind: Literal["started", "stopped"]
    at_ms: int


def frame_level_db(frame: bytes) -> float:
    """Mean power of mu-law bytes in dB below full scale, never under FLOOR_MIN_DB."""
    power = float(_POWER[np.frombuffer(frame, dtype=np.uint8)].mean()) if frame else 0.0
    return max(FLOOR_MIN_DB, 10 * math.log10(power)) if power > 0 else FLOOR_MIN_DB


class VoiceActivity:
    """Finds where speech starts and stops in 20 ms frames.

    `threshold` 0..1 is the probability a frame must reach; 0.5 means 12 dB over the noise floor. Speech
    starts at the first of START_FRAMES loud frames close together and stops `silence_ms` after the last.
    """

    def __init__(self, *, threshold: float = 0.5, silence_ms: int = 500) -> None:
        self.threshold = threshold
        self.silence_ms = silence_ms
        self.speaking = False
        self.position_ms = 0
        # A line counts as quiet until it was heard: somebody may speak into it from the first frame.
        self._levels: deque[float] = deque([FLOOR_MIN_DB], maxlen=FLOOR_WINDOW_FRAMES)
        self._loud: deque[bool] = deque(maxlen=START_WINDOW)
        self._last_loud_ms = 0

    @property
    def floor_db(self) -> float:
        return min(FLOOR_MAX_DB, max(FLOOR_MIN_DB, min(self._levels)))

    def probability(self, level_db: float) -> float:
        return 1 / (1 + math.exp(-(level_db - self.floor_db - 12) / 3))

    def hear(self, frame: bytes) -> Activity | None:
        """Takes the next FRAME_BYTES bytes."""
        assert len(frame) == FRAME_BYTES
        level = frame_level_db(frame)
        self._levels.append(level)
        loud = self.probability(level) >= self.threshold
        self.position_ms += FRAME_MS
        self._loud.append(loud)
        if loud:
            self._last_loud_ms = self.position_ms
        if not self.speaking and sum(self._loud) >= START_FRAMES:
            self.speaking = True
            frames_ago = len(self._loud) - self._loud.index(True)
            return Activity("started", self.position_ms - frames_ago * FRAME_MS)
        if self.speaking and self.position_ms - self._last_loud_ms >= self.silence_ms:
            self.speaking = False
            self._loud.clear()
            return Activity("stopped", self.position_ms)
        return None
