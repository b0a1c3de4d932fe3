"""A media stream in a test's own hands: real socket, any frame, and the code it is closed with."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import httpx
from twilio.request_validator import RequestValidator

from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.twilio.settings import sid_make
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, HALUTZ, Served

FRAME = base64.b64encode(b"\xff" * 160).decode()


async def token_get(
    served: Served,
    *,
    call_sid: str,
    to: str = HALUTZ,
    account_sid: str = ACCOUNT_SID,
    auth_token: str = AUTH_TOKEN,
) -> str:
    """The token of a call that rings."""
    url = served.base_url + "/webhooks/twilio/voice"
    form = {"CallSid": call_sid, "AccountSid": account_sid, "From": "+972521234567", "To": to}
    signature = RequestValidator(auth_token).compute_signature(url, form)
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        answer = await client.post(url, data=form, headers={"X-Twilio-Signature": signature})
    return answer.text.partition('value="')[2].partition('"')[0]


class RawStream:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.sid = sid_make("MZ")

    async def send(self, message: Any) -> None:
        await self.socket.send_json(message)

    async def start(self, *, call_sid: str, token: str, account_sid: str = ACCOUNT_SID) -> None:
        await self.send({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        await self.send(
            {
                "event": "start",
                "streamSid": self.sid,
                "start": {
                    "callSid": call_sid,
                    "accountSid": account_sid,
                    "customParameters": {"token": token},
                },
            }
        )

    async def media(self, *, stream_sid: str | None = None) -> None:
        await self.send({"event": "media", "streamSid": stream_sid or self.sid, "media": {"payload": FRAME}})

    async def hear(self, event: str) -> dict[str, Any]:
        """The next message of a kind."""
        while True:
            message = await self.socket.receive_json(timeout=PATIENCE_SECONDS)
            if message["event"] == event:
                return dict(message)

    async def close_code(self, *, within_seconds: float = PATIENCE_SECONDS) -> int | None:
        """How the server closes the stream."""
        while not self.socket.closed:
            message = await self.socket.receive(timeout=within_seconds)
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
                break
        return self.socket.close_code


@asynccontextmanager
async def stream_raw(
    served: Served, *, signed: bool = True, path: str = "/ws/twilio/media", auth_token: str = AUTH_TOKEN
) -> AsyncIterator[RawStream]:
    url = served.base_url.replace("http://", "ws://") + path
    wss = url.replace("ws://", "wss://")
    signature = RequestValidator(auth_token).compute_signature(wss, {})
    headers = {"X-Twilio-Signature": signature} if signed else {}
    async with aiohttp.ClientSession() as session, session.ws_connect(url, headers=headers) as socket:
        yield RawStream(socket)
