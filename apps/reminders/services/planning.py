"""Which messages a meeting has coming. They are made anew with each change of it, in the same transaction."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import transaction

from apps.core import clock
from apps.core.insertion import rows_insert, rows_update
from apps.core.jobs import send
from apps.events.models import OutboxEvent
from apps.reminders.due import Due, Step, notice_due, reminder_due, reminder_wished
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.selectors.plans import steps_on
from apps.reminders.selectors.quiet import quiet_rules_get
from apps.scheduling.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentDone,
    AppointmentMissed,
    AppointmentRescheduled,
)
from apps.scheduling.followers import MeetingChange
from apps.scheduling.models import Appointment
from apps.scheduling.quiet import QuietRules, sending_moment
from apps.scheduling.services.turns import planning_begin
from apps.tenants.context import current_schema

Kind, State, Reason = ReminderPlan.Kind, Reminder.State, Reminder.Reason
CONFIRMED = Appointment.Status.CONFIRMED
NOTICE_OF = {
    AppointmentBooked.type: Kind.BOOKED,
    AppointmentConfirmed.type: Kind.BOOKED,
    AppointmentRescheduled.type: Kind.RESCHEDULED,
    AppointmentCancelled.type: Kind.CANCELLED,
}
OVER = frozenset({AppointmentCancelled.type, AppointmentMissed.type, AppointmentDone.type})
REPLANNED_AT_ONCE = 500


def meeting_followed(change: MeetingChange) -> None:
    """A meeting that waits for the business's approval is announced once it has it.

    Nobody is told of the end of one that never was announced, nor that it moved: then its new time is
    announced as any booking is, unless bookings are not.
    """
    meeting, kind = change.appointment, NOTICE_OF.get(change.event)
    steps: list[Step] = []
    if kind:
        planning_begin()
        steps = steps_on()
    if change.previous_id is not None:
        _waiting_cancel([change.previous_id])
    if change.event in OVER:
        _waiting_cancel([meeting.pk])
    if kind == Kind.CANCELLED:
        if _is_told(meeting):
            _messages_make(meeting, [step for step in steps if step.kind == kind])
    elif kind and meeting.status == CONFIRMED:
        if (
            kind == Kind.RESCHEDULED
            and Kind.BOOKED in {step.kind for step in steps}
            and not _is_told(meeting)
        ):
            kind = Kind.BOOKED
        _messages_make(meeting, [step for step in steps if step.kind in (kind, Kind.BEFORE)])


def _is_told(meeting: Appointment) -> bool:
    """Whether its customer heard of it at any of the times it had."""
    told = [State.SENT, State.SENDING, State.UNKNOWN]
    return Reminder.objects.filter(appointment__lineage=meeting.lineage, state__in=told).exists()


def plans_followed(event: OutboxEvent) -> None:
    """What waits goes as its plans are now. One that was deleted took what waited of it along."""
    if event.payload["change"] != "deleted":
        _replan_send()


def quiet_hours_followed(event: OutboxEvent) -> None:
    """What waits goes at other times when the business's quiet hours are others."""
    if event.payload["noun"] == "settings":
        _replan_send()


def _replan_send() -> None:
    """At once, not on commit: while the queue is away this raises, and the outbox tells the event again."""
    send(current_schema(), "reminders.replan")


def meetings_replan() -> int:
    """After a change of plans or of quiet hours: what waits is made anew for every meeting to come.

    Returns how many meetings there are. Safe to repeat.
    """
    _notices_replan()
    coming = Appointment.objects.filter(status=CONFIRMED, starts_at__gt=clock.now()).order_by("pk")
    done, last = 0, 0
    while batch := list(coming.filter(pk__gt=last)[:REPLANNED_AT_ONCE]):
        with transaction.atomic():
            locked = Appointment.objects.select_for_update(no_key=True).filter(
                pk__in=[meeting.pk for meeting in batch], status=CONFIRMED
            )
            reminders_make(list(locked.order_by("pk")))
        done, last = done + len(batch), batch[-1].pk
    return done


def _notices_replan() -> None:
    """Notices go as soon as they may sound; one that was tried already keeps its own time."""
    now = clock.now()
    at = sending_moment(quiet_rules_get(around=now), wished=now)
    waiting = Reminder.objects.filter(state=State.WAITING, attempts=0, starts_at__gt=now)
    notices = waiting.exclude(kind=Kind.BEFORE)
    notices.filter(starts_at__lte=at).update(state=State.SKIPPED, reason=Reason.QUIET_HOURS)
    # One that is due already needs no other time, unless it is quiet now.
    late = notices if at > now else notices.filter(due_at__gt=now)
    late.filter(starts_at__gt=at).exclude(due_at=at).update(due_at=at)


def reminders_make(meetings: Sequence[Appointment]) -> None:
    """What plans that are on want, and nothing else, waits; what was sent or is being sent stays.

    One whose time passed before it was planned stands there as skipped.
    """
    now = clock.now()
    rules = quiet_rules_get(around=now)
    steps = [step for step in steps_on() if step.kind == Kind.BEFORE]
    known = {
        (row.appointment_id, row.plan_id): row
        for row in Reminder.objects.select_for_update(no_key=True).filter(
            appointment__in=meetings, kind=Kind.BEFORE
        )
    }
    fresh, changed, wanted = [], [], set()
    for meeting in meetings:
        for step in steps:
            wished, due = _moments(meeting, step, rules, now)
            row = known.get((meeting.pk, step.plan_id))
            wanted.add((meeting.pk, step.plan_id))
            if row is None:
                fresh.append(_row(meeting, step, wished, due))
            elif _may_be_replanned(row) and _planned(row, wished, due):
                changed.append(row)
    for key, row in known.items():
        if key not in wanted and row.state == State.WAITING:
            row.state, row.reason = State.CANCELLED, Reason.PLAN_CHANGED
            changed.append(row)
    rows_insert(fresh)
    rows_update(changed, ["wished_at", "due_at", "state", "reason"])


def _moments(meeting: Appointment, step: Step, rules: QuietRules, now: datetime) -> tuple[datetime, Due]:
    """When the step wants its message, and when it goes."""
    if step.kind != Kind.BEFORE:
        return now, notice_due(rules, now=now, starts_at=meeting.starts_at)
    wished = reminder_wished(meeting.starts_at, zone=rules.zone, days=step.days, minutes=step.minutes)
    return wished, reminder_due(rules, wished=wished, now=now, starts_at=meeting.starts_at)


def _row(meeting: Appointment, step: Step, wished: datetime, due: Due) -> Reminder:
    return Reminder(
        appointment_id=meeting.pk,
        lead_id=meeting.lead_id,
        plan_id=step.plan_id,
        kind=step.kind,
        starts_at=meeting.starts_at.astimezone(UTC),
        wished_at=wished,
        due_at=due.at or wished,
        state=State.SKIPPED if due.at is None else State.WAITING,
        reason=due.reason,
    )


def _may_be_replanned(row: Reminder) -> bool:
    """One that waits, or that a plan took back; with attempts behind it, it keeps its own time."""
    is_taken_back = row.state == State.CANCELLED and row.reason == Reason.PLAN_CHANGED
    return (row.state == State.WAITING and row.attempts == 0) or is_taken_back


def _planned(row: Reminder, wished: datetime, due: Due) -> bool:
    """Writes into the row what is wanted of it; says whether that is anything new."""
    state = State.SKIPPED if due.at is None else State.WAITING
    after = (wished, due.at or wished, state, due.reason)
    if row.state == State.WAITING and due.reason == Reason.TOO_LATE:
        # It was due a moment ago and is about to go.
        return False
    differs = (row.wished_at, row.due_at, row.state, row.reason) != after
    row.wished_at, row.due_at, row.state, row.reason = after
    return differs


def _messages_make(meeting: Appointment, steps: Iterable[Step]) -> None:
    """Those of a meeting that had none of these kinds so far."""
    now = clock.now()
    rules = quiet_rules_get(around=now)
    rows = [_row(meeting, step, *_moments(meeting, step, rules, now)) for step in steps]
    rows_insert(rows, unless="reminder_once")


def _waiting_cancel(appointment_ids: Iterable[int]) -> None:
    Reminder.objects.filter(appointment__in=list(appointment_ids), state=State.WAITING).update(
        state=State.CANCELLED, reason=Reason.MEETING_CHANGED
    )
