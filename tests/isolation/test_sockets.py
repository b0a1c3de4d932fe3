"""Every socket, asked by everybody."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from apps.core.testing import PATIENCE_SECONDS
from apps.events.services import event_publish, events_deliver
from apps.events.tests.factories import KettleBoiled
from apps.telephony.models import Call
from apps.telephony.tokens import stream_token
from apps.tenants.context import run_in_tenant
from apps.tenants.models import Business
from prosaas.routes import routes_gathered
from prosaas.sockets import socket_application
from tests.isolation.contents import contents_of
from tests.isolation.people import Person
from tests.isolation.stage import CLOSED, Stage, close

ROUTES = [str(route.pattern) for route in routes_gathered("websocket_urlpatterns")]
HERE, THERE = "halutz.testserver", "shaked.testserver"


def socket_of(route: str, host: str, person: Person) -> WebsocketCommunicator:
    """As the person's browser would open it; a business named in the address is the first."""
    address = f"/{route}".replace("<int:business_id>", "1")
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    headers = {"host": host, "authorization": person.authorization, "cookie": cookies}
    return WebsocketCommunicator(
        socket_application, address, headers=[(k.encode(), v.encode()) for k, v in headers.items()]
    )


@asynccontextmanager
async def connected(route: str, host: str, person: Person) -> AsyncIterator[WebsocketCommunicator]:
    socket = socket_of(route, host, person)
    is_accepted, _ = await socket.connect(PATIENCE_SECONDS)
    assert is_accepted
    yield socket
    await socket.disconnect(timeout=PATIENCE_SECONDS)


async def said(socket: WebsocketCommunicator) -> object:
    """The next message, or the code it closes with."""
    event = await socket.receive_output(PATIENCE_SECONDS)
    return json.loads(event["text"]) if event["type"] == "websocket.send" else event["code"]


def token_of(person: Person) -> str:
    return person.authorization.removeprefix("Bearer ")


async def live_lets_in(route: str, host: str, person: Person) -> bool:
    async with connected(route, host, person) as socket:
        await socket.send_json_to({"type": "authenticate", "token": token_of(person)})
        answer = await said(socket)
    assert answer in ({"type": "ready"}, 4401, 4403)
    return answer == {"type": "ready"}


async def media_lets_in(route: str, host: str, person: Person) -> bool:
    """Twilio's own: nobody's sign-in is of any use there."""
    is_accepted, code = await socket_of(route, host, person).connect(PATIENCE_SECONDS)
    assert is_accepted or code == 4401
    return is_accepted


LETS_IN: dict[str, Callable[[str, str, Person], Awaitable[bool]]] = {
    "ws/events": live_lets_in,
    "ws/twilio/media": media_lets_in,
    "ws/twilio/media/<int:business_id>": media_lets_in,
}
"""How one asks to be let in. A new socket needs its line here."""

FOR_MEMBERS = {"ws/events"}


@pytest.mark.parametrize("route", ROUTES)
async def test_only_members_are_let_in(stage: Stage, route: str) -> None:
    assert route in LETS_IN, f"nobody knows how to ask at /{route}: add it to LETS_IN"
    for person in stage.people:
        if person.authorization and not person.authorization.startswith("Bearer "):
            continue
        expected = person.role is not None and route in FOR_MEMBERS
        assert await LETS_IN[route](route, HERE, person) == expected, person.name


@pytest.mark.parametrize("host", [THERE, "testserver", "nobody.testserver", ""])
@pytest.mark.parametrize("route", ROUTES)
async def test_a_token_is_worth_nothing_at_another_host(stage: Stage, route: str, host: str) -> None:
    assert not await LETS_IN[route](route, host, stage.person("owner here"))


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize("route", ROUTES)
async def test_a_business_that_is_not_active_lets_nobody_in(stage: Stage, route: str, status: str) -> None:
    await sync_to_async(close)(stage.business, status)
    try:
        assert not await LETS_IN[route](route, HERE, stage.person("owner here"))
    finally:
        await sync_to_async(close)(stage.business, Business.Status.ACTIVE)


def tell(number: int) -> None:
    event_publish(KettleBoiled(id=number))
    events_deliver()


async def test_nobody_hears_the_other_business(stage: Stage) -> None:
    """The other's news is told first, so the first thing heard would be it."""
    listener = stage.person("owner here")
    async with connected("ws/events", HERE, listener) as socket:
        await socket.send_json_to({"type": "authenticate", "token": token_of(listener)})
        assert await said(socket) == {"type": "ready"}

        await run_in_tenant(stage.other.schema_name, tell, 666)
        await run_in_tenant(stage.business.schema_name, tell, 7)

        assert (await said(socket))["id"] == "7"


async def test_a_stream_cannot_be_tied_to_a_call_of_the_other_business(stage: Stage, settings) -> None:
    settings.TWILIO_STREAM_SIGNATURE_REQUIRED = False
    theirs = await run_in_tenant(stage.other.schema_name, Call.objects.get, pk=stage.foreign["call_id"])
    before = await sync_to_async(contents_of)(stage.business, stage.other)
    token = stream_token(schema=stage.business.schema_name, call_sid=theirs.sid, account_sid="AC1")
    start = {"accountSid": "AC1", "callSid": theirs.sid, "customParameters": {"token": token}}
    async with connected("ws/twilio/media", "testserver", Person("Twilio")) as socket:
        await socket.send_json_to({"event": "connected"})
        await socket.send_json_to({"event": "start", "streamSid": "MZ1", "start": start})

        assert await said(socket) == 4401
    assert await sync_to_async(contents_of)(stage.business, stage.other) == before
