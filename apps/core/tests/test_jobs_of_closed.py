"""A business that is suspended or leaves: what waits in the queue for it ends without work."""

import pytest
from celery import current_app

from apps.audit.models import AuditEntry
from apps.core import clock
from apps.core.jobs import enqueue, enqueue_in
from apps.core.testing import JobQueue
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from apps.tenants.tests import probe_tasks

Status = Business.Status
CLOSED = [Status.SUSPENDED, Status.DELETING]
IN_CLOSED = {
    # The books of what happened while it was open, and what a member changed then.
    "accounts.login_failure_record",
    "crm.merge_settle",
    "events.deliver",
    "reminders.replan",
    "telephony.call_close",
    # What was erased must go from the disk too; whose password changed must hear of it.
    "accounts.password_notice_send",
    "telephony.call_files_delete",
}


def status_set(business: Business, status: str) -> None:
    day = clock.now() if status == Status.DELETING else None
    Business.objects.filter(pk=business.pk).update(status=status, delete_after=day)


def marks(business: Business) -> list[str]:
    with in_tenant(business.schema_name):
        return list(AuditEntry.objects.values_list("action", flat=True))


@pytest.mark.parametrize("status", CLOSED)
def test_a_job_that_waits_while_its_business_is_closed_does_nothing(
    business: Business, other_business: Business, jobs: JobQueue, status: str
) -> None:
    for schema in (business.schema_name, other_business.schema_name):
        enqueue_in(schema, "tests.probe", marker="waited")
    assert len(jobs.waiting()) == 2
    status_set(business, status)

    jobs.run()

    assert marks(business) == []
    assert marks(other_business) == ["waited"], "the other one is open"


@pytest.mark.parametrize("status", CLOSED)
def test_a_job_that_is_tried_again_stops_at_the_closing(
    business: Business, other_business: Business, jobs: JobQueue, monkeypatch, status: str
) -> None:
    """It is closed during the first attempt, which fails as one does that the provider did not answer."""
    attempts = []

    def fail(**_: object) -> None:
        attempts.append(1)
        status_set(business, status)
        raise TimeoutError

    monkeypatch.setattr(probe_tasks, "audit_record", fail)
    current_app.tasks["tests.probe"].apply(kwargs={"marker": "again"}, headers={}, throw=False)

    assert len(attempts) == 1


def test_what_waits_runs_in_a_business_that_is_open_again(business: Business, jobs: JobQueue) -> None:
    status_set(business, Status.SUSPENDED)
    enqueue("tests.probe", marker="back")
    assert jobs.names() == ["tests.probe"]
    status_set(business, Status.ACTIVE)

    jobs.run()

    assert marks(business) == ["back"]


def test_an_owner_is_invited_while_the_business_is_being_made(business: Business, jobs: JobQueue) -> None:
    status_set(business, Status.PROVISIONING)
    enqueue("tests.probe", marker="made")

    jobs.run()

    assert marks(business) == ["made"]


@pytest.mark.parametrize("status", CLOSED)
def test_only_what_must_be_done_is_done_in_a_closed_business(
    business: Business, jobs: JobQueue, monkeypatch, status: str
) -> None:
    """Each job that is not of those named is dropped before it looks at what it was given."""
    status_set(business, status)
    ours = {
        name: task
        for name, task in current_app.tasks.items()
        if task.__module__.startswith("apps.") and not name.startswith("tests.")
    }
    assert len(ours) > 25
    dropped = set()
    for name, task in ours.items():
        if name in IN_CLOSED:
            continue
        # None of them takes this, so that one which begins fails at once.
        result = task.apply(kwargs={"nobody_takes_this": 1}, headers={"_schema_name": business.schema_name})
        assert result.successful(), f"{name} began in a closed business: {result.result!r}"
        dropped.add(name)
    assert {"assistant.conversation_understand", "assistant.memory_make"} <= dropped
    for name in IN_CLOSED:
        result = ours[name].apply(
            kwargs={"nobody_takes_this": 1}, headers={"_schema_name": business.schema_name}
        )
        assert isinstance(result.result, TypeError), f"{name} did not begin"
