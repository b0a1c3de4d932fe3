import base64
import io
import wave

import numpy as np

from apps.telephony.media.recording import RecordingTracks, Track, TrackWrite, compose, peaks_of

FRAME = base64.b64encode(b"\x10" * 160).decode()


def test_caller_frames_follow_each_other_whatever_the_jitter() -> None:
    tracks = RecordingTracks()
    for now_ms in (20, 43, 55, 90):
        tracks.caller(FRAME, now_ms)
    assert [write.offset for write in tracks.take()] == [0, 160, 320, 480]


def test_a_hole_on_the_line_is_a_hole_in_the_recording() -> None:
    tracks = RecordingTracks()
    tracks.caller(FRAME, 20)
    tracks.caller(FRAME, 1020)
    assert [write.offset for write in tracks.take()] == [0, 1000 * 8]


def test_the_assistant_stands_where_it_was_heard_and_ends_where_it_was_cut() -> None:
    tracks = RecordingTracks()
    tracks.assistant(b"\x20" * 800, 500)
    tracks.cut(550)
    assert tracks.take() == [
        TrackWrite(Track.ASSISTANT, 4000, b"\x20" * 800),
        TrackWrite(Track.ASSISTANT, 4400, b""),
    ]


def test_a_payload_that_is_no_audio_is_left_out() -> None:
    tracks = RecordingTracks()
    tracks.caller("A", 20)
    assert tracks.take() == []


def test_of_a_call_that_is_not_recorded_nothing_is_collected() -> None:
    tracks = RecordingTracks(is_kept=False)
    tracks.caller(FRAME, 20)
    tracks.assistant(b"\x20" * 800, 500)
    tracks.cut(550)
    assert tracks.take() == []


def test_the_file_is_stereo_pcm_with_the_caller_on_the_left() -> None:
    """0x00 is the loudest negative sample of mu-law, 0x80 the loudest positive one, 0xff silence (G.711)."""
    file = b"".join(compose(b"\x00\x80\xff", b"\xff" * 5))
    with wave.open(io.BytesIO(file)) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getsampwidth()) == (2, 8000, 2)
        samples = np.frombuffer(sound.readframes(5), dtype=np.int16).reshape(-1, 2)
    assert samples[:, 0].tolist() == [-32124, 32124, 0, 0, 0]
    assert samples[:, 1].tolist() == [0] * 5


def test_a_long_call_is_composed_in_pieces_of_the_same_sound() -> None:
    track = bytes(range(256)) * 1000
    pieces = list(compose(track, b""))
    assert len(pieces) == 1 + 4
    assert len(b"".join(pieces)) == 44 + len(track) * 4


def test_peaks_follow_the_loudness() -> None:
    peaks = peaks_of(b"\xff" * 8000 + b"\x00" * 8000, b"", count=4)
    assert peaks == [0, 0, 99, 99]
    assert peaks_of(b"", b"") == []
