from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.events.services import event_publish
from apps.reminders.errors import (
    NoticeStaysError,
    PlanChangedError,
    PlanChannelsInvalidError,
    PlanNotFoundError,
    PlanTakenError,
    PlanTextInvalidError,
    PlanTextTooLongError,
    PlanTimeInvalidError,
)
from apps.reminders.events import ReminderPlanChanged
from apps.reminders.models import MOST_DAYS, MOST_MINUTES, Reminder, ReminderPlan
from apps.reminders.texts import LONGEST_TEXT, places_unknown, text_size
from apps.scheduling.services.turns import planning_change

Kind = ReminderPlan.Kind


def plan_create(*, details: Mapping[str, Any], actor: Actor) -> ReminderPlan:
    """Another reminder before meetings. Raises PlanTimeInvalidError, PlanChannelsInvalidError,
    PlanTextInvalidError, PlanTextTooLongError, PlanTakenError.
    """
    with transaction.atomic():
        planning_change()
        return _written(ReminderPlan(kind=Kind.BEFORE), details, "created", actor)


def plan_update(
    *, plan_id: int, changes: Mapping[str, Any], actor: Actor, version: int | None = None
) -> ReminderPlan:
    """Messages that wait follow. Raises PlanNotFoundError, PlanChangedError and what `plan_create` does."""
    with transaction.atomic():
        planning_change()
        plan = _locked(plan_id)
        if version is not None and version != plan.version:
            raise PlanChangedError(version=plan.version)
        changed = {name: value for name, value in changes.items() if getattr(plan, name) != value}
        if changed:
            plan.version += 1
            _written(plan, changed, "updated", actor)
    return plan


def plan_delete(*, plan_id: int, actor: Actor) -> None:
    """What waits of it is cancelled; what was sent stays on record. Raises PlanNotFoundError,
    NoticeStaysError.
    """
    with transaction.atomic():
        planning_change()
        plan = _locked(plan_id)
        if plan.kind != Kind.BEFORE:
            raise NoticeStaysError
        plan.reminders.filter(state=Reminder.State.WAITING).update(
            state=Reminder.State.CANCELLED, reason=Reminder.Reason.PLAN_CHANGED
        )
        _announce(plan, "deleted", actor)
        plan.delete()


def _locked(plan_id: int) -> ReminderPlan:
    plan = ReminderPlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise PlanNotFoundError
    return plan


def _written(plan: ReminderPlan, values: Mapping[str, Any], change: str, actor: Actor) -> ReminderPlan:
    for name, value in values.items():
        setattr(plan, name, value)
    _check(plan)
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as error:
        if "reminder_plan_once" in str(error):
            raise PlanTakenError from None
        raise
    _announce(plan, change, actor, fields=sorted(values))
    return plan


def _check(plan: ReminderPlan) -> None:
    is_before = plan.kind == Kind.BEFORE
    has_days = 1 <= plan.before_days <= MOST_DAYS and plan.before_minutes == 0
    has_minutes = plan.before_days == 0 and 1 <= plan.before_minutes <= MOST_MINUTES
    has_none = plan.before_days == plan.before_minutes == 0
    if not ((has_days or has_minutes) if is_before else has_none):
        raise PlanTimeInvalidError
    known = set(ReminderPlan.Channel.values)
    if not plan.channels or len(set(plan.channels)) != len(plan.channels) or set(plan.channels) - known:
        raise PlanChannelsInvalidError
    for field in ("text_he", "text_en"):
        text = getattr(plan, field)
        places = places_unknown(text)
        if places or not text.strip():
            raise PlanTextInvalidError(field=field, places=places)
        if text_size(text) > LONGEST_TEXT:
            raise PlanTextTooLongError(field=field, size=text_size(text), longest=LONGEST_TEXT)


def _announce(plan: ReminderPlan, change: str, actor: Actor, **data: Any) -> None:
    audit_record(
        actor=actor,
        action=f"reminder_plan.{change}",
        target_kind="reminder_plan",
        target_id=plan.pk,
        data=data,
    )
    event_publish(ReminderPlanChanged(id=plan.pk, change=change))
