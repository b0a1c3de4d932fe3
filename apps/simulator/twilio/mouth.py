"""What the caller says, frame by frame."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from apps.simulator.audio.mulaw import FRAME_BYTES, FRAME_MS, SILENCE


@dataclass
class Speaking:
    """When the caller's mouth was busy, in stream milliseconds."""

    key: str
    text: str
    start_ms: int
    end_ms: int


@dataclass
class Utterance:
    key: str
    text: str
    frames: deque[bytes]
    done: asyncio.Future[None] = field(repr=False)
    speaking: Speaking | None = None


class Mouth:
    """One thing after another; silence in between. `spoken` is what was begun."""

    def __init__(self) -> None:
        self.spoken: list[Speaking] = []
        self._waiting: deque[Utterance] = deque()

    def say(self, key: str, text: str, audio: bytes) -> asyncio.Future[None]:
        """Done when the last frame was taken; cancelled when the line ends before."""
        frames = deque(
            audio[start : start + FRAME_BYTES].ljust(FRAME_BYTES, SILENCE)
            for start in range(0, len(audio), FRAME_BYTES)
        )
        done = asyncio.get_running_loop().create_future()
        if frames:
            self._waiting.append(Utterance(key, text, frames, done))
        else:
            done.set_result(None)
        return done

    def frame(self, at_ms: int) -> bytes:
        """The next frame, sent at that moment."""
        if not self._waiting:
            return SILENCE * FRAME_BYTES
        utterance = self._waiting[0]
        if utterance.speaking is None:
            utterance.speaking = Speaking(utterance.key, utterance.text, at_ms, at_ms)
            self.spoken.append(utterance.speaking)
        utterance.speaking.end_ms = at_ms + FRAME_MS
        frame = utterance.frames.popleft()
        if not utterance.frames:
            self._waiting.popleft()
            if not utterance.done.done():
                utterance.done.set_result(None)
        return frame

    def close(self) -> None:
        for utterance in self._waiting:
            utterance.done.cancel()
        self._waiting.clear()
