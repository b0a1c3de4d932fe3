from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from apps.core import clock
from apps.crm.days import Today, today_of
from apps.crm.errors.tasks import TaskNotFoundError
from apps.crm.models import Task
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema

Status = Task.Status


class Bucket(StrEnum):
    """Where a task stands today on the wall of the business; a cancelled one stands nowhere."""

    WAITING = "waiting"
    TODAY = "today"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    bucket: str = ""
    assignee_id: int | None = None
    lead_id: int | None = None


def business_zone() -> ZoneInfo:
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise LookupError("a task belongs to a business; enter one first")
    return ZoneInfo(business.timezone)


def tasks_list(asked: TaskFilter) -> QuerySet[Task]:
    """With their lead, their `bucket`, and `sort_at`: when they want attention, or when they were done."""
    today = _today()
    tasks = _tasks(today)
    if asked.bucket:
        tasks = tasks.filter(_in_bucket(Bucket(asked.bucket), today))
    if asked.assignee_id is not None:
        tasks = tasks.filter(assignee_id=asked.assignee_id)
    if asked.lead_id is not None:
        tasks = tasks.filter(lead_id=asked.lead_id)
    return tasks


def task_get(*, task_id: int) -> Task:
    """As `tasks_list` gives them. Raises TaskNotFoundError."""
    task = _tasks(_today()).filter(pk=task_id).first()
    if task is None:
        raise TaskNotFoundError
    return task


def tasks_count(*, assignee_id: int | None = None) -> dict[str, int]:
    """How many wait, are due today and are overdue; of one person, or of all."""
    today = _today()
    tasks = Task.objects.filter(status=Status.OPEN)
    if assignee_id is not None:
        tasks = tasks.filter(assignee_id=assignee_id)
    counted = (Bucket.WAITING, Bucket.TODAY, Bucket.OVERDUE)
    return tasks.aggregate(**{bucket: Count("pk", filter=_in_bucket(bucket, today)) for bucket in counted})


def _tasks(today: Today) -> QuerySet[Task]:
    shown = (Bucket.DONE, Bucket.OVERDUE, Bucket.TODAY, Bucket.WAITING)
    return Task.objects.select_related("lead").annotate(
        bucket=Case(
            *(When(_in_bucket(bucket, today), then=Value(str(bucket))) for bucket in shown),
            default=Value(""),
            output_field=CharField(),
        ),
        sort_at=Coalesce(
            F("done_at"),
            Greatest(F("snoozed_until"), F("due_at")),
            F("created_at"),
            output_field=DateTimeField(),
        ),
    )


def _in_bucket(bucket: Bucket, today: Today) -> Q:
    if bucket == Bucket.DONE:
        return Q(status=Status.DONE)
    is_open = Q(status=Status.OPEN)
    is_overdue = Q(all_day=False, due_at__lt=today.now) | Q(all_day=True, due_at__lt=today.starts_at)
    is_due_today = Q(due_at__gte=today.starts_at, due_at__lt=today.ends_at)
    is_awake = Q(snoozed_until=None) | Q(snoozed_until__lte=today.now)
    if bucket == Bucket.OVERDUE:
        return is_open & is_awake & is_overdue
    if bucket == Bucket.TODAY:
        return is_open & is_awake & is_due_today & ~is_overdue
    is_later = Q(due_at=None) | Q(due_at__gte=today.ends_at)
    return is_open & (Q(snoozed_until__gt=today.now) | is_later)


def _today() -> Today:
    return today_of(clock.now(), business_zone())
