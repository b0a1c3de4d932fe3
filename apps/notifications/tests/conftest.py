from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator

from apps.core.testing import PATIENCE_SECONDS
from apps.notifications.tests.sockets import Connect
from prosaas.sockets import socket_application


@pytest.fixture
async def connect(tenants_db: None) -> AsyncIterator[Connect]:
    async with AsyncExitStack() as stack:

        async def open_socket(
            host: str = "halutz.testserver", path: str = "/ws/events"
        ) -> WebsocketCommunicator:
            socket = WebsocketCommunicator(socket_application, path, headers=[(b"host", host.encode())])
            stack.push_async_callback(socket.disconnect, timeout=PATIENCE_SECONDS)
            await socket.connect(PATIENCE_SECONDS)
            return socket

        yield open_socket
    await get_channel_layer().flush()
