"""Which Twilio account may act for which number: the platform's for all, a business's own for its own."""

from typing import Any
from xml.etree import ElementTree

import aiohttp
import httpx
import pytest
from asgiref.sync import sync_to_async
from cryptography.fernet import Fernet
from structlog.testing import capture_logs
from twilio.request_validator import RequestValidator

from apps.core.testing import PATIENCE_SECONDS
from apps.credentials.models import BusinessCredentials
from apps.credentials.tests import factories
from apps.credentials.tests.factories import credentials_make
from apps.simulator.twilio.settings import sid_make
from apps.telephony.models import Call
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, HALUTZ, SHAKED, Served
from apps.telephony.tests.raw_stream import stream_raw, token_get
from apps.tenants.context import in_tenant, run_in_tenant

OURS, OUR_TOKEN = factories.ACCOUNT_SID, factories.AUTH_TOKEN
THEIRS, THEIR_TOKEN = factories.OTHER_ACCOUNT_SID, factories.OTHER_AUTH_TOKEN
VOICE = "/webhooks/twilio/voice"


@pytest.fixture(autouse=True)
def _both_brought_an_account(served: Served, business: Any, other_business: Any) -> None:
    credentials_make(business, account_sid=OURS, auth_token=OUR_TOKEN)
    credentials_make(other_business, account_sid=THEIRS, auth_token=THEIR_TOKEN)


def post(
    served: Served, *, account_sid: str, token: str, path: str = VOICE, to: str = HALUTZ, **more: str
) -> httpx.Response:
    form = {"CallSid": sid_make("CA"), "AccountSid": account_sid, "From": "+972521234567", "To": to, **more}
    url = served.base_url + path
    signature = RequestValidator(token).compute_signature(url, form)
    return httpx.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=PATIENCE_SECONDS)


def calls_at(*businesses: Any) -> list[int]:
    counts = []
    for business in businesses:
        with in_tenant(business.schema_name):
            counts.append(Call.objects.count())
    return counts


def stream_address(answer: httpx.Response) -> str:
    stream = ElementTree.fromstring(answer.text).find("./Connect/Stream")  # noqa: S314 - our own answer
    assert stream is not None
    return stream.attrib["url"]


def test_the_business_s_own_account_and_the_platforms_both_ring_its_number(
    served: Served, business: Any, other_business: Any
) -> None:
    media = served.base_url.replace("http://", "wss://") + "/ws/twilio/media"

    own = post(served, account_sid=OURS, token=OUR_TOKEN)
    platform = post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN)

    assert stream_address(own) == f"{media}/{business.pk}"
    assert stream_address(platform) == media
    assert calls_at(business, other_business) == [2, 0]


FORGED = {
    "another business's account, well signed by itself": (THEIRS, THEIR_TOKEN),
    "our account, signed by another business": (OURS, THEIR_TOKEN),
    "our account, signed by the platform": (OURS, AUTH_TOKEN),
    "the platform's account, signed by another business": (ACCOUNT_SID, THEIR_TOKEN),
    "the platform's account, signed by ourselves": (ACCOUNT_SID, OUR_TOKEN),
    "another business's account, signed by ourselves": (THEIRS, OUR_TOKEN),
    "an account nobody knows": ("AC" + "c3" * 16, THEIR_TOKEN),
    "an account nobody knows, signed by ourselves": ("AC" + "c3" * 16, OUR_TOKEN),
    "no account": ("", AUTH_TOKEN),
}


@pytest.mark.parametrize("path", [VOICE, f"{VOICE}/after", "/webhooks/twilio/status"])
@pytest.mark.parametrize("forged", FORGED)
def test_no_other_account_acts_for_a_business_s_number(
    served: Served, business: Any, other_business: Any, forged: str, path: str
) -> None:
    account_sid, token = FORGED[forged]
    ringing = sid_make("CA")
    post(served, account_sid=OURS, token=OUR_TOKEN, CallSid=ringing)

    answer = post(served, account_sid=account_sid, token=token, path=path, CallStatus="completed")
    about_it = post(
        served, account_sid=account_sid, token=token, path=path, CallStatus="completed", CallSid=ringing
    )

    assert (answer.status_code, answer.text) == (403, "")
    assert about_it.status_code == 403
    assert calls_at(business, other_business) == [1, 0]
    assert Call.objects.get().status == "ringing"


def test_a_status_is_believed_from_the_business_s_own_account(served: Served, business: Any) -> None:
    ringing = sid_make("CA")
    post(served, account_sid=OURS, token=OUR_TOKEN, CallSid=ringing)

    told = post(
        served,
        account_sid=OURS,
        token=OUR_TOKEN,
        path="/webhooks/twilio/status",
        CallSid=ringing,
        CallStatus="completed",
    )

    assert told.status_code == 204
    assert Call.objects.values_list("status", "end_reason").get() == ("completed", "hung_up_early")


def test_an_own_account_acts_for_no_number_that_is_nobodys(
    served: Served, business: Any, other_business: Any
) -> None:
    nobodys = "+97239999999"

    assert post(served, account_sid=OURS, token=OUR_TOKEN, to=nobodys).status_code == 403
    assert "אינו פעיל" in post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, to=nobodys).text
    assert calls_at(business, other_business) == [0, 0]


def test_two_businesses_may_share_an_account_and_each_is_rung_at_its_own_number(
    served: Served, business: Any, other_business: Any
) -> None:
    credentials_make(other_business, account_sid=OURS, auth_token=OUR_TOKEN)

    post(served, account_sid=OURS, token=OUR_TOKEN)
    post(served, account_sid=OURS, token=OUR_TOKEN, to=SHAKED)

    assert calls_at(business, other_business) == [1, 1]


def test_an_account_that_was_taken_away_rings_no_more(
    served: Served, business: Any, other_business: Any
) -> None:
    BusinessCredentials.objects.filter(business=business).delete()

    assert post(served, account_sid=OURS, token=OUR_TOKEN).status_code == 403
    assert calls_at(business, other_business) == [0, 0]


def test_a_token_that_no_key_opens_lets_nobody_in_and_is_logged(
    served: Served, business: Any, settings: Any
) -> None:
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]

    with capture_logs() as logs:
        answers = [post(served, account_sid=OURS, token=token) for token in (OUR_TOKEN, "Secret(…)")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert [entry["business_id"] for entry in logs if entry["event"] == "secret_unreadable"] == [
        business.pk
    ] * 2
    assert calls_at(business) == [0]


# --- the media stream ------------------------------------------------------------------------------


def models_opened(served: Served) -> int:
    return len(served.openai.state.sessions.all())


@pytest.mark.parametrize(
    ("whose", "token"),
    [
        ("ours", THEIR_TOKEN),
        ("ours", AUTH_TOKEN),
        ("theirs", OUR_TOKEN),
        ("the platform's", OUR_TOKEN),
        ("nobody's", OUR_TOKEN),
        ("nobody's", AUTH_TOKEN),
    ],
)
async def test_a_stream_signed_by_another_account_is_not_accepted(
    served: Served, business: Any, other_business: Any, whose: str, token: str
) -> None:
    paths = {
        "ours": f"/{business.pk}",
        "theirs": f"/{other_business.pk}",
        "the platform's": "",
        "nobody's": "/999999999999999999999",
    }
    before = models_opened(served)

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with stream_raw(served, path="/ws/twilio/media" + paths[whose], auth_token=token):
            pass

    assert refused.value.status == 403
    assert models_opened(served) == before


async def test_a_stream_of_the_business_s_own_account_is_served(
    served: Served, business: Any, other_business: Any
) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid, account_sid=OURS, auth_token=OUR_TOKEN)

    async with stream_raw(served, path=f"/ws/twilio/media/{business.pk}", auth_token=OUR_TOKEN) as stream:
        await stream.start(call_sid=sid, token=token, account_sid=OURS)
        await stream.hear("media")
        await stream.send({"event": "stop", "streamSid": stream.sid})
        assert await stream.close_code() == 1000


@pytest.mark.parametrize(
    ("path_of", "signed_by", "says"),
    [
        ("theirs", THEIR_TOKEN, OURS),
        ("theirs", THEIR_TOKEN, THEIRS),
        ("the platform's", AUTH_TOKEN, OURS),
        ("the platform's", AUTH_TOKEN, ACCOUNT_SID),
        ("ours", OUR_TOKEN, THEIRS),
    ],
)
async def test_a_stolen_token_is_worth_nothing_to_another_account(
    served: Served, business: Any, other_business: Any, path_of: str, signed_by: str, says: str
) -> None:
    """The call rang from our own account; another one, well signed, brings its token."""
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid, account_sid=OURS, auth_token=OUR_TOKEN)
    paths = {"ours": f"/{business.pk}", "theirs": f"/{other_business.pk}", "the platform's": ""}

    with capture_logs() as logs:
        async with stream_raw(
            served, path="/ws/twilio/media" + paths[path_of], auth_token=signed_by
        ) as stream:
            await stream.start(call_sid=sid, token=token, account_sid=says)
            assert await stream.close_code() == 4401

    reasons = [entry["reason"] for entry in logs if entry["event"] == "stream_refused"]
    assert reasons == ["token_of_another_account"]
    call = await run_in_tenant(business.schema_name, Call.objects.get, sid=sid)
    assert (call.status, call.answered_at) == ("ringing", None)
    assert await sync_to_async(calls_at)(other_business) == [0]
