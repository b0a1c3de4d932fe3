"""One change to many leads: each is done or refused by itself."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from apps.audit.actors import Actor
from apps.core.contention import again_if_contended
from apps.core.errors import AppError
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.models import Lead
from apps.crm.services.details import details_cleaned
from apps.crm.services.leads import lead_update, lead_write, leads_delete
from apps.crm.services.locking import lead_locked


@dataclass(frozen=True, slots=True)
class BulkResult:
    """`error` is None where the change was made."""

    id: int
    error: AppError | None = None


def leads_status_set(*, lead_ids: Sequence[int], status_id: int, actor: Actor) -> list[BulkResult]:
    """Raises StatusUnknownError before anything is written."""
    details_cleaned({"status_id": status_id})
    return _each(
        lead_ids, lambda lead_id: lead_update(lead_id=lead_id, changes={"status_id": status_id}, actor=actor)
    )


def leads_owner_set(*, lead_ids: Sequence[int], owner_id: int | None, actor: Actor) -> list[BulkResult]:
    """Raises OwnerUnknownError before anything is written."""
    details_cleaned({"owner_id": owner_id})
    return _each(
        lead_ids, lambda lead_id: lead_update(lead_id=lead_id, changes={"owner_id": owner_id}, actor=actor)
    )


def leads_tags_change(
    *, lead_ids: Sequence[int], add: Collection[str] = (), remove: Collection[str] = (), actor: Actor
) -> list[BulkResult]:
    """Raises TagsInvalidError before anything is written; a lead that gets too many is refused alone."""
    added = details_cleaned({"tags": list(add)})["tags"]
    gone = set(details_cleaned({"tags": list(remove)})["tags"])

    @again_if_contended
    def change(lead_id: int) -> Lead:
        with transaction.atomic():
            lead = lead_locked(lead_id=lead_id)
            tags = [tag for tag in [*lead.tags, *added] if tag not in gone]
            lead_write(lead, details_cleaned({"tags": tags}), actor=actor)
        return lead

    return _each(lead_ids, change)


def leads_remove(*, lead_ids: Sequence[int], actor: Actor) -> list[BulkResult]:
    deleted = leads_delete(lead_ids=lead_ids, actor=actor)
    return [
        BulkResult(lead_id, None if lead_id in deleted else LeadNotFoundError())
        for lead_id in dict.fromkeys(lead_ids)
    ]


def _each(lead_ids: Sequence[int], change: Callable[[int], Lead]) -> list[BulkResult]:
    """A transaction a lead, so that no lead waits for the others; always in one order, for a caller who has a
    transaction of their own around it.
    """
    results: dict[int, BulkResult] = {}
    for lead_id in sorted(set(lead_ids)):
        try:
            change(lead_id)
            results[lead_id] = BulkResult(lead_id)
        except AppError as error:
            results[lead_id] = BulkResult(lead_id, error)
    return [results[lead_id] for lead_id in dict.fromkeys(lead_ids)]
