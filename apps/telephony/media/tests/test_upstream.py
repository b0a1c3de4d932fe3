"""The model's socket under a call that ends at any moment: nothing stays open that nobody owns."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from apps.core.crypto import Secret
from apps.core.testing import PATIENCE_SECONDS
from apps.telephony.media import realtime
from apps.telephony.media.requests import SessionSettings
from apps.telephony.media.upstream import (
    Upstream,
    UpstreamAddress,
    UpstreamError,
    UpstreamPool,
    upstream_claim,
    upstream_open,
)

SETTINGS = SessionSettings(
    model="gpt-realtime-2.1",
    voice="cedar",
    instructions="",
    tools=[],
    transcription_model="gpt-transcribe",
    language="he",
)
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class SlowServer:
    """Answers the handshake when told to, and knows which sockets are open."""

    def __init__(self) -> None:
        self.answer = asyncio.Event()
        self.asked = asyncio.Event()
        self.all_closed = asyncio.Event()
        self.open = 0
        self.says: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        request = await reader.readuntil(b"\r\n\r\n")
        self.asked.set()
        await self.answer.wait()
        (key,) = [
            line.partition(b":")[2].strip()
            for line in request.split(b"\r\n")
            if line.lower().startswith(b"sec-websocket-key:")
        ]
        accept = base64.b64encode(hashlib.sha1(key + MAGIC, usedforsecurity=False).digest())
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        for text in self.says:
            writer.write(bytes([0x81, len(text)]) + text)
        await reader.read()
        writer.close()
        self.open -= 1
        if not self.open:
            self.all_closed.set()

    async def is_deserted(self) -> bool:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.all_closed.wait()
        return self.open == 0


Slow = tuple[SlowServer, UpstreamAddress]


@pytest.fixture
async def slow() -> AsyncIterator[Slow]:
    slow = SlowServer()
    server = await asyncio.start_server(slow.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield slow, UpstreamAddress(base_url=f"http://127.0.0.1:{port}/v1", api_key=Secret("k"))
    server.close()


async def test_a_call_that_ends_during_the_handshake_leaves_no_socket(slow: Slow) -> None:
    server, address = slow
    claim = asyncio.create_task(upstream_claim(asyncio.create_task(upstream_open(address, SETTINGS))))
    await server.asked.wait()
    claim.cancel()
    await asyncio.gather(claim, return_exceptions=True)
    server.answer.set()
    assert await server.is_deserted()


async def test_a_socket_that_arrives_as_its_call_ends_is_closed(slow: Slow) -> None:
    """The connection is ready and its waiter cancelled in the same turn of the loop."""
    server, address = slow
    server.answer.set()
    opening = asyncio.create_task(upstream_open(address, SETTINGS))
    claim = asyncio.create_task(upstream_claim(opening))
    opening.add_done_callback(lambda _: claim.cancel())
    await asyncio.gather(claim, return_exceptions=True)
    assert claim.cancelled()
    assert await server.is_deserted()


async def test_a_prewarmed_socket_nobody_came_for_is_closed(slow: Slow) -> None:
    server, address = slow
    server.answer.set()
    pool = UpstreamPool()
    pool.prewarm("CA1", address, SETTINGS)
    await server.asked.wait()
    pool.drop("CA1")
    assert await server.is_deserted()
    assert await pool.take("CA1") is None


async def test_a_prewarmed_socket_is_taken_once(slow: Slow) -> None:
    server, address = slow
    server.answer.set()
    pool = UpstreamPool()
    pool.prewarm("CA1", address, SETTINGS)
    pool.prewarm("CA1", address, SETTINGS)
    first, second = await pool.take("CA1"), await pool.take("CA1")
    assert isinstance(first, Upstream)
    assert second is None
    assert server.open == 1
    first.close()
    assert await server.is_deserted()


async def test_a_refusal_has_a_reason() -> None:
    address = UpstreamAddress(base_url="http://127.0.0.1:9/v1", api_key=Secret("k"))
    with pytest.raises(UpstreamError) as refused:
        await upstream_open(address, SETTINGS)
    assert refused.value.reason == "model_unreachable"


def test_the_key_is_not_in_what_is_logged() -> None:
    address = UpstreamAddress(base_url="https://api.openai.com/v1/", api_key=Secret("sk-secret"))
    assert "sk-secret" not in repr(address)
    assert address.socket_url("gpt-realtime-2.1") == "wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1"


async def test_an_event_that_is_not_what_it_should_be_leaves_the_socket_open_and_is_counted(
    slow: Slow,
) -> None:
    server, address = slow
    server.answer.set()
    server.says = [
        b'{"type":"input_audio_buffer.committed","item_id":["u1"]}',
        b'{"type":"input_audio_buffer.committed","item_id":"u2"}',
    ]
    heard: asyncio.Queue[realtime.Event] = asyncio.Queue()
    with capture_logs() as logs:
        upstream = await upstream_open(address, SETTINGS)
        upstream.attach(on_event=heard.put_nowait, on_lost=lambda: None)
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert [await heard.get(), await heard.get()] == [
                realtime.Unreadable(),
                realtime.InputCommitted("u2"),
            ]
        upstream.close()
        assert await server.is_deserted()
    assert [(log["event"], log["count"]) for log in logs] == [("model_events_unreadable", 1)]
