from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from apps.crm.models import Task, TaskNotice

SHOWN = 50


def tasks_untold(*, by: datetime) -> QuerySet[Task]:
    """Open tasks that want attention since `wakes_at`, of which nobody was told yet; the earliest first."""
    return (
        Task.objects.annotate(wakes_at=Greatest("due_at", "snoozed_until"))
        .filter(Q(told_of=None) | Q(told_of__lt=F("wakes_at")), status=Task.Status.OPEN, wakes_at__lte=by)
        .order_by("wakes_at", "id")
    )


def task_notices_list(*, user_id: int) -> QuerySet[TaskNotice]:
    """What somebody was told and still has to do, the latest first, with the tasks and their leads.

    A task that was done, put off or moved is nobody's notice any more.
    """
    return (
        TaskNotice.objects.select_related("task__lead")
        .annotate(wakes_at=Greatest("task__due_at", "task__snoozed_until"))
        .filter(user_id=user_id, task__status=Task.Status.OPEN, due_at=F("wakes_at"))
        .order_by("-id")[:SHOWN]
    )
