from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from apps.audit.actors import Actor
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.errors.leads import FieldInvalidError
from apps.crm.errors.statuses import (
    StatusHasLeadsError,
    StatusIsDefaultError,
    StatusLabelTakenError,
    StatusNotFoundError,
    StatusOrderIncompleteError,
    StatusUnknownError,
)
from apps.crm.events import StatusesChanged
from apps.crm.models import Lead, LeadStatus
from apps.crm.services.details import text_cleaned
from apps.crm.services.ranks import column_renumber
from apps.events.services import event_publish

LONGEST_LABEL = 40
BATCH = 2000


def status_create(
    *, label: str, colour: str, kind: str, stale_after_days: int | None = None, actor: Actor
) -> LeadStatus:
    """At the end of the order. Raises StatusLabelTakenError, FieldInvalidError."""
    with transaction.atomic():
        orders = _statuses_locked().values()
        status = LeadStatus(
            label=_label(label),
            colour=colour,
            kind=kind,
            stale_after_days=stale_after_days,
            order=max((status.order for status in orders), default=-1) + 1,
        )
        _save(status)
        _announce(status, actor, "created")
    return status


def status_update(*, status_id: int, changes: Mapping[str, Any], actor: Actor) -> LeadStatus:
    """`changes`: label, colour, kind, stale_after_days, is_default, which the status that had it loses.

    Raises StatusNotFoundError, StatusLabelTakenError, StatusIsDefaultError, FieldInvalidError.
    """
    with transaction.atomic():
        statuses = _statuses_locked()
        status = statuses.get(status_id)
        if status is None:
            raise StatusNotFoundError
        if status.is_default and changes.get("is_default") is False:
            raise StatusIsDefaultError
        wanted = {**changes, "label": _label(changes["label"])} if "label" in changes else dict(changes)
        changed = sorted(name for name, value in wanted.items() if getattr(status, name) != value)
        if not changed:
            return status
        if "is_default" in changed:
            LeadStatus.objects.filter(is_default=True).update(is_default=False)
        for name in changed:
            setattr(status, name, wanted[name])
        _save(status)
        _announce(status, actor, "updated", fields=changed)
    return status


@again_if_contended
def status_delete(*, status_id: int, move_to: int | None, actor: Actor) -> int:
    """Deletes the status; its leads go to the top of `move_to` in the order they stand. Returns how many.

    Raises StatusNotFoundError, StatusIsDefaultError, StatusHasLeadsError when there are leads and no
    `move_to`, StatusUnknownError when there is no such status to move to.
    """
    with transaction.atomic():
        statuses = _statuses_locked(for_deletion=status_id)
        status = statuses.get(status_id)
        if status is None:
            raise StatusNotFoundError
        if status.is_default:
            raise StatusIsDefaultError
        rows = Lead.objects.select_for_update(no_key=True).filter(status_id=status_id).order_by("pk")
        lead_ids = list(rows.values_list("pk", flat=True))
        if lead_ids and move_to is None:
            raise StatusHasLeadsError(leads=len(lead_ids))
        if move_to is not None and (move_to == status_id or move_to not in statuses):
            raise StatusUnknownError(field="move_to")
        if lead_ids and move_to is not None:
            column_renumber(status_id=status_id, into_status_id=move_to)
            _leads_announce(lead_ids, status_id, move_to, actor)
        status.delete()
        _announce(
            status,
            actor,
            "deleted",
            status_id=status_id,
            # Histories of leads name it by this from now on.
            label=status.label,
            colour=status.colour,
            move_to=move_to,
            leads=len(lead_ids),
        )
    return len(lead_ids)


def statuses_reorder(*, ids: Sequence[int], actor: Actor) -> None:
    """`ids` names every status once. Raises StatusOrderIncompleteError."""
    with transaction.atomic():
        statuses = _statuses_locked()
        if sorted(ids) != sorted(statuses):
            raise StatusOrderIncompleteError
        for order, status_id in enumerate(ids):
            statuses[status_id].order = order
        LeadStatus.objects.bulk_update(statuses.values(), ["order"])
        _announce(statuses[ids[0]], actor, "reordered")


def _statuses_locked(*, for_deletion: int | None = None) -> dict[int, LeadStatus]:
    """All of them, always in one order: what is true of them together stays true.

    Leads may still enter them meanwhile, but for the one to be deleted.
    """
    rows = LeadStatus.objects.order_by("pk")
    locked = {status.pk: status for status in rows.select_for_update(no_key=True)}
    if for_deletion in locked:
        LeadStatus.objects.select_for_update().get(pk=for_deletion)
    return locked


def _label(label: Any) -> str:
    cleaned = " ".join(text_cleaned("label", label, longest=LONGEST_LABEL).split())
    if not cleaned:
        raise FieldInvalidError(field="label")
    return cleaned


def _save(status: LeadStatus) -> None:
    try:
        with transaction.atomic():
            status.save()
    except IntegrityError as error:
        raise StatusLabelTakenError from error


def _leads_announce(lead_ids: Sequence[int], status_from: int, status_to: int, actor: Actor) -> None:
    """Each lead's own history says where it went; dashboards are told once."""
    Lead.objects.filter(pk__in=lead_ids).update(updated_at=clock.now(), version=F("version") + 1)
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                at=clock.now(),
                actor_kind=actor.kind,
                actor_user_id=actor.user_id,
                impersonator_user_id=actor.impersonator_id,
                action="lead.updated",
                target_kind="lead",
                target_id=lead_id,
                data={"fields": ["status_id"], "status_from": status_from, "status_to": status_to},
            )
            for lead_id in lead_ids
        ],
        batch_size=BATCH,
    )


def _announce(
    status: LeadStatus, actor: Actor, change: str, *, status_id: int | None = None, **data: Any
) -> None:
    target_id = status_id or status.pk
    audit_record(
        actor=actor, action=f"lead_status.{change}", target_kind="lead_status", target_id=target_id, data=data
    )
    event_publish(StatusesChanged(id=target_id))
