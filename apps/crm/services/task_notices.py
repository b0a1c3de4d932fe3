"""Telling the people of a business that a task fell due, or that one they put off is back."""

from datetime import datetime

from django.db import transaction

from apps.accounts.permissions import can
from apps.core import clock
from apps.crm.events import TaskDue
from apps.crm.models import Task, TaskNotice
from apps.crm.selectors.people import members_active
from apps.crm.selectors.task_notices import tasks_untold
from apps.events.services import event_publish

BATCH = 200


def tasks_due_tell() -> int:
    """Tells whoever has to know of what is due in the entered business by now; returns of how many tasks.

    What a task told, its notices and the event are one transaction: a worker that dies leaves all of it to
    the next one, and nobody hears of the same moment twice.
    """
    told = 0
    while batch := _batch_tell():
        told += batch
    return told


def task_notices_see(*, user_id: int, last_id: int) -> None:
    """The person has seen the notices up to that one."""
    TaskNotice.objects.filter(user_id=user_id, pk__lte=last_id, seen_at=None).update(seen_at=clock.now())


def task_notices_forget(*, task: Task) -> None:
    """Whose task it was has nothing to do about it any more; whose it is now will be told."""
    task.told_of = None
    task.notices.all().delete()


def _batch_tell() -> int:
    now = clock.now()
    with transaction.atomic():
        tasks = list(tasks_untold(by=now).select_for_update(no_key=True, skip_locked=True)[:BATCH])
        if tasks:
            _tell(tasks, now)
    return len(tasks)


def _tell(tasks: list[Task], now: datetime) -> None:
    workers = [each.user_id for each in members_active() if can(membership=each, verb="tasks.edit")]
    notices = []
    for task in tasks:
        task.told_of = wakes_at = max(filter(None, (task.due_at, task.snoozed_until)))
        # Somebody who is gone cannot be told; then the others have to know.
        people = [task.assignee_id] if task.assignee_id in workers else workers
        notices += [
            TaskNotice(task=task, user_id=user_id, due_at=wakes_at, created_at=now) for user_id in people
        ]
        event_publish(TaskDue(id=task.pk, lead_id=task.lead_id))
    TaskNotice.objects.bulk_create(notices, ignore_conflicts=True)
    Task.objects.bulk_update(tasks, ["told_of"])
