"""What a customer answers who writes back: the last message that was sent to that number.

The number decides, not the lead: one phone may serve a family, and each of them is a lead.
"""

from datetime import timedelta

from django.db.models import F, QuerySet

from apps.core import clock
from apps.reminders.due import TOGETHER
from apps.reminders.models import Reminder, ReminderPlan
from apps.scheduling.models import Appointment

Kind, State = ReminderPlan.Kind, Reminder.State
# How long after its start somebody may still write about a meeting.
LATE = timedelta(days=1)


def message_last(*, number: str) -> Reminder | None:
    """The last one that reached an E.164 number by SMS, as far as is known; with its meeting."""
    return _told(number).select_related("appointment").first()


def is_plain(message: Reminder) -> bool:
    """Whether an answer to it can only be about its meeting.

    A reminder asks, unless another meeting's went to the number along with it. A notice of a booking or of
    a new time asks nothing, nor does anybody know of a message whose fate is unknown that it was read: they
    are answered only where the number was told of no other meeting. A notice of an end has no answer.
    """
    if message.kind == Kind.CANCELLED:
        return False
    others = _told(message.address).exclude(appointment__lineage=message.appointment.lineage)
    if message.kind == Kind.BEFORE and message.state == State.SENT and message.claimed_at:
        others = others.filter(kind=Kind.BEFORE, claimed_at__gt=message.claimed_at - TOGETHER)
    rivals = others.filter(starts_at__gt=clock.now() - LATE)
    return not rivals.exclude(appointment__status=Appointment.Status.CANCELLED).exists()


def _told(number: str) -> QuerySet[Reminder]:
    """The newest first, by when they left."""
    messages = Reminder.objects.filter(
        address=number,
        channel=ReminderPlan.Channel.SMS,
        state__in=[State.SENT, State.SENDING, State.UNKNOWN],
    ).exclude(delivery__in=["undelivered", "failed"])
    return messages.order_by(F("claimed_at").desc(nulls_last=True), "-pk")
