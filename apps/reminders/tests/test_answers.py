"""What customers write back by SMS, and what Twilio says of our messages."""

from datetime import timedelta

import pytest

from apps.core import clock
from apps.crm.models import Consent, Lead, Task
from apps.reminders.models import Answer, Reminder
from apps.reminders.tests.answering import DANA, HALUTZ, meeting_told, status_of, webhook
from apps.scheduling.models import Appointment
from apps.scheduling.tests.moments import NOW, SATURDAY, at
from apps.tenants.context import in_tenant


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


def test_yes_is_noted_on_the_reminder_and_answered(says) -> None:
    meeting = meeting_told()
    answer = says("כן, מגיעה")

    assert (answer.status_code, "תודה, נתראה!" in answer.content.decode()) == (200, True)
    assert status_of(meeting) == "confirmed"
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "confirmed"
    assert not Task.objects.exists()


@pytest.fixture
def speaks(business):
    """Gives the business a language, which the next test knows nothing of."""
    yield type(business).objects.filter(pk=business.pk).update
    type(business).objects.filter(pk=business.pk).update(language=business.language)


@pytest.mark.parametrize(
    ("language", "when"),
    [("he", "היא ביום שלישי 24.11 בשעה 10:00. מגיעים?"), ("en", "is on Tuesday 24 Nov 10:00. Coming?")],
)
def test_who_names_another_day_is_asked_about_the_meetings(says, speaks, language, when) -> None:
    speaks(language=language)
    meeting = meeting_told()

    asked = says("אגיע מחר").content.decode()

    assert when in asked
    assert not Reminder.objects.exclude(answer="").exists()
    assert Task.objects.get().details == "אגיע מחר"
    says("כן", sid="SM2")
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "confirmed"
    assert (status_of(meeting), Task.objects.count()) == ("confirmed", 1)


def test_no_cancels_the_one_meeting_once(says, other_business) -> None:
    meeting = meeting_told()
    with in_tenant(other_business.schema_name):
        other = meeting_told()
    says("לא")
    version = Appointment.objects.get(pk=meeting.pk).version
    again = says("לא")

    assert status_of(meeting) == "cancelled"
    assert "Message" not in again.content.decode()
    assert Appointment.objects.get(pk=meeting.pk).version == version
    assert Answer.objects.count() == 1
    assert Reminder.objects.get(appointment=meeting, kind="cancelled").state == "waiting"
    with in_tenant(other_business.schema_name):
        assert status_of(other) == "confirmed"
        assert not Answer.objects.exists()


@pytest.mark.parametrize("text", ["אפשר לדחות?", "לא לבטל", "תודה רבה על הכל"])
def test_what_is_not_clear_changes_nothing_and_becomes_a_task(says, text) -> None:
    meeting = meeting_told()
    answer = says(text)

    assert status_of(meeting) == "confirmed"
    task = Task.objects.get()
    assert (task.details, task.lead_id, task.source_id) == (text, meeting.lead_id, meeting.pk)
    assert "הועברה לעסק" in answer.content.decode()


def test_an_answer_that_may_be_about_two_meetings_is_left_to_people(says) -> None:
    meetings = [meeting_told(10), meeting_told(12)]
    says("לא")
    assert [status_of(meeting) for meeting in meetings] == ["confirmed", "confirmed"]
    assert Task.objects.count() == 1


def test_a_meeting_the_customer_was_not_told_of_is_not_cancelled_by_a_no(says) -> None:
    meeting = meeting_told(state="waiting")
    says("לא")
    assert status_of(meeting) == "confirmed"
    assert Task.objects.count() == 1


def test_who_writes_on_a_sabbath_is_answered_at_once_and_told_of_the_rest_after_it(says) -> None:
    meeting = meeting_told()
    saturday = at(SATURDAY - timedelta(days=7), 12)

    with clock.frozen(saturday):
        answer = says("יש חניה?")
        says("לא", sid="SM2")

    assert "תודה, ההודעה הועברה לעסק." in answer.content.decode()
    told = Reminder.objects.get(appointment=meeting, kind="cancelled")
    assert (told.state, told.due_at > saturday + timedelta(hours=5)) == ("waiting", True)


def test_opting_out_is_kept_as_a_consent_and_answered_with_silence(says) -> None:
    meeting = meeting_told()
    answer = says("הסר")

    assert "Message" not in answer.content.decode()
    consent = Consent.objects.get()
    assert (consent.lead_id, consent.kind, consent.granted, consent.source) == (
        meeting.lead_id,
        "contact",
        False,
        "SMS",
    )
    assert status_of(meeting) == "confirmed"
    says("start", sid="SM2")
    assert Consent.objects.latest("pk").granted


def test_somebody_new_becomes_a_lead_with_a_task(says) -> None:
    says("מתי אתם פתוחים", From="+972529999999")
    assert Task.objects.get().lead.pk == Lead.objects.get(identities__value="+972529999999").pk


def test_what_nobody_signed_or_another_account_signed_is_refused(says) -> None:
    meeting = meeting_told()
    assert webhook(Body="לא", token="wrong").status_code == 403
    assert webhook(Body="לא", AccountSid="AC" + "6" * 32).status_code == 403
    assert status_of(meeting) == "confirmed"
    assert not Answer.objects.exists()


def test_a_closed_business_acts_on_nothing_and_keeps_what_is_said(says, business) -> None:
    meeting = meeting_told()
    type(business).objects.filter(pk=business.pk).update(status="suspended")

    for text, sid in (("לא", "SM1"), ("הסר", "SM2")):
        answer = says(text, sid=sid)
        assert (answer.status_code, "Message" in answer.content.decode()) == (200, False)

    assert status_of(meeting) == "confirmed"
    assert (Task.objects.get().details, Answer.objects.count()) == ("לא", 2)
    consent = Consent.objects.get()
    assert (consent.lead_id, consent.kind, consent.granted) == (meeting.lead_id, "contact", False)


def test_a_closed_business_still_learns_what_became_of_its_messages(says, business) -> None:
    row = Reminder.objects.get(appointment=meeting_told(), kind="booked")
    type(business).objects.filter(pk=business.pk).update(status="suspended")
    path = f"/webhooks/twilio/sms/status?reference={business.schema_name}.reminder.{row.pk}"

    webhook(path, From=HALUTZ, To=DANA, MessageSid=row.provider_id, MessageStatus="undelivered")

    row.refresh_from_db()
    assert row.delivery == "undelivered"


def test_news_of_a_message_move_forward_only_and_prove_that_it_was_sent(says, business) -> None:
    meeting = meeting_told()
    row = Reminder.objects.get(appointment=meeting, kind="booked")
    path = f"/webhooks/twilio/sms/status?reference={business.schema_name}.reminder.{row.pk}"
    for status in ("delivered", "sent", "queued"):
        answer = webhook(path, From=HALUTZ, To=DANA, MessageSid=row.provider_id, MessageStatus=status)
        assert answer.status_code == 204
    row.refresh_from_db()
    assert (row.state, row.delivery) == ("sent", "delivered")

    Reminder.objects.filter(pk=row.pk).update(state="unknown", reason="x", provider_id="", sent_at=None)
    webhook(path, From=HALUTZ, To=DANA, MessageSid="SMnew", MessageStatus="sent")
    row.refresh_from_db()
    assert (row.state, row.provider_id) == ("sent", "SMnew")


def test_news_signed_by_a_stranger_change_nothing(says, business) -> None:
    row = Reminder.objects.get(appointment=meeting_told(), kind="booked")
    path = f"/webhooks/twilio/sms/status?reference={business.schema_name}.reminder.{row.pk}"
    assert webhook(path, token="wrong", From=HALUTZ, To=DANA, MessageStatus="failed").status_code == 403
    row.refresh_from_db()
    assert row.delivery == ""
