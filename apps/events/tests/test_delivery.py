"""What was published is told: after the commit, once, in order, and to whom it concerns."""

import threading

import pytest
from django.db import connection, transaction

from apps.core.testing import PATIENCE_SECONDS, JobQueue, QueuedJob
from apps.events.models import OutboxEvent
from apps.events.registry import subscribe
from apps.events.services import events_deliver
from apps.events.tests.kettles import publish, waiting
from apps.tenants.context import current_schema, in_tenant
from apps.tenants.models import Business


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
