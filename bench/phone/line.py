"""A Twilio for measuring: signs its webhook, dials the stream, sends 20 ms frames, plays what it gets."""

import asyncio
import base64
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx
import orjson
from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect
from twilio.request_validator import RequestValidator

from bench.phone.stamps import FRAME_BYTES, age_ms, frame_stamped, item_of


@dataclass
class Line(WSListener):
    """One call. `played` holds (item, start, end) in seconds of the loop's clock: the true playout."""

    stream_sid: str = ""
    transport: WSTransport | None = None
    outbound_ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    frames_sent: int = 0
    frames_played: int = 0
    truths: list[dict[int, float]] = field(default_factory=list)
    cleared: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    _played: list[tuple[int, float, float]] = field(default_factory=list)
    _marks: list[tuple[str, asyncio.TimerHandle]] = field(default_factory=list)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.closed.set()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
            return
        message = orjson.loads(frame.get_payload_as_bytes())
        now = asyncio.get_running_loop().time()
        match message["event"]:
            case "media":
                self._play(base64.b64decode(message["media"]["payload"]), now)
            case "mark":
                self._mark(message["mark"]["name"], now)
            case "clear":
                self._clear(now)

    def send(self, message: dict[str, Any]) -> None:
        if self.transport is not None:
            self.transport.send(WSMsgType.TEXT, orjson.dumps(message))

    async def speak(self, seconds: float) -> None:
        """Frames every 20 ms on an absolute clock."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        for index in range(int(seconds * 50)):
            media = {
                "track": "inbound",
                "chunk": str(index + 1),
                "timestamp": str(index * 20),
                "payload": base64.b64encode(frame_stamped()).decode(),
            }
            self.send({"event": "media", "streamSid": self.stream_sid, "media": media})
            self.frames_sent += 1
            await asyncio.sleep(max(0, started + (index + 1) * 0.02 - loop.time()))

    def hang_up(self) -> None:
        self.send({"event": "stop", "streamSid": self.stream_sid})
        if self.transport is not None:
            self.transport.send_close(WSCloseCode.OK)
            self.transport.disconnect()

    def _play(self, audio: bytes, now: float) -> None:
        start = max(now, self._played[-1][2] if self._played else now)
        self._played.append((item_of(audio), start, start + len(audio) / 8000))
        for offset in range(0, len(audio) - FRAME_BYTES + 1, FRAME_BYTES):
            self.outbound_ms.append(age_ms(audio[offset : offset + FRAME_BYTES]))
            self.frames_played += 1

    def _mark(self, name: str, now: float) -> None:
        end = max(now, self._played[-1][2] if self._played else now)
        loop = asyncio.get_running_loop()
        self._marks.append((name, loop.call_at(end, self._echo, name)))

    def _echo(self, name: str) -> None:
        self._marks = [mark for mark in self._marks if mark[0] != name]
        self.send({"event": "mark", "streamSid": self.stream_sid, "mark": {"name": name}})

    def _clear(self, now: float) -> None:
        truth: dict[int, float] = {}
        for item, start, end in self._played:
            truth[item] = truth.get(item, 0) + min(max(now - start, 0), end - start) * 1000
        self.truths.append(truth)
        self._played = [(item, start, min(end, now)) for item, start, end in self._played if start < now]
        for name, timer in self._marks:
            timer.cancel()
            self.send({"event": "mark", "streamSid": self.stream_sid, "mark": {"name": name}})
        self._marks.clear()
        self.cleared.set()


async def line_open(*, base_url: str, auth_token: str, client: httpx.AsyncClient) -> Line:
    """Webhook, TwiML, stream: as Twilio does it. Raises when any of them refuses."""
    call_sid, line = f"CA{uuid.uuid4().hex}", Line()
    form = {
        "CallSid": call_sid,
        "AccountSid": "AC" + "0" * 32,
        "From": "+972521234567",
        "To": "+97237630000",
        "CallStatus": "ringing",
        "Direction": "inbound",
    }
    url = f"{base_url}/webhooks/twilio/voice"
    signature = RequestValidator(auth_token).compute_signature(url, form)
    answer = await client.post(url, data=form, headers={"X-Twilio-Signature": signature})
    answer.raise_for_status()
    stream = ElementTree.fromstring(answer.text).find("./Connect/Stream")  # noqa: S314 (our own answer)
    if stream is None:
        raise RuntimeError(f"no stream in the answer: {answer.text[:200]}")
    token = next(parameter.attrib["value"] for parameter in stream.findall("Parameter"))
    line.stream_sid = f"MZ{uuid.uuid4().hex}"
    path = urlsplit(stream.attrib["url"]).path
    line.transport, _ = await ws_connect(lambda: line, f"ws://{urlsplit(base_url).netloc}{path}")
    line.send({"event": "connected", "protocol": "Call", "version": "1.0.0"})
    line.send(
        {
            "event": "start",
            "sequenceNumber": "1",
            "streamSid": line.stream_sid,
            "start": {
                "streamSid": line.stream_sid,
                "accountSid": form["AccountSid"],
                "callSid": call_sid,
                "tracks": ["inbound"],
                "customParameters": {"token": token},
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            },
        }
    )
    return line
