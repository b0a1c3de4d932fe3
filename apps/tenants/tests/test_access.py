import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.db import transaction
from structlog.testing import capture_logs

from apps.core.testing import PATIENCE_SECONDS
from apps.tenants import access
from apps.tenants.access import access_changed, access_group
from apps.tenants.backend.door import OtherBusinessError
from apps.tenants.models import Business
from prosaas.local.ports import port_free


async def test_only_the_business_meant_is_told(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    layer = get_channel_layer()
    ours, theirs = await layer.new_channel(), await layer.new_channel()
    await layer.group_add(access_group(business.schema_name), ours)
    await layer.group_add(access_group(other_business.schema_name), theirs)

    try:
        await sync_to_async(access_changed)(business.schema_name)
        assert await asyncio.wait_for(layer.receive(ours), PATIENCE_SECONDS) == {"type": "access.changed"}
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(layer.receive(theirs), 0.2)
    finally:
        await layer.flush()


async def test_a_socket_joins_groups_of_one_business_only(
    business: Business, other_business: Business
) -> None:
    """Whatever it is asked for once it is in."""
    layer = get_channel_layer()
    socket, gone = await layer.new_channel(), await layer.new_channel()
    ours, theirs = access_group(business.schema_name), access_group(other_business.schema_name)
    for channel in (socket, gone):
        await layer.group_add(ours, channel)
    try:
        with pytest.raises(OtherBusinessError):
            await layer.group_add(theirs, socket)
        await layer.group_discard(ours, gone)
        await layer.group_add(theirs, gone)
        await layer.group_send(theirs, {"type": "access.changed"})
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(layer.receive(socket), 0.2)
        assert await asyncio.wait_for(layer.receive(gone), PATIENCE_SECONDS) == {"type": "access.changed"}
    finally:
        await layer.flush()


async def test_what_was_rolled_back_is_not_told(tenants_db: None, business: Business) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(access_group(business.schema_name), channel)

    def fail() -> None:
        with transaction.atomic():
            access_changed(business.schema_name)
            transaction.set_rollback(True)

    try:
        await sync_to_async(fail)()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(layer.receive(channel), 0.2)
    finally:
        await layer.flush()


def test_without_valkey_the_change_holds_and_the_log_says_so(
    tenants_db: None, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: Any = RedisPubSubChannelLayer(hosts=[f"redis://127.0.0.1:{port_free()}/0"])
    monkeypatch.setattr(access, "get_channel_layer", lambda: gone)

    with capture_logs() as logs, transaction.atomic():
        Business.objects.filter(pk=business.pk).update(status=Business.Status.SUSPENDED)
        access_changed(business.schema_name)

    assert Business.objects.get(pk=business.pk).status == "suspended"
    assert [(entry["event"], entry["business"]) for entry in logs] == [("access_change_untold", "b_halutz")]
