"""One media stream against the small bridge: what goes over the wire, and misbehaving on purpose."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.audio.mulaw import BYTES_PER_MS, FRAME_MS, SILENCE
from apps.simulator.audio.noise import noise_make
from apps.simulator.audio.voice import voice_read
from apps.simulator.phrasebook.book import phrase_get
from apps.simulator.tests.bridge import AUTH_TOKEN, GREETING, PATIENCE_MS, SPEED, TOKEN, Bridge
from apps.simulator.twilio.caller import stream_open
from apps.simulator.twilio.mischief import Mischief
from apps.simulator.twilio.scenario import SCENARIOS
from apps.simulator.twilio.settings import CallSettings
from apps.simulator.twilio.stream import MediaStream


def settings(bridge: Bridge, **fields: Any) -> CallSettings:
    return CallSettings(**{"base_url": bridge.base_url, "auth_token": AUTH_TOKEN, "speed": SPEED} | fields)


@asynccontextmanager
async def running(settings: CallSettings) -> AsyncIterator[MediaStream]:
    async with stream_open(settings) as stream:
        task = asyncio.create_task(stream.run())
        yield stream
        if not stream.ended:
            await stream.stop()
        await task


async def becomes(stream: MediaStream, condition: Callable[[], bool]) -> None:
    assert await stream.until(condition, timeout_ms=PATIENCE_MS)


def quiet(stream: MediaStream) -> bool:
    return [change.kind for change in stream.activity][-1:] == ["stopped"]


async def test_the_stream_begins_as_published(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await becomes(stream, lambda: quiet(stream))
    connected, start = bridge.frames[:2]
    assert connected == {"event": "connected", "protocol": "Call", "version": "1.0.0"}
    assert (start["event"], start["sequenceNumber"]) == ("start", "1")
    assert start["start"] == {
        "streamSid": stream.identity.stream_sid,
        "accountSid": stream.identity.account_sid,
        "callSid": stream.identity.call_sid,
        "tracks": ["inbound"],
        "customParameters": {"token": TOKEN},
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    }
    assert bridge.frames[-1]["event"] == "stop"
    assert voice_read(bytes(stream.playout.tape))[0].text == GREETING


async def test_frames_are_numbered_stamped_and_160_bytes_long(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await stream.say("yes", "כן", phrase_get("yes").audio)
        await stream.press("5")
    media = bridge.media_frames
    assert [frame["media"]["chunk"] for frame in media] == [str(number + 1) for number in range(len(media))]
    assert [frame["media"]["timestamp"] for frame in media] == [
        str(number * 20) for number in range(len(media))
    ]
    assert {len(base64.b64decode(frame["media"]["payload"])) for frame in media} == {160}
    assert {frame["media"]["track"] for frame in media} == {"inbound"}
    numbers = [int(frame["sequenceNumber"]) for frame in bridge.frames_all if "sequenceNumber" in frame]
    assert numbers == list(range(1, len(numbers) + 1))
    (dtmf,) = [frame for frame in bridge.frames if frame["event"] == "dtmf"]
    assert dtmf["dtmf"] == {"track": "inbound_track", "digit": "5"}
    assert phrase_get("yes").audio in b"".join(base64.b64decode(frame["media"]["payload"]) for frame in media)


def late_ms(stream: MediaStream) -> float:
    return stream.now_ms - len(stream.mouth_tape) / BYTES_PER_MS


async def test_pacing_does_not_drift(bridge: Bridge) -> None:
    def is_on_time() -> bool:
        late.append(late_ms(stream))
        return late[-1] < 5 * FRAME_MS and stream.now_ms > 1500

    late: list[float] = []
    async with running(settings(bridge, speed=1.0)) as stream:
        # As after a second in which this machine stood still.
        stream._began -= 1
        assert await stream.until(is_on_time, timeout_ms=PATIENCE_SECONDS * 1000)
    assert late[0] >= 1000
    assert min(late) >= 0


async def test_a_faster_clock_waits_for_its_frames(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await becomes(stream, lambda: len(stream.mouth_tape) > 0)
        stream._began -= 60
        before = stream.now_ms
        assert before < 60_000
        await becomes(stream, lambda: stream.now_ms > before + 1000)
        assert late_ms(stream) <= FRAME_MS


async def test_marks_come_back_after_the_sound_before_them(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await becomes(stream, lambda: quiet(stream))
    assert stream.marks_echoed == stream.marks_received != []
    assert [
        frame["mark"]["name"] for frame in bridge.frames if frame["event"] == "mark"
    ] == stream.marks_echoed


async def test_on_clear_every_pending_mark_comes_back_at_once(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await becomes(stream, lambda: stream.assistant_speaking)
        await stream.say("wait", "רגע, סליחה", phrase_get("wait").audio)
        await becomes(stream, lambda: bool(stream.playout.clears))
        (clear,) = stream.playout.clears
        assert clear.marks
        await becomes(stream, lambda: set(clear.marks) <= set(stream.marks_echoed))
        assert clear.cleared_ms > 500


async def test_late_marks_come_late_but_all(bridge: Bridge) -> None:
    async with running(settings(bridge, mischief=Mischief(marks_late_ms=400))) as stream:
        await becomes(stream, lambda: len(stream.marks_echoed) > 0)
        first_media_ms = stream.playout.first_media_ms
        assert first_media_ms is not None
        # The first mark follows 200 ms of sound.
        assert stream.now_ms >= first_media_ms + 200 + 400
        await becomes(stream, lambda: len(stream.marks_echoed) > 3)
        assert stream.marks_echoed == stream.marks_received[: len(stream.marks_echoed)]


async def test_noise_and_echo_are_mixed_into_what_is_sent(bridge: Bridge) -> None:
    assert SCENARIOS["noise"].background == "line"
    assert SCENARIOS["echo"].echo_db == -30
    async with running(settings(bridge)) as stream:
        stream._background = noise_make("line", 1000)
        stream._echo_gain = 0.5
        await becomes(stream, lambda: stream.assistant_speaking)
        await becomes(stream, lambda: len(stream.mouth_tape) > 4000 * BYTES_PER_MS)
    sent = bytes(stream.mouth_tape)
    assert sent.count(SILENCE) < len(sent) * 0.1
    assert max(sent[8000:], key=lambda code: 0x7F - (code & 0x7F)) != 0xFF


@pytest.mark.parametrize(("kind", "why"), [("wrong", "stream signature"), ("missing", "stream signature")])
async def test_a_wrong_stream_signature_is_sent_when_asked(bridge: Bridge, kind: str, why: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with stream_open(settings(bridge, mischief=Mischief(stream_signature=kind))):
            pass
    assert refused.value.status == 403
    assert bridge.refused == [why]


@pytest.mark.parametrize("token", ["wrong", "missing", "empty"])
async def test_a_wrong_token_is_sent_when_asked(bridge: Bridge, token: str) -> None:
    async with running(settings(bridge, mischief=Mischief(token=token))) as stream:
        await becomes(stream, lambda: stream.ended is not None)
    assert stream.ended == "server closed"
    assert bridge.refused == ["token"]
    assert stream.playout.received_bytes == 0


async def test_a_silent_caller_sends_nothing(bridge: Bridge) -> None:
    async with stream_open(settings(bridge, mischief=Mischief(silent=True))):
        pass
    assert bridge.frames == []


async def test_anything_at_all_can_be_sent(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await stream.send_raw({"event": "media", "streamSid": "MZ-of-another", "media": {"payload": "AAAA"}})
        await stream.send_raw({"event": "applause"})
        await becomes(stream, lambda: {"event": "applause"} in bridge.frames)


@pytest.mark.parametrize(
    "frame", [b"\x00\x01", "{not json", '{"event": "media", "media": "' + "x" * 70_000 + '"}']
)
async def test_a_frame_that_breaks_the_server_ends_the_stream(bridge: Bridge, frame: Any) -> None:
    async with running(settings(bridge)) as stream:
        await stream.send_raw(frame)
        await becomes(stream, lambda: stream.ended is not None)
    assert stream.ended == "server closed"


async def test_a_dropped_line_sends_no_stop(bridge: Bridge) -> None:
    async with running(settings(bridge)) as stream:
        await becomes(stream, lambda: stream.assistant_speaking)
        stream.drop()
    assert stream.ended == "caller dropped"
    assert [frame for frame in bridge.frames if frame["event"] == "stop"] == []


async def test_what_the_server_sends_wrong_is_noted(bridge: Bridge) -> None:
    async with stream_open(settings(bridge)) as stream:
        take = stream._take
        await take("{")
        await take('{"event": "media", "streamSid": "other", "media": {"payload": ""}}')
        sid = stream.identity.stream_sid
        await take(f'{{"event": "dance", "streamSid": "{sid}"}}')
        await take(f'{{"event": "media", "streamSid": "{sid}", "media": {{"payload": "!"}}}}')
        await take(f'{{"event": "media", "streamSid": "{sid}", "media": {{"payload": "UklGRgAA"}}}}')
    codes = [error.partition(" ")[0] for error in stream.protocol_errors]
    assert codes == ["31950", "31951", "31950", "31950", "31950"]
