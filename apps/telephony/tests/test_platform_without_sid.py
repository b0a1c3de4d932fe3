"""A platform that was told its Twilio token only: whoever signs with that token is the platform."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from apps.credentials.selectors import twilio_credentials_of
from apps.credentials.tests.factories import credentials_make
from apps.simulator.twilio.settings import sid_make
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, Served
from apps.telephony.tests.raw_stream import stream_raw, token_get
from apps.telephony.tests.test_accounts import (
    OUR_TOKEN,
    OURS,
    THEIR_TOKEN,
    THEIRS,
    calls_at,
    post,
    stream_address,
)


@pytest.fixture(autouse=True)
def _token_only(served: Served, settings: Any) -> None:
    settings.TWILIO_ACCOUNT_SID = ""


@pytest.mark.parametrize("account_sid", [ACCOUNT_SID, "AC" + "c3" * 16, ""])
def test_its_token_is_enough(served: Served, business: Any, other_business: Any, account_sid: str) -> None:
    answer = post(served, account_sid=account_sid, token=AUTH_TOKEN)

    assert stream_address(answer).endswith("/ws/twilio/media")
    assert calls_at(business, other_business) == [1, 0]


@pytest.mark.parametrize("account_sid", [ACCOUNT_SID, ""])
@pytest.mark.parametrize("token", [OUR_TOKEN, THEIR_TOKEN, ""])
def test_no_other_token_is(
    served: Served, business: Any, other_business: Any, account_sid: str, token: str
) -> None:
    credentials_make(business, account_sid=OURS, auth_token=OUR_TOKEN)
    credentials_make(other_business, account_sid=THEIRS, auth_token=THEIR_TOKEN)

    assert post(served, account_sid=account_sid, token=token).status_code == 403
    assert calls_at(business, other_business) == [0, 0]


def test_a_business_s_own_account_needs_its_own_token(
    served: Served, business: Any, other_business: Any
) -> None:
    credentials_make(business, account_sid=OURS, auth_token=OUR_TOKEN)

    assert post(served, account_sid=OURS, token=AUTH_TOKEN).status_code == 403
    assert stream_address(post(served, account_sid=OURS, token=OUR_TOKEN)).endswith(f"/{business.pk}")
    assert calls_at(business, other_business) == [1, 0]


def test_claiming_the_platforms_account_takes_no_other_business_s_calls(
    served: Served, business: Any, other_business: Any
) -> None:
    credentials_make(other_business, account_sid=ACCOUNT_SID, auth_token=THEIR_TOKEN)

    assert post(served, account_sid=ACCOUNT_SID, token=THEIR_TOKEN).status_code == 403
    assert stream_address(post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN)).endswith("/media")
    assert calls_at(business, other_business) == [1, 0]


def test_without_a_sid_there_is_no_account_to_write_with(business: Any) -> None:
    assert twilio_credentials_of(business=business) is None


@pytest.mark.parametrize("account_sid", [ACCOUNT_SID, ""])
async def test_its_stream_is_served(served: Served, business: Any, account_sid: str) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid, account_sid=account_sid)

    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        await stream.hear("media")
        await stream.send({"event": "stop", "streamSid": stream.sid})
        assert await stream.close_code() == 1000


async def test_a_token_of_its_call_is_worth_nothing_to_a_business_s_account_and_the_other_way_round(
    served: Served, business: Any, other_business: Any
) -> None:
    await sync_to_async(credentials_make)(business, account_sid=OURS, auth_token=OUR_TOKEN)
    platforms, own = sid_make("CA"), sid_make("CA")
    platforms_token = await token_get(served, call_sid=platforms)
    own_token = await token_get(served, call_sid=own, account_sid=OURS, auth_token=OUR_TOKEN)

    async with stream_raw(served, path=f"/ws/twilio/media/{business.pk}", auth_token=OUR_TOKEN) as stream:
        await stream.start(call_sid=platforms, token=platforms_token, account_sid=OURS)
        assert await stream.close_code() == 4401
    async with stream_raw(served) as stream:
        await stream.start(call_sid=own, token=own_token, account_sid=OURS)
        assert await stream.close_code() == 4401
