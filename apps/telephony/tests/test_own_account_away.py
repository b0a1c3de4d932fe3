"""The database is away as the call of a business's own Twilio account ends: its caller hears why, too."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async

from apps.core.testing import PATIENCE_SECONDS
from apps.credentials.tests.factories import credentials_make
from apps.simulator.twilio.settings import sid_make
from apps.telephony.media import journal
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, Database, Served, books_closed
from apps.telephony.tests.raw_stream import RawStream, stream_raw, token_get
from apps.telephony.tests.test_accounts import OUR_TOKEN, OURS, THEIR_TOKEN, THEIRS, post
from apps.telephony.tests.test_books_away import AFTER, STATUS, VOICE, said


@pytest.fixture(autouse=True)
def _both_brought_an_account(served: Served, business: Any, other_business: Any) -> None:
    credentials_make(business, account_sid=OURS, auth_token=OUR_TOKEN)
    credentials_make(other_business, account_sid=THEIRS, auth_token=THEIR_TOKEN)


@pytest.fixture
def sid() -> str:
    return sid_make("CA")


@pytest.fixture
async def carried(served: Served, business: Any, database: Database, sid: str) -> AsyncIterator[RawStream]:
    """A call of the own account is under way when the database goes away."""
    token = await token_get(served, call_sid=sid, account_sid=OURS, auth_token=OUR_TOKEN)
    async with stream_raw(served, path=f"/ws/twilio/media/{business.pk}", auth_token=OUR_TOKEN) as stream:
        await stream.start(call_sid=sid, token=token, account_sid=OURS)
        await stream.hear("media")
        await sync_to_async(database.cut)()
        yield stream


async def asked(served: Served, **form: str) -> httpx.Response:
    return await sync_to_async(post)(served, **{"path": AFTER, **form})


async def broken_off(stream: RawStream) -> None:
    """It ends without a goodbye."""
    await stream.media(stream_sid="MZ" + "f" * 32)
    assert await stream.close_code() == 4409


async def test_the_caller_hears_why_it_ended(served: Served, carried: RawStream, sid: str) -> None:
    await broken_off(carried)

    (say, sentence), hang_up = said(await asked(served, account_sid=OURS, token=OUR_TOKEN, CallSid=sid))

    assert (say, hang_up) == ("Say", ("Hangup", ""))
    assert "הפנייה שלכם נשמרה אצלנו" in sentence


FORGED = (
    (OURS, THEIR_TOKEN),
    (OURS, AUTH_TOKEN),
    (OURS, ""),
    (THEIRS, THEIR_TOKEN),
    (THEIRS, OUR_TOKEN),
    ("", OUR_TOKEN),
    (ACCOUNT_SID, OUR_TOKEN),
)


@pytest.mark.parametrize("path", [VOICE, AFTER, STATUS])
async def test_nobody_else_is_told(served: Served, carried: RawStream, sid: str, path: str) -> None:
    for account_sid, token in FORGED:
        answer = await asked(served, account_sid=account_sid, token=token, path=path, CallSid=sid)

        assert (answer.status_code, answer.text) == (403, ""), (account_sid, token)


async def test_what_is_not_signed_is_refused(served: Served, carried: RawStream, sid: str) -> None:
    form = {"CallSid": sid, "AccountSid": OURS, "From": "+972521234567", "To": "+97237630001"}
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        answer = await client.post(served.base_url + AFTER, data=form)

    assert answer.status_code == 403


async def test_the_account_speaks_of_no_other_call(served: Served, carried: RawStream) -> None:
    answer = await asked(served, account_sid=OURS, token=OUR_TOKEN, CallSid=sid_make("CA"))

    assert answer.status_code == 403


async def test_its_token_is_forgotten_with_the_call(
    served: Served, carried: RawStream, sid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "DRAIN_SECONDS", 0.1)
    await broken_off(carried)
    await sync_to_async(books_closed)()

    assert (await asked(served, account_sid=OURS, token=OUR_TOKEN, CallSid=sid)).status_code == 403
