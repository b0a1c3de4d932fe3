"""The database is away while the phone rings: the caller hears why in Hebrew, and nothing is opened."""

from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from asgiref.sync import sync_to_async

from apps.simulator.twilio.settings import sid_make
from apps.telephony import running
from apps.telephony.call_key import CallKey
from apps.telephony.running import CallEnd
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, Database, Served
from apps.telephony.tests.raw_stream import stream_raw, token_get
from apps.telephony.tests.test_accounts import OURS, THEIR_TOKEN, calls_at, post

VOICE, AFTER, STATUS = (f"/webhooks/twilio/{name}" for name in ("voice", "voice/after", "status"))


def said(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 200
    return [(verb.tag, verb.text or "") for verb in ElementTree.fromstring(answer.text)]  # noqa: S314 - ours


@pytest.mark.parametrize("path", [VOICE, AFTER])
@pytest.mark.parametrize("account_sid", [ACCOUNT_SID, ""])
def test_the_caller_is_told_and_no_model_is_opened(
    served: Served,
    business: Any,
    other_business: Any,
    database: Database,
    settings: Any,
    path: str,
    account_sid: str,
) -> None:
    settings.TWILIO_ACCOUNT_SID = account_sid
    models = len(served.openai.state.sessions.all())

    database.cut()
    answer = post(served, account_sid=account_sid, token=AUTH_TOKEN, path=path)
    database.mend()

    (say, sentence), hang_up = said(answer)
    assert (say, hang_up) == ("Say", ("Hangup", ""))
    assert "תקלה זמנית" in sentence
    assert len(served.openai.state.sessions.all()) == models
    assert calls_at(business, other_business) == [0, 0]


def test_a_call_that_broke_off_is_not_answered_as_if_it_had_just_begun(
    served: Served, database: Database
) -> None:
    database.cut()

    (_, sentence), _ = said(post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=AFTER))

    assert "להמשיך את השיחה" in sentence
    assert "לקבל את השיחה" not in sentence


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("assistant_ended", None),
        ("caller_hung_up", None),
        ("goodbye_unsaid", "תודה שהתקשרתם. להתראות."),
        ("model_silent", "הפנייה שלכם נשמרה אצלנו"),
        ("business_unavailable", "העסק אינו זמין יותר"),
    ],
)
def test_what_this_process_knows_of_the_end_is_said_without_the_books(
    served: Served,
    business: Any,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    reason: str,
    words: str | None,
) -> None:
    sid = sid_make("CA")
    monkeypatch.setitem(running._ends, CallKey(business.schema_name, sid), CallEnd(reason, ACCOUNT_SID))
    database.cut()

    answer = said(post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=AFTER, CallSid=sid))

    assert answer[-1] == ("Hangup", "")
    assert [words in sentence for _, sentence in answer[:-1] if words] == ([True] if words else [])
    assert len(answer) == (2 if words else 1)


@pytest.mark.parametrize(
    ("dialled_by", "verbs"),
    [((ACCOUNT_SID, ACCOUNT_SID), ["Say", "Hangup"]), ((ACCOUNT_SID, OURS), ["Hangup"])],
)
def test_an_end_that_two_businesses_name_is_the_one_of_the_account_that_asks_or_nobodys(
    served: Served,
    business: Any,
    other_business: Any,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    dialled_by: tuple[str, str],
    verbs: list[str],
) -> None:
    sid = sid_make("CA")
    for each, account_sid in zip((business, other_business), dialled_by, strict=True):
        end = CallEnd("assistant_ended", account_sid)
        monkeypatch.setitem(running._ends, CallKey(each.schema_name, sid), end)
    database.cut()

    answer = said(post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=AFTER, CallSid=sid))

    assert [verb for verb, _ in answer] == verbs


@pytest.mark.parametrize("path", [VOICE, AFTER, STATUS])
@pytest.mark.parametrize(
    ("account_sid", "token"), [(ACCOUNT_SID, THEIR_TOKEN), (ACCOUNT_SID, ""), ("AC" + "c3" * 16, AUTH_TOKEN)]
)
def test_what_the_platform_did_not_sign_is_refused_then_too(
    served: Served, database: Database, path: str, account_sid: str, token: str
) -> None:
    database.cut()

    assert post(served, account_sid=account_sid, token=token, path=path).status_code == 403


@pytest.mark.parametrize("path", [STATUS, "/webhooks/twilio/sms", "/webhooks/twilio/sms/status"])
def test_what_twilio_tells_may_be_told_again(served: Served, database: Database, path: str) -> None:
    database.cut()

    told = post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=path, CallStatus="completed")

    assert told.status_code == 503


async def test_a_stream_whose_call_cannot_be_looked_up_is_closed_and_its_socket_with_it(
    served: Served, business: Any, database: Database
) -> None:
    sid, before = sid_make("CA"), len(served.openai.state.sessions.all())
    token = await token_get(served, call_sid=sid)

    async with stream_raw(served) as stream:
        await sync_to_async(database.cut)()
        await stream.start(call_sid=sid, token=token)
        assert await stream.close_code() == 1013

    await sync_to_async(database.mend)()
    opened = served.openai.state.sessions.all()[before:]
    assert [session.server_events["response.created"] for session in opened] == [0] * len(opened)
