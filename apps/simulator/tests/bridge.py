"""The smallest honest bridge: enough of a server for the stand-ins to be tested against each other.

It passes audio through, answers three tools from a fixed calendar, clears and truncates on barge-in by its
own count of what was sent and when. It is not the product's bridge and shares nothing with it.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.audio.mulaw import FRAME_MS
from apps.simulator.server import RunningSimulator
from apps.simulator.twilio.signing import HEADER, signature_make

ACCOUNT_SID = "AC" + "1" * 32
# How much faster than real time the caller's clock runs here; the bridge counts the caller's frames.
SPEED = 10
# On that clock: for what must happen.
PATIENCE_MS = PATIENCE_SECONDS * 1000 * SPEED
AUTH_TOKEN = "bridge-auth-token"
TOKEN = "one-shot-token-of-the-bridge"
SLOTS = ["2026-11-23T10:00:00+02:00", "2026-11-23T10:30:00+02:00", "2026-11-23T14:00:00+02:00"]
INSTRUCTIONS = "היום יום ראשון, 2026-11-22.\nשעות הפתיחה: ראשון עד חמישי 09:00-18:00.\n"
GREETING = "שלום, הגעתם למספרת דמו, איך אפשר לעזור?"


def _tool(name: str, *fields: str) -> dict[str, Any]:
    properties = {field: {"type": "string"} for field in fields}
    return {"type": "function", "name": name, "parameters": {"type": "object", "properties": properties}}


TOOLS: list[Any] = [
    _tool("save_lead", "name", "phone", "service", "city", "notes"),
    _tool("check_availability", "date", "part_of_day"),
    _tool("book_appointment", "starts_at", "service", "name"),
]


@dataclass
class Bridge:
    """`ran`: every tool call as (name, arguments). `refused`: what was turned away, and why.

    `frames_all` is all that the caller sent. The rest are faults to switch on: one frame in `loses_every` is
    lost, it `damages` the speech, is `mute`, `hangs_up_after_ms` of the caller's audio.
    """

    simulator: RunningSimulator
    base_url: str = ""
    ran: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    booking_error: dict[str, Any] | None = None
    frames_all: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, str]] = field(default_factory=list)
    loses_every: int = 0
    damages: bool = False
    mute: bool = False
    hangs_up_after_ms: int = 0

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [frame for frame in self.frames_all if frame["event"] != "media"]

    @property
    def media_frames(self) -> list[dict[str, Any]]:
        return [frame for frame in self.frames_all if frame["event"] == "media"]

    def run_tool(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        self.ran.append((name, arguments))
        if name == "check_availability":
            return {"ok": True, "slots": [slot for slot in SLOTS if slot.startswith(arguments["date"])]}
        if name == "book_appointment" and self.booking_error:
            error, self.booking_error = self.booking_error, None
            return {"error": error}
        if name == "book_appointment":
            return {"ok": True, "appointment_id": 1, "starts_at": arguments["starts_at"]}
        return {"ok": True}

    # --- HTTP

    async def voice(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        expected = signature_make(f"{self.base_url}{request.path}", form, auth_token=AUTH_TOKEN)
        if request.headers.get(HEADER) != expected:
            self.refused.append("webhook signature")
            return web.Response(status=403)
        host = self.base_url.partition("://")[2]
        return web.Response(
            content_type="text/xml",
            text=f'<Response><Connect action="/webhooks/twilio/after"><Stream url="wss://{host}/media">'
            f'<Parameter name="token" value="{TOKEN}"/></Stream></Connect></Response>',
        )

    async def status(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        expected = signature_make(f"{self.base_url}{request.path}", form, auth_token=AUTH_TOKEN)
        if request.headers.get(HEADER) != expected:
            self.refused.append("status signature")
        self.statuses.append(form)
        return web.Response(status=204)

    async def after(self, request: web.Request) -> web.Response:
        text = "<Response><Say>להתראות מטוויליו</Say><Hangup/></Response>"
        return web.Response(content_type="text/xml", text=text)

    async def media(self, request: web.Request) -> web.StreamResponse:
        host = self.base_url.partition("://")[2]
        if request.headers.get(HEADER) != signature_make(f"wss://{host}/media", {}, auth_token=AUTH_TOKEN):
            self.refused.append("stream signature")
            return web.Response(status=403)
        socket = web.WebSocketResponse(max_msg_size=65536)
        await socket.prepare(request)
        await BridgedCall(self, socket).run()
        return socket


class BridgedCall:
    def __init__(self, bridge: Bridge, phone: web.WebSocketResponse) -> None:
        self.bridge = bridge
        self.phone = phone
        self.stream_sid = ""
        self.frames_heard = 0
        self.sent: list[tuple[str, float, float]] = []
        self.sounding_until = 0.0

    @property
    def now_ms(self) -> float:
        return self.frames_heard * FRAME_MS

    async def run(self) -> None:
        url = f"{self.bridge.simulator.base_url}/v1/realtime?model=gpt-realtime-2.1"
        if not await self._started():
            await self.phone.close(code=1008)
            return
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(url, headers={"Authorization": "Bearer simulator"}) as model,
        ):
            await model.send_json({"type": "session.update", "session": self._session()})
            await model.send_json(
                {"type": "response.create", "response": {"instructions": f'אמור: "{GREETING}"'}}
            )
            tasks = [
                asyncio.create_task(self._from_phone(model)),
                asyncio.create_task(self._from_model(model)),
            ]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()

    async def _started(self) -> bool:
        async for message in self.phone:
            event = json.loads(message.data)
            self.bridge.frames_all.append(event)
            if event["event"] == "start":
                self.stream_sid = event["streamSid"]
                good = event["start"]["customParameters"].get("token") == TOKEN
                if not good:
                    self.bridge.refused.append("token")
                return bool(good)
        return False

    def _session(self) -> dict[str, Any]:
        pcmu = {"type": "audio/pcmu"}
        listening = {
            "format": pcmu,
            "transcription": {"model": "gpt-transcribe", "language": "he"},
            "turn_detection": {"type": "server_vad", "silence_duration_ms": 400},
        }
        audio = {"input": listening, "output": {"format": pcmu, "voice": "cedar"}}
        return {"type": "realtime", "instructions": INSTRUCTIONS, "tools": TOOLS, "audio": audio}

    async def _from_phone(self, model: aiohttp.ClientWebSocketResponse) -> None:
        async for message in self.phone:
            if message.type is not aiohttp.WSMsgType.TEXT:
                return
            event = json.loads(message.data)
            self.bridge.frames_all.append(event)
            self.frames_heard += event["event"] == "media"
            if self.bridge.hangs_up_after_ms and self.now_ms > self.bridge.hangs_up_after_ms:
                return
            if event["event"] == "media" and not (
                self.bridge.loses_every and self.frames_heard % self.bridge.loses_every == 0
            ):
                await model.send_json(
                    {"type": "input_audio_buffer.append", "audio": event["media"]["payload"]}
                )
            elif event["event"] == "dtmf":
                content = [{"type": "input_text", "text": f"[DTMF] {event['dtmf']['digit']}"}]
                item = {"type": "message", "role": "user", "content": content}
                await model.send_json({"type": "conversation.item.create", "item": item})
            elif event["event"] == "stop":
                return

    async def _from_model(self, model: aiohttp.ClientWebSocketResponse) -> None:
        async for message in model:
            event = json.loads(message.data)
            if event["type"] == "response.output_audio.delta":
                await self._play(event)
            elif event["type"] == "input_audio_buffer.speech_started":
                await self._barge_in(model)
            elif event["type"] == "response.done" and event["response"]["status"] == "completed":
                await self._tools(model, event["response"]["output"])

    async def _play(self, event: dict[str, Any]) -> None:
        audio = base64.b64decode(event["delta"])
        if self.bridge.mute:
            return
        if self.bridge.damages:
            event["delta"] = base64.b64encode(audio[:100] + audio[120:]).decode()
        length = len(audio) / 8
        now = self.now_ms
        start = max(now, self.sounding_until)
        self.sounding_until = start + length
        self.sent.append((event["item_id"], start, self.sounding_until))
        await self.phone.send_json(
            {"event": "media", "streamSid": self.stream_sid, "media": {"payload": event["delta"]}}
        )
        mark = {"name": f"m{len(self.sent)}"}
        await self.phone.send_json({"event": "mark", "streamSid": self.stream_sid, "mark": mark})

    async def _barge_in(self, model: aiohttp.ClientWebSocketResponse) -> None:
        now = self.now_ms
        if now >= self.sounding_until:
            return
        await self.phone.send_json({"event": "clear", "streamSid": self.stream_sid})
        item_id = next(item for item, start, end in self.sent if start <= now < end)
        heard = sum(
            min(now, end) - start for item, start, end in self.sent if item == item_id and start < now
        )
        truncate = {"item_id": item_id, "content_index": 0, "audio_end_ms": int(heard)}
        await model.send_json({"type": "conversation.item.truncate", **truncate})
        self.sounding_until = now

    async def _tools(self, model: aiohttp.ClientWebSocketResponse, output: list[dict[str, Any]]) -> None:
        calls = [item for item in output if item["type"] == "function_call"]
        for call in calls:
            result = self.bridge.run_tool(call["name"], json.loads(call["arguments"]))
            item = {"type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(result)}
            await model.send_json({"type": "conversation.item.create", "item": item})
        if calls:
            await model.send_json({"type": "response.create"})


@asynccontextmanager
async def bridge_running(simulator: RunningSimulator) -> AsyncIterator[Bridge]:
    bridge = Bridge(simulator)
    application = web.Application()
    application.router.add_post("/webhooks/twilio/voice", bridge.voice)
    application.router.add_post("/webhooks/twilio/status", bridge.status)
    application.router.add_post("/webhooks/twilio/after", bridge.after)
    application.router.add_get("/media", bridge.media)
    runner = web.AppRunner(application, handle_signals=False, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bridge.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield bridge
    finally:
        await runner.cleanup()
