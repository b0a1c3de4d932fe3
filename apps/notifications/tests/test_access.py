"""Who loses access to a business loses the socket with it, without waiting for the next ping."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import redis
from asgiref.sync import sync_to_async
from channels_redis.pubsub import RedisPubSubLoopLayer

from apps.accounts.models import Membership
from apps.accounts.services import logout_everywhere, member_remove, member_update
from apps.accounts.testing import access_make, membership_make
from apps.audit.actors import SYSTEM
from apps.events.tests.factories import KettleBoiled
from apps.notifications.tests.sockets import Connect, answer, say, tell, token_for
from apps.platform.services import business_suspend, user_deactivate
from apps.tenants.access import access_changed
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.models import Business
from prosaas.local.ports import port_free

BY_SYSTEM = {"actor": SYSTEM}
LOSSES: dict[str, tuple[Callable[[Membership], object], int]] = {
    "signed out": (lambda lost: logout_everywhere(membership=lost, **BY_SYSTEM), 4403),
    "removed": (
        lambda lost: member_remove(business=lost.business, membership_id=lost.pk, **BY_SYSTEM),
        4403,
    ),
    "suspended": (
        lambda lost: member_update(
            business=lost.business, membership_id=lost.pk, is_suspended=True, **BY_SYSTEM
        ),
        4403,
    ),
    "shut out by the platform": (
        lambda lost: user_deactivate(user_id=lost.user_id, **BY_SYSTEM),
        4403,
    ),
    "another role": (
        lambda lost: member_update(business=lost.business, membership_id=lost.pk, role="admin", **BY_SYSTEM),
        4401,
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_who_loses_something_loses_the_socket_at_once_and_nobody_else_does(
    connect: Connect, business: Business, other_business: Business, loss: str
) -> None:
    """Between two pings, which are half a minute apart."""
    lose, code = LOSSES[loss]
    kept, lost, theirs = await connect(), await connect(), await connect("shaked.testserver")
    membership = await sync_to_async(membership_make)(business=business, role="agent")
    await say(kept, await token_for(business))
    await say(lost, await sync_to_async(access_make)(membership))
    await say(theirs, await token_for(other_business))
    assert [await answer(socket) for socket in (kept, lost, theirs)] == [{"type": "ready"}] * 3

    await run_in_tenant("b_halutz", lose, membership)

    assert await answer(lost) == code
    assert await kept.receive_nothing(timeout=0.2)
    assert await theirs.receive_nothing(timeout=0.01)
    await run_in_tenant("b_halutz", tell, KettleBoiled(id=7))
    assert (await answer(kept))["id"] == "7"


async def test_every_socket_of_a_suspended_business_closes_at_once_and_none_of_another(
    connect: Connect, business: Business, other_business: Business
) -> None:
    ours = [await connect() for _ in range(5)]
    theirs = await connect("shaked.testserver")
    for socket in ours:
        await say(socket, await token_for(business))
    await say(theirs, await token_for(other_business))
    assert [await answer(socket) for socket in (*ours, theirs)] == [{"type": "ready"}] * 6

    began = asyncio.get_running_loop().time()
    await run_in_tenant(
        PUBLIC_SCHEMA, business_suspend, business_id=business.pk, reason="לא שולם", actor=SYSTEM
    )

    assert await asyncio.gather(*map(answer, ours)) == [4403] * 5
    assert asyncio.get_running_loop().time() - began < 2
    for socket in ours:
        assert await socket.receive_nothing(timeout=0.05)
    assert await theirs.receive_nothing(timeout=0.01)


async def test_a_socket_that_was_refused_is_told_nothing_more(
    connect: Connect, business: Business, other_business: Business
) -> None:
    socket = await connect("shaked.testserver")
    await say(socket, await token_for(business))
    assert await answer(socket) == 4403

    await sync_to_async(access_changed)("b_halutz")

    assert await socket.receive_nothing(timeout=0.2)


async def test_without_valkey_a_dashboard_is_asked_to_try_again(
    connect: Connect, business: Business, settings: Any
) -> None:
    """Whoever cannot be told that access changed is not let in."""
    nowhere = {"hosts": [f"redis://127.0.0.1:{port_free()}/0"]}
    settings.CHANNEL_LAYERS = {"default": {**settings.CHANNEL_LAYERS["default"], "CONFIG": nowhere}}

    assert await answer(await connect()) == 1013


async def test_a_dashboard_that_came_just_before_valkey_went_is_asked_to_try_again(
    connect: Connect, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise redis.ConnectionError

    socket = await connect()
    with monkeypatch.context() as gone:
        gone.setattr(RedisPubSubLoopLayer, "group_add", away)
        await say(socket, await token_for(business))
        assert await answer(socket) == 1013
