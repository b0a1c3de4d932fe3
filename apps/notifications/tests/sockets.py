"""A dashboard's socket in a test's hands."""

import json
from collections.abc import Awaitable, Callable

from channels.testing import WebsocketCommunicator

from apps.accounts.testing import access_make, membership_make
from apps.core.testing import PATIENCE_SECONDS
from apps.events.events import Event
from apps.events.services import event_publish, events_deliver
from apps.tenants.context import run_in_tenant
from apps.tenants.models import Business

Connect = Callable[..., Awaitable[WebsocketCommunicator]]


async def say(socket: WebsocketCommunicator, token: object) -> None:
    await socket.send_json_to({"type": "authenticate", "token": token})


async def answer(socket: WebsocketCommunicator) -> object:
    """The next message, or the code it closes with."""
    event = await socket.receive_output(PATIENCE_SECONDS)
    return json.loads(event["text"]) if event["type"] == "websocket.send" else event["code"]


async def token_for(business: Business, role: str = "agent") -> str:
    return await run_in_tenant("public", lambda: access_make(membership_make(business=business, role=role)))


def tell(event: Event) -> int:
    sequence = event_publish(event).id
    events_deliver()
    return sequence
