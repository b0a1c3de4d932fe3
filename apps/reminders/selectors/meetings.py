from apps.core import clock
from apps.reminders.errors import LinkUnknownError
from apps.reminders.links import link_named
from apps.reminders.models import Reminder, ReminderPlan
from apps.scheduling.models import Appointment
from apps.tenants.context import current_schema

BOOKED = (Appointment.Status.PENDING, Appointment.Status.CONFIRMED)


def meeting_of_link(*, token: str) -> Appointment:
    """The meeting as it stands now, also when it was moved since. Raises LinkUnknownError."""
    named = link_named(token)
    if named is None or named[0] != current_schema():
        raise LinkUnknownError
    first = Appointment.objects.filter(pk=named[1]).first()
    if first is None:
        raise LinkUnknownError
    return Appointment.objects.filter(lineage=first.lineage).order_by("-pk")[0]


def is_answerable(meeting: Appointment) -> bool:
    """Whether the customer can still say something about it: booked, and ahead."""
    return meeting.status in BOOKED and meeting.starts_at > clock.now()


def meetings_answerable(*, lead_id: int) -> list[Appointment]:
    """What an answer of the customer may be about: booked, ahead, and told of by SMS. The soonest first."""
    told = Reminder.objects.filter(
        lead_id=lead_id,
        channel=ReminderPlan.Channel.SMS,
        state__in=[Reminder.State.SENT, Reminder.State.SENDING, Reminder.State.UNKNOWN],
    )
    return list(
        Appointment.objects.filter(
            pk__in=told.values("appointment_id"), status__in=BOOKED, starts_at__gt=clock.now()
        ).order_by("starts_at", "pk")
    )
