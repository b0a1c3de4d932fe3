"""The media stream as Twilio drives it: 20 ms frames out in real time, received media into the playout.

Protocol: Twilio "Media Streams - WebSocket Messages". Pacing counts from one monotonic instant, so it does
not drift; a late frame is sent at once and the next one is on time again. `speed` runs the whole clock
faster: only for servers that have no clock of their own. Such a clock waits for the frames: where the machine
is too slow for it, everything in the call becomes slower alike.
"""

import asyncio
import base64
import binascii
import contextlib
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from socket import SHUT_RDWR
from typing import Any

import aiohttp
import orjson

from apps.simulator.audio.activity import Activity, VoiceActivity
from apps.simulator.audio.mulaw import BYTES_PER_MS, FRAME_BYTES, FRAME_MS, mulaw_mix
from apps.simulator.twilio.mouth import Mouth
from apps.simulator.twilio.playout import Playout

# Longer than any pause inside a sentence of the stand-in's voice, shorter than a person's patience.
QUIET_MS = 700
ECHO_LATE_MS = 160
BUFFER_MAX_MS = 600_000


@dataclass(frozen=True)
class Identity:
    call_sid: str
    stream_sid: str
    account_sid: str
    parameters: dict[str, str]


class MediaStream:
    """One connected stream. `run()` until either side ends it; everything else is called meanwhile."""

    def __init__(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        identity: Identity,
        *,
        speed: float = 1.0,
        marks_late_ms: float = 0,
        quiet_ms: int = QUIET_MS,
        background: bytes = b"",
        echo_db: float | None = None,
    ) -> None:
        self.identity = identity
        self.playout = Playout()
        self.mouth = Mouth()
        self.mouth_tape = bytearray()
        self.protocol_errors: list[str] = []
        self.activity: list[Activity] = []
        self.marks_received: list[str] = []
        self.marks_echoed: list[str] = []
        self.assistant_speaking = False
        self.ended: str | None = None
        self._socket = socket
        self._speed = speed
        self._marks_late_ms = marks_late_ms
        self._background = background
        self._echo_gain = None if echo_db is None else 10 ** (echo_db / 20)
        self._voice = VoiceActivity(silence_ms=quiet_ms)
        self._voice_at = 0
        self._sequence = 0
        self._chunk = 0
        self._echoes: deque[tuple[float, str]] = deque()
        self._changed = asyncio.Event()
        self._began: float | None = None

    @property
    def now_ms(self) -> float:
        """Since `start` was sent."""
        if self._began is None:
            return 0.0
        now_ms = (time.monotonic() - self._began) * 1000 * self._speed
        return now_ms if self._speed == 1 else min(now_ms, (self._chunk + 1) * FRAME_MS)

    # --- what the caller does

    async def run(self) -> None:
        """Returns when the stream has ended; `ended` says how."""
        receiving = asyncio.create_task(self._receive())
        sending = asyncio.create_task(self._send_frames())
        try:
            await asyncio.wait({receiving, sending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.ended = self.ended or "server closed"
            for task in (receiving, sending):
                task.cancel()
            for task in (receiving, sending):
                with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                    await task
            self.mouth.close()
            self._notify()

    async def start(self) -> None:
        identity = self.identity
        await self.send_raw({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        await self._send(
            "start",
            {
                "streamSid": identity.stream_sid,
                "accountSid": identity.account_sid,
                "callSid": identity.call_sid,
                "tracks": ["inbound"],
                "customParameters": identity.parameters,
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            },
        )
        self._began = time.monotonic()

    async def say(self, key: str, text: str, audio: bytes) -> None:
        """Speaks 8 kHz mu-law after whatever is being said; returns when the last frame is sent."""
        await self.mouth.say(key, text, audio)

    async def press(self, digit: str) -> None:
        await self._send("dtmf", {"track": "inbound_track", "digit": digit})

    async def stop(self) -> None:
        """Hangs up politely: `stop`, then the socket closes."""
        self.ended = self.ended or "caller hung up"
        identity = self.identity
        with contextlib.suppress(ConnectionError):
            await self._send("stop", {"accountSid": identity.account_sid, "callSid": identity.call_sid})
        await self._socket.close()

    def drop(self) -> None:
        """The network goes away: no `stop`, no close frame."""
        self.ended = self.ended or "caller dropped"
        connection = self._socket.get_extra_info("socket")
        if connection is not None:
            connection.shutdown(SHUT_RDWR)

    async def send_raw(self, message: dict[str, Any] | str | bytes) -> None:
        """Any frame at all; bytes go as a binary frame."""
        if isinstance(message, bytes):
            await self._socket.send_bytes(message)
        else:
            await self._socket.send_str(
                message if isinstance(message, str) else orjson.dumps(message).decode()
            )

    async def until(self, condition: Callable[[], bool], *, timeout_ms: float) -> bool:
        """Waits for a change that makes the condition true; False when the time is up or the stream ended."""
        deadline = self.now_ms + timeout_ms
        while not condition():
            left = (deadline - self.now_ms) / 1000 / self._speed
            if left <= 0 or self.ended:
                return False
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), left)
        return True

    # --- the wire

    async def _send_frames(self) -> None:
        assert self._began is not None
        frame_seconds = FRAME_MS / 1000 / self._speed
        while True:
            due = self._began + (self._chunk + 1) * frame_seconds
            wait = due - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            elif self._speed != 1:
                self._began -= wait
            frame = self._line(self.mouth.frame(self._chunk * FRAME_MS))
            self.mouth_tape += frame
            self._chunk += 1
            timestamp = (self._chunk - 1) * FRAME_MS
            payload = base64.b64encode(frame).decode()
            media = {
                "track": "inbound",
                "chunk": str(self._chunk),
                "timestamp": str(timestamp),
                "payload": payload,
            }
            await self._send("media", media)
            await self._echo(self.playout.advance(self.now_ms))
            self._listen()

    def _line(self, frame: bytes) -> bytes:
        """The frame with what the line adds: background noise, and the loudspeaker ECHO_LATE_MS later."""
        if self._background:
            start = self._chunk * FRAME_BYTES % len(self._background)
            frame = mulaw_mix(frame, (self._background[start:] + self._background)[:FRAME_BYTES])
        start = len(self.playout.tape) - ECHO_LATE_MS * BYTES_PER_MS
        if self._echo_gain is not None and start >= 0:
            frame = mulaw_mix(
                frame, bytes(self.playout.tape[start : start + FRAME_BYTES]), gain=self._echo_gain
            )
        return frame

    async def _receive(self) -> None:
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                self.protocol_errors.append("31924 a frame that is not text")
                continue
            await self._take(message.data)
            self._notify()

    async def _take(self, text: str) -> None:
        try:
            message = orjson.loads(text)
            event = message["event"]
            if message["streamSid"] != self.identity.stream_sid:
                self.protocol_errors.append("31951 another stream's streamSid")
                return
            if event == "media":
                audio = base64.b64decode(message["media"]["payload"], validate=True)
                if audio[:4] == b"RIFF":
                    self.protocol_errors.append("31950 the payload has a file header")
                await self._echo(self.playout.play(audio, self.now_ms))
                if self.playout.queued_ms > BUFFER_MAX_MS:
                    self.protocol_errors.append("31931 more than ten minutes of audio are waiting")
            elif event == "mark":
                self.marks_received.append(str(message["mark"]["name"]))
                await self._echo(self.playout.mark(str(message["mark"]["name"]), self.now_ms))
            elif event == "clear":
                await self._echo(self.playout.clear(self.now_ms))
            else:
                self.protocol_errors.append(f"31950 unknown event {event!r}")
        except (orjson.JSONDecodeError, KeyError, TypeError, binascii.Error) as error:
            self.protocol_errors.append(f"31950 unreadable message: {type(error).__name__}")

    async def _echo(self, names: list[str]) -> None:
        self._echoes += [(self.now_ms + self._marks_late_ms, name) for name in names]
        while self._echoes and self._echoes[0][0] <= self.now_ms:
            _, name = self._echoes.popleft()
            self.marks_echoed.append(name)
            await self._send("mark", {"name": name})

    async def _send(self, event: str, body: dict[str, Any]) -> None:
        self._sequence += 1
        sid = self.identity.stream_sid
        await self.send_raw(
            {"event": event, "sequenceNumber": str(self._sequence), event: body, "streamSid": sid}
        )

    def _listen(self) -> None:
        """The caller's own ear: who is speaking, by what has really been played."""
        tape = self.playout.tape
        while self._voice_at + FRAME_BYTES <= len(tape):
            change = self._voice.hear(bytes(tape[self._voice_at : self._voice_at + FRAME_BYTES]))
            self._voice_at += FRAME_BYTES
            if change:
                at_ms = change.at_ms if change.kind == "started" else change.at_ms - self._voice.silence_ms
                self.activity.append(Activity(change.kind, at_ms))
                self.assistant_speaking = change.kind == "started"
        self._notify()

    def _notify(self) -> None:
        self._changed.set()

    def heard(self, start_ms: int, end_ms: int) -> bytes:
        """What was played between two moments."""
        return bytes(self.playout.tape[start_ms * BYTES_PER_MS : end_ms * BYTES_PER_MS])
