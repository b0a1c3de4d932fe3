import base64
import io
import itertools
import wave

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media.codec import Media
from apps.telephony.media.realtime import AudioDelta
from apps.telephony.media.recording import RecordingTracks, Track, TrackWrite, compose, peaks_of
from apps.telephony.media.speech import Speech
from apps.telephony.media.transcript import Transcript

FRAME = Media("MZ1", base64.b64encode(b"\x10" * 160).decode())


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


def test_speech_without_a_pause_stands_without_one() -> None:
    """Whatever the clock made of it meanwhile; only a start of its own may leave silence."""
    tracks = RecordingTracks()
    tracks.assistant(b"\x20" * 801, 500)
    tracks.assistant(b"\x21" * 800, None)
    tracks.cut(650)
    tracks.assistant(b"\x22" * 800, 640)
    tracks.assistant(b"\x23" * 800, None)
    assert [write.offset for write in tracks.take()] == [4000, 4801, 5200, 5200, 6000]


def test_what_was_said_before_the_call_was_admitted_stands_where_it_was_said() -> None:
    tracks = RecordingTracks()
    tracks.begin(1500)
    for _ in range(75):
        tracks.caller(FRAME, 1500)
    tracks.caller(FRAME, 1520)
    assert [write.offset for write in tracks.take()] == [number * 160 for number in range(76)]


def test_by_the_frames_own_time_a_late_line_is_no_hole_and_a_hole_is_one() -> None:
    tracks = RecordingTracks()
    for timestamp_ms, now_ms in ((0, 30), (20, 630), (40, 631), (1060, 1100), (1080, 1120)):
        tracks.caller(Media("MZ1", FRAME.payload, timestamp_ms), now_ms)
    offsets = [write.offset for write in tracks.take()]
    assert offsets == [0, 160, 320, 1060 * 8, 1060 * 8 + 160]


def test_frames_that_were_lost_leave_their_time_however_short() -> None:
    """One of five is lost, the line's delay changes all the time: every frame stands where it was said."""
    tracks = RecordingTracks()
    arrived = [number for number in range(500) if number % 5 != 3]
    for number in arrived:
        jitter_ms = number * 7 % 90
        tracks.caller(Media("MZ1", FRAME.payload, 3000 + 20 * number), 40 + 20 * number + jitter_ms)
    assert [write.offset for write in tracks.take()] == [160 * number for number in arrived]


def test_a_clock_that_jumps_leaves_no_silence_that_was_not_there() -> None:
    tracks = RecordingTracks()
    times = [0, 20, 9_000_000, 9_000_020, 40, 60, 60, 60]
    for number, timestamp_ms in enumerate(times):
        tracks.caller(Media("MZ1", FRAME.payload, timestamp_ms), 20 + 20 * number)
    assert [write.offset for write in tracks.take()] == [160 * number for number in range(8)]


def test_a_payload_that_is_no_audio_is_left_out() -> None:
    tracks = RecordingTracks()
    tracks.caller(Media("MZ1", "A"), 20)
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


@given(
    echoes_late_ms=st.lists(st.floats(0, 600), min_size=1, max_size=20),
    parts=st.lists(st.integers(1, 900), min_size=1, max_size=12),
)
def test_a_reply_is_recorded_byte_for_byte_whatever_the_echoes_say(
    echoes_late_ms: list[float], parts: list[int]
) -> None:
    speech, tracks, lates = Speech(Transcript()), RecordingTracks(), itertools.cycle(echoes_late_ms)
    for number, milliseconds in enumerate(parts):
        audio = bytes([number + 1]) * (milliseconds * 8)
        speech.add(AudioDelta("r", "i", 0, audio), 0)
    speech.complete(item_id="i", content_index=0)
    echoes: list[tuple[float, str]] = []
    for now_ms in range(0, sum(parts), 10):
        for sent in speech.send_due(now_ms):
            tracks.assistant(sent.audio, sent.start_ms)
            echoes.append((now_ms + 400 + next(lates), sent.mark))
        for due_ms, mark in [echo for echo in echoes if echo[0] <= now_ms]:
            speech.acknowledge(mark, due_ms)
    writes = tracks.take()
    assert [write.offset for write in writes[1:]] == [
        write.offset + len(write.audio) for write in writes[:-1]
    ]
    assert b"".join(write.audio for write in writes) == b"".join(
        bytes([number + 1]) * (milliseconds * 8) for number, milliseconds in enumerate(parts)
    )
