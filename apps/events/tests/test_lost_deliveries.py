"""A delivery that never came: the next event, and the sweep, make up for it."""

from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings
from kombu.exceptions import OperationalError as QueueError

from apps.core import clock
from apps.core.testing import WAITING, JobQueue
from apps.events.models import OutboxEvent
from apps.events.services import KEPT, STUCK_AFTER, WAITING_SECONDS, events_deliver, events_sweep
from apps.events.tests.kettles import publish, waiting
from apps.tenants.models import Business
from prosaas.local.ports import port_free


def test_a_delivery_that_was_lost_holds_up_the_next_only_for_a_while(
    business: Business, other_business: Business, jobs: JobQueue, heard
) -> None:
    publish(1)
    assert jobs.names() == ["events.deliver"]
    broker = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    broker.delete(settings.CELERY_TASK_DEFAULT_QUEUE)

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
    server.set(settings.CELERY_TASK_DEFAULT_QUEUE, "not a list, so nothing can be put in")
    publish(1)
    with pytest.raises(QueueError):
        jobs.run()
    server.delete(settings.CELERY_TASK_DEFAULT_QUEUE)

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
