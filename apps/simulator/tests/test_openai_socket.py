"""The Realtime socket with the real SDK client, and the faults a test can order."""

import asyncio
import base64
import time
from typing import Any

import aiohttp
import openai
import pytest
from openai import AsyncOpenAI
from openai.resources.realtime.realtime import AsyncRealtimeConnection
from websockets.exceptions import ConnectionClosedError

from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.audio.mulaw import SILENCE
from apps.simulator.audio.voice import voice_read
from apps.simulator.openai.sessions import SessionLog
from apps.simulator.phrasebook.book import phrase_get
from apps.simulator.server import RunningSimulator, simulator_in_thread
from apps.simulator.tests.wire import PHONE, event_check

GREETING = "ברכה: שלום, הגעתם למרפאה של דוקטור לוי."


def client(simulator: RunningSimulator, key: str = "simulator") -> AsyncOpenAI:
    return AsyncOpenAI(api_key=key, base_url=simulator.openai_base_url, max_retries=0)


def connect(simulator: RunningSimulator, model: str = "gpt-realtime-2.1", key: str = "simulator") -> Any:
    return client(simulator, key).realtime.connect(model=model)


async def until(connection: AsyncRealtimeConnection, type_: str) -> list[Any]:
    """The events up to and with the first of that type, every one held against the SDK."""
    events = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for event in connection:
            event_check(event.model_dump(exclude_unset=True))
            events.append(event)
            if event.type == type_:
                break
    return events


async def receive_all(connection: AsyncRealtimeConnection, received: list[Any]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            received.append(await connection.recv())


async def greet(connection: AsyncRealtimeConnection) -> None:
    await connection.session.update(session={**PHONE, "instructions": GREETING})
    await connection.response.create()


async def order(simulator: RunningSimulator, **fault: Any) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.base_url}/control/faults", json=fault) as answer,
    ):
        return answer.status


def log(simulator: RunningSimulator) -> SessionLog:
    return simulator.state.sessions.all()[-1]


async def test_the_sdk_holds_a_conversation(simulator: RunningSimulator) -> None:
    async with connect(simulator) as connection:
        await greet(connection)
        events = await until(connection, "response.done")
        audio = b"".join(base64.b64decode(e.delta) for e in events if e.type == "response.output_audio.delta")
        assert voice_read(audio)[0].text == "שלום, הגעתם למרפאה של דוקטור לוי."
        spoken = base64.b64encode(phrase_get("book").audio + SILENCE * 8000).decode()
        await connection.input_audio_buffer.append(audio=spoken)
        events = await until(connection, "response.done")
        said = [e.transcript for e in events if e.type == "response.output_audio_transcript.done"]
        assert said == ["בשמחה. מה השם בבקשה?"]
    summary = log(simulator).summary()
    assert summary["appends"] == 1
    assert summary["audio_in_bytes"] == len(phrase_get("book").audio) + 8000
    assert [turn["text"] for turn in summary["transcripts"] if turn["author"] == "caller"] == [
        "אני רוצה לקבוע תור"
    ]


@pytest.mark.parametrize("key", ["bad-key"])
async def test_a_wrong_key_is_refused(simulator: RunningSimulator, key: str) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{simulator.openai_base_url}/realtime?model=gpt-realtime-2.1"
        for headers in ({}, {"Authorization": f"Bearer {key}"}, {"Authorization": "Basic eA=="}):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(url, headers=headers)
            assert refused.value.status == 401
    assert simulator.state.sessions.all() == []


async def test_the_removed_beta_header_is_refused(simulator: RunningSimulator) -> None:
    headers = {"Authorization": "Bearer x", "OpenAI-Beta": "realtime=v1"}
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(
                f"{simulator.openai_base_url}/realtime?model=gpt-realtime", headers=headers
            )
    assert refused.value.status == 400


async def test_a_model_that_was_shut_down_does_not_exist(simulator: RunningSimulator) -> None:
    async with connect(simulator, model="gpt-4o-realtime-preview") as connection:
        (event,) = await until(connection, "error")
        assert event.error.code == "model_not_found"


@pytest.mark.parametrize("status", [401, 429, 500])
async def test_a_refused_connection(simulator: RunningSimulator, status: int) -> None:
    assert await order(simulator, kind="refuse", status=status) == 201
    async with aiohttp.ClientSession() as session:
        url = f"{simulator.openai_base_url}/realtime?model=gpt-realtime-2.1"
        headers = {"Authorization": "Bearer x"}
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(url, headers=headers)
        assert refused.value.status == status
        async with session.ws_connect(url, headers=headers) as socket:
            assert (await socket.receive_json())["type"] == "session.created"


async def test_the_socket_drops_in_the_middle_of_a_reply(simulator: RunningSimulator) -> None:
    await order(simulator, kind="drop", after_audio_ms=1000)
    async with connect(simulator) as connection:
        await greet(connection)
        received: list[Any] = []
        with pytest.raises(ConnectionClosedError):
            await receive_all(connection, received)
        deltas = [event.delta for event in received if event.type == "response.output_audio.delta"]
        assert sum(len(base64.b64decode(delta)) for delta in deltas) == 8000
    assert log(simulator).close_reason == "dropped"


async def test_an_ordered_error_instead_of_obeying(simulator: RunningSimulator) -> None:
    await order(simulator, kind="error", on="response.create", code="rate_limit_exceeded", type="tokens")
    async with connect(simulator) as connection:
        await connection.send({"type": "response.create", "event_id": "mine"})
        event = (await until(connection, "error"))[-1]
        assert (event.error.code, event.error.type, event.error.event_id) == (
            "rate_limit_exceeded",
            "tokens",
            "mine",
        )
        await connection.response.create()
        assert (await until(connection, "response.done"))[-1].response.status == "completed"


async def test_a_reply_that_fails_half_way(simulator: RunningSimulator) -> None:
    await order(simulator, kind="response_failed", code="server_error")
    async with connect(simulator) as connection:
        await greet(connection)
        response = (await until(connection, "response.done"))[-1].response
        assert (response.status, response.status_details.error.code) == ("failed", "server_error")
        await connection.response.create()
        assert (await until(connection, "response.done"))[-1].response.status == "completed"


async def test_a_session_that_expires(simulator: RunningSimulator) -> None:
    await order(simulator, kind="expire", after_audio_ms=400)
    async with connect(simulator) as connection:
        await greet(connection)
        events = await until(connection, "error")
        assert events[-1].error.code == "session_expired"
        with pytest.raises(Exception, match="1001"):
            await connection.recv()


async def test_a_tool_result_taken_in_late(simulator: RunningSimulator) -> None:
    await order(simulator, kind="tool_result_late", ms=50)
    async with connect(simulator) as connection:
        first: Any = {
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": "א"}],
            "id": "late",
        }
        await connection.conversation.item.create(item=first)
        await connection.conversation.item.create(item={**first, "id": "early"})
        added = [e.item.id for e in await until(connection, "conversation.item.added") if hasattr(e, "item")]
        added += [e.item.id for e in await until(connection, "conversation.item.added") if hasattr(e, "item")]
        assert list(dict.fromkeys(added)) == ["early", "late"]


async def test_a_fault_for_the_sessions_that_are_open(simulator: RunningSimulator) -> None:
    async with connect(simulator) as connection:
        await until(connection, "session.created")
        await order(simulator, kind="error", on="response.create", code="now", scope="live")
        await connection.response.create()
        assert (await until(connection, "error"))[-1].error.code == "now"
    assert simulator.state.faults.waiting == []


async def test_a_slow_session(simulator: RunningSimulator) -> None:
    await order(simulator, kind="slow", first_audio_ms=200, audio_rate=50)
    async with connect(simulator) as connection:
        await greet(connection)
        await until(connection, "response.done")
    assert log(simulator).audio_out_ms > 2000


async def test_a_transcription_that_fails(simulator: RunningSimulator) -> None:
    await order(simulator, kind="transcription_failed", code="server_error")
    async with connect(simulator) as connection:
        await connection.session.update(session=PHONE)
        spoken = base64.b64encode(phrase_get("hours").audio + SILENCE * 8000).decode()
        await connection.input_audio_buffer.append(audio=spoken)
        failed = (await until(connection, "conversation.item.input_audio_transcription.failed"))[-1]
        assert failed.error.code == "server_error"
        assert (await until(connection, "response.done"))[-1].response.status == "completed"


async def test_a_stalled_reply_goes_on_after_its_pause(simulator: RunningSimulator) -> None:
    await order(simulator, kind="stall", after_audio_ms=600, ms=300)
    async with connect(simulator) as connection:
        began = time.monotonic()
        await greet(connection)
        events = await until(connection, "response.done")
        assert time.monotonic() - began >= 0.3
        assert events[-1].response.status == "completed"


async def test_a_connection_that_takes_its_time(simulator: RunningSimulator) -> None:
    await order(simulator, kind="accept_slow", ms=200)
    began = time.monotonic()
    async with connect(simulator) as connection:
        await until(connection, "session.created")
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("fault", [{"kind": "earthquake"}, {"kind": "drop", "count": 0}, {}])
async def test_a_fault_nobody_knows_is_refused(simulator: RunningSimulator, fault: dict[str, Any]) -> None:
    assert await order(simulator, **fault) == 400
    assert simulator.state.faults.waiting == []


async def test_the_control_endpoints(simulator: RunningSimulator) -> None:
    async with connect(simulator) as connection:
        await greet(connection)
        item_id = (await until(connection, "response.done"))[-1].response.output[0].id
        await connection.conversation.item.truncate(item_id=item_id, content_index=0, audio_end_ms=300)
        await until(connection, "conversation.item.truncated")
    async with aiohttp.ClientSession(simulator.base_url) as session:
        async with session.get("/control/sessions") as answer:
            (summary,) = (await answer.json())["sessions"]
        assert summary["truncates"][0]["audio_end_ms"] == 300
        async with session.get(f"/control/sessions/{summary['id']}") as answer:
            events = (await answer.json())["client_events"]
        kinds = ["session.update", "response.create", "conversation.item.truncate"]
        assert [event["type"] for event in events] == kinds
        async with session.get("/control/sessions/none") as answer:
            assert answer.status == 404
        async with session.post("/control/pace", json={"audio_rate": 3}) as answer:
            assert (await answer.json())["audio_rate"] == 3
        async with session.post("/control/pace", json={"nonsense": 3}) as answer:
            assert answer.status == 400
        async with session.delete("/control/sessions") as answer:
            assert (await answer.json())["sessions"] == []


async def test_a_client_that_goes_away_leaves_no_session_open(simulator: RunningSimulator) -> None:
    async with connect(simulator) as connection:
        await until(connection, "session.created")
        assert len(simulator.state.sessions.live()) == 1
        live = log(simulator)
    async with aiohttp.ClientSession(simulator.base_url) as session:
        while not live.closed:
            await session.get("/healthz")
    assert simulator.state.sessions.live() == []


def test_the_simulator_runs_beside_tests_that_are_not_async() -> None:
    with simulator_in_thread() as simulator:
        models = openai.OpenAI(api_key="x", base_url=simulator.openai_base_url).models.list().data
        assert "gpt-realtime-2.1" in [model.id for model in models]
