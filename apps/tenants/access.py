"""Who may reach a business has changed: everything that is open at it looks again at once.

Open sockets and running calls join `access_group(schema)` and ask the database when a message comes. The
message says nothing but that it is worth asking.
"""

import asyncio
from functools import partial

import redis
import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from apps.tenants.context import scoped

MESSAGE = {"type": "access.changed"}
SEND_SECONDS = 2
log = structlog.get_logger(__name__)


def access_group(schema: str) -> str:
    return scoped(schema, "access")


def access_changed(schema: str) -> None:
    """After the surrounding commit; call it where a business, a member or a sign-in loses something.

    What was committed holds without Valkey too: then sockets and calls find out at their next own look.
    """
    transaction.on_commit(partial(_tell, schema), robust=True)


def _tell(schema: str) -> None:
    try:
        async_to_sync(_send)(schema)
    except (redis.RedisError, OSError, TimeoutError) as error:
        log.warning("access_change_untold", business=schema, error=type(error).__name__)


async def _send(schema: str) -> None:
    async with asyncio.timeout(SEND_SECONDS):
        await get_channel_layer().group_send(access_group(schema), MESSAGE)
