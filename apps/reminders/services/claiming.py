"""Taking due messages into one worker's hand: committed before any is sent, so that no other sends them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.core import clock
from apps.core.insertion import rows_update
from apps.crm.identities import Identity
from apps.crm.models import ContactIdentity
from apps.crm.selectors.identities import identities_owners
from apps.messaging.channels import Channel, ChannelName, OutgoingMessage
from apps.reminders.due import TOGETHER, notice_due
from apps.reminders.links import link_token
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.selectors.quiet import quiet_rules_get
from apps.reminders.selectors.reminders import leads_opted_out
from apps.reminders.services.recording import outcome_announce
from apps.reminders.wording import Facts, message_of
from apps.scheduling.models import Appointment
from apps.scheduling.quiet import QuietRules
from apps.tenants.context import scoped
from apps.tenants.hosts import business_url
from apps.tenants.models import Business

State, Reason, Kind = Reminder.State, Reminder.Reason, ReminderPlan.Kind
IDENTITIES = {
    ChannelName.EMAIL: str(ContactIdentity.Kind.EMAIL),
    ChannelName.SMS: str(ContactIdentity.Kind.PHONE),
}
BATCH = 100
WRITTEN = [
    "state",
    "reason",
    "due_at",
    "claim",
    "claimed_at",
    "has_begun",
    "channel",
    "address",
    "text",
]


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message in hand."""

    reminder_id: int
    channel: ChannelName
    message: OutgoingMessage


def reminders_claim(
    *, claim: UUID, business: Business, channels: Mapping[ChannelName, Channel]
) -> tuple[list[Claimed], bool]:
    """The next due ones, claimed; and whether more may be due. What may not be sent is settled here."""
    now = clock.now()
    rules = quiet_rules_get(around=now)
    site = business_url(business=business, path="")
    with transaction.atomic():
        rows = list(
            Reminder.objects.filter(state=State.WAITING, due_at__lte=now)
            .order_by("due_at", "id")
            .select_related("appointment", "lead", "plan")
            # The meeting too: its reminders are never in the hands of two at once.
            .select_for_update(of=("self", "appointment"), no_key=True, skip_locked=True)[:BATCH]
        )
        reminded = _just_reminded(rows)
        owners = identities_owners({_identity_of(row, name) for row in rows for name in ChannelName})
        opted_out = leads_opted_out(lead_ids={row.lead_id for row in rows} | set(owners.values()))
        claimed = []
        for row in rows:
            if not _may_go(row, rules, has_opted_out=row.lead_id in opted_out):
                continue
            if row.kind == Kind.BEFORE and reminded.get(row.appointment_id, row.pk) != row.pk:
                row.state, row.reason = State.SKIPPED, Reason.TOGETHER
                continue
            channel = _channel_of(row, channels)
            if channel is None:
                row.state, row.reason = _nobody_reached(row)
                continue
            if owners.get(_identity_of(row, channel)) in opted_out:
                # Somebody else's: who wants nothing there does not want it by another way either.
                row.state, row.reason = State.SKIPPED, Reason.OPTED_OUT
                continue
            row.state, row.reason, row.claim, row.claimed_at = State.SENDING, "", claim, now
            row.has_begun = False
            if row.kind == Kind.BEFORE:
                reminded[row.appointment_id] = row.pk
            row.channel, row.address = channel, _address_of(row, channel)
            message = message_of(_facts(row, channels[channel], business, site, rules))
            row.text = message.text
            claimed.append(Claimed(row.pk, channel, message))
        rows_update(rows, WRITTEN)
        for row in rows:
            outcome_announce(row)
    return claimed, len(rows) == BATCH


def sends_begin(*, claim: UUID, reminder_ids: Collection[int]) -> set[int]:
    """Those that are still the claim's, and may still go: some wait a minute for their turn, and meanwhile a
    meeting is cancelled or quiet hours begin. From here on nobody knows whether they left, until it is
    recorded.
    """
    rules = quiet_rules_get(around=clock.now())
    with transaction.atomic():
        rows = list(
            Reminder.objects.filter(pk__in=reminder_ids, claim=claim, state=State.SENDING)
            .order_by("pk")
            .select_related("appointment", "lead", "plan")
            # Whoever is just cancelling the meeting is waited for.
            .select_for_update(of=("self", "appointment"), no_key=True)
        )
        owners = identities_owners({_identity_of(row, ChannelName(row.channel)) for row in rows})
        opted_out = leads_opted_out(lead_ids={row.lead_id for row in rows} | set(owners.values()))
        for row in rows:
            owner = owners.get(_identity_of(row, ChannelName(row.channel)))
            if _may_go(row, rules, has_opted_out=bool({row.lead_id, owner} & opted_out)):
                row.has_begun, row.claimed_at, row.attempts = True, clock.now(), row.attempts + 1
            else:
                row.claim = None
        rows_update(rows, [*WRITTEN, "attempts"])
        for row in rows:
            if not row.has_begun:
                outcome_announce(row)
    return {row.pk for row in rows if row.has_begun}


def unbegun_return(*, claim: UUID) -> int:
    """What a claim whose worker is gone never began waits again; returns how many."""
    unbegun = Reminder.objects.filter(claim=claim, state=State.SENDING, has_begun=False)
    return unbegun.update(state=State.WAITING, claim=None)


def _just_reminded(rows: Sequence[Reminder]) -> dict[int, int]:
    """Of these rows' meetings, which were reminded of a moment ago, and by which row."""
    just = Reminder.objects.filter(
        appointment__in=[row.appointment_id for row in rows if row.kind == Kind.BEFORE],
        kind=Kind.BEFORE,
        state__in=[State.SENDING, State.SENT, State.UNKNOWN],
        claimed_at__gt=clock.now() - TOGETHER,
    )
    return dict(just.values_list("appointment_id", "pk"))


def _may_go(row: Reminder, rules: QuietRules, *, has_opted_out: bool) -> bool:
    """Whether it is sent now; else the row says why not, or waits for another moment."""
    if not _is_wanted(row, has_opted_out=has_opted_out):
        return False
    now = clock.now()
    due = notice_due(rules, now=now, starts_at=row.appointment.starts_at)
    if due.at is None:
        row.state, row.reason = State.SKIPPED, due.reason
        return False
    if due.at > now:
        row.state, row.due_at = State.WAITING, due.at
    return due.at <= now


def _is_wanted(row: Reminder, *, has_opted_out: bool) -> bool:
    """Whether what it says is still so, and its reader wants to hear it; else the row says why not."""
    meeting = row.appointment
    wanted = Appointment.Status.CANCELLED if row.kind == Kind.CANCELLED else Appointment.Status.CONFIRMED
    if meeting.status != wanted or meeting.starts_at != row.starts_at:
        row.state, row.reason = State.CANCELLED, Reason.MEETING_CHANGED
    elif row.plan is None or not row.plan.is_on:
        row.state, row.reason = State.CANCELLED, Reason.PLAN_CHANGED
    elif has_opted_out:
        row.state, row.reason = State.SKIPPED, Reason.OPTED_OUT
    else:
        return True
    return False


def _channel_of(row: Reminder, channels: Mapping[ChannelName, Channel]) -> ChannelName | None:
    if row.plan is None:
        return None
    for name in map(ChannelName, row.plan.channels):
        if name in channels and name not in row.refused and _address_of(row, name):
            return name
    return None


def _nobody_reached(row: Reminder) -> tuple[Reminder.State, str]:
    """A provider's refusal is a failure; having no address is none."""
    return (State.FAILED, row.reason) if row.refused and row.reason else (State.SKIPPED, Reason.NO_ADDRESS)


def _address_of(row: Reminder, channel: ChannelName) -> str:
    return row.lead.email if channel == ChannelName.EMAIL else row.lead.phone


def _identity_of(row: Reminder, channel: ChannelName) -> Identity:
    return IDENTITIES[channel], _address_of(row, channel)


def _facts(row: Reminder, channel: Channel, business: Business, site: str, rules: QuietRules) -> Facts:
    meeting, plan = row.appointment, row.plan
    language = "en" if business.language == "en" else "he"
    token = link_token(schema=business.schema_name, appointment_id=meeting.pk)
    text = "" if plan is None else (plan.text_en if language == "en" else plan.text_he)
    return Facts(
        reference=scoped(business.schema_name, "reminder", row.pk),
        kind=row.kind,
        channel=ChannelName(row.channel),
        is_answerable=channel.is_answerable,
        address=row.address,
        text=text,
        language=language,
        zone=rules.zone,
        business=business.name,
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        customer=row.lead.name,
        service=meeting.service_label,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        lineage=str(meeting.lineage),
        sequence=2 * meeting.rescheduled_count + (row.kind == Kind.CANCELLED),
        made_at=meeting.updated_at,
        sent_at=clock.now(),
        link=f"{site}/m/{token}",
    )
