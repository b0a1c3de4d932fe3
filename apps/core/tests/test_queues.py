"""What somebody waits for does not stand behind what takes long."""

import json

import pytest
import redis
from celery import current_app
from django.conf import settings

from apps.core.jobs import enqueue
from apps.core.testing import JobQueue
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from apps.tenants.testing import worker_running
from apps.tenants.tests.probe_tasks import DONE
from apps.tenants.tests.test_worker import done

# As long as somebody waits who had a business made.
LONG_SECONDS = 240
# Somebody sits before a page that shows how far they are.
WAITED_FOR = {"assistant.prompt_test_run", "crm.import_check"}
JOBS_BEHIND = 200


def test_every_bulk_job_is_a_job_and_every_long_one_is_bulk_or_waited_for(jobs: JobQueue) -> None:
    known = {name: task for name, task in current_app.tasks.items() if not name.startswith("celery.")}

    assert {*settings.BULK_JOBS, *settings.SCHEMAS_JOBS} - set(known) == set()
    long = {name for name, task in known.items() if (task.soft_time_limit or 0) > LONG_SECONDS}
    assert long - {*settings.BULK_JOBS, *settings.SCHEMAS_JOBS} == WAITED_FOR


@pytest.mark.parametrize(
    "name",
    [
        "events.deliver",
        "telephony.call_summarise",
        "telephony.call_close",
        "telephony.calls_catch_up",
        *sorted(WAITED_FOR),
    ],
)
def test_what_somebody_waits_for_is_not_bulk(name: str) -> None:
    assert name not in (*settings.BULK_JOBS, *settings.SCHEMAS_JOBS)


def test_a_job_is_done_while_bulk_work_is_stuck(
    tenants_db: None, jobs: JobQueue, business: Business, other_business: Business
) -> None:
    """Nobody works on the bulk queue, and what stands in it holds nothing up."""
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.delete(DONE)
        with in_tenant(other_business.schema_name):
            for _ in range(JOBS_BEHIND):
                enqueue("telephony.recordings_expire")
        with worker_running(include="apps.tenants.tests.probe_tasks", queues="celery"):
            with in_tenant(business.schema_name):
                enqueue("tests.probe", marker="event")
            assert done(1) == {f"{business.schema_name} event": 1}
        waiting = [json.loads(message) for message in valkey.lrange(settings.BULK_QUEUE, 0, -1)]

    names = [message["headers"]["task"] for message in waiting]
    assert names == ["telephony.recordings_expire"] * JOBS_BEHIND
