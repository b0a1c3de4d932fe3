"""What customers write to the number that serves businesses without one of their own."""

import pytest

from apps.audit.actors import Actor, ActorKind
from apps.core import clock
from apps.crm.models import Consent, Lead
from apps.crm.services.consents import consent_record
from apps.reminders.models import Answer, Reminder
from apps.reminders.tests.answering import DANA, meeting_told, status_of, webhook
from apps.scheduling.tests.moments import NOW
from apps.tenants.context import in_tenant

STAFF = Actor(kind=ActorKind.USER, user_id=7)


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def platforms_number(settings):
    settings.TWILIO_SMS_NUMBER = "+97231111111"
    return settings.TWILIO_SMS_NUMBER


def test_an_answer_to_the_platforms_number_is_sent_to_the_link(
    says, platforms_number, other_business
) -> None:
    meeting = meeting_told()

    answer = says("לא", To=platforms_number).content.decode()

    assert ("הקישור שבהודעה" in answer, "Use the link" in answer) == (True, True)
    assert status_of(meeting) == "confirmed"
    assert not Answer.objects.exists()
    with in_tenant(other_business.schema_name):
        assert not Answer.objects.exists()


@pytest.fixture
def shared(business, other_business):
    """Neither has a number of its own, which the next test knows nothing of."""
    numbers = [number for each in (business, other_business) for number in each.phone_numbers.all()]
    for number in numbers:
        type(number).objects.filter(pk=number.pk).update(voice=False, sms=False)
    yield
    for number in numbers:
        type(number).objects.filter(pk=number.pk).update(voice=number.voice, sms=number.sms)


def consents():
    return list(Consent.objects.order_by("pk").values_list("lead__phone", "kind", "granted"))


def test_who_wants_no_more_from_the_shared_number_is_heard_by_all_that_wrote_to_them(
    says, shared, platforms_number, business, other_business
) -> None:
    meeting_told()
    with in_tenant(other_business.schema_name):
        meeting_told()

    answers = [says("הסר אותי", To=platforms_number).content.decode() for _ in range(2)]

    assert ["<Message>" in answer for answer in answers] == [False, False]
    for each in (business, other_business):
        with in_tenant(each.schema_name):
            assert consents() == [(DANA, "contact", False)]
    says("start", sid="SM2", To=platforms_number)
    assert consents()[1:] == [(DANA, "contact", True)]


def test_who_wants_them_again_undoes_by_the_shared_number_only_what_an_sms_had_ended(
    says, shared, platforms_number, business, other_business
) -> None:
    lead_id = meeting_told().lead_id
    with in_tenant(other_business.schema_name):
        meeting_told()
    says("STOP", To=platforms_number)
    consent_record(lead_id=lead_id, kind="contact", granted=False, source="phone", actor=STAFF)

    for sid in ("SM2", "SM2", "SM3"):
        says("start", sid=sid, To=platforms_number)

    assert consents() == [(DANA, "contact", False), (DANA, "contact", False)]
    with in_tenant(other_business.schema_name):
        assert consents() == [(DANA, "contact", False), (DANA, "contact", True)]


def test_who_wants_no_more_is_not_known_to_a_business_that_never_wrote_or_has_a_number(
    says, shared, platforms_number, business, other_business
) -> None:
    with in_tenant(other_business.schema_name):
        meeting_told()
        other_business.phone_numbers.update(voice=True, sms=True)

    says("STOP", To=platforms_number)

    assert not Lead.objects.exists()
    with in_tenant(other_business.schema_name):
        assert consents() == []


def test_news_of_what_the_platforms_number_sent_find_their_business(
    says, platforms_number, business, other_business
) -> None:
    row = Reminder.objects.get(appointment=meeting_told(), kind="booked")
    path = f"/webhooks/twilio/sms/status?reference={business.schema_name}.reminder.{row.pk}"
    news = {"From": platforms_number, "To": DANA, "MessageStatus": "delivered"}

    webhook(
        path.replace(business.schema_name, other_business.schema_name), **news, MessageSid=row.provider_id
    )
    row.refresh_from_db()
    assert row.delivery == ""
    assert webhook(path, token="wrong", **news, MessageSid=row.provider_id).status_code == 403
    for reference in ("", "b_nobody.reminder.1", "public.reminder.1"):
        path_of_nobody = f"/webhooks/twilio/sms/status?reference={reference}"
        assert webhook(path_of_nobody, **news, MessageSid="SM9").status_code == 204

    assert webhook(path, **news, MessageSid=row.provider_id).status_code == 204
    row.refresh_from_db()
    assert row.delivery == "delivered"
