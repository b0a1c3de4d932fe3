"""Who loses access to a business loses the socket with it, without waiting for the next ping."""

import asyncio
from collections.abc import Callable

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.testing import access_make, membership_make
from apps.core import clock
from apps.events.tests.factories import KettleBoiled
from apps.notifications.tests.sockets import Connect, answer, say, tell, token_for
from apps.tenants.access import access_changed
from apps.tenants.context import run_in_tenant
from apps.tenants.models import Business

LOSSES: dict[str, tuple[Callable[[Membership], object], int]] = {
    "signed out": (
        lambda lost: RefreshSession.objects.filter(user=lost.user).update(revoked_at=clock.now()),
        4403,
    ),
    "removed": (lambda lost: lost.delete(), 4403),
    "deactivated": (lambda lost: User.objects.filter(pk=lost.user_id).update(is_active=False), 4403),
    "another role": (lambda lost: Membership.objects.filter(pk=lost.pk).update(role="admin"), 4401),
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

    def change() -> None:
        with transaction.atomic():
            lose(membership)
            access_changed("b_halutz")

    await sync_to_async(change)()

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

    def suspend() -> None:
        with transaction.atomic():
            Business.objects.filter(slug="halutz").update(status="suspended")
            for _ in range(3):
                access_changed("b_halutz")

    began = asyncio.get_running_loop().time()
    await sync_to_async(suspend)()

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
