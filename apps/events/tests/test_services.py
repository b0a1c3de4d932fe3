import threading
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError as QueueError

from apps.core import clock
from apps.core.testing import PATIENCE_SECONDS, QUEUE, WAITING, JobQueue, QueuedJob
from apps.events import registry
from apps.events.models import OutboxEvent
from apps.events.registry import EVERYTHING, subscribe
from apps.events.services import (
    ATTEMPTS,
    KEPT,
    STUCK_AFTER,
    WAITING_SECONDS,
    event_publish,
    events_deliver,
    events_sweep,
)
from apps.events.tests.factories import KettleBoiled
from apps.tenants.context import current_schema, in_tenant
from apps.tenants.models import Business
from prosaas.local.ports import port_free


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What a subscriber of everything was told: in which business, and which event."""
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(registry, "_subscribers", type(registry._subscribers)(list))
    subscribe(EVERYTHING, lambda event: told.append((current_schema(), event.payload["id"])))
    return told


def publish(*numbers: int) -> None:
    for number in numbers:
        event_publish(KettleBoiled(id=number))


def waiting() -> int:
    return OutboxEvent.objects.filter(delivered_at=None, given_up_at=None).count()


def test_an_event_is_told_after_the_commit(business: Business, jobs: JobQueue, heard) -> None:
    publish(1)
    assert heard == []

    jobs.run()

    assert heard == [("b_halutz", 1)]
    stored = OutboxEvent.objects.get()
    assert (stored.type, stored.payload, stored.attempts) == ("kettle.boiled", {"id": 1, "degrees": 100}, 0)
    assert stored.delivered_at is not None


def test_a_rolled_back_event_never_happened(
    tenants_db: None, business: Business, jobs: JobQueue, heard
) -> None:
    @transaction.atomic
    def change() -> None:
        publish(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert jobs.run() == []
    assert (heard, OutboxEvent.objects.count()) == ([], 0)


def test_events_are_told_in_order_and_once(business: Business, jobs: JobQueue, heard) -> None:
    publish(*range(250))

    jobs.run()

    assert heard == [("b_halutz", number) for number in range(250)]
    assert events_deliver() == 0


def test_businesses_hear_only_their_own(
    business: Business, other_business: Business, jobs: JobQueue, heard
) -> None:
    publish(1)
    with in_tenant(other_business.schema_name):
        publish(2)
    publish(3)

    jobs.run()

    assert [number for schema, number in heard if schema == "b_halutz"] == [1, 3]
    assert [number for schema, number in heard if schema == "b_shaked"] == [2]


def test_one_delivery_waits_for_all_events_of_a_business(
    business: Business, other_business: Business, jobs: JobQueue, heard
) -> None:
    publish(1, 2, 3)
    with in_tenant(other_business.schema_name):
        publish(4)
    publish(5)

    assert jobs.waiting() == [
        QueuedJob("events.deliver", "b_halutz"),
        QueuedJob("events.deliver", "b_shaked"),
    ]
    jobs.run()
    assert [number for schema, number in heard if schema == "b_halutz"] == [1, 2, 3, 5]
    assert [number for schema, number in heard if schema == "b_shaked"] == [4]


def test_what_is_published_while_a_delivery_runs_is_told_too(
    business: Business, jobs: JobQueue, heard
) -> None:
    """Its own delivery is sent: the one that runs may have looked for the last time."""

    def publish_one_more(event: OutboxEvent) -> None:
        if event.payload["id"] < 3:
            publish(event.payload["id"] + 1)

    subscribe("kettle.boiled", publish_one_more)
    publish(1)

    ran = jobs.run()

    assert ran == 2 * [QueuedJob("events.deliver", "b_halutz")]
    assert [number for _, number in heard] == [1, 2, 3]


def test_a_delivery_that_was_lost_holds_up_the_next_only_for_a_while(
    business: Business, other_business: Business, jobs: JobQueue, heard
) -> None:
    publish(1)
    assert jobs.names() == ["events.deliver"]
    broker = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    broker.delete(QUEUE)

    publish(2)
    assert jobs.names() == []
    (flag,) = broker.scan_iter(WAITING)
    assert flag.startswith(b"b_halutz.")
    assert 0 < broker.ttl(flag) <= WAITING_SECONDS
    broker.pexpire(flag, 0)
    publish(3)
    jobs.run()

    assert [number for _, number in heard] == [1, 2, 3]


def test_a_queue_that_refuses_a_delivery_is_asked_again_by_the_next_event(
    business: Business, jobs: JobQueue, heard
) -> None:
    server = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    server.set(QUEUE, "not a list, so nothing can be put in")
    publish(1)
    with pytest.raises(QueueError):
        jobs.run()
    server.delete(QUEUE)

    publish(2)
    jobs.run()

    assert [number for _, number in heard] == [1, 2]


def test_without_valkey_a_change_is_made_all_the_same_and_told_later(
    tenants_db: None, business: Business, jobs: JobQueue, heard, settings: Any
) -> None:
    caches = settings.CACHES
    nowhere = f"redis://127.0.0.1:{port_free()}/0"
    settings.CACHES = {"default": {**caches["default"], "LOCATION": nowhere}}
    publish(1)
    settings.CACHES = caches
    assert (jobs.names(), waiting()) == ([], 1)

    with clock.frozen(clock.now() + STUCK_AFTER + timedelta(seconds=1)):
        events_sweep()
    jobs.run()

    assert heard == [("b_halutz", 1)]


def test_a_type_reaches_only_those_who_asked_for_it(business: Business, heard) -> None:
    boiled: list[int] = []
    subscribe("kettle.boiled", lambda event: boiled.append(event.id))
    subscribe("kettle.emptied", lambda event: boiled.append(-1))
    publish(1)

    events_deliver()

    assert boiled == [OutboxEvent.objects.get().id]


def test_a_job_may_subscribe(business: Business, jobs: JobQueue, heard) -> None:
    subscribe("kettle.boiled", "tests.listen")
    publish(1)
    jobs.clear()

    events_deliver()

    sequence = OutboxEvent.objects.get().id
    assert jobs.waiting() == [QueuedJob("tests.listen", "b_halutz", {"event_id": sequence})]


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


def test_two_deliveries_at_once_tell_everything_once_and_in_order(
    tenants_db: None, business: Business, jobs: JobQueue, heard
) -> None:
    publish(*range(150))
    start = threading.Barrier(4)

    def deliver() -> None:
        with in_tenant("b_halutz"):
            start.wait(PATIENCE_SECONDS)
            events_deliver()
        connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)

    assert heard == [("b_halutz", number) for number in range(150)]
    assert waiting() == 0


def test_the_lock_of_one_business_does_not_stop_the_other(
    tenants_db: None, business: Business, other_business: Business, heard
) -> None:
    inside, finished = threading.Event(), threading.Event()

    def hold(event: OutboxEvent) -> None:
        if current_schema() == "b_halutz":
            inside.set()
            finished.wait(PATIENCE_SECONDS)

    subscribe("kettle.boiled", hold)
    publish(1)
    with in_tenant("b_shaked"):
        publish(2)

    def deliver() -> None:
        with in_tenant("b_halutz"):
            events_deliver()
        connection.close()

    thread = threading.Thread(target=deliver)
    thread.start()
    assert inside.wait(PATIENCE_SECONDS)
    with in_tenant("b_shaked"):
        assert events_deliver() == 1
    assert events_deliver() == 0
    finished.set()
    thread.join(PATIENCE_SECONDS)

    assert sorted(heard) == [("b_halutz", 1), ("b_shaked", 2)]


def test_the_sweep_wakes_delivery_for_what_was_left_behind(business: Business, jobs: JobQueue, heard) -> None:
    publish(1)
    jobs.clear()

    events_sweep()
    assert jobs.waiting() == []
    with clock.frozen(clock.now() + STUCK_AFTER + timedelta(seconds=1)):
        events_sweep()
    jobs.run()

    assert heard == [("b_halutz", 1)]


def test_the_sweep_forgets_only_what_was_told_long_ago(business: Business, jobs: JobQueue, heard) -> None:
    publish(1)
    events_deliver()
    publish(2)

    with clock.frozen(clock.now() + KEPT + timedelta(seconds=1)):
        events_sweep()

    assert [event.payload["id"] for event in OutboxEvent.objects.all()] == [2]
