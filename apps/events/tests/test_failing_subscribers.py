"""A subscriber that fails: who waits for it, how long, and who does not."""

from datetime import timedelta

import redis
from django.db import connection

from apps.core import clock
from apps.core.testing import JobQueue
from apps.events.models import OutboxEvent
from apps.events.registry import subscribe
from apps.events.services import ATTEMPTS, events_deliver
from apps.events.tests.kettles import publish, waiting
from apps.tenants.models import Business


def failing(times: int, error: Exception):
    left = [times]

    def tell(_: OutboxEvent) -> None:
        if left[0]:
            left[0] -= 1
            raise error

    return tell


def test_a_failing_subscriber_holds_the_order_and_is_asked_again(
    business: Business, jobs: JobQueue, heard
) -> None:
    subscribe("kettle.boiled", failing(1, ZeroDivisionError()))
    publish(1, 2, 3)

    assert events_deliver() == 0
    assert waiting() == 3
    with clock.frozen(clock.now() + timedelta(seconds=3)):
        assert events_deliver() == 3

    # At least once: the subscribers before the failing one hear an event again.
    assert [number for _, number in heard] == [1, 2, 3]


def test_new_events_do_not_hurry_a_failing_subscriber(business: Business, jobs: JobQueue, heard) -> None:
    subscribe("kettle.boiled", failing(1000, ZeroDivisionError()))
    publish(1)
    for _ in range(50):
        events_deliver()

    assert OutboxEvent.objects.get().attempts == 1


def deliver_later(times: int) -> None:
    instant = clock.now()
    for _ in range(times):
        instant += timedelta(minutes=2)
        with clock.frozen(instant):
            events_deliver()


def test_a_fault_of_a_subscriber_does_not_hold_everybody_for_ever(
    business: Business, jobs: JobQueue, heard
) -> None:
    subscribe("kettle.boiled", lambda event: 1 // (event.payload["id"] - 1))
    publish(1, 2)

    deliver_later(ATTEMPTS)

    first, second = OutboxEvent.objects.order_by("id")
    assert (first.attempts, first.delivered_at) == (ATTEMPTS, None)
    assert first.given_up_at is not None
    assert second.delivered_at is not None


def test_an_away_queue_is_waited_for(business: Business, jobs: JobQueue, heard) -> None:
    subscribe("kettle.boiled", failing(3 * ATTEMPTS, redis.ConnectionError()))
    publish(1)

    deliver_later(3 * ATTEMPTS)
    assert (waiting(), OutboxEvent.objects.get().given_up_at) == (1, None)

    deliver_later(1 + 3 * ATTEMPTS)
    assert waiting() == 0


def test_a_subscriber_that_breaks_its_transaction_breaks_only_its_own(
    business: Business, jobs: JobQueue, heard
) -> None:
    def broken(_: OutboxEvent) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM kettle")

    subscribe("kettle.boiled", broken)
    publish(1)

    events_deliver()

    stored = OutboxEvent.objects.get()
    assert (stored.attempts, stored.delivered_at) == (1, None)
    assert stored.retry_at is not None
