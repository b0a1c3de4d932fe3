"""A meeting that its customer was told of, by a business whose messages go through Twilio."""

from datetime import timedelta

from django.test import Client
from twilio.request_validator import RequestValidator

from apps.audit.actors import SYSTEM
from apps.crm.services.capture import lead_capture
from apps.reminders.models import Reminder
from apps.scheduling.models import Appointment
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.tests.moments import MONDAY, NOW, at

TUESDAY = MONDAY + timedelta(days=1)
SID, TOKEN = "AC" + "5" * 32, "token"
HALUTZ, SHAKED, DANA = "+97237630001", "+97237630002", "+972521234567"
BASE = "http://testserver"


def meeting_told(hour=10, *, state="sent"):
    lead = lead_capture(
        source="phone", actor=SYSTEM, identities=[("phone", DANA)], details={"phone": DANA}
    ).lead
    meeting = appointment_book(
        Wish(lead_id=lead.pk, starts_at=at(TUESDAY, hour), source="phone", label="תספורת"), actor=SYSTEM
    )
    if state == "sent":
        Reminder.objects.filter(appointment=meeting, kind="booked").update(
            state="sent",
            sent_at=NOW,
            claimed_at=NOW,
            channel="sms",
            address=DANA,
            provider_id=f"SM{meeting.pk}",
        )
    return meeting


def status_of(meeting):
    return Appointment.objects.get(pk=meeting.pk).status


def webhook(path="/webhooks/twilio/sms", *, token=TOKEN, **form):
    form = {"MessageSid": "SM1", "AccountSid": SID, "From": DANA, "To": HALUTZ, **form}
    signature = RequestValidator(token).compute_signature(BASE + path, form)
    return Client(headers={"host": "testserver"}).post(path, form, headers={"X-Twilio-Signature": signature})
