"""A customer with a meeting, and what was sent about it."""

from datetime import timedelta

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.reminders.models import Reminder
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.tests.factories import CustomerFactory
from apps.scheduling.tests.moments import MONDAY, at

TUESDAY = MONDAY + timedelta(days=1)
SID = "AC" + "5" * 32


def booked(*, hour=10, **lead):
    customer = CustomerFactory(name="דנה", **lead)
    return appointment_book(
        Wish(lead_id=customer.pk, starts_at=at(TUESDAY, hour), source="phone", label="תספורת"), actor=SYSTEM
    )


def outcomes(meeting):
    rows = Reminder.objects.filter(appointment=meeting).select_related("plan")
    return {
        row.plan.before_days or row.plan.before_minutes or row.kind: (row.state, row.reason) for row in rows
    }


def sent(twilio):
    return [record.body["body"] for record in twilio.messages.values()]


def later(**span):
    return clock.frozen(clock.now() + timedelta(**span))
