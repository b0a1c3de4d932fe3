from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from twilio.request_validator import RequestValidator

from apps.audit.models import AuditEntry
from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.twilio.settings import sid_make
from apps.telephony import running
from apps.telephony.call_key import CallKey
from apps.telephony.models import Call
from apps.telephony.running import CallEnd
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, HALUTZ, SHAKED, Served
from apps.tenants.context import in_tenant

AFTER = "/webhooks/twilio/voice/after"
FORM = {"AccountSid": ACCOUNT_SID, "From": "+972521234567", "To": HALUTZ}


@pytest.fixture(autouse=True)
def _call_sid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test rings with a call of its own."""
    monkeypatch.setitem(FORM, "CallSid", sid_make("CA"))


def post(
    served: Served, *, signature: str | None = None, path: str = "/webhooks/twilio/voice", **changes: str
):
    form = {**FORM, **changes}
    url = served.base_url + path
    if signature is None:
        signature = RequestValidator(AUTH_TOKEN).compute_signature(url, form)
    return httpx.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=PATIENCE_SECONDS)


def twiml(answer: httpx.Response) -> ElementTree.Element:
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.text)  # noqa: S314 - our own answer


def stream_of(answer: httpx.Response) -> ElementTree.Element:
    stream = twiml(answer).find("./Connect/Stream")
    assert stream is not None
    return stream


def calls_at(business: Any) -> list[str]:
    with in_tenant(business.schema_name):
        return list(Call.objects.values_list("sid", flat=True))


def test_a_call_is_connected_to_a_stream_of_its_own(
    served: Served, business: Any, other_business: Any
) -> None:
    stream = stream_of(post(served))
    assert stream.attrib["url"] == served.base_url.replace("http://", "wss://") + "/ws/twilio/media"
    (token,) = stream.findall("Parameter")
    assert token.attrib["name"] == "token"
    assert len(token.attrib["value"]) < 400
    call = Call.objects.get()
    assert (call.from_number, call.to_number, call.status) == ("+972521234567", HALUTZ, "ringing")
    assert call.lead is not None
    assert call.lead.phone == "+972521234567"
    assert AuditEntry.objects.filter(action="call.start", target_id=call.pk).count() == 1
    assert calls_at(other_business) == []


@pytest.mark.parametrize("signature", ["", "nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="])
def test_what_twilio_did_not_sign_is_refused(served: Served, business: Any, signature: str) -> None:
    assert post(served, signature=signature).status_code == 403
    assert calls_at(business) == []


def test_a_signature_of_another_request_does_not_open_this_one(served: Served, business: Any) -> None:
    signed = RequestValidator(AUTH_TOKEN).compute_signature(served.base_url + "/webhooks/twilio/voice", FORM)
    assert post(served, signature=signed, From="+972539999999").status_code == 403
    assert calls_at(business) == []


def test_without_a_token_of_our_own_nothing_gets_in(served: Served, business: Any, settings: Any) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    url = served.base_url + "/webhooks/twilio/voice"
    signed = RequestValidator("").compute_signature(url, FORM)
    assert post(served, signature=signed).status_code == 403
    assert calls_at(business) == []


def test_an_unknown_number_is_refused_politely_and_reaches_no_business(
    served: Served, business: Any, other_business: Any
) -> None:
    answer = twiml(post(served, To="+97239999999"))
    assert [verb.tag for verb in answer] == ["Say", "Reject"]
    assert answer[0].attrib["language"] == "he-IL"
    assert "אינו פעיל" in (answer[0].text or "")
    assert calls_at(business) == calls_at(other_business) == []


def test_the_dialled_number_decides_whose_call_it_is(
    served: Served, business: Any, other_business: Any
) -> None:
    second = sid_make("CA")
    post(served)
    post(served, To=SHAKED, CallSid=second)
    assert calls_at(business) == [FORM["CallSid"]]
    assert calls_at(other_business) == [second]


def test_the_same_webhook_twice_is_one_call(served: Served, business: Any) -> None:
    stream_of(post(served))
    stream_of(post(served))
    assert calls_at(business) == [FORM["CallSid"]]


def test_a_webhook_replayed_after_the_call_opens_nothing(served: Served, business: Any) -> None:
    stream_of(post(served))
    Call.objects.update(status="in_progress", answered_at=Call.objects.get().started_at)
    answer = twiml(post(served))
    assert [verb.tag for verb in answer] == ["Hangup"]
    assert Call.objects.count() == 1


def test_a_caller_without_a_number_is_a_lead_without_a_phone(served: Served, business: Any) -> None:
    stream_of(post(served, From="anonymous"))
    call = Call.objects.get()
    assert call.from_number == ""
    assert call.lead is not None
    assert call.lead.phone == ""


def test_when_all_lines_are_taken_the_caller_is_told(served: Served, business: Any, settings: Any) -> None:
    settings.MAX_CALLS_PER_BUSINESS = 1
    stream_of(post(served))
    answer = twiml(post(served, CallSid=sid_make("CA")))
    assert [verb.tag for verb in answer] == ["Say", "Reject"]
    assert "תפוסים" in (answer[0].text or "")
    assert calls_at(business) == [FORM["CallSid"]]
    stream_of(post(served, To=SHAKED, CallSid=sid_make("CA")))


def test_a_switched_off_assistant_says_so(served: Served, business: Any, settings: Any) -> None:
    settings.USE_REALTIME_API = False
    assert "כבוי" in post(served).text
    assert calls_at(business) == []


@pytest.mark.parametrize("call_sid", ["", "x" * 65, "CA\0", "CA/../1"])
@pytest.mark.parametrize(("path", "status"), [("voice", 400), ("voice/after", 200), ("status", 204)])
def test_a_call_without_a_sid_is_no_call(
    served: Served, business: Any, call_sid: str, path: str, status: int
) -> None:
    answer = post(served, path=f"/webhooks/twilio/{path}", CallSid=call_sid, CallStatus="completed")
    assert answer.status_code == status
    assert calls_at(business) == []


def test_only_post_is_a_webhook(served: Served) -> None:
    assert httpx.get(served.base_url + "/webhooks/twilio/voice").status_code == 405


def test_a_call_that_ends_before_its_stream_is_closed(served: Served, business: Any) -> None:
    post(served)
    answer = post(served, path="/webhooks/twilio/status", CallStatus="completed")
    assert answer.status_code == 204
    call = Call.objects.get()
    assert (call.status, call.end_reason, call.outcome) == ("completed", "hung_up_early", "abandoned")
    again = post(served, path="/webhooks/twilio/status", CallStatus="completed")
    assert again.status_code == 204
    assert AuditEntry.objects.filter(action="call.finish").count() == 1


@pytest.mark.parametrize("reason", ["", "model_failed", "connection_lost"])
def test_who_was_not_said_goodbye_hears_an_apology(served: Served, business: Any, reason: str) -> None:
    """Also while the books do not know yet how the call ended."""
    post(served)
    Call.objects.update(end_reason=reason)
    answer = twiml(post(served, path=AFTER))
    assert [verb.tag for verb in answer] == ["Say", "Hangup"]
    assert "תקלה" in (answer[0].text or "")


def test_who_was_to_be_said_goodbye_and_was_not_hears_it_from_twilio(served: Served, business: Any) -> None:
    post(served)
    Call.objects.update(end_reason="goodbye_unsaid")
    answer = twiml(post(served, path=AFTER))
    assert [verb.tag for verb in answer] == ["Say", "Hangup"]
    assert answer[0].text == "תודה שהתקשרתם. להתראות."


@pytest.mark.parametrize("reason", ["caller_hung_up", "caller_silent", "assistant_ended", "too_long"])
def test_who_was_said_goodbye_or_is_gone_hears_nothing_more(
    served: Served, business: Any, reason: str
) -> None:
    post(served)
    Call.objects.update(end_reason=reason)
    assert [verb.tag for verb in twiml(post(served, path=AFTER))] == ["Hangup"]


def test_after_a_call_that_is_not_known_nothing_is_said(served: Served, business: Any) -> None:
    assert [verb.tag for verb in twiml(post(served, path=AFTER))] == ["Hangup"]


@pytest.mark.parametrize(
    ("reason", "verbs"), [("internal_error", ["Say", "Hangup"]), ("too_long", ["Hangup"])]
)
def test_what_the_engine_decided_holds_before_the_books_know(
    served: Served, business: Any, monkeypatch: pytest.MonkeyPatch, reason: str, verbs: list[str]
) -> None:
    post(served)
    key = CallKey(business.schema_name, Call.objects.get().sid)
    monkeypatch.setitem(running._ends, key, CallEnd(reason, ACCOUNT_SID))
    assert [verb.tag for verb in twiml(post(served, path=AFTER))] == verbs
