"""The REST API with the real SDK, and the calls it places and ends."""

import asyncio
import io
import wave
from collections.abc import Callable
from typing import Any

import aiohttp
import numpy as np
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from apps.simulator import call as command
from apps.simulator.server import RunningSimulator
from apps.simulator.tests.bridge import ACCOUNT_SID, AUTH_TOKEN, SPEED, Bridge
from apps.simulator.twilio.records import OrderedError
from apps.simulator.twilio.scenario import SCENARIOS, Listen, Scenario, Wait

PHONE, BUSINESS = "+972521234567", "+97237630000"


def client(simulator: RunningSimulator, token: str = AUTH_TOKEN) -> Client:
    twilio = Client(ACCOUNT_SID, token)
    twilio.api.base_url = simulator.twilio_base_url
    return twilio


async def ask(function: Callable[..., Any], *arguments: Any, **fields: Any) -> Any:
    return await asyncio.to_thread(function, *arguments, **fields)


async def settled(simulator: RunningSimulator) -> None:
    """Until every delivery and every placed call is over."""
    while simulator.state.tasks:
        await asyncio.gather(*simulator.state.tasks)


async def code(function: Callable[..., Any], **fields: Any) -> tuple[int, int]:
    with pytest.raises(TwilioRestException) as refused:
        await ask(function, **fields)
    return refused.value.status, refused.value.code


async def test_a_message_is_sent_and_its_delivery_told(simulator: RunningSimulator, bridge: Bridge) -> None:
    messages = client(simulator).messages
    callback = f"{bridge.base_url}/webhooks/twilio/status"
    sent = await ask(
        messages.create,
        to=f"whatsapp:{PHONE}",
        from_=f"whatsapp:{BUSINESS}",
        body="שלום",
        status_callback=callback,
    )
    assert (sent.status, sent.body, sent.direction) == ("queued", "שלום", "outbound-api")
    await settled(simulator)
    assert (await ask(messages(sent.sid).fetch)).status == "delivered"
    assert [form["MessageStatus"] for form in bridge.statuses] == ["sent", "delivered"]
    assert bridge.refused == []
    assert [message.sid for message in await ask(messages.list, to=f"whatsapp:{PHONE}")] == [sent.sid]
    assert await ask(messages.list, to="whatsapp:+972520000000") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"to": "", "from_": BUSINESS, "body": "x"}, 21604),
        ({"to": "052-1234567", "from_": BUSINESS, "body": "x"}, 21211),
        ({"to": PHONE, "body": "x"}, 21603),
        ({"to": PHONE, "from_": BUSINESS}, 21619),
        ({"to": PHONE, "from_": BUSINESS, "body": "x" * 1601}, 21617),
        ({"to": f"whatsapp:{PHONE}", "from_": BUSINESS, "body": "x"}, 63007),
    ],
)
async def test_a_wrong_message_gets_twilios_code(
    simulator: RunningSimulator, fields: dict[str, str], expected: int
) -> None:
    assert await code(client(simulator).messages.create, **fields) == (400, expected)
    assert simulator.state.twilio.messages == {}


async def test_wrong_credentials_and_unknown_things(simulator: RunningSimulator) -> None:
    assert await code(client(simulator, token="guess").messages("SM1").fetch) == (401, 20003)
    assert await code(client(simulator).calls("CA" + "0" * 32).fetch) == (404, 20404)
    assert await code(client(simulator).recordings("RE" + "0" * 32).fetch) == (404, 20404)


async def test_an_ordered_error_comes_once(simulator: RunningSimulator) -> None:
    order = {
        "on": "POST Messages",
        "status": 429,
        "code": 63018,
        "message": "Rate limit exceeded for Channel",
    }
    async with aiohttp.ClientSession(simulator.base_url) as session:
        async with session.post("/control/twilio/errors", json=order) as answer:
            assert answer.status == 201
        async with session.post("/control/twilio/errors", json={"on": "x"}) as answer:
            assert answer.status == 400
    create = client(simulator).messages.create
    fields = {"to": PHONE, "from_": BUSINESS, "body": "x"}
    assert await code(create, **fields) == (429, 63018)
    assert (await ask(create, **fields)).status == "queued"
    assert simulator.state.twilio.errors == list[OrderedError]()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"to": "", "from_": BUSINESS, "url": "http://x"}, 21201),
        ({"to": PHONE, "from_": "", "url": "http://x"}, 21213),
        ({"to": "0521234567", "from_": BUSINESS, "url": "http://x"}, 21211),
        ({"to": PHONE, "from_": BUSINESS}, 21205),
        ({"to": PHONE, "from_": BUSINESS, "twiml": "x" * 4001}, 32018),
        ({"to": PHONE, "from_": BUSINESS, "url": "http://x", "async_amd": "true"}, 21262),
    ],
)
async def test_a_wrong_call_gets_twilios_code(
    simulator: RunningSimulator, fields: dict[str, str], expected: int
) -> None:
    assert await code(client(simulator).calls.create, **fields) == (400, expected)
    assert simulator.state.twilio.calls == {}


async def place(simulator: RunningSimulator, bridge: Bridge, scenario: Scenario, **fields: Any) -> Any:
    SCENARIOS["test"] = scenario
    simulator.state.twilio.callee.scenario, simulator.state.twilio.callee.speed = "test", SPEED
    return await ask(
        client(simulator).calls.create,
        to=PHONE,
        from_=BUSINESS,
        url=f"{bridge.base_url}/webhooks/twilio/voice",
        status_callback=f"{bridge.base_url}/webhooks/twilio/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
        **fields,
    )


async def live(simulator: RunningSimulator, bridge: Bridge) -> None:
    """Until somebody has been heard on the line."""
    while not bridge.media_frames:
        await ask(client(simulator).calls.list)


async def test_a_placed_call_is_answered_by_a_speaking_callee(
    simulator: RunningSimulator, bridge: Bridge
) -> None:
    call = await place(
        simulator, bridge, Scenario("test", (Listen(),), "listens"), machine_detection="Enable"
    )
    assert (call.status, call.direction) == ("queued", "outbound-api")
    await settled(simulator)
    call = await ask(client(simulator).calls(call.sid).fetch)
    assert (call.status, call.answered_by) == ("completed", "human")
    assert int(call.duration) >= 3
    assert [form["CallStatus"] for form in bridge.statuses] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    assert {form["Direction"] for form in bridge.statuses} == {"outbound-api"}
    assert bridge.refused == []


async def test_a_call_nobody_answers(simulator: RunningSimulator, bridge: Bridge) -> None:
    async with (
        aiohttp.ClientSession(simulator.base_url) as session,
        session.post("/control/twilio/callee", json={"answer": "busy"}) as answer,
    ):
        assert (await answer.json())["answer"] == "busy"
    call = await place(simulator, bridge, Scenario("test", (Listen(),), "listens"))
    await settled(simulator)
    assert (await ask(client(simulator).calls(call.sid).fetch)).status == "busy"
    assert [form["CallStatus"] for form in bridge.statuses] == ["busy"]
    assert bridge.media_frames == []


async def test_a_live_call_is_recorded_on_both_sides_and_ended(
    simulator: RunningSimulator, bridge: Bridge
) -> None:
    twilio = client(simulator)
    call = await place(simulator, bridge, Scenario("test", (Listen(), Wait(60_000)), "waits"))
    await live(simulator, bridge)
    callback = f"{bridge.base_url}/webhooks/twilio/status"
    recording = await ask(
        twilio.calls(call.sid).recordings.create,
        recording_channels="dual",
        recording_status_callback=callback,
    )
    assert recording.status == "in-progress"
    paused = await ask(twilio.calls(call.sid).recordings(recording.sid).update, status="paused")
    assert paused.status == "paused"
    assert (await ask(twilio.calls(call.sid).update, status="completed")).status == "completed"
    await settled(simulator)
    recording = await ask(twilio.recordings(recording.sid).fetch)
    assert (recording.status, recording.channels) == ("completed", 2)
    assert bridge.statuses[-1]["RecordingStatus"] == "completed"
    headers = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT_SID, AUTH_TOKEN)}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{recording.media_url}.wav") as answer,
    ):
        sound = await answer.read()
    with wave.open(io.BytesIO(sound)) as reader:
        assert (reader.getnchannels(), reader.getframerate()) == (2, 8000)
        both = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2").reshape(-1, 2)
    assert np.abs(both[:, 0]).max() == 0
    assert np.abs(both[:, 1]).max() > 1000
    assert await ask(twilio.recordings(recording.sid).delete)
    assert await code(twilio.recordings(recording.sid).fetch) == (404, 20404)


async def test_a_live_call_is_sent_elsewhere(simulator: RunningSimulator, bridge: Bridge) -> None:
    twilio = client(simulator)
    call = await place(simulator, bridge, Scenario("test", (Listen(), Wait(60_000)), "waits"))
    await live(simulator, bridge)
    await ask(twilio.calls(call.sid).update, url=f"{bridge.base_url}/webhooks/twilio/after")
    await settled(simulator)
    assert (await ask(twilio.calls(call.sid).fetch)).status == "completed"


async def test_a_call_that_is_over_cannot_be_changed(simulator: RunningSimulator, bridge: Bridge) -> None:
    call = await place(simulator, bridge, Scenario("test", (), "leaves"))
    await settled(simulator)
    twilio = client(simulator)
    assert await code(twilio.calls(call.sid).update, status="completed") == (400, 21220)
    assert await code(twilio.calls(call.sid).recordings.create) == (400, 21220)


async def test_lists_come_in_pages(simulator: RunningSimulator) -> None:
    twilio = client(simulator)
    for number in range(5):
        await ask(twilio.messages.create, to=PHONE, from_=BUSINESS, body=str(number))
    bodies = [message.body for message in await ask(twilio.messages.list, page_size=2)]
    assert bodies == ["4", "3", "2", "1", "0"]


async def test_a_call_from_the_command_line_is_known_and_can_be_ended(
    simulator: RunningSimulator, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", AUTH_TOKEN)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", ACCOUNT_SID)
    monkeypatch.setenv("PUBLIC_BASE_URL", bridge.base_url)
    monkeypatch.setenv("SIMULATOR_PORT", str(simulator.port))
    monkeypatch.setitem(SCENARIOS, "waits", Scenario("waits", (Wait(60_000),), "waits"))
    arguments = ["--base-url", bridge.base_url, "--scenario", "waits", "--json"]
    running = asyncio.create_task(ask(command.main, arguments))
    twilio = client(simulator)
    await live(simulator, bridge)
    (call,) = await ask(twilio.calls.list)
    assert (call.status, call.direction, call._from) == ("in-progress", "inbound", PHONE)
    await ask(twilio.calls(call.sid).update, status="completed")
    await running
    assert (await ask(twilio.calls(call.sid).fetch)).status == "completed"
