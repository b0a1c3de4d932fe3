"""G.711 mu-law and the two PCM rates the wire uses. Pure functions over bytes and int16 arrays."""

import io
import wave

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 8000
BYTES_PER_MS = 8
FRAME_MS = 20
FRAME_BYTES = FRAME_MS * BYTES_PER_MS
SILENCE = b"\xff"
PCM24_RATE = 24000
PCM24_BYTES_PER_MS = 48

Samples = NDArray[np.int16]

_BIAS = 132
_CLIP = 32635


def _decode_table() -> Samples:
    codes = ~np.arange(256, dtype=np.int32) & 0xFF
    magnitude = (((codes & 0x0F) << 3) + _BIAS) << ((codes >> 4) & 0x07)
    magnitude -= _BIAS
    return np.where(codes & 0x80, -magnitude, magnitude).astype(np.int16)


def _encode_table() -> NDArray[np.uint8]:
    samples = np.arange(-32768, 32768, dtype=np.int32)
    magnitude = np.minimum(np.abs(samples), _CLIP) + _BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    sign = np.where(samples < 0, 0x80, 0)
    codes = ~(sign | (exponent << 4) | mantissa) & 0xFF
    return np.asarray(codes, dtype=np.uint8)


def _low_pass() -> NDArray[np.float64]:
    offsets = np.arange(-72, 73)
    taps = np.sinc(2 * 3750 / PCM24_RATE * offsets) * np.hamming(len(offsets))
    return np.asarray(taps / taps.sum(), dtype=np.float64)


_LOW_PASS = _low_pass()
_DECODED = _decode_table()
_ENCODED = _encode_table()


def mulaw_decode(data: bytes) -> Samples:
    """One int16 sample at 8 kHz a byte."""
    return _DECODED[np.frombuffer(data, dtype=np.uint8)]


def mulaw_encode(samples: Samples) -> bytes:
    """One byte a sample. Decoding and encoding again is lossless."""
    return _ENCODED[samples.astype(np.int32) + 32768].tobytes()


def mulaw_mix(first: bytes, second: bytes, *, gain: float = 1.0) -> bytes:
    """Both at once, the second at `gain`; as long as the first, the second padded with silence."""
    other = mulaw_decode(second.ljust(len(first), SILENCE)[: len(first)])
    mixed = mulaw_decode(first) + other * gain
    return mulaw_encode(np.clip(mixed, -32768, 32767).astype(np.int16))


class Pcm24Reader:
    """A stream of 24 kHz little-endian PCM, in pieces of any size, as 8 kHz mu-law under 3.75 kHz."""

    def __init__(self) -> None:
        self._bytes = b""
        self._history = np.zeros(len(_LOW_PASS) - 1)

    def read(self, data: bytes) -> bytes:
        self._bytes += data
        whole = len(self._bytes) // 6 * 6
        fresh = np.frombuffer(self._bytes[:whole], dtype="<i2").astype(np.float64)
        self._bytes = self._bytes[whole:]
        if not len(fresh):
            return b""
        signal = np.concatenate((self._history, fresh))
        self._history = signal[len(fresh) :]
        filtered = np.convolve(signal, _LOW_PASS, mode="valid")[::3]
        return mulaw_encode(np.clip(np.rint(filtered), -32768, 32767).astype(np.int16))


def mulaw_to_pcm24(data: bytes) -> bytes:
    """8 kHz mu-law to 24 kHz little-endian PCM, every sample held for three."""
    return np.repeat(mulaw_decode(data), 3).astype("<i2").tobytes()


def pcm_resample(samples: Samples, rate: int, to_rate: int) -> Samples:
    """Band-limited change of rate over the whole array (through its spectrum)."""
    if rate == to_rate or not len(samples):
        return samples
    length = round(len(samples) * to_rate / rate)
    spectrum = np.fft.rfft(samples.astype(np.float64))
    bins = length // 2 + 1
    spectrum = np.pad(spectrum, (0, max(0, bins - len(spectrum))))[:bins]
    resampled = np.fft.irfft(spectrum, length) * (length / len(samples))
    return np.clip(np.rint(resampled), -32768, 32767).astype(np.int16)


def wav_to_mulaw(data: bytes) -> bytes:
    """A 16-bit or mu-law WAV file of any rate, first channel, as 8 kHz mu-law.

    Raises ValueError for anything else.
    """
    if data[:4] == b"RIFF" and data[20:22] == b"\x07\x00":
        return _wav_chunk(data, b"data")
    try:
        with wave.open(io.BytesIO(data)) as reader:
            if reader.getsampwidth() != 2:
                raise ValueError("only 16-bit PCM or mu-law WAV is understood")
            frames = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2")
            first_channel = frames[:: reader.getnchannels()].astype(np.int16)
            return mulaw_encode(pcm_resample(first_channel, reader.getframerate(), SAMPLE_RATE))
    except (wave.Error, EOFError) as error:
        raise ValueError(str(error)) from error


def mulaw_to_wav(data: bytes) -> bytes:
    """8 kHz mu-law as a 16-bit PCM mono WAV file."""
    return pcm_to_wav(mulaw_decode(data), channels=1)


def pcm_to_wav(samples: Samples, *, channels: int) -> bytes:
    """Interleaved 8 kHz samples as a 16-bit PCM WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(samples.astype("<i2").tobytes())
    return target.getvalue()


def _wav_chunk(data: bytes, name: bytes) -> bytes:
    position = 12
    while position + 8 <= len(data):
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        if data[position : position + 4] == name:
            return data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2
    raise ValueError("the WAV file has no data")
