from datetime import UTC, datetime, timedelta

import pytest

from apps.accounts.testing import membership_make
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.leads import FieldInvalidError, LeadNotFoundError, OwnerUnknownError
from apps.crm.errors.tasks import (
    RecurrenceInvalidError,
    RecurrenceNeedsDueError,
    SnoozePastError,
    TaskChangedError,
    TaskNotFoundError,
    TaskNotOpenError,
    TaskSourceInvalidError,
    TaskSourceNotFoundError,
    TaskTimeInvalidError,
)
from apps.crm.models import Task
from apps.crm.selectors.tasks import TaskFilter, task_get, tasks_count, tasks_list
from apps.crm.services.tasks import (
    task_delete,
    task_finish,
    task_reopen,
    task_snooze,
    task_update,
)
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.made_tasks import NOON, at, created
from apps.crm.tests.people import DANA
from apps.events.models import OutboxEvent
from apps.telephony.models import Call
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


def bucket_of(task):
    return task_get(task_id=task.pk).bucket


def test_a_task_says_who_made_it_and_where_it_came_from(business):
    lead = LeadFactory.create()
    CallFactory.create(pk=31)

    task = created(lead_id=lead.pk, source_kind="call", source_id=31, priority="high")

    assert (task.title, task.priority, task.lead_id, task.source_kind, task.source_id) == (
        "לחזור ללקוחה",
        "high",
        lead.pk,
        "call",
        31,
    )
    assert (task.created_by_kind, task.created_by_user_id, task.version) == ("user", 7, 1)
    assert AuditEntry.objects.get().action == "task.created"
    assert OutboxEvent.objects.get().payload == {"id": task.pk, "change": "created", "lead_id": lead.pk}


def test_a_task_comes_from_nothing_that_is_not_there(business, other_business):
    with in_tenant(other_business.schema_name):
        CallFactory.create(pk=32)
    task = created()

    for kind in ("call", "conversation", "appointment"):
        with pytest.raises(TaskSourceNotFoundError) as refused:
            created(source_kind=kind, source_id=32)
        assert refused.value.data == {"field": "source_id"}
        with pytest.raises(TaskSourceNotFoundError):
            task_update(task_id=task.pk, changes={"source_kind": kind, "source_id": 32}, actor=DANA)

    assert [*Task.objects.values_list("pk", "source_kind")] == [(task.pk, "")]


def test_a_task_outlives_what_it_came_from(business):
    task = created(source_kind="call", source_id=CallFactory.create().pk)
    Call.objects.all().delete()

    changed = task_update(task_id=task.pk, changes={"priority": "high"}, actor=DANA)

    assert (changed.priority, changed.source_kind) == ("high", "call")


@pytest.mark.parametrize(
    ("details", "bucket"),
    [
        ({}, "waiting"),
        ({"due_at": at("2026-11-22T12:01")}, "today"),
        ({"due_at": at("2026-11-22T23:59")}, "today"),
        ({"due_at": at("2026-11-23T00:00")}, "waiting"),
        ({"due_at": at("2026-11-22T11:59")}, "overdue"),
        ({"due_at": at("2026-11-21T23:59")}, "overdue"),
        ({"due_at": at("2026-11-22T00:00"), "all_day": True}, "today"),
        ({"due_at": at("2026-11-21T18:00"), "all_day": True}, "overdue"),
        ({"due_at": at("2026-11-23T09:00"), "all_day": True}, "waiting"),
    ],
)
def test_the_day_of_the_business_decides_where_a_task_stands(business, details, bucket):
    task = created(**details)

    assert bucket_of(task) == bucket
    assert [found.pk for found in tasks_list(TaskFilter(bucket=bucket))] == [task.pk]
    assert tasks_count() == {"waiting": 0, "today": 0, "overdue": 0} | {bucket: 1}


def test_the_same_moment_is_another_day_elsewhere(business):
    task = created(due_at=at("2026-11-22T23:30"))
    business.timezone = "Pacific/Auckland"
    business.save()

    assert bucket_of(task) == "waiting"


def test_what_is_put_off_waits_until_then(business):
    task = created(due_at=at("2026-11-22T09:00"))

    task_snooze(task_id=task.pk, until=at("2026-11-22T14:00"), actor=DANA)
    assert bucket_of(task) == "waiting"
    with clock.frozen(NOON + timedelta(hours=2)):
        assert bucket_of(task) == "overdue"

    task_snooze(task_id=task.pk, until=None, actor=DANA)
    assert bucket_of(task) == "overdue"
    with pytest.raises(SnoozePastError):
        task_snooze(task_id=task.pk, until=NOON, actor=DANA)
    task_finish(task_id=task.pk, actor=DANA)
    with pytest.raises(TaskNotOpenError):
        task_snooze(task_id=task.pk, until=at("2026-11-23T09:00"), actor=DANA)


def test_done_is_done_once_and_can_be_opened_again(business):
    task = created(due_at=at("2026-11-22T09:00"))

    for _ in range(2):
        task_finish(task_id=task.pk, actor=DANA)

    assert bucket_of(task) == "done"
    assert AuditEntry.objects.filter(action="task.done").count() == 1
    assert task_get(task_id=task.pk).done_at == NOON
    for _ in range(2):
        assert task_reopen(task_id=task.pk, actor=DANA).done_at is None
    assert bucket_of(task) == "overdue"


def test_a_cancelled_task_stands_nowhere(business):
    task = created()

    task_update(task_id=task.pk, changes={"status": "cancelled"}, actor=DANA)

    assert bucket_of(task) == ""
    assert tasks_count() == {"waiting": 0, "today": 0, "overdue": 0}


@pytest.mark.parametrize(
    ("details", "error"),
    [
        ({"title": "  "}, FieldInvalidError),
        ({"title": "א" * 201}, FieldInvalidError),
        ({"title": "א\x00"}, FieldInvalidError),
        ({"details": "א" * 10_001}, FieldInvalidError),
        ({"recurrence": "FREQ=YEARLY", "due_at": NOON}, RecurrenceInvalidError),
        ({"recurrence": "FREQ=DAILY"}, RecurrenceNeedsDueError),
        ({"due_at": datetime(1999, 12, 31, tzinfo=UTC)}, TaskTimeInvalidError),
        ({"source_kind": "call"}, TaskSourceInvalidError),
        ({"source_id": 31}, TaskSourceInvalidError),
        ({"lead_id": 999_999}, LeadNotFoundError),
        ({"assignee_id": 999_999}, OwnerUnknownError),
    ],
)
def test_a_task_that_cannot_be_is_not_made(business, details, error):
    with pytest.raises(error):
        created(**details)

    assert Task.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def test_only_members_of_this_business_are_given_tasks(business, other_business):
    ours, theirs = membership_make(business=business), membership_make(business=other_business)

    assert created(assignee_id=ours.user_id).assignee_id == ours.user_id
    with pytest.raises(OwnerUnknownError) as refused:
        created(assignee_id=theirs.user_id)
    assert refused.value.data == {"field": "assignee_id"}


def test_a_stale_version_changes_nothing(business):
    task = created()
    task_update(task_id=task.pk, changes={"priority": "urgent"}, actor=DANA, version=1)

    with pytest.raises(TaskChangedError) as refused:
        task_update(task_id=task.pk, changes={"priority": "low"}, actor=DANA, version=1)

    assert refused.value.data == {"version": 2}
    assert Task.objects.get().priority == "urgent"


def test_a_change_that_changes_nothing_leaves_no_trace(business):
    task = created(due_at=NOON)

    task_update(task_id=task.pk, changes={"title": task.title, "due_at": NOON.astimezone(UTC)}, actor=DANA)

    assert Task.objects.get().version == 1
    assert AuditEntry.objects.count() == 1


def test_lists_are_of_one_person_or_of_one_lead(business, other_business):
    member, lead = membership_make(business=business), LeadFactory.create()
    hers, of_lead = created(assignee_id=member.user_id), created(lead_id=lead.pk)
    with in_tenant(other_business.schema_name):
        created()

    assert list(tasks_list(TaskFilter(assignee_id=member.user_id))) == [hers]
    assert list(tasks_list(TaskFilter(lead_id=lead.pk))) == [of_lead]
    assert tasks_list(TaskFilter()).count() == 2
    assert tasks_count(assignee_id=member.user_id)["waiting"] == 1


def test_a_deleted_task_is_gone(business):
    task = created(due_at=NOON, recurrence="FREQ=DAILY")
    task_finish(task_id=task.pk, actor=DANA)

    task_delete(task_id=task.pk, actor=DANA)

    assert Task.objects.get().follows_id is None
    with pytest.raises(TaskNotFoundError):
        task_delete(task_id=task.pk, actor=DANA)
