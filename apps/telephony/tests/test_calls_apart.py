"""Calls with one CallSid, and calls that end as they begin: what was opened is for its own call only."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from apps.core.testing import PATIENCE_SECONDS
from apps.credentials.tests import factories
from apps.credentials.tests.factories import credentials_make
from apps.simulator.openai.sessions import SessionLog
from apps.simulator.twilio.settings import sid_make
from apps.telephony import model_port
from apps.telephony.call_key import CallKey
from apps.telephony.media import upstream
from apps.telephony.running import is_running
from apps.telephony.tests.conftest import SHAKED, Served
from apps.telephony.tests.raw_stream import stream_raw, token_get
from apps.telephony.tests.test_accounts import post

THEIRS, THEIR_TOKEN = factories.OTHER_ACCOUNT_SID, factories.OTHER_AUTH_TOKEN


@pytest.fixture
async def _their_own_account(served: Served, business: Any, other_business: Any) -> None:
    await sync_to_async(credentials_make)(other_business, account_sid=THEIRS, auth_token=THEIR_TOKEN)


async def their_token(served: Served, call_sid: str) -> str:
    return await token_get(served, call_sid=call_sid, to=SHAKED, account_sid=THEIRS, auth_token=THEIR_TOKEN)


def told(session: SessionLog) -> str:
    return json.dumps(session.client_events, ensure_ascii=False)


async def sessions_since(served: Served, before: int, *, count: int) -> list[SessionLog]:
    """The sessions opened since, once there are `count` and each was told its settings."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            since = served.openai.state.sessions.all()[before:]
            if len(since) >= count and all(session.client_events for session in since):
                return since
            await asyncio.sleep(0.01)


async def closed(sessions: list[SessionLog]) -> bool:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if all(session.closed for session in sessions):
                return True
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def _prewarmed_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is closed is not closed because nobody came for it."""
    for module in (upstream, model_port):
        monkeypatch.setattr(module, "PREWARM_SECONDS", 100 * PATIENCE_SECONDS)


@pytest.mark.usefixtures("_their_own_account")
async def test_another_business_that_rings_with_our_call_s_sid_does_not_answer_our_caller(
    served: Served, business: Any, other_business: Any
) -> None:
    sid, before = sid_make("CA"), len(served.openai.state.sessions.all())
    token = await token_get(served, call_sid=sid)
    await their_token(served, sid)
    ours, theirs = await sessions_since(served, before, count=2)

    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        await stream.media()
        await stream.hear("media")
        greeted = [session for session in (ours, theirs) if "response.create" in told(session)]
        await stream.send({"event": "stop", "streamSid": stream.sid})
        assert await stream.close_code() == 1000

    assert greeted == [ours]
    assert business.name in told(ours)
    assert other_business.name not in told(ours)


@pytest.mark.usefixtures("_their_own_account")
async def test_two_businesses_calls_with_one_sid_run_side_by_side(
    served: Served, business: Any, other_business: Any
) -> None:
    sid = sid_make("CA")
    ours, theirs = await token_get(served, call_sid=sid), await their_token(served, sid)
    path = f"/ws/twilio/media/{other_business.pk}"
    async with stream_raw(served) as first, stream_raw(served, path=path, auth_token=THEIR_TOKEN) as second:
        await first.start(call_sid=sid, token=ours)
        await first.hear("media")
        await second.start(call_sid=sid, token=theirs, account_sid=THEIRS)
        await second.hear("media")
        keys = [CallKey(whose.schema_name, sid) for whose in (business, other_business)]
        assert [is_running(key) for key in keys] == [True, True]
        for stream in (first, second):
            await stream.send({"event": "stop", "streamSid": stream.sid})
            assert await stream.close_code() == 1000


@pytest.mark.usefixtures("_their_own_account")
async def test_another_business_s_status_leaves_our_call_s_socket_open(
    served: Served, business: Any, other_business: Any
) -> None:
    sid, before = sid_make("CA"), len(served.openai.state.sessions.all())
    token = await token_get(served, call_sid=sid)
    await sessions_since(served, before, count=1)

    status = await asyncio.to_thread(
        post,
        served,
        account_sid=THEIRS,
        token=THEIR_TOKEN,
        to=SHAKED,
        path="/webhooks/twilio/status",
        CallSid=sid,
        CallStatus="completed",
    )
    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        await stream.hear("media")
        await stream.send({"event": "stop", "streamSid": stream.sid})
        assert await stream.close_code() == 1000

    assert status.status_code == 204
    assert len(served.openai.state.sessions.all()[before:]) == 1


async def test_a_wrong_token_closes_nothing_of_the_call_it_names(served: Served, business: Any) -> None:
    sid, before = sid_make("CA"), len(served.openai.state.sessions.all())
    await token_get(served, call_sid=sid)
    (session,) = await sessions_since(served, before, count=1)

    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token="forged")
        assert await stream.close_code() == 4401

    assert not session.closed


@pytest.mark.parametrize("says_stop", [True, False])
async def test_a_caller_who_is_gone_as_the_stream_begins_leaves_no_socket_open(
    served: Served, business: Any, says_stop: bool
) -> None:
    sid, before = sid_make("CA"), len(served.openai.state.sessions.all())
    token = await token_get(served, call_sid=sid)
    opened = await sessions_since(served, before, count=1)

    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        if says_stop:
            await stream.send({"event": "stop", "streamSid": stream.sid})
        await stream.socket.close()

    assert await closed(opened)
    assert served.openai.state.sessions.all()[before:] == opened
