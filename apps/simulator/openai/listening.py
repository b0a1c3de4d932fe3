"""The input audio buffer: received audio, where speech is in it, and what is cut out as a turn. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from apps.simulator.audio.activity import VoiceActivity
from apps.simulator.audio.mulaw import BYTES_PER_MS, FRAME_BYTES, Pcm24Reader

# semantic_vad waits for the meaning; the stand-in waits this long instead, by eagerness.
SEMANTIC_SILENCE_MS = {"low": 1200, "medium": 700, "auto": 700, "high": 400}
COMMIT_MIN_MS = 100


@dataclass(frozen=True)
class Started:
    at_ms: int


@dataclass(frozen=True)
class Stopped:
    """`audio` is the whole turn: padding before, silence after."""

    at_ms: int
    audio: bytes


class InputAudio:
    """Offsets are milliseconds of audio written since the session began."""

    def __init__(self) -> None:
        self.written_ms = 0
        self.speaking = False
        self._format: Literal["audio/pcm", "audio/pcmu"] = "audio/pcm"
        self._reader = Pcm24Reader()
        self._detection: dict[str, Any] | None = None
        self._activity: VoiceActivity | None = None
        self._kept = b""
        self._unheard = b""

    def configure(
        self, *, format_: Literal["audio/pcm", "audio/pcmu"], detection: dict[str, Any] | None
    ) -> None:
        """Takes effect from the next byte; speech under way goes on under the new rules."""
        self._format = format_
        if detection == self._detection and (self._activity or not detection):
            return
        self._detection = detection
        if detection is None:
            self._activity, self.speaking = None, False
            return
        silence = detection.get("silence_duration_ms")
        if silence is None:
            silence = SEMANTIC_SILENCE_MS[detection.get("eagerness") or "auto"]
        if self._activity is None:
            self._activity = VoiceActivity()
            self._activity.position_ms = self.written_ms
        self._activity.silence_ms = silence
        self._activity.threshold = detection.get("threshold") or 0.5

    def write(self, data: bytes) -> Iterator[Started | Stopped]:
        """Takes decoded wire audio of any length."""
        fresh = self._reader.read(data) if self._format == "audio/pcm" else data
        self._kept += fresh
        self._unheard += fresh
        while len(self._unheard) >= FRAME_BYTES:
            frame, self._unheard = self._unheard[:FRAME_BYTES], self._unheard[FRAME_BYTES:]
            self.written_ms += FRAME_BYTES // BYTES_PER_MS
            yield from self._hear(frame)

    def commit(self) -> bytes | None:
        """Everything kept, on the client's word; None when there is less than COMMIT_MIN_MS of it."""
        if len(self._kept) < COMMIT_MIN_MS * BYTES_PER_MS:
            return None
        audio, self._kept = self._kept, b""
        self._forget_speech()
        return audio

    def clear(self) -> None:
        self._kept = b""
        self._forget_speech()

    def silence_take(self, since_ms: int) -> bytes:
        """The audio written since then, taken out of the buffer."""
        length = max(0, self.written_ms - since_ms) * BYTES_PER_MS
        audio, self._kept = self._kept[-length:] if length else b"", b""
        return audio

    def _hear(self, frame: bytes) -> Iterator[Started | Stopped]:
        if self._activity is None or self._detection is None:
            return
        change = self._activity.hear(frame)
        padding_ms = self._detection.get("prefix_padding_ms", 300) or 0
        if change and change.kind == "started":
            self.speaking = True
            start_ms = max(0, change.at_ms - padding_ms)
            self._keep_since(start_ms)
            yield Started(start_ms)
        elif change:
            self.speaking = False
            unheard = len(self._unheard)
            audio = self._kept[:-unheard] if unheard else self._kept
            self._kept = self._unheard
            yield Stopped(change.at_ms, audio)
        elif not self.speaking:
            # Speech is noticed some frames late, so keep those as well as the padding.
            self._keep_since(self.written_ms - padding_ms - 200)

    def _keep_since(self, start_ms: int) -> None:
        length = (self.written_ms - start_ms) * BYTES_PER_MS + len(self._unheard)
        self._kept = self._kept[-length:] if length > 0 else b""

    def _forget_speech(self) -> None:
        self.speaking = False
        if self._activity:
            self._activity.speaking = False
