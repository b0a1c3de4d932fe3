import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.db import connection

from apps.accounts.models import Membership, RefreshSession
from apps.accounts.testing import access_make, membership_make, user_make
from apps.core import clock
from apps.core.testing import PATIENCE_SECONDS
from apps.events.services import event_publish
from apps.events.tests.factories import KettleBoiled
from apps.notifications import consumers
from apps.notifications.live import live_group
from apps.notifications.tests.sockets import Connect, answer, say, tell, token_for
from apps.tenants.access import access_group
from apps.tenants.context import run_in_tenant
from apps.tenants.models import Business
from prosaas.sockets import socket_application


@asynccontextmanager
async def quick(monkeypatch: pytest.MonkeyPatch, **constants: float) -> AsyncIterator[None]:
    with monkeypatch.context() as patched:
        for name, value in constants.items():
            patched.setattr(consumers, name, value)
        yield


async def test_a_member_hears_what_happens_at_their_business(connect: Connect, business: Business) -> None:
    socket = await connect()
    await say(socket, await token_for(business))
    assert await answer(socket) == {"type": "ready"}

    sequence = await run_in_tenant("b_halutz", tell, KettleBoiled(id=7, degrees=98))

    assert await answer(socket) == {
        "type": "event",
        "event": "kettle.boiled",
        "id": "7",
        "sequence": sequence,
        "data": {"degrees": 98},
    }


async def test_nobody_hears_the_other_business(
    connect: Connect, business: Business, other_business: Business
) -> None:
    ours, theirs = await connect(), await connect("shaked.testserver")
    await say(ours, await token_for(business))
    await say(theirs, await token_for(other_business))
    assert [await answer(ours), await answer(theirs)] == [{"type": "ready"}] * 2

    for number in range(10):
        await run_in_tenant("b_halutz", tell, KettleBoiled(id=number))
        await run_in_tenant("b_shaked", tell, KettleBoiled(id=100 + number))

    assert [(await answer(ours))["id"] for _ in range(10)] == [str(number) for number in range(10)]
    assert [(await answer(theirs))["id"] for _ in range(10)] == [str(100 + number) for number in range(10)]
    assert await ours.receive_nothing(timeout=0.2)
    assert await theirs.receive_nothing(timeout=0.01)


async def test_nothing_is_heard_before_saying_who(connect: Connect, business: Business) -> None:
    socket = await connect()
    await run_in_tenant("b_halutz", tell, KettleBoiled(id=7))

    assert await socket.receive_nothing(timeout=0.2)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", None, 7, ["x"], {}])
async def test_no_valid_token_closes(connect: Connect, token: object) -> None:
    socket = await connect()
    await say(socket, token)

    assert await answer(socket) == 4401


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "null", '"authenticate"', "{}", '{"type": "hello"}', '{"type": "authenticate"}'],
)
async def test_another_first_message_closes(connect: Connect, text: str) -> None:
    socket = await connect()
    await socket.send_input({"type": "websocket.receive", "text": text})

    assert await answer(socket) == 4401


async def test_silence_closes(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    async with quick(monkeypatch, AUTHENTICATE_SECONDS=0.05):
        socket = await connect()

        assert await answer(socket) == 4401


@pytest.mark.parametrize("host", ["shaked.testserver", "nobody.testserver", "testserver", ""])
async def test_a_token_of_another_business_closes(
    connect: Connect, business: Business, other_business: Business, host: str
) -> None:
    """Also for somebody who is a member of both."""
    membership = await sync_to_async(membership_make)(business=business)
    await sync_to_async(membership_make)(business=other_business, user=membership.user)
    socket = await connect(host)
    await say(socket, await sync_to_async(access_make)(membership))

    assert await answer(socket) == 4403


async def test_who_is_no_member_any_more_is_closed_out(connect: Connect, business: Business) -> None:
    token = await token_for(business)
    await sync_to_async(Membership.objects.all().delete)()
    socket = await connect()
    await say(socket, token)

    assert await answer(socket) == 4403


async def test_a_suspended_business_hears_nothing(connect: Connect, business: Business) -> None:
    token = await token_for(business)
    await sync_to_async(Business.objects.filter(slug="halutz").update)(status="suspended")
    socket = await connect()
    await say(socket, token)

    assert await answer(socket) == 4403


async def test_an_open_socket_ends_when_the_person_is_removed(
    connect: Connect, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with quick(monkeypatch, PING_SECONDS=0.05):
        kept, removed = await connect(), await connect()
        await say(kept, await token_for(business))
        await say(removed, await token_for(business))
        assert [await answer(kept), await answer(removed)] == [{"type": "ready"}] * 2
        assert [await answer(kept), await answer(removed)] == [{"type": "ping"}] * 2

        session = await sync_to_async(RefreshSession.objects.order_by("-id").first)()
        await sync_to_async(Membership.objects.filter(user_id=session.user_id).delete)()

        while (last := await answer(removed)) == {"type": "ping"}:
            pass
        assert last == 4403
        assert await answer(kept) == {"type": "ping"}


async def test_an_open_socket_outlives_its_token_but_not_its_sign_in(
    connect: Connect, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with quick(monkeypatch, PING_SECONDS=0.05):
        socket = await connect()
        await say(socket, await token_for(business))
        assert await answer(socket) == {"type": "ready"}
        with clock.frozen(clock.now() + timedelta(hours=1)):
            assert await answer(socket) == {"type": "ping"}
        await sync_to_async(RefreshSession.objects.update)(revoked_at=clock.now())

        while (last := await answer(socket)) == {"type": "ping"}:
            pass
        assert last == 4403


async def test_a_sign_in_that_lay_idle_for_too_long_takes_its_open_socket_with_it(
    connect: Connect, business: Business, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    """An open dashboard that renews nothing keeps nobody signed in, nor does it end anybody else's."""
    idle_since = clock.now() - settings.SESSION_IDLE
    async with quick(monkeypatch, PING_SECONDS=0.05):
        kept, idle = await connect(), await connect()
        await say(kept, await token_for(business))
        await say(idle, await token_for(business))
        assert [await answer(kept), await answer(idle)] == [{"type": "ready"}] * 2
        session = await sync_to_async(RefreshSession.objects.order_by("-id").first)()
        mine = RefreshSession.objects.filter(pk=session.pk)

        await sync_to_async(mine.update)(last_used_at=idle_since + timedelta(minutes=1))
        for _ in range(3):
            assert await answer(idle) == {"type": "ping"}
        await sync_to_async(mine.update)(last_used_at=idle_since)

        async with asyncio.timeout(PATIENCE_SECONDS):
            while (last := await answer(idle)) == {"type": "ping"}:
                pass
        assert last == 4403
        assert await answer(kept) == {"type": "ping"}


@contextmanager
def members_table_away() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_membership RENAME TO away")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE away RENAME TO accounts_membership")


async def test_an_open_socket_ends_when_nobody_can_say_who_is_a_member(
    connect: Connect, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with quick(monkeypatch, PING_SECONDS=0.2):
        socket = await connect()
        await say(socket, await token_for(business))
        assert await answer(socket) == {"type": "ready"}

        away = members_table_away()
        await sync_to_async(away.__enter__)()
        try:
            while (last := await answer(socket)) == {"type": "ping"}:
                pass
        finally:
            await sync_to_async(away.__exit__)(None, None, None)
        assert last == 1013


async def test_too_big_and_binary_messages_close(connect: Connect) -> None:
    big, binary = await connect(), await connect()
    await big.send_to(text_data="א" * 3000)
    await binary.send_to(bytes_data=b"x")

    assert [await answer(big), await answer(binary)] == [1009, 1009]


async def test_too_many_messages_close(connect: Connect, business: Business) -> None:
    socket = await connect()
    await say(socket, await token_for(business))
    assert await answer(socket) == {"type": "ready"}
    for _ in range(consumers.MESSAGES_BETWEEN_PINGS):
        await socket.send_to(text_data="{}")

    assert await answer(socket) == 1008


async def test_a_closed_socket_leaves_its_group(connect: Connect, business: Business) -> None:
    socket = await connect()
    await say(socket, await token_for(business))
    await answer(socket)
    assert sorted(get_channel_layer().groups) == [
        f"live__group__{access_group('b_halutz')}",
        f"live__group__{live_group('b_halutz')}",
    ]

    await socket.disconnect(timeout=PATIENCE_SECONDS)

    assert get_channel_layer().groups == {}


async def test_an_unknown_socket_is_refused(tenants_db: None) -> None:
    socket = WebsocketCommunicator(
        socket_application, "/ws/kettle", headers=[(b"host", b"halutz.testserver")]
    )

    connected, _ = await socket.connect(PATIENCE_SECONDS)

    assert not connected


async def test_many_open_dashboards_all_hear(connect: Connect, business: Business) -> None:
    user = await sync_to_async(user_make)()
    membership = await sync_to_async(membership_make)(business=business, user=user)
    sockets = [await connect() for _ in range(20)]
    for socket in sockets:
        await say(socket, await sync_to_async(access_make)(membership))
    assert await asyncio.gather(*map(answer, sockets)) == [{"type": "ready"}] * 20

    await run_in_tenant("b_halutz", tell, KettleBoiled(id=7))

    assert {hint["id"] for hint in await asyncio.gather(*map(answer, sockets))} == {"7"}


@pytest.mark.usefixtures("worker")
async def test_from_a_commit_to_the_dashboard_through_the_worker(
    connect: Connect, business: Business, other_business: Business
) -> None:
    ours, theirs = await connect(), await connect("shaked.testserver")
    await say(ours, await token_for(business))
    await say(theirs, await token_for(other_business))
    assert [await answer(ours), await answer(theirs)] == [{"type": "ready"}] * 2

    for number in range(10):
        await run_in_tenant("b_halutz", event_publish, KettleBoiled(id=number))
        await run_in_tenant("b_shaked", event_publish, KettleBoiled(id=100 + number))

    async def heard(socket: WebsocketCommunicator) -> list[str]:
        return [json.loads((await socket.receive_output(PATIENCE_SECONDS))["text"])["id"] for _ in range(10)]

    assert await heard(ours) == [str(number) for number in range(10)]
    assert await heard(theirs) == [str(100 + number) for number in range(10)]
