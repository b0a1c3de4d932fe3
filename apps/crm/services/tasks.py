from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.errors.tasks import SnoozePastError, TaskChangedError, TaskNotFoundError, TaskNotOpenError
from apps.crm.events import TaskChanged
from apps.crm.models import Task
from apps.crm.recurrence import recurrence_anchored, recurrence_next, recurrence_parse
from apps.crm.selectors.tasks import business_zone
from apps.crm.services.leads import lead_touch
from apps.crm.services.task_details import moment_cleaned, task_cleaned
from apps.crm.services.task_notices import task_notices_forget
from apps.events.services import event_publish

Status = Task.Status


@again_if_contended
def task_create(*, details: Mapping[str, Any], actor: Actor) -> Task:
    """`details` holds names of CHANGEABLE, a title at least. Raises what `task_cleaned` raises."""
    with transaction.atomic():
        task = Task(created_by_kind=actor.kind, created_by_user_id=actor.user_id)
        _assign(task, task_cleaned(task, details, zone=business_zone()))
        task.save()
        _announce(task, actor, "created")
    return task


@again_if_contended
def task_update(
    *, task_id: int, changes: Mapping[str, Any], actor: Actor, version: int | None = None
) -> Task:
    """Writes what differs. Raises TaskNotFoundError, TaskChangedError and what `task_cleaned` raises."""
    with transaction.atomic():
        task = _locked(task_id, version)
        wanted = task_cleaned(task, changes, zone=business_zone())
        changed = {name: value for name, value in wanted.items() if getattr(task, name) != value}
        if changed:
            _assign(task, changed)
            if "assignee_id" in changed:
                task_notices_forget(task=task)
            _written(task, actor, "updated", fields=sorted(changed))
    return task


@again_if_contended
def task_finish(*, task_id: int, actor: Actor, version: int | None = None) -> Task:
    """Done; saying so again changes nothing. One that repeats makes the next one, once ever.

    Raises TaskNotFoundError, TaskChangedError.
    """
    with transaction.atomic():
        task = _locked(task_id, version)
        if task.status != Status.DONE:
            task.status, task.done_at, task.snoozed_until = Status.DONE, clock.now(), None
            _written(task, actor, "done")
            if task.recurrence and not Task.objects.filter(follows=task).exists():
                _next_create(task, actor)
    return task


@again_if_contended
def task_reopen(*, task_id: int, actor: Actor, version: int | None = None) -> Task:
    """Open again; one that is stays so. The next one, which finishing made, goes unless somebody touched it.

    Raises TaskNotFoundError, TaskChangedError.
    """
    with transaction.atomic():
        task = _locked(task_id, version)
        if task.status != Status.OPEN:
            task.status, task.done_at = Status.OPEN, None
            _written(task, actor, "reopened")
            untouched = Task.objects.select_for_update(no_key=True).filter(
                follows=task, status=Status.OPEN, version=1
            )
            for following in untouched:
                _announce(following, actor, "deleted")
                following.delete()
    return task


@again_if_contended
def task_snooze(*, task_id: int, until: datetime | None, actor: Actor, version: int | None = None) -> Task:
    """Out of sight until then; None brings it back.

    Raises TaskNotFoundError, TaskChangedError, TaskNotOpenError, SnoozePastError, TaskTimeInvalidError.
    """
    wanted = moment_cleaned("until", until)
    with transaction.atomic():
        task = _locked(task_id, version)
        if task.status != Status.OPEN:
            raise TaskNotOpenError
        if wanted is not None and wanted <= clock.now():
            raise SnoozePastError
        if task.snoozed_until != wanted:
            task.snoozed_until = wanted
            _written(task, actor, "snoozed")
    return task


@again_if_contended
def task_delete(*, task_id: int, actor: Actor, version: int | None = None) -> None:
    """Raises TaskNotFoundError, TaskChangedError."""
    with transaction.atomic():
        task = _locked(task_id, version)
        _announce(task, actor, "deleted")
        task.delete()


def _next_create(task: Task, actor: Actor) -> None:
    if task.due_at is None:
        raise ValueError("the database keeps a due time for what repeats")
    zone = business_zone()
    rule = recurrence_anchored(recurrence_parse(task.recurrence), due=task.due_at, zone=zone)
    following = Task(
        title=task.title,
        details=task.details,
        all_day=task.all_day,
        priority=task.priority,
        assignee_id=task.assignee_id,
        recurrence=str(rule),
        lead_id=task.lead_id,
        source_kind=task.source_kind,
        source_id=task.source_id,
        created_by_kind=task.created_by_kind,
        created_by_user_id=task.created_by_user_id,
        follows=task,
        due_at=recurrence_next(rule, due=task.due_at, now=clock.now(), zone=zone),
    )
    following.save()
    _announce(following, actor, "created")


def _locked(task_id: int, version: int | None) -> Task:
    task = Task.objects.select_for_update(no_key=True).filter(pk=task_id).first()
    if task is None:
        raise TaskNotFoundError
    if version is not None and version != task.version:
        raise TaskChangedError(version=task.version)
    return task


def _assign(task: Task, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(task, name, value)


def _written(task: Task, actor: Actor, change: str, **data: Any) -> None:
    task.version += 1
    task.save()
    if task.lead_id is not None:
        lead_touch(lead_id=task.lead_id)
    _announce(task, actor, change, **data)


def _announce(task: Task, actor: Actor, change: str, **data: Any) -> None:
    audit_record(
        actor=actor,
        action=f"task.{change}",
        target_kind="task",
        target_id=task.pk,
        data={"lead_id": task.lead_id, **data},
    )
    event_publish(TaskChanged(id=task.pk, change=change, lead_id=task.lead_id))
