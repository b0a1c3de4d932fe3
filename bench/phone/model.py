"""An OpenAI Realtime socket for measuring: speaks on command, stamps what it says, notes what it is told."""

import asyncio
import base64
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

from bench.phone.stamps import FRAME_BYTES, age_ms, frames_stamped


@dataclass
class Session(WSListener):
    """One upstream socket. Times in milliseconds."""

    on_ready: Callable[["Session"], None]
    transport: WSTransport | None = None
    is_open: bool = False
    inbound_ms: list[float] = field(default_factory=list)
    frames: int = 0
    truncates: list[dict[str, Any]] = field(default_factory=list)
    deletes: list[str] = field(default_factory=list)
    greeted: asyncio.Event = field(default_factory=asyncio.Event)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport, self.is_open = transport, True
        self.say({"type": "session.created", "session": {"type": "realtime", "id": "sess_1"}})

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.is_open = False

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code())
            transport.disconnect()
            return
        event = orjson.loads(frame.get_payload_as_bytes())
        match event["type"]:
            case "input_audio_buffer.append":
                audio = base64.b64decode(event["audio"])
                self.frames += len(audio) // FRAME_BYTES
                self.inbound_ms.append(age_ms(audio))
            case "session.update":
                self.say({"type": "session.updated", "session": event["session"]})
                self.on_ready(self)
            case "conversation.item.truncate":
                self.truncates.append(event)
                self.told.set()
            case "conversation.item.delete":
                self.deletes.append(event["item_id"])
            case "response.create":
                self.greeted.set()

    def say(self, event: dict[str, Any]) -> None:
        if self.transport is not None and self.is_open:
            event["event_id"] = f"event_{next(self._numbers)}"
            self.transport.send(WSMsgType.TEXT, orjson.dumps(event))

    async def reply(self, item: int, *, milliseconds: int, speed: float, delta_ms: int = 200) -> None:
        """One response with one item, `speed` times as fast as it is spoken."""
        response_id, item_id = f"resp_{item}", f"item_{item}"
        self.say({"type": "response.created", "response": {"id": response_id, "object": "realtime.response"}})
        loop = asyncio.get_running_loop()
        started = loop.time()
        for index, done_ms in enumerate(range(0, milliseconds, delta_ms)):
            audio = frames_stamped(min(delta_ms, milliseconds - done_ms) // 20, item)
            self.say(
                {
                    "type": "response.output_audio.delta",
                    "response_id": response_id,
                    "item_id": item_id,
                    "output_index": 0,
                    "content_index": 0,
                    "delta": base64.b64encode(audio).decode(),
                }
            )
            await asyncio.sleep(started + (index + 1) * delta_ms / 1000 / speed - loop.time())
        done = {"response_id": response_id, "item_id": item_id, "output_index": 0, "content_index": 0}
        self.say({"type": "response.output_audio.done", **done})
        self.say({"type": "response.done", "response": {"id": response_id, "status": "completed"}})

    def words(self, item: int, text: str) -> None:
        """What the item says so far; the product stores it and tells its dashboards."""
        self.say(
            {
                "type": "response.output_audio_transcript.done",
                "response_id": f"resp_{item}",
                "item_id": f"item_{item}",
                "output_index": 0,
                "content_index": 0,
                "transcript": text,
            }
        )

    def caller_speaks(self, item_id: str) -> None:
        self.say({"type": "input_audio_buffer.speech_started", "audio_start_ms": 0, "item_id": item_id})

    def caller_is_done(self, item_id: str) -> None:
        self.say({"type": "input_audio_buffer.speech_stopped", "audio_end_ms": 0, "item_id": item_id})
        self.say({"type": "input_audio_buffer.committed", "item_id": item_id, "previous_item_id": None})


class Model:
    """The server: sessions in the order in which they were configured."""

    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self._ready: asyncio.Queue[Session] = asyncio.Queue()

    async def start(self) -> str:
        """Returns the base URL for OPENAI_BASE_URL."""

        def accept(request: WSUpgradeRequest) -> WSListener:
            session = Session(self._ready.put_nowait)
            self.sessions.append(session)
            return session

        server = await ws_create_server(accept, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/v1"

    async def next_session(self) -> Session:
        return await self._ready.get()

    @property
    def open_sockets(self) -> int:
        return sum(session.is_open for session in self.sessions)
