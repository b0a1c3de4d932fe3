"""Sending what is due: claim, begin, send, record. A worker that dies in between leaves claims behind: what
it had not begun waits again, what became of the rest is asked of the provider, and what cannot be known is
not sent again.
"""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import Q

from apps.core import clock
from apps.core.jobs import enqueue
from apps.messaging.available import channels_open
from apps.messaging.channels import Channel, ChannelName, Delivery, Outcome, OutgoingMessage
from apps.reminders.models import Reminder
from apps.reminders.services.claiming import Claimed, reminders_claim, sends_begin, unbegun_return
from apps.reminders.services.recording import deliveries_record, fate_unknown
from apps.tenants.context import current_schema, scoped
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_schema

State = Reminder.State
AT_ONCE = 16
# What comes back within that is recorded by one transaction.
TOGETHER_SECONDS = 0.05
# A run ends before its job is interrupted; what is left the next one takes.
RUN_SECONDS = 35.0
# A message that leaves later than that after it began is left alone: it may be looked up already.
FRESH_SECONDS = 60.0
# A message on its way when its worker died has arrived by then, or never will.
SETTLED_AFTER = timedelta(minutes=2)
LOOKED_UP_AT_ONCE = 200
STATUS_PATH = "/webhooks/twilio/sms/status"
log = structlog.get_logger(__name__)


def reminders_send() -> int:
    """Sends what is due in the entered business, unless it is closed; returns how many it sent or tried."""
    business = business_by_schema(schema=current_schema())
    if business is None or business.status != Business.Status.ACTIVE:
        return 0
    channels = channels_open(business=business, callback_url=settings.PUBLIC_BASE_URL + STATUS_PATH)
    claims_return()
    claims_resolve(channels=channels)
    began, tried, claim = time.monotonic(), 0, uuid4()
    with _alive(claim) as is_held:
        while is_held:
            claimed, is_more = reminders_claim(claim=claim, business=business, channels=channels)
            if is_more and not tried:
                # Much to do: one more worker helps, and calls the next.
                enqueue("reminders.send_due")
            _send(claim, claimed, channels)
            tried += len(claimed)
            if not is_more:
                break
            if time.monotonic() - began > RUN_SECONDS:
                enqueue("reminders.send_due")
                break
    return tried


def claims_return() -> int:
    """What workers that died had claimed and not begun is sent by the next; returns how many."""
    unbegun = Reminder.objects.filter(state=State.SENDING, has_begun=False)
    returned = 0
    for claim in unbegun.order_by("claim").values_list("claim", flat=True).distinct():
        if claim is not None:
            with _alive(claim) as is_dead:
                returned += unbegun_return(claim=claim) if is_dead else 0
    return returned


def claims_resolve(*, channels: Mapping[ChannelName, Channel]) -> int:
    """Finds out what became of messages that had begun when their worker died, or whose provider did not say;
    returns how many.

    A worker that lives holds the lock of its claim, whatever the clock says.
    """
    now = clock.now()
    stale = Reminder.objects.filter(state=State.SENDING, has_begun=True).filter(
        # Claimed in the future: the clock was set back since.
        Q(claimed_at__lt=now - SETTLED_AFTER) | Q(claimed_at__gt=now + SETTLED_AFTER)
    )
    resolved = 0
    for row in stale.order_by("claimed_at")[:LOOKED_UP_AT_ONCE]:
        if row.claim is None or row.claimed_at is None:
            continue
        with _alive(row.claim) as is_dead:
            if is_dead:
                resolved += _resolve(row, row.claim, row.claimed_at, channels)
    return resolved


def _resolve(
    row: Reminder, claim: UUID, claimed_at: datetime, channels: Mapping[ChannelName, Channel]
) -> bool:
    channel = channels.get(ChannelName(row.channel))
    message = OutgoingMessage(
        reference=scoped(current_schema(), "reminder", row.pk), to=row.address, text=row.text
    )
    taken = set(
        Reminder.objects.filter(address=row.address)
        .exclude(provider_id="")
        .values_list("provider_id", flat=True)
    )
    if channel is None:
        return fate_unknown(claim=claim, reminder_id=row.pk, reason="channel_gone")
    found = channel.find(message, since=claimed_at, without=taken)
    log.info("reminder_resolved", reminder_id=row.pk, outcome=found.outcome, reason=found.reason)
    if found.outcome != Outcome.UNCLEAR:
        return bool(deliveries_record(claim=claim, deliveries=[(row.pk, found)]))
    if row.channel == ChannelName.EMAIL:
        return fate_unknown(claim=claim, reminder_id=row.pk, reason=found.reason)
    # Twilio did not answer: it is asked again by the next run.
    return False


def _send(claim: UUID, claimed: list[Claimed], channels: Mapping[ChannelName, Channel]) -> None:
    """Several at once over the network; what came back is recorded soon, by this thread. No more begin than
    are sent at once, so that a worker that dies leaves no more behind.
    """

    def send(one: Claimed, since: float) -> Delivery:
        if time.monotonic() - since > FRESH_SECONDS:
            return Delivery(Outcome.NOT_SENT, reason="late")
        return channels[one.channel].send(one.message)

    left = deque(claimed)
    waiting: dict[Future[Delivery], int] = {}
    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="reminders") as threads:
        while left or waiting:
            now = time.monotonic()
            for one in _begun(claim, left, AT_ONCE - len(waiting)):
                waiting[threads.submit(send, one, now)] = one.reminder_id
            wait(waiting, return_when=FIRST_COMPLETED)
            done, _ = wait(waiting, timeout=TOGETHER_SECONDS)
            deliveries = [(waiting.pop(future), _result(future)) for future in done]
            deliveries_record(claim=claim, deliveries=deliveries)


def _begun(claim: UUID, left: deque[Claimed], most: int) -> list[Claimed]:
    """The next ones, as far as nobody took them from the claim."""
    following = [left.popleft() for _ in range(min(most, len(left)))]
    if not following:
        return []
    begun = sends_begin(claim=claim, reminder_ids=[one.reminder_id for one in following])
    return [one for one in following if one.reminder_id in begun]


def _result(future: "Future[Delivery]") -> Delivery:
    error = future.exception()
    if error is not None:
        log.error("reminder_not_sent", error=type(error).__name__)
        return Delivery(Outcome.UNCLEAR, reason=type(error).__name__)
    return future.result()


@contextmanager
def _alive(claim: UUID) -> Iterator[bool]:
    """Holds the claim's lock as long as this worker lives: PostgreSQL lets go of it with the connection.

    False when another worker has it.
    """
    name = [scoped(current_schema(), "reminders", str(claim))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name)
        (held,) = cursor.fetchone()
    try:
        yield bool(held)
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)
