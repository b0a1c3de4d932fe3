"""A call run by another process (`python -m apps.simulator.call`), known to the REST API while it lasts.

The caller opens GET /control/twilio/line as a WebSocket and introduces its call; REST's orders come back.

- caller, first: {"call": {"sid", "account_sid", "from", "to"}}
- simulator: {"do": "hang_up"} or {"do": "follow", "twiml"}
- caller, last: {"ended": {"duration_ms", "caller": base64 mu-law, "assistant": base64 mu-law}}
"""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import orjson
from aiohttp import web

from apps.simulator.keys import STATE
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.records import Record, call_make
from apps.simulator.twilio.rest_calls import call_end
from apps.simulator.twilio.rest_recordings import recordings_finish
from apps.simulator.twilio.settings import CallSettings
from apps.simulator.twilio.twiml import Step, twiml_read, twiml_write

MESSAGE_MAX = 64 * 1024 * 1024


class RemoteCall:
    """A LiveCall at the other end of a line."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._sending: set[asyncio.Task[None]] = set()

    def hang_up(self) -> None:
        self._order({"do": "hang_up"})

    def follow(self, steps: list[Step]) -> None:
        self._order({"do": "follow", "twiml": twiml_write(steps)})

    def _order(self, order: dict[str, str]) -> None:
        task = asyncio.create_task(self._socket.send_str(orjson.dumps(order).decode()))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)


async def line_socket(request: web.Request) -> web.StreamResponse:
    socket = web.WebSocketResponse(max_msg_size=MESSAGE_MAX)
    await socket.prepare(request)
    state, record = request.app[STATE], None
    async for message in socket:
        data = orjson.loads(message.data)
        if "call" in data:
            told = data["call"]
            body = call_make(
                told["account_sid"],
                sid=told["sid"],
                from_=told["from"],
                to=told["to"],
                direction="inbound",
                status="in-progress",
            )
            record = Record(told["sid"], body, live=RemoteCall(socket))
            state.twilio.calls[record.sid] = record
        elif "ended" in data and record:
            ended = data["ended"]
            call_end(record, ended["duration_ms"])
            tapes = base64.b64decode(ended["caller"]), base64.b64decode(ended["assistant"])
            settings = CallSettings(base_url="", auth_token=state.webhook_token)
            await recordings_finish(state.twilio, record, *tapes, settings)
    if record:
        record.live = None
    return socket


@asynccontextmanager
async def line_kept(simulator_url: str, call: PhoneCall) -> AsyncIterator[None]:
    """Makes the call known to the simulator at that address for as long as the context lasts."""
    settings = call.settings
    introduction = {
        "sid": settings.call_sid,
        "account_sid": settings.account_sid,
        "from": settings.from_number,
        "to": settings.to_number,
    }
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{simulator_url}/control/twilio/line", max_msg_size=MESSAGE_MAX) as socket,
    ):
        await socket.send_str(orjson.dumps({"call": introduction}).decode())
        listening = asyncio.create_task(_orders(socket, call))
        try:
            yield
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
            ended = {
                "duration_ms": call.report.duration_ms,
                "caller": base64.b64encode(call.caller_tape).decode(),
                "assistant": base64.b64encode(call.assistant_tape).decode(),
            }
            await socket.send_str(orjson.dumps({"ended": ended}).decode())


async def _orders(socket: aiohttp.ClientWebSocketResponse, call: PhoneCall) -> None:
    async for message in socket:
        order = orjson.loads(message.data)
        if order["do"] == "hang_up":
            call.hang_up()
        else:
            call.follow(twiml_read(order["twiml"]))
