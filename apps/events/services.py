from datetime import timedelta

import structlog
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet

from apps.core import clock
from apps.core.insertion import row_insert
from apps.core.jobs import QUEUE_AWAY, enqueue, enqueue_in, send
from apps.events.events import Event
from apps.events.hearing import is_awaited, tell_or_log
from apps.events.models import OutboxEvent
from apps.events.registry import subscribers_of
from apps.tenants.context import current_schema, in_tenant, scoped

log = structlog.get_logger(__name__)
BATCH = 100
ATTEMPTS = 6
LONGEST_WAIT_SECONDS = 60
STUCK_AFTER = timedelta(seconds=30)
KEPT = timedelta(days=7)
# Set while a delivery of the business waits in the queue. One that was lost blocks no longer than this.
WAITING, WAITING_SECONDS = "events.deliver.waiting", 60


def event_publish(event: Event) -> OutboxEvent:
    """Writes the event in the caller's transaction; subscribers hear of it after the commit."""
    row = OutboxEvent(type=event.type, payload=event.payload(), published_at=clock.now())
    row_insert(row)
    schema = current_schema()

    def told_everywhere() -> None:
        tell_or_log(schema, event.type)

    def wake() -> None:
        _wake(schema)

    if is_awaited(event.type):
        transaction.on_commit(told_everywhere, robust=True)
    transaction.on_commit(wake, robust=True)
    return row


def events_deliver() -> int:
    """Tells subscribers what waits, oldest first; returns how many events were told.

    Safe when several run at once: one of them holds the business's lock and does the work. It looks again
    after letting go, so an event that came while another run was turned away is not left behind.
    """
    # Before the first look: whoever publishes after it sends the next delivery.
    cache.delete(WAITING)
    told = 0
    while _head_is_due():
        with transaction.atomic():
            if not _lock():
                break
            told += _deliver_batch(list(_waiting()[:BATCH]))
    return told


def events_sweep() -> None:
    """Wakes delivery for events that were left behind, and forgets those told long ago."""
    now = clock.now()
    if _waiting().filter(published_at__lt=now - STUCK_AFTER).exists():
        enqueue("events.deliver")
    OutboxEvent.objects.filter(delivered_at__lt=now - KEPT).delete()


def _wake(schema: str) -> None:
    """Sends a delivery, unless one of the business waits already: that one tells this event too."""
    with in_tenant(schema):
        if not cache.add(WAITING, 1, timeout=WAITING_SECONDS):
            return
        try:
            send(schema, "events.deliver")
        except BaseException:
            cache.delete(WAITING)
            raise


def _waiting() -> QuerySet[OutboxEvent]:
    return OutboxEvent.objects.filter(delivered_at=None, given_up_at=None).order_by("id")


def _head_is_due() -> bool:
    head = _waiting().first()
    return head is not None and (head.retry_at is None or head.retry_at <= clock.now())


def _lock() -> bool:
    """A lock of this business until the transaction ends; advisory locks are global to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [scoped(current_schema(), "events")]
        )
        (locked,) = cursor.fetchone()
        return bool(locked)


def _deliver_batch(batch: list[OutboxEvent]) -> int:
    """Stops at the first event a subscriber could not take: those behind it wait, so that order is kept."""
    told: list[int] = []
    for event in batch:
        try:
            with transaction.atomic():
                for tell in subscribers_of(event.type):
                    tell(event)
        except Exception as error:
            _postpone(event, error)
            break
        told.append(event.id)
    OutboxEvent.objects.filter(id__in=told).update(delivered_at=clock.now())
    return len(told)


def _postpone(event: OutboxEvent, error: Exception) -> None:
    """Tries again later. An event is given up for a fault of a subscriber, never because a queue is away."""
    log.warning("event_not_told", sequence=event.id, event_type=event.type, error=type(error).__name__)
    event.attempts += 1
    if event.attempts >= ATTEMPTS and not isinstance(error, QUEUE_AWAY):
        event.given_up_at = clock.now()
        wait = 0
    else:
        wait = min(2**event.attempts, LONGEST_WAIT_SECONDS)
        event.retry_at = clock.now() + timedelta(seconds=wait)
    event.save(update_fields=["attempts", "retry_at", "given_up_at"])
    enqueue_in(current_schema(), "events.deliver", delay_seconds=wait)
