import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import EncodeError

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record
from apps.core.jobs import SCHEMA_HEADER, JobInterruptedError, WrongSchemaError, enqueue, enqueue_in
from apps.core.testing import JobQueue, QueuedJob
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.tests import probe_tasks


def test_a_job_belongs_to_the_business_that_asked_for_it(
    business: Business, other_business: Business, jobs: JobQueue
) -> None:
    enqueue("events.deliver")
    with in_tenant(other_business.schema_name):
        enqueue("events.deliver")

    assert jobs.waiting() == [
        QueuedJob("events.deliver", business.schema_name),
        QueuedJob("events.deliver", other_business.schema_name),
    ]


def test_the_business_is_taken_when_asked_not_at_commit(business: Business, jobs: JobQueue) -> None:
    with transaction.atomic():
        enqueue("events.deliver")

    with in_tenant(PUBLIC_SCHEMA):
        assert [queued.schema for queued in jobs.waiting()] == [business.schema_name]


def test_a_rolled_back_transaction_sends_nothing(
    tenants_db: None, business: Business, jobs: JobQueue
) -> None:
    @transaction.atomic
    def change() -> None:
        enqueue("events.deliver")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert jobs.waiting() == []


def test_what_was_committed_stays_so_when_the_queue_takes_nothing(
    tenants_db: None, business: Business, other_business: Business, jobs: JobQueue
) -> None:
    server = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    server.set(settings.CELERY_TASK_DEFAULT_QUEUE, "not a list, so nothing can be put in")
    with transaction.atomic():
        audit_record(actor=SYSTEM, action="kettle.boil", target_kind="kettle", target_id=1)
        enqueue("events.deliver")
    server.delete(settings.CELERY_TASK_DEFAULT_QUEUE)

    assert AuditEntry.objects.count() == 1
    with in_tenant(other_business.schema_name):
        assert AuditEntry.objects.count() == 0
    assert jobs.waiting() == []


def test_a_job_takes_only_what_json_can_say(business: Business, jobs: JobQueue) -> None:
    with pytest.raises(TypeError):
        enqueue("events.deliver", business=business)

    assert jobs.waiting() == []


def test_a_job_runs_in_its_business_and_returns_to_the_callers(
    business: Business, other_business: Business, jobs: JobQueue
) -> None:
    enqueue_in(other_business.schema_name, "tests.probe", marker="here")

    assert [done.name for done in jobs.run()] == ["tests.probe"]
    assert not AuditEntry.objects.exists()
    with in_tenant(other_business.schema_name):
        assert AuditEntry.objects.get().action == "here"


def test_a_job_of_a_business_that_is_gone_does_not_run_elsewhere(business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA), pytest.raises(WrongSchemaError):
        current_app.tasks["tests.probe"].apply(
            kwargs={"marker": "nowhere"}, headers={SCHEMA_HEADER: "b_gone"}, throw=True
        )

    assert not AuditEntry.objects.exists()


def test_only_json_enters_the_queue(business: Business) -> None:
    assert current_app.conf.task_serializer == "json"
    assert current_app.conf.accept_content == ["json"]
    with pytest.raises(EncodeError):
        current_app.send_task("tests.probe", kwargs={"marker": object()})


def test_a_job_that_is_interrupted_is_tried_again_but_not_for_ever(
    business: Business, other_business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def take_too_long(**_: object) -> None:
        attempts.append(1)
        raise JobInterruptedError

    monkeypatch.setattr(probe_tasks, "audit_record", take_too_long)
    result = current_app.tasks["tests.probe"].apply(kwargs={"marker": "long"}, headers={}, throw=False)

    assert len(attempts) == 1 + 8
    assert isinstance(result.result, JobInterruptedError)
    assert not AuditEntry.objects.exists()


def test_a_job_is_acknowledged_after_it_ran() -> None:
    assert current_app.conf.task_acks_late is True
    assert current_app.conf.task_reject_on_worker_lost is True
