"""What customers say to a reminder, and what becomes of their meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.audit.actors import CUSTOMER, SYSTEM
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.models import ContactIdentity, LeadSource
from apps.crm.selectors.identities import identities_owners
from apps.crm.services.capture import lead_capture
from apps.crm.services.consents import consent_record
from apps.crm.services.tasks import task_create
from apps.events.services import event_publish
from apps.reminders.events import ReminderChanged
from apps.reminders.models import Answer, Reminder
from apps.reminders.replies import ABOUT_MESSAGES, Meaning, days_named, meaning_of
from apps.reminders.selectors.asked import is_plain, message_last
from apps.reminders.selectors.meetings import is_answerable
from apps.reminders.selectors.reminders import BY_SMS, is_opted_out_by_sms
from apps.scheduling.errors import AppointmentOverError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import zone_get
from apps.scheduling.services.changes import appointment_cancel

LONGEST = 1600
TASK_TITLE = "תשובה של לקוח ב-SMS שצריך לטפל בה"
LATE_TITLE = "תשובה של לקוח ב-SMS הגיעה אחרי מועד הפגישה"
SAID = Reminder.Answer


@dataclass(frozen=True, slots=True)
class Understood:
    """`meeting` is the one that was acted upon; None when a person has to look. `starts_at` is when it is, by
    the business's clock, where the customer named another day and is to be asked.
    """

    meaning: Meaning
    meeting: Appointment | None = None
    starts_at: datetime | None = None


@again_if_contended
def answer_receive(*, provider_id: str, from_number: str, text: str, acts: bool = True) -> Understood | None:
    """Acts on an SMS once, whatever the number of times it is told; None for one that is known already.

    It answers the last message that was sent to the number. Only a clear one, in time, about a message that
    can be answered, and about no other day, changes anything; whatever else is said becomes a task, and no
    other meeting is touched.
    Of a closed business (not `acts`) consents are kept, and all else is a task for when it is back.
    Raises IdentityInvalidError for a sender that is no telephone number.
    """
    said = text.replace("\0", "")[:LONGEST]
    meaning = meaning_of(said)
    with transaction.atomic():
        identity = (ContactIdentity.Kind.PHONE, from_number)
        lead = lead_capture(source=LeadSource.PHONE, actor=CUSTOMER, identities=[identity]).lead
        answer, is_new = Answer.objects.get_or_create(
            provider_id=provider_id,
            defaults={"lead_id": lead.pk, "text": said, "meaning": meaning, "received_at": clock.now()},
        )
        if not is_new:
            return None
        if meaning in ABOUT_MESSAGES:
            consent_record(
                lead_id=lead.pk,
                kind="contact",
                granted=meaning == Meaning.OPT_IN,
                source=BY_SMS,
                source_kind="answer",
                source_id=answer.pk,
                actor=CUSTOMER,
            )
            return Understood(meaning)
        last = message_last(number=from_number)
        meeting = _meeting_locked(last) if last is not None else None
        can_act = acts and meaning != Meaning.UNCLEAR and last is not None and is_plain(last)
        if not can_act or meeting is None or not is_answerable(meeting):
            _task_make(answer, meeting)
            return Understood(Meaning.UNCLEAR)
        starts_at = meeting.starts_at.astimezone(zone_get())
        if not _is_on_days(starts_at, said):
            _task_make(answer, meeting)
            return Understood(Meaning.UNCLEAR, starts_at=starts_at)
        Answer.objects.filter(pk=answer.pk).update(appointment_id=meeting.pk)
        _act(meeting, meaning)
    return Understood(meaning, meeting)


def shared_number_answer(*, provider_id: str, from_number: str, text: str) -> None:
    """What somebody writes to the number that several businesses share: that they want no messages holds for
    each that wrote to them, and that they want them again only where an SMS had ended them; all else is
    about a meeting that nobody can tell, and is not taken in.
    """
    meaning = meaning_of(text)
    if meaning not in ABOUT_MESSAGES or message_last(number=from_number) is None:
        return
    if meaning == Meaning.OPT_IN and not _is_ended_by_sms(from_number):
        return
    answer_receive(provider_id=provider_id, from_number=from_number, text=text, acts=False)


def link_answer(*, appointment_id: int, meaning: Meaning) -> None:
    """The customer pressed a button. Raises AppointmentOverError for one that is over, cancelled or moved."""
    with transaction.atomic():
        meeting = Appointment.objects.select_for_update(no_key=True).get(pk=appointment_id)
        if not is_answerable(meeting):
            raise AppointmentOverError(appointment_status=meeting.status)
        _act(meeting, meaning)


def _is_ended_by_sms(number: str) -> bool:
    identity = (str(ContactIdentity.Kind.PHONE), number)
    lead_id = identities_owners({identity}).get(identity)
    return lead_id is not None and is_opted_out_by_sms(lead_id=lead_id)


def _act(meeting: Appointment, meaning: Meaning) -> None:
    """That a customer comes is noted; whether the business approves the meeting is the business's to say."""
    if meaning == Meaning.CANCEL:
        appointment_cancel(appointment_id=meeting.pk, actor=CUSTOMER)
    said = SAID.CANCELLED if meaning == Meaning.CANCEL else SAID.CONFIRMED
    asked = _asked(meeting, is_told=meaning == Meaning.CANCEL)
    if asked is None or asked.answer == said:
        return
    asked.answer, asked.answered_at = said, clock.now()
    asked.save(update_fields=["answer", "answered_at"])
    audit_record(
        actor=CUSTOMER,
        action="reminder.answered",
        target_kind="appointment",
        target_id=meeting.pk,
        data={"answer": said},
    )
    event_publish(
        ReminderChanged(id=asked.pk, change="answered", appointment_id=meeting.pk, lead_id=meeting.lead_id)
    )


def _asked(meeting: Appointment, *, is_told: bool) -> Reminder | None:
    """What the answer is noted on: the last that was sent or, unless `is_told`, one that still will be."""
    rows = (
        Reminder.objects.select_for_update(no_key=True)
        .filter(appointment=meeting)
        .exclude(state=Reminder.State.CANCELLED)
        .order_by("-due_at", "-pk")
    )
    waiting = [row for row in rows if row.state == Reminder.State.WAITING]
    told = [row for row in rows if row.state != Reminder.State.WAITING]
    return next(iter(told if is_told else [*told, *waiting]), None)


def _meeting_locked(message: Reminder) -> Appointment:
    return Appointment.objects.select_for_update(no_key=True).get(pk=message.appointment_id)


def _is_on_days(starts_at: datetime, said: str) -> bool:
    """Whether it is on the day the answer names, if it names any."""
    ahead = starts_at.date() - clock.now().astimezone(starts_at.tzinfo).date()
    return days_named(said) <= {ahead.days}


def _task_make(answer: Answer, meeting: Appointment | None) -> None:
    details = {
        "title": LATE_TITLE if _is_late(answer, meeting) else TASK_TITLE,
        "details": answer.text,
        "lead_id": answer.lead_id,
        "due_at": clock.now(),
        "priority": "high",
    }
    if meeting is not None:
        details |= {"source_kind": "appointment", "source_id": meeting.pk}
    task_create(details=details, actor=SYSTEM)


def _is_late(answer: Answer, meeting: Appointment | None) -> bool:
    """Whether it would have been understood, had the meeting not begun."""
    if meeting is None or meeting.status == Appointment.Status.CANCELLED:
        return False
    return answer.meaning != Meaning.UNCLEAR and meeting.starts_at <= clock.now()
