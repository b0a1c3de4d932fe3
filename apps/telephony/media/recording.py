"""Both sides of a call on one timeline, as they were heard. Pure.

A track is mu-law at 8 kHz, so byte 8n is millisecond n of the stream. `RecordingTracks` turns what happens in
the call into writes; `compose` makes the file people listen to: 16-bit PCM, stereo, the caller on the left.
"""

import base64
import itertools
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from .codec import Media
from .playout import BYTES_PER_MS

SAMPLE_RATE = 8_000
SILENCE = b"\xff"
# Frames without a time of their own: a pause larger than this is silence on the line, a smaller one jitter.
# By their own time jitter does not show, and a pause of more than half a frame is a frame that was lost.
HOLE_MS = 200
BLOCK_SECONDS = 10
PEAKS = 240


class Track(StrEnum):
    CALLER = "caller"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class TrackWrite:
    """Put `audio` at byte `offset`, with silence before it; with no audio, the track ends at `offset`."""

    track: Track
    offset: int
    audio: bytes


class RecordingTracks:
    """Collects writes until `take`; at most a second's worth, in a call that is written as it runs.

    With `is_kept` False it collects nothing: of a call that is not recorded no sound is ever written.
    """

    def __init__(self, *, is_kept: bool = True) -> None:
        self._is_kept = is_kept
        self._writes: list[TrackWrite] = []
        self._caller_end = 0
        self._caller_came_ms = 0.0
        self._caller_zero_ms: float | None = None
        self._assistant_end = 0

    def begin(self, now_ms: float) -> None:
        """The stream is read from now on. What it brings at once was said since it began."""
        self._caller_came_ms = now_ms

    def caller(self, frame: Media, now_ms: float) -> None:
        """A frame that is already on its way to the model: this is a copy."""
        if not self._is_kept:
            return
        try:
            audio = base64.b64decode(frame.payload, validate=True)
        except ValueError:
            return
        start = self._caller_start(frame.timestamp_ms, len(audio) / BYTES_PER_MS, now_ms)
        self._add(Track.CALLER, start, audio)
        self._caller_end = start + len(audio)
        self._caller_came_ms = now_ms

    def assistant(self, audio: bytes, start_ms: float | None) -> None:
        """`start_ms` None: what is heard without a pause stands without one, byte by byte."""
        if start_ms is not None:
            self._assistant_end = max(self._assistant_end, int(start_ms) * BYTES_PER_MS)
        self._add(Track.ASSISTANT, self._assistant_end, audio)
        self._assistant_end += len(audio)

    def cut(self, at_ms: float) -> None:
        """What the assistant's track holds from here on was never heard."""
        self._assistant_end = min(self._assistant_end, int(at_ms) * BYTES_PER_MS)
        self._add(Track.ASSISTANT, self._assistant_end, b"")

    def _caller_start(self, timestamp_ms: float | None, length_ms: float, now_ms: float) -> int:
        """The byte at which a frame of the caller's stands: by its own time, or else by when it came.

        Never on another frame, and however late it says to be, never later than it came.
        """
        came_ms, end_ms = now_ms - length_ms, self._caller_end / BYTES_PER_MS
        if timestamp_ms is None or self._caller_zero_ms is None:
            due_ms = came_ms if came_ms - self._caller_came_ms > HOLE_MS else end_ms
        else:
            due_ms = self._caller_zero_ms + timestamp_ms
        start_ms = max(end_ms, min(due_ms, came_ms)) if due_ms - end_ms > length_ms / 2 else end_ms
        is_on_time = due_ms <= came_ms and end_ms - due_ms <= HOLE_MS
        if timestamp_ms is not None and (self._caller_zero_ms is None or not is_on_time):
            # The first one, or a clock that jumped: what follows is told by this frame.
            self._caller_zero_ms = start_ms - timestamp_ms
        return int(start_ms) * BYTES_PER_MS if start_ms > end_ms else self._caller_end

    def take(self) -> list[TrackWrite]:
        writes, self._writes = self._writes, []
        return writes

    def _add(self, track: Track, offset: int, audio: bytes) -> None:
        if self._is_kept:
            self._writes.append(TrackWrite(track, offset, audio))


def compose(caller: bytes, assistant: bytes) -> Iterator[bytes]:
    """The WAV file, piece by piece: a long call never stands in memory as PCM."""
    length = max(len(caller), len(assistant))
    yield _header(length)
    block = BLOCK_SECONDS * SAMPLE_RATE
    for start in range(0, length, block):
        end = min(start + block, length)
        both = [_samples(_padded(track, start, end)) for track in (caller, assistant)]
        yield np.stack(both, axis=1).tobytes()


def peaks_of(caller: bytes, assistant: bytes, count: int = PEAKS) -> list[int]:
    """The loudness of `count` equal stretches of the call, 0 to 100, for a waveform."""
    length = max(len(caller), len(assistant))
    if not length:
        return []
    edges = [length * index // count for index in range(count + 1)]
    pairs = itertools.pairwise(edges)
    return [_peak(caller, assistant, start, max(end, start + 1)) for start, end in pairs]


def _peak(caller: bytes, assistant: bytes, start: int, end: int) -> int:
    samples = [_samples(track[start:end]) for track in (caller, assistant) if track[start:end]]
    loudest = max((float(np.percentile(np.abs(part.astype(np.int32)), 95)) for part in samples), default=0.0)
    return min(100, round(100 * math.sqrt(loudest / 32_768)))


def _padded(track: bytes, start: int, end: int) -> bytes:
    return bytes(track[start:end]).ljust(end - start, SILENCE)


def _samples(mulaw: bytes) -> npt.NDArray[np.int16]:
    decoded: npt.NDArray[np.int16] = _DECODED[np.frombuffer(mulaw, dtype=np.uint8)]
    return decoded


def _decode_table() -> npt.NDArray[np.int16]:
    """ITU-T G.711 mu-law: sign, three bits of segment, four of step, all inverted on the line."""
    codes = ~np.arange(256, dtype=np.uint8)
    segment = (codes & 0x70).astype(np.int32) >> 4
    magnitude = ((((codes & 0x0F).astype(np.int32) << 3) + 0x84) << segment) - 0x84
    return np.where(codes & 0x80, -magnitude, magnitude).astype(np.int16)


def _header(samples: int) -> bytes:
    """RIFF header of 16-bit stereo PCM, 8 kHz."""
    data_bytes = samples * 4
    riff = struct.pack("<4sI4s", b"RIFF", 36 + data_bytes, b"WAVE")
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, SAMPLE_RATE, SAMPLE_RATE * 4, 4, 16)
    return riff + form + struct.pack("<4sI", b"data", data_bytes)


_DECODED = _decode_table()
