from dataclasses import dataclass
from datetime import timedelta

from apps.core import clock
from apps.reminders.errors import LinkExpiredError, LinkUnknownError
from apps.reminders.links import link_named
from apps.reminders.models import Reminder
from apps.scheduling.models import Appointment, AppointmentSettings
from apps.scheduling.selectors.settings import settings_get
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema

BOOKED = (Appointment.Status.PENDING, Appointment.Status.CONFIRMED)


LINK_LASTS = timedelta(days=30)
"""After the meeting is over."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The meeting as it stands now, and whether it was moved since the link was made."""

    meeting: Appointment
    is_moved: bool


@dataclass(frozen=True, slots=True)
class ShownBusiness:
    """What its customers see of it: `language` is he or en, `phone` E.164 or empty."""

    name: str
    language: str
    phone: str
    has_hebrew_dates: bool = False


def business_shown() -> ShownBusiness:
    """The entered business."""
    business = business_by_schema(schema=current_schema())
    if business is None:
        return ShownBusiness("", "he", "")
    number = business.phone_numbers.filter(voice=True).order_by("pk").first()
    return ShownBusiness(
        business.name,
        "en" if business.language == "en" else "he",
        number.e164 if number else "",
        has_hebrew_dates=settings_get().calendar == AppointmentSettings.Calendar.JEWISH,
    )


def meeting_of_link(*, token: str) -> Linked:
    """Raises LinkUnknownError and, a month after the meeting, LinkExpiredError."""
    named = link_named(token)
    if named is None or named[0] != current_schema():
        raise LinkUnknownError
    first = Appointment.objects.filter(pk=named[1]).first()
    if first is None:
        raise LinkUnknownError
    meeting = Appointment.objects.filter(lineage=first.lineage).order_by("-pk")[0]
    if meeting.ends_at + LINK_LASTS < clock.now():
        raise LinkExpiredError
    return Linked(meeting, meeting.pk != first.pk)


def is_coming(meeting: Appointment) -> bool:
    """Whether it is written down that the customer said so of this very time."""
    return Reminder.objects.filter(appointment=meeting, answer=Reminder.Answer.CONFIRMED).exists()


def is_answerable(meeting: Appointment) -> bool:
    """Whether the customer can still say something about it: booked, and ahead."""
    return meeting.status in BOOKED and meeting.starts_at > clock.now()
