import pytest
from django.db import IntegrityError, transaction

from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.tasks import RecurrenceNeedsDueError
from apps.crm.models import Task
from apps.crm.services.tasks import task_finish, task_reopen, task_update
from apps.crm.tests.made_tasks import ISRAEL, NOON, at, created
from apps.crm.tests.people import DANA


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


def test_a_repeating_task_open_again_stands_there_once(business, other_business):
    task = created(due_at=at("2026-11-22T09:00"), recurrence="FREQ=WEEKLY")
    task_finish(task_id=task.pk, actor=DANA)
    following = Task.objects.get(follows=task)

    task_reopen(task_id=task.pk, actor=DANA)

    assert list(Task.objects.values_list("pk", "status")) == [(task.pk, "open")]
    assert AuditEntry.objects.filter(action="task.deleted", target_id=following.pk).count() == 1


def test_a_next_task_that_somebody_touched_stays_when_the_one_before_is_open_again(business, other_business):
    task = created(due_at=at("2026-11-22T09:00"), recurrence="FREQ=WEEKLY")
    task_finish(task_id=task.pk, actor=DANA)
    following = Task.objects.get(follows=task)
    task_update(task_id=following.pk, changes={"title": "אחרת"}, actor=DANA)

    task_reopen(task_id=task.pk, actor=DANA)

    assert Task.objects.get(follows=task).title == "אחרת"


def test_a_repeating_task_makes_the_next_one_once_ever(business):
    task = created(due_at=at("2026-11-22T09:00"), recurrence="FREQ=WEEKLY", priority="high", assignee_id=None)

    task_finish(task_id=task.pk, actor=DANA)
    task_reopen(task_id=task.pk, actor=DANA)
    task_finish(task_id=task.pk, actor=DANA)

    following = Task.objects.get(follows=task)
    assert following.due_at == at("2026-11-29T09:00")
    assert (following.title, following.priority, following.recurrence, following.status) == (
        task.title,
        "high",
        "FREQ=WEEKLY;INTERVAL=1;BYHOUR=9;BYMINUTE=0",
        "open",
    )
    assert Task.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(title="עוד אחת", follows=task)


def test_the_end_of_the_month_stays_the_end_of_the_month(business):
    task = created(due_at=at("2027-01-31T09:00"), recurrence="FREQ=MONTHLY")

    task_finish(task_id=task.pk, actor=DANA)
    february = Task.objects.get(follows=task)
    with clock.frozen(at("2027-02-28T12:00")):
        task_finish(task_id=february.pk, actor=DANA)

    assert february.due_at == at("2027-02-28T09:00")
    assert Task.objects.get(follows=february).due_at == at("2027-03-31T09:00")


@pytest.mark.parametrize("kept", ["FREQ=DAILY;INTERVAL=1;BYHOUR=2;BYMINUTE=30", "FREQ=DAILY;INTERVAL=1"])
def test_a_daily_task_keeps_its_hour_over_the_night_that_has_none_such(business, other_business, kept):
    task = created(due_at=at("2027-03-25T02:30"), recurrence="FREQ=DAILY")
    # The second is how tasks were kept that knew no hour yet.
    Task.objects.filter(pk=task.pk).update(recurrence=kept)
    due = []
    for _ in range(4):
        with clock.frozen(task.due_at):
            task_finish(task_id=task.pk, actor=DANA)
        task = Task.objects.get(follows=task)
        due.append(task.due_at.astimezone(ISRAEL).strftime("%d %H:%M"))

    assert due == ["26 03:30", "27 02:30", "28 02:30", "29 02:30"]


def test_a_task_written_anew_keeps_the_hour_the_night_took_from_it(business):
    task = created(due_at=at("2027-03-26T03:30"), recurrence="FREQ=DAILY;BYHOUR=2;BYMINUTE=30")

    task_update(task_id=task.pk, changes={"title": "אחרת", "due_at": task.due_at}, actor=DANA)
    assert Task.objects.get(pk=task.pk).recurrence == "FREQ=DAILY;INTERVAL=1;BYHOUR=2;BYMINUTE=30"
    task_update(task_id=task.pk, changes={"due_at": at("2027-03-26T08:15")}, actor=DANA)
    assert Task.objects.get(pk=task.pk).recurrence == "FREQ=DAILY;INTERVAL=1;BYHOUR=8;BYMINUTE=15"


def test_the_longest_rule_is_kept_whole(business):
    rule = "FREQ=MONTHLY;INTERVAL=999;BYMONTHDAY=31;BYHOUR=23;BYMINUTE=59"

    assert Task.objects.get(pk=created(due_at=NOON, recurrence=rule).pk).recurrence == rule


def test_a_monthly_task_put_on_another_day_is_meant_for_that_day(business):
    task = created(due_at=at("2027-01-31T09:00"), recurrence="FREQ=MONTHLY")

    task_update(task_id=task.pk, changes={"due_at": at("2027-01-31T10:00")}, actor=DANA)
    assert (
        Task.objects.get(pk=task.pk).recurrence
        == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;BYHOUR=10;BYMINUTE=0"
    )
    task_update(task_id=task.pk, changes={"due_at": at("2027-01-15T10:00")}, actor=DANA)
    assert (
        Task.objects.get(pk=task.pk).recurrence
        == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0"
    )


def test_a_repeating_task_cannot_lose_its_due_time(business):
    task = created(due_at=NOON, recurrence="FREQ=DAILY")

    with pytest.raises(RecurrenceNeedsDueError):
        task_update(task_id=task.pk, changes={"due_at": None}, actor=DANA)

    assert Task.objects.get(pk=task.pk).version == 1
