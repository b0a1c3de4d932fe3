"""What the media socket lets in, and that a refused stream costs nothing and harms nobody."""

from typing import Any
from unittest.mock import patch

import aiohttp
import pytest
from asgiref.sync import sync_to_async
from structlog.testing import capture_logs

from apps.simulator.twilio.settings import sid_make
from apps.telephony.call_key import CallKey
from apps.telephony.models import Call
from apps.telephony.running import call_end_known
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, SHAKED, Served, books_closed
from apps.telephony.tests.raw_stream import RawStream, stream_raw, token_get
from apps.telephony.tests.test_accounts import post
from apps.telephony.tests.test_books_away import AFTER
from apps.telephony.tokens import stream_token
from apps.tenants.context import in_tenant, run_in_tenant


@pytest.fixture
def sessions_before(served: Served) -> int:
    return len(served.openai.state.sessions.all())


def token_for(call_sid: str, schema: str) -> str:
    return stream_token(schema=schema, call_sid=call_sid, account_sid=ACCOUNT_SID)


def sessions_opened(served: Served, before: int) -> int:
    return len(served.openai.state.sessions.all()) - before


async def test_a_stream_that_twilio_did_not_sign_is_not_accepted(
    served: Served, sessions_before: int
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with stream_raw(served, signed=False):
            pass
    assert refused.value.status == 403
    assert sessions_opened(served, sessions_before) == 0


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("", "token_wrong"),
        ("nonsense", "token_wrong"),
        (lambda sid, schema: token_for(sid, schema) + "x", "token_wrong"),
        (lambda sid, schema: token_for(sid_make("CA"), schema), "token_of_another_call"),
        (token_for, "token_used"),
    ],
)
async def test_without_a_token_of_its_own_a_stream_opens_no_model(
    served: Served, business: Any, sessions_before: int, token: Any, reason: str
) -> None:
    """The last one is well signed, but no call rings under its CallSid."""
    sid = sid_make("CA")
    token = token(sid, business.schema_name) if callable(token) else token
    with capture_logs() as logs:
        async with stream_raw(served) as stream:
            await stream.start(call_sid=sid, token=token)
            assert await stream.close_code() == 4401
    assert [log["reason"] for log in logs if log["event"] == "stream_refused"] == [reason]
    assert sessions_opened(served, sessions_before) == 0


async def test_an_old_token_opens_nothing(served: Served, business: Any, sessions_before: int) -> None:
    sid = sid_make("CA")
    with patch("django.core.signing.time.time", return_value=1_700_000_000):
        token = token_for(sid, business.schema_name)
    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        assert await stream.close_code() == 4401
    assert sessions_opened(served, sessions_before) == 0


async def test_a_token_works_once(served: Served, business: Any, sessions_before: int) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid)
    async with stream_raw(served) as first, stream_raw(served) as second:
        await first.start(call_sid=sid, token=token)
        await first.hear("media")
        await second.start(call_sid=sid, token=token)
        assert await second.close_code() == 4401
        await first.media()
        await first.hear("mark")
        await first.send({"event": "stop", "streamSid": first.sid})
        assert await first.close_code() == 1000
    async with stream_raw(served) as late:
        await late.start(call_sid=sid, token=token)
        assert await late.close_code() == 4401
    assert sessions_opened(served, sessions_before) == 1


async def test_a_token_of_one_business_opens_no_call_of_another(
    served: Served, business: Any, other_business: Any, sessions_before: int
) -> None:
    """The same CallSid rings at the other business; a token for this one finds nothing there to take."""
    sid = sid_make("CA")
    await token_get(served, call_sid=sid, to=SHAKED)
    forged = token_for(sid, business.schema_name)
    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=forged)
        assert await stream.close_code() == 4401

    def call_of_shaked() -> Call:
        return Call.objects.get(sid=sid)

    call = await run_in_tenant(other_business.schema_name, call_of_shaked)
    assert (call.status, call.answered_at) == ("ringing", None)


async def send_binary(stream: RawStream) -> None:
    await stream.socket.send_bytes(b"\x00\x01")


async def send_huge(stream: RawStream) -> None:
    await stream.socket.send_str('{"event":"connected","x":"' + "x" * 70_000 + '"}')


async def send_no_json(stream: RawStream) -> None:
    await stream.socket.send_str("not json {")


async def send_unknown(stream: RawStream) -> None:
    await stream.send({"event": "party"})


async def send_media_first(stream: RawStream) -> None:
    await stream.media()


BAD_OPENINGS = [
    (send_binary, 1003),
    (send_huge, 1009),
    (send_no_json, 1007),
    (send_unknown, 4400),
    (send_media_first, 4400),
]


@pytest.mark.parametrize(("send", "code"), BAD_OPENINGS)
async def test_a_stream_that_does_not_begin_like_one_is_closed(
    served: Served, sessions_before: int, send: Any, code: int
) -> None:
    async with stream_raw(served) as stream:
        await send(stream)
        assert await stream.close_code() == code
    assert sessions_opened(served, sessions_before) == 0


async def test_a_socket_that_says_nothing_is_closed_after_five_seconds(
    served: Served, sessions_before: int
) -> None:
    async with stream_raw(served) as stream:
        assert await stream.close_code(within_seconds=7) == 4408
    assert sessions_opened(served, sessions_before) == 0


@pytest.mark.parametrize(
    ("send", "code"),
    [(send_binary, 1003), (send_huge, 1009), (send_no_json, 1007), (RawStream.media, 4409)],
)
async def test_a_running_call_that_breaks_the_protocol_ends_and_no_other_call_notices(
    served: Served, business: Any, other_business: Any, send: Any, code: int
) -> None:
    bad_sid, good_sid = sid_make("CA"), sid_make("CA")
    bad_token = await token_get(served, call_sid=bad_sid)
    good_token = await token_get(served, call_sid=good_sid, to=SHAKED)
    async with stream_raw(served) as good, stream_raw(served) as bad:
        await good.start(call_sid=good_sid, token=good_token)
        await bad.start(call_sid=bad_sid, token=bad_token)
        await good.hear("media")
        await bad.hear("media")
        await (bad.media(stream_sid="MZ-of-another") if code == 4409 else send(bad))
        assert await bad.close_code() == code
        for _ in range(20):
            await good.media()
        await good.hear("media")
        await good.send({"event": "stop", "streamSid": good.sid})
        assert await good.close_code() == 1000


async def test_a_frame_or_a_digit_that_means_nothing_is_counted_and_the_call_goes_on(
    served: Served, business: Any
) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid)
    with capture_logs() as logs:
        async with stream_raw(served) as stream:
            await stream.start(call_sid=sid, token=token)
            await stream.hear("media")
            for _ in range(3):
                await stream.send({"event": "media", "streamSid": stream.sid, "media": {"payload": ""}})
            await stream.send({"event": "dtmf", "streamSid": stream.sid, "dtmf": {"digit": "E"}})
            await stream.media()
            await stream.hear("media")
            await stream.send({"event": "stop", "streamSid": stream.sid})
            assert await stream.close_code() == 1000

    (ended,) = [log for log in logs if log["event"] == "call_ended"]
    assert ended["reason"] == "caller_hung_up"
    assert ended["unusable"] == {"bad_payload": 3, "bad_digit": 1}


async def test_logs_of_a_refused_stream_carry_no_words_of_the_caller(served: Served) -> None:
    with capture_logs() as logs:
        async with stream_raw(served) as stream:
            await stream.socket.send_str('{"event":"start","note":"קוראים לי דנה 0521234567"')
            assert await stream.close_code() == 1007
    assert "דנה" not in str(logs)
    assert "0521234567" not in str(logs)
    assert [log["reason"] for log in logs if log["event"] == "stream_refused"] == ["not_json"]


async def test_a_full_process_says_try_again_and_opens_no_model(
    served: Served, business: Any, settings: Any, sessions_before: int
) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid)
    settings.MAX_CALLS_PER_PROCESS = 0
    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        assert await stream.close_code() == 1013

    def status() -> str:
        with in_tenant(business.schema_name):
            return str(Call.objects.get(sid=sid).status)

    assert await run_in_tenant(business.schema_name, status) == "ringing"


async def test_a_stream_that_breaks_is_told_as_the_engine_ended_it_not_as_the_books_say(
    served: Served, business: Any
) -> None:
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid)
    async with stream_raw(served) as stream:
        await stream.start(call_sid=sid, token=token)
        await stream.hear("mark")
        await stream.socket.send_str("{")
        assert await stream.close_code() == 1007
    await sync_to_async(books_closed)()

    answer = await sync_to_async(post)(
        served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=AFTER, CallSid=sid
    )

    assert "<Say" in answer.text
    assert call_end_known(CallKey(business.schema_name, sid)) == "not_json"
