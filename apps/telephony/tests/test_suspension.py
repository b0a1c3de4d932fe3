"""A business that is closed: who calls it, and who is on the phone with it at that moment."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from django.db import transaction
from twilio.request_validator import RequestValidator

from apps.core import clock
from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.scenario import Listen, Scenario, Wait
from apps.simulator.twilio.settings import sid_make
from apps.telephony import running
from apps.telephony.models import Call
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, HALUTZ, SHAKED, Served, books_closed
from apps.telephony.tests.raw_stream import RawStream, stream_raw, token_get
from apps.telephony.views import NOT_ANY_MORE, NOT_NOW
from apps.tenants.access import access_changed
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant, run_in_tenant
from apps.tenants.models import Business

CLOSED = [status for status in Business.Status if status != Business.Status.ACTIVE]


def status_set(business: Any, status: str = "suspended", *, told: bool = True) -> None:
    with in_tenant(PUBLIC_SCHEMA), transaction.atomic():
        delete_after = clock.now() if status == Business.Status.DELETING else None
        Business.objects.filter(pk=business.pk).update(status=status, delete_after=delete_after)
        if told:
            access_changed(business.schema_name)


async def suspend(business: Any, *, told: bool = True) -> None:
    await run_in_tenant(PUBLIC_SCHEMA, status_set, business, told=told)


def ask(
    served: Served, path: str = "", *, to: str = HALUTZ, call_sid: str = "", **more: str
) -> httpx.Response:
    url = f"{served.base_url}/webhooks/twilio/{path or 'voice'}"
    form = {"CallSid": call_sid or sid_make("CA"), "AccountSid": ACCOUNT_SID, "To": to, **more}
    signature = RequestValidator(AUTH_TOKEN).compute_signature(url, form)
    return httpx.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=PATIENCE_SECONDS)


def verbs(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 200
    return [(verb.tag, verb.text or "") for verb in ElementTree.fromstring(answer.text)]  # noqa: S314 - ours


def call_of(business: Any, sid: str) -> Call:
    with in_tenant(business.schema_name):
        return Call.objects.get(sid=sid)


def models(served: Served) -> list[Any]:
    return served.openai.state.sessions.all()


@asynccontextmanager
async def ringing_in(served: Served, *, to: str = HALUTZ) -> AsyncIterator[tuple[RawStream, str]]:
    """A call that was greeted, in the test's own hands, and its CallSid."""
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid, to=to)
    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        await stream.hear("media")
        yield stream, sid


@pytest.fixture(autouse=True)
def _all_calls_end(served: Served) -> Iterator[None]:
    yield
    books_closed()


# --- a new call -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", CLOSED)
def test_whoever_calls_a_closed_business_is_told_so_in_hebrew_and_no_model_is_asked(
    served: Served, business: Any, other_business: Any, status: str
) -> None:
    before = len(models(served))
    status_set(business, status)

    assert verbs(ask(served)) == [("Say", NOT_NOW), ("Hangup", "")]
    assert "he-IL" in ask(served).text
    assert Call.objects.count() == 0
    assert len(models(served)) == before
    assert verbs(ask(served, to=SHAKED))[0][0] == "Connect"


def test_it_is_not_said_of_a_number_nobody_owns(served: Served, business: Any) -> None:
    status_set(business)

    ((verb, said), _) = verbs(ask(served, to="+97239999999"))
    assert verb == "Say"
    assert said != NOT_NOW


def test_a_business_that_is_open_again_answers_again(served: Served, business: Any) -> None:
    status_set(business)
    status_set(business, "active")

    assert verbs(ask(served))[0][0] == "Connect"
    assert Call.objects.count() == 1


async def test_a_call_whose_business_closes_before_its_stream_comes_is_not_answered(
    served: Served, business: Any
) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid)
    await suspend(business)

    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        assert await stream.close_code() == 4401

    call = await run_in_tenant(PUBLIC_SCHEMA, call_of, business, sid)
    assert (call.status, call.answered_at) == ("ringing", None)
    told = await run_in_tenant(PUBLIC_SCHEMA, ask, served, "voice/after", call_sid=sid)
    assert verbs(told) == [("Say", NOT_ANY_MORE), ("Hangup", "")]
    await run_in_tenant(PUBLIC_SCHEMA, ask, served, "status", call_sid=sid, CallStatus="completed")
    call = await run_in_tenant(PUBLIC_SCHEMA, call_of, business, sid)
    assert (call.status, call.end_reason) == ("completed", "hung_up_early")


# --- a running call ---------------------------------------------------------------------------------


@pytest.fixture
def _never_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LOOK_SECONDS", 100 * PATIENCE_SECONDS)


@pytest.mark.usefixtures("_never_looks")
async def test_a_running_call_ends_long_before_the_next_look_and_other_businesses_go_on(
    served: Served, business: Any, other_business: Any
) -> None:
    async with ringing_in(served) as (ours, sid), ringing_in(served, to=SHAKED) as (theirs, their_sid):
        ours_open = [log for log in models(served)[-2:] if not log.closed]
        await suspend(business)

        assert await ours.close_code() == 1000
        for _ in range(20):
            await theirs.media()
        await theirs.hear("mark")
        their_call = await run_in_tenant(PUBLIC_SCHEMA, call_of, other_business, their_sid)
        assert their_call.status == "in_progress"
        assert [log.closed for log in ours_open].count(True) == 1
        await theirs.send({"event": "stop", "streamSid": theirs.sid})
        assert await theirs.close_code() == 1000

    await asyncio.to_thread(books_closed)
    call = await run_in_tenant(PUBLIC_SCHEMA, call_of, business, sid)
    assert (call.status, call.end_reason) == ("completed", "business_unavailable")
    assert call.lead_id is not None
    their_call = await run_in_tenant(PUBLIC_SCHEMA, call_of, other_business, their_sid)
    assert their_call.end_reason == "caller_hung_up"


@pytest.mark.usefixtures("_never_looks")
def test_the_caller_of_a_call_that_is_ended_hears_why(served: Served, business: Any) -> None:
    is_greeted = asyncio.Event()

    @asynccontextmanager
    async def suspended_while_it_runs(call: PhoneCall) -> AsyncIterator[None]:
        async def when_greeted() -> None:
            await is_greeted.wait()
            await suspend(business)

        task = asyncio.create_task(when_greeted())
        yield
        await task

    scenario = Scenario("patient", (Listen(), Wait(PATIENCE_SECONDS * 1000)), "listens and waits")
    report = asyncio.run(
        place_call(
            served.call(),
            scenario,
            on_turn=lambda turn: is_greeted.set(),
            around=suspended_while_it_runs,
        )
    )

    assert report.said_by_twilio == [NOT_ANY_MORE]
    assert report.first_audio_ms is not None
    assert report.duration_ms < PATIENCE_SECONDS * 1000


async def test_a_change_that_closes_nothing_ends_no_call(served: Served, business: Any) -> None:
    """A member was signed out, say."""
    async with ringing_in(served) as (stream, sid):
        for _ in range(5):
            await run_in_tenant(PUBLIC_SCHEMA, access_changed, business.schema_name)
        for _ in range(20):
            await stream.media()
        await stream.hear("mark")

        call = await run_in_tenant(PUBLIC_SCHEMA, call_of, business, sid)
        assert call.status == "in_progress"
        await stream.send({"event": "stop", "streamSid": stream.sid})
        assert await stream.close_code() == 1000


async def test_a_call_ends_too_when_valkey_told_nothing(
    served: Served, business: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.2)
    async with ringing_in(served) as (stream, _):
        # Whoever waits already waits for longer.
        await run_in_tenant(PUBLIC_SCHEMA, access_changed, business.schema_name)
        await suspend(business, told=False)

        assert await stream.close_code() == 1000
