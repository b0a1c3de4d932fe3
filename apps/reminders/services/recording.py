"""What became of a message, written once: by whoever holds its claim, or whoever looked it up for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.audit.actors import CUSTOMER
from apps.core import clock
from apps.core.insertion import rows_update
from apps.crm.models import ContactIdentity
from apps.crm.selectors.identities import identities_owners
from apps.crm.services.consents import consent_record
from apps.events.services import event_publish
from apps.messaging.channels import OPTED_OUT, Delivery, Outcome
from apps.reminders.events import ReminderChanged
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.selectors.reminders import BY_SMS, leads_opted_out
from apps.tenants.context import current_schema, scoped

State = Reminder.State
# How far each says that a message came.
DELIVERY = {"queued": 1, "sending": 2, "sent": 3, "delivered": 4, "undelivered": 4, "failed": 4}
ATTEMPTS = 6
LONGEST_WAIT = timedelta(minutes=30)
SETTLED = ["state", "reason", "claim", "due_at", "refused", "sent_at", "provider_id"]
NEEDS_EYES = (State.FAILED, State.UNKNOWN)


def deliveries_record(*, claim: UUID, deliveries: Sequence[tuple[int, Delivery]]) -> int:
    """Returns how many were the claim's to say. An unclear one stays claimed, to be looked up."""
    clear = {number: delivery for number, delivery in deliveries if delivery.outcome != Outcome.UNCLEAR}
    with transaction.atomic():
        rows = list(
            Reminder.objects.select_for_update(no_key=True)
            .filter(pk__in=clear, claim=claim, state=State.SENDING)
            .order_by("pk")
        )
        for row in rows:
            _settle(row, clear[row.pk])
        _write(rows)
    for row in rows:
        if row.reason == Reminder.Reason.OPTED_OUT:
            _opt_out_keep(row)
    return len(rows)


def fate_unknown(*, claim: UUID, reminder_id: int, reason: str) -> bool:
    """Nobody can find out: it is shown as such and never sent again."""
    with transaction.atomic():
        row = (
            Reminder.objects.select_for_update(no_key=True)
            .filter(pk=reminder_id, claim=claim, state=State.SENDING)
            .first()
        )
        if row is not None:
            row.state, row.reason = State.UNKNOWN, reason or "unknown"
            _write([row])
    return row is not None


def delivery_told(*, provider_id: str, reference: str, status: str) -> None:
    """The provider says how far a message came. Whoever sends it may have died before the record: then this
    is the proof that it was sent. Later news never goes back behind earlier.
    """
    named = scoped_number(reference)
    if status not in DELIVERY or named is None:
        return
    with transaction.atomic():
        row = Reminder.objects.select_for_update(no_key=True).filter(pk=named).first()
        if row is None or row.channel != ReminderPlan.Channel.SMS:
            return
        if row.state in (State.SENDING, State.UNKNOWN) and not row.provider_id:
            _sent(row, provider_id)
            _write([row])
        if row.provider_id == provider_id and DELIVERY[status] > DELIVERY.get(row.delivery, 0):
            row.delivery = status
            row.save(update_fields=["delivery"])


def scoped_number(reference: str) -> int | None:
    """The row that a reference of this business names."""
    before, _, number = reference.rpartition(".")
    is_ours = before == scoped(current_schema(), "reminder")
    return int(number) if is_ours and number.isascii() and number.isdigit() and len(number) < 19 else None


def _settle(row: Reminder, delivery: Delivery) -> None:
    row.state, row.reason = State.WAITING, delivery.reason
    if delivery.outcome == Outcome.SENT:
        _sent(row, delivery.provider_id)
    elif delivery.outcome == Outcome.REFUSED and delivery.reason == OPTED_OUT:
        row.state, row.reason = State.SKIPPED, Reminder.Reason.OPTED_OUT
    elif delivery.outcome == Outcome.REFUSED:
        # Another channel may reach the customer; without one the next claim says that it failed.
        row.refused = [*row.refused, row.channel]
    elif row.attempts >= ATTEMPTS:
        row.state, row.reason = State.FAILED, delivery.reason or "not_sent"
    else:
        row.due_at = _next_try(row.attempts)


def _opt_out_keep(row: Reminder) -> None:
    """What its reader told the provider holds for all that is sent to them. Apart from what became of the
    message: that is on record whatever comes of this, and the provider will say it again.
    """
    identity = (str(ContactIdentity.Kind.PHONE), row.address)
    lead_id = identities_owners({identity}).get(identity, row.lead_id)
    if lead_id not in leads_opted_out(lead_ids={lead_id}):
        consent_record(lead_id=lead_id, kind="contact", granted=False, source=BY_SMS, actor=CUSTOMER)


def _sent(row: Reminder, provider_id: str) -> None:
    row.state, row.reason, row.sent_at, row.provider_id = State.SENT, "", clock.now(), provider_id


def _next_try(attempts: int) -> datetime:
    return clock.now() + min(timedelta(seconds=15 * 2**attempts), LONGEST_WAIT)


def _write(rows: Sequence[Reminder]) -> None:
    for row in rows:
        row.claim = None
    try:
        with transaction.atomic():
            rows_update(rows, SETTLED)
    except IntegrityError:
        _write_apart(rows)
    for row in rows:
        outcome_announce(row)


def _write_apart(rows: Sequence[Reminder]) -> None:
    """A message that was found may be another row's: nobody knows what became of the one it was found for."""
    for row in rows:
        try:
            with transaction.atomic():
                rows_update([row], SETTLED)
        except IntegrityError:
            row.state, row.reason = State.UNKNOWN, "message_of_another"
            row.sent_at, row.provider_id = None, ""
            rows_update([row], SETTLED)


def outcome_announce(row: Reminder) -> None:
    """What did not go through is told to open dashboards; the rest they see when they look."""
    if row.state in NEEDS_EYES:
        event_publish(
            ReminderChanged(
                id=row.pk, change=row.state, appointment_id=row.appointment_id, lead_id=row.lead_id
            )
        )
