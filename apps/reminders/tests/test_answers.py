import base64
import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client
from twilio.request_validator import RequestValidator

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.models import Consent, Lead, Task
from apps.crm.services.capture import lead_capture
from apps.reminders.links import link_token
from apps.reminders.models import Answer, Reminder
from apps.scheduling.models import Appointment
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.services.changes import appointment_reschedule
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.tenants.context import in_tenant

TUESDAY = MONDAY + timedelta(days=1)
SID, TOKEN = "AC" + "5" * 32, "token"
HALUTZ, SHAKED, DANA = "+97237630001", "+97237630002", "+972521234567"
BASE = "http://testserver"


@pytest.fixture(autouse=True)
def _sunday_morning(settings):
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, TOKEN
    settings.PUBLIC_BASE_URL, settings.PUBLIC_BASE_URLS = BASE, [BASE]
    with clock.frozen(NOW):
        yield


def meeting_told(hour=10, *, state="sent"):
    lead = lead_capture(
        source="phone", actor=SYSTEM, identities=[("phone", DANA)], details={"phone": DANA}
    ).lead
    meeting = appointment_book(
        Wish(lead_id=lead.pk, starts_at=at(TUESDAY, hour), source="phone", label="תספורת"), actor=SYSTEM
    )
    if state == "sent":
        Reminder.objects.filter(appointment=meeting, kind="booked").update(
            state="sent", sent_at=NOW, channel="sms", provider_id=f"SM{meeting.pk}"
        )
    return meeting


def webhook(path="/webhooks/twilio/sms", *, token=TOKEN, **form):
    form = {"MessageSid": "SM1", "AccountSid": SID, "From": DANA, "To": HALUTZ, **form}
    signature = RequestValidator(token).compute_signature(BASE + path, form)
    return Client(headers={"host": "testserver"}).post(path, form, headers={"X-Twilio-Signature": signature})


@pytest.fixture
def says(tenants_db, business, other_business):
    """A customer's SMS to the first business; real commits, as the webhook works on threads of its own."""

    def say(text, sid="SM1", **form):
        return webhook(Body=text, MessageSid=sid, **form)

    return say


def status_of(meeting):
    return Appointment.objects.get(pk=meeting.pk).status


def test_yes_is_noted_on_the_reminder_and_answered(says) -> None:
    meeting = meeting_told()
    answer = says("כן, מגיעה")

    assert (answer.status_code, "תודה, נתראה!" in answer.content.decode()) == (200, True)
    assert status_of(meeting) == "confirmed"
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "confirmed"
    assert not Task.objects.exists()


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


@pytest.fixture
def page(business):
    client = Client(headers={"host": f"{business.slug}.testserver"}, enforce_csrf_checks=True)

    def address(meeting):
        return f"/m/{link_token(schema=business.schema_name, appointment_id=meeting.pk)}"

    client.address = address
    return client


def test_opening_the_link_shows_the_meeting_and_changes_nothing(page, business) -> None:
    meeting = meeting_told()
    for _ in range(2):
        answer = page.get(page.address(meeting))
        text = answer.content.decode()
        assert (answer.status_code, "יום שלישי 24.11" in text, "תספורת" in text) == (200, True, True)
    assert status_of(meeting) == "confirmed"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_its_buttons_confirm_and_cancel(page, business) -> None:
    meeting = meeting_told()
    address = page.address(meeting)
    assert "נתראה" in page.post(address, {"act": "confirm"}, follow=True).content.decode()
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "confirmed"
    assert "בוטלה" in page.post(address, {"act": "cancel"}, follow=True).content.decode()
    assert status_of(meeting) == "cancelled"
    assert page.post(address, {"act": "cancel"}, follow=True).status_code == 200
    assert page.post(address, {"act": "nothing"}).status_code == 302


def test_a_link_that_was_used_or_whose_time_has_passed_only_says_so(page, business) -> None:
    meeting = meeting_told()
    address = page.address(meeting)
    page.post(address, {"act": "cancel"})
    text = page.post(address, {"act": "confirm"}, follow=True).content.decode()
    assert ("הפגישה בוטלה" in text, "<button" in text) == (True, False)
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "cancelled"

    passed = meeting_told(12)
    with clock.frozen(passed.starts_at + timedelta(days=1)):
        text = page.post(page.address(passed), {"act": "cancel"}, follow=True).content.decode()
    assert ("מועד הפגישה עבר" in text, "<button" in text) == (True, False)
    assert status_of(passed) == "confirmed"
    assert Reminder.objects.get(appointment=passed, kind="booked").answer == ""


def test_the_browser_takes_the_pages_own_style(page, business) -> None:
    answer = page.get(page.address(meeting_told()))
    style = re.search(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


def test_an_old_link_leads_to_the_meeting_as_it_stands_now(page, business) -> None:
    meeting = meeting_told()
    moved = appointment_reschedule(appointment_id=meeting.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    assert "14:00" in page.get(page.address(meeting)).content.decode()
    page.post(page.address(meeting), {"act": "cancel", "meeting": moved.pk})
    assert status_of(moved) == "cancelled"


def moved_unseen():
    meeting = meeting_told()
    return meeting, appointment_reschedule(appointment_id=meeting.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)


@pytest.mark.parametrize("act", ["confirm", "cancel"])
@pytest.mark.parametrize("names_it", [True, False])
def test_a_button_of_a_page_that_showed_another_time_does_nothing_and_says_so(page, act, names_it) -> None:
    meeting, moved = moved_unseen()
    seen = {"meeting": meeting.pk} if names_it else {}

    text = page.post(page.address(meeting), {"act": act, **seen}, follow=True).content.decode()

    assert ("הפגישה הועברה" in text, "14:00" in text, "נתראה" in text) == (True, True, False)
    assert status_of(moved) == "confirmed"
    assert not Reminder.objects.exclude(answer="").exists()
    assert not AuditEntry.objects.filter(action="reminder.answered").exists()


def test_who_saw_the_new_time_says_yes_to_it_before_its_notice_went_out(page) -> None:
    meeting, moved = moved_unseen()
    Reminder.objects.create(
        appointment=moved,
        lead_id=moved.lead_id,
        kind="rescheduled",
        starts_at=moved.starts_at,
        wished_at=NOW,
        due_at=NOW,
    )

    form = {"act": "confirm", "meeting": moved.pk}
    text = page.post(page.address(meeting), form, follow=True).content.decode()

    assert "נתראה" in text
    assert Reminder.objects.filter(appointment=moved, answer="confirmed").count() == 1
    assert not Reminder.objects.filter(appointment=meeting, answer="confirmed").exists()


def test_nothing_is_thanked_for_that_is_not_written_down(page) -> None:
    meeting = meeting_told()
    address = f"{page.address(meeting)}?done=confirm"
    assert "נתראה" not in page.get(address).content.decode()

    Reminder.objects.all().delete()
    assert "נתראה" not in page.post(address, {"act": "confirm"}, follow=True).content.decode()


def test_a_yes_from_an_old_tab_after_a_no_changes_nothing(page) -> None:
    meeting = meeting_told()
    page.post(page.address(meeting), {"act": "cancel"})

    text = page.post(page.address(meeting), {"act": "confirm"}, follow=True).content.decode()

    assert ("בוטלה" in text, "נתראה" in text) == (True, False)
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "cancelled"
    assert AuditEntry.objects.filter(action="reminder.answered").count() == 1


def test_a_link_ends_a_month_after_the_meeting(page) -> None:
    meeting = meeting_told()
    with clock.frozen(meeting.ends_at + timedelta(days=30)):
        assert page.get(page.address(meeting)).status_code == 200
    with clock.frozen(meeting.ends_at + timedelta(days=30, seconds=1)):
        answer = page.get(page.address(meeting))
    assert (answer.status_code, "כבר לא פעיל" in answer.content.decode()) == (410, True)
    assert "תספורת" not in answer.content.decode()


def test_a_token_of_another_business_or_of_nobody_opens_nothing(page, business, other_business) -> None:
    meeting = meeting_told()
    foreign = link_token(schema=other_business.schema_name, appointment_id=meeting.pk)
    for token in (foreign, "x", page.address(meeting)[3:-2]):
        assert page.post(f"/m/{token}", {"act": "cancel"}).status_code == 404
    assert status_of(meeting) == "confirmed"
