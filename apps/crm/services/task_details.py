"""What a task may hold, checked before it is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.crm.days import day_start
from apps.crm.errors.leads import FieldInvalidError, OwnerUnknownError
from apps.crm.errors.tasks import (
    RecurrenceInvalidError,
    RecurrenceNeedsDueError,
    TaskSourceInvalidError,
    TaskSourceNotFoundError,
    TaskTimeInvalidError,
)
from apps.crm.models import Task
from apps.crm.ownership import source_exists
from apps.crm.recurrence import recurrence_anchored, recurrence_moved, recurrence_parse
from apps.crm.selectors.leads import lead_get
from apps.crm.selectors.people import is_member_active
from apps.crm.services.details import YEARS, text_cleaned

LONGEST_TITLE = 200
LONGEST_DETAILS = 10_000
CHANGEABLE = frozenset(
    {
        "all_day",
        "assignee_id",
        "details",
        "due_at",
        "lead_id",
        "priority",
        "recurrence",
        "source_id",
        "source_kind",
        "status",
        "title",
    }
)


def task_cleaned(task: Task, changes: Mapping[str, Any], *, zone: ZoneInfo) -> dict[str, Any]:
    """Values as the task stores them, whole together with those it keeps.

    `status` may be open or cancelled: what is done is done by `task_finish`. Raises FieldInvalidError,
    LeadNotFoundError, OwnerUnknownError, RecurrenceInvalidError, RecurrenceNeedsDueError,
    TaskSourceInvalidError, TaskSourceNotFoundError, TaskTimeInvalidError.
    """
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise ValueError(f"not a field of a task: {', '.join(sorted(unknown))}")
    wanted = {**_kept(task), **changes}
    title = " ".join(text_cleaned("title", wanted["title"], longest=LONGEST_TITLE).split())
    if not title:
        raise FieldInvalidError(field="title")
    wanted |= {"title": title, "details": text_cleaned("details", wanted["details"], longest=LONGEST_DETAILS)}
    wanted["due_at"] = _due(moment_cleaned("due_at", wanted["due_at"]), wanted["all_day"], zone)
    was_due = wanted["due_at"] if "recurrence" in changes else task.due_at
    wanted["recurrence"] = _recurrence(wanted["recurrence"], was_due, wanted["due_at"], zone)
    if bool(wanted["source_kind"]) != (wanted["source_id"] is not None):
        raise TaskSourceInvalidError
    source = wanted["source_kind"], wanted["source_id"]
    if source[1] is not None and source != (task.source_kind, task.source_id) and not source_exists(*source):
        raise TaskSourceNotFoundError
    if changes.get("assignee_id") is not None and not is_member_active(user_id=changes["assignee_id"]):
        raise OwnerUnknownError(field="assignee_id")
    if changes.get("lead_id") is not None:
        wanted["lead_id"] = lead_get(lead_id=changes["lead_id"]).pk
    if wanted["status"] != Task.Status.DONE:
        wanted["done_at"] = None
    return wanted


def moment_cleaned(field: str, moment: datetime | None) -> datetime | None:
    """In UTC. Raises TaskTimeInvalidError."""
    if moment is None:
        return None
    if moment.tzinfo is None or moment.year not in YEARS:
        raise TaskTimeInvalidError(field=field)
    return moment.astimezone(UTC)


def _kept(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in CHANGEABLE}


def _due(due_at: datetime | None, all_day: bool, zone: ZoneInfo) -> datetime | None:
    if due_at is None or not all_day:
        return due_at
    return day_start(due_at.astimezone(zone).date(), zone)


def _recurrence(text: str, was_due: datetime | None, due_at: datetime | None, zone: ZoneInfo) -> str:
    """`was_due` when the rule was given."""
    if not text:
        return ""
    try:
        rule = recurrence_parse(text)
    except ValueError as error:
        raise RecurrenceInvalidError from error
    if due_at is None or was_due is None:
        raise RecurrenceNeedsDueError
    rule = recurrence_moved(rule, was=was_due, due=due_at, zone=zone)
    return str(recurrence_anchored(rule, due=due_at, zone=zone))
