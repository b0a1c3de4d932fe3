"""A batch of imported rows as a few statements for all of them: a row at a time would take ten times as long.

The rules are those of `lead_capture`, and so is the order of locks: statuses, then leads by id, then what
belongs to them. Whoever captures one of these people at the same moment waits for us or we for them at the
unique address, which decides who made the lead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from apps.audit.actors import Actor
from apps.core import clock
from apps.core.rows import ids_taken, rows_insert
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.identities import Identity
from apps.crm.importing.cells import Row, fault_of
from apps.crm.importing.planning import (
    BLANK,
    CREATE,
    CREATED,
    FAILED,
    NEW,
    SKIPPED,
    UPDATE,
    UPDATED,
    Plan,
    Step,
    Target,
    batch_plan,
)
from apps.crm.models import ContactIdentity, Lead, LeadImport, LeadImportRow, LeadSource
from apps.crm.selectors.identities import identities_owners
from apps.crm.selectors.statuses import status_default_held, statuses_held
from apps.crm.services.identities import identities_insert
from apps.crm.services.import_records import (
    audit_write,
    leads_update,
    proposals_supersede,
    suggestions_write,
)
from apps.crm.services.same_names import same_names_of_batch

EMPTY_RECORD: Mapping[str, Any] = {
    "lead_id": None,
    "before": {},
    "after": {},
    "identities": [],
    "version": None,
    "at": None,
    "left": "",
    "faults": [],
}


@dataclass(slots=True)
class _Claims:
    """Ids of the addresses that became a lead's now, and those that another lead had."""

    ids: dict[Identity, int] = field(default_factory=dict)
    refused: list[tuple[Target, Identity]] = field(default_factory=list)


def batch_import(*, lead_import_id: int, rows: Sequence[Row], actor: Actor) -> list[Row] | None:
    """Writes the rows that were not written before; returns those that `row_import` has to settle by itself.

    None when the import is no longer running.
    """
    with transaction.atomic():
        running = LeadImport.objects.select_for_update(no_key=True).filter(
            pk=lead_import_id, state=LeadImport.State.RUNNING
        )
        lead_import = running.first()
        if lead_import is None:
            return None
        numbers = [row.number for row in rows]
        written = set(lead_import.rows.filter(number__in=numbers).values_list("number", flat=True))
        missing = [row for row in rows if row.number not in written]
        _statuses_hold(missing)
        plan = _planned([row for row in missing if not row.faults], lead_import.duplicates)
        # Some have one only now.
        return _written(lead_import, plan, [row for row in missing if row.faults], actor)


def _statuses_hold(rows: Sequence[Row]) -> None:
    """Nobody deletes them until we are done; a row whose status was deleted before has a fault."""
    wanted = {row.details["status_id"] for row in rows if "status_id" in row.details}
    held = statuses_held(status_ids=wanted) if wanted else set()
    for row in rows:
        if row.details.get("status_id", None) in wanted - held:
            row.faults.append(fault_of("status", "", StatusUnknownError()))


def _planned(rows: Sequence[Row], duplicates: str) -> Plan:
    default_status_id = status_default_held()
    owners = identities_owners(identity for row in rows for identity in row.identities)
    lead_ids = set(owners.values())
    leads = _locked(lead_ids) if duplicates == UPDATE else {each: Target(each, {}) for each in lead_ids}
    return batch_plan(
        rows, duplicates=duplicates, owners=owners, leads=leads, default_status_id=default_status_id
    )


def _locked(lead_ids: Iterable[int]) -> dict[int, Target]:
    """Those that were merged meanwhile are left out."""
    found = Lead.objects.select_for_update(no_key=True).filter(pk__in=lead_ids, merged_into=None)
    return {
        lead.pk: Target(lead.pk, {name: getattr(lead, name) for name in BLANK}, lead.version)
        for lead in found.only(*BLANK, "version").order_by("pk")
    }


def _written(lead_import: LeadImport, plan: Plan, failed: Sequence[Row], actor: Actor) -> list[Row]:
    now = clock.now()
    known = [target for target in plan.targets if target.lead_id != NEW]
    _insert([target for target in plan.targets if target.lead_id == NEW], now)
    claims = _claim(plan.targets)
    lost = _lost(plan, known, claims, is_sharing=lead_import.duplicates == CREATE)
    kept = [target for target in plan.targets if target not in lost]
    changed = [target for target in known if target.is_changed]
    leads_update(changed, now)
    proposals_supersede(changed)
    suggestions_write([*plan.shared, *(each for each in claims.refused if each[0] not in lost)])
    same_names_of_batch([target.lead_id for target in kept if target not in known])
    audit_write(kept, lead_import_id=lead_import.pk, actor=actor, at=now)
    alone = [step.row for target in lost for step in target.steps]
    alone += [row for row, target in plan.skipped if target in lost]
    skipped = [(row, target) for row, target in plan.skipped if target not in lost]
    _rows_write(lead_import, kept, skipped, failed, claims, now)
    return sorted([*plan.alone, *alone], key=lambda row: row.number)


def _insert(targets: Sequence[Target], now: datetime) -> None:
    for target, lead_id in zip(targets, ids_taken(Lead, len(targets)), strict=True):
        target.lead_id, target.version = lead_id, 1
    rows_insert(
        Lead,
        [
            {
                "id": target.lead_id,
                "source": LeadSource.IMPORT,
                "version": target.version,
                "last_activity_at": now,
                "created_at": now,
                "updated_at": now,
                **target.fields,
            }
            for target in targets
        ],
    )


def _claim(targets: Sequence[Target]) -> _Claims:
    wanted = {identity: target for target in targets for identity in target.identities}
    ids = identities_insert({identity: target.lead_id for identity, target in wanted.items()})
    return _Claims(ids, [(wanted[identity], identity) for identity in sorted(wanted) if identity not in ids])


def _lost(plan: Plan, known: Sequence[Target], claims: _Claims, *, is_sharing: bool) -> list[Target]:
    """New leads of people whom somebody else captured a moment earlier: they are taken back."""
    if is_sharing:
        return []
    lost = list({id(target): target for target, _ in claims.refused if target not in known}.values())
    if lost:
        ids = [target.lead_id for target in lost]
        ContactIdentity.objects.filter(lead_id__in=ids).delete()
        Lead.objects.filter(pk__in=ids).delete()
    return lost


def _rows_write(
    lead_import: LeadImport,
    targets: Sequence[Target],
    skipped: Sequence[tuple[Row, Target]],
    failed: Sequence[Row],
    claims: _Claims,
    now: datetime,
) -> None:
    records = [_record(target, step, claims, now) for target in targets for step in target.steps]
    records += [{"number": row.number, "outcome": SKIPPED, "lead_id": each.lead_id} for row, each in skipped]
    records += [{"number": row.number, "outcome": FAILED, "faults": row.faults} for row in failed]
    rows_insert(
        LeadImportRow, [{"lead_import_id": lead_import.pk, **EMPTY_RECORD, **record} for record in records]
    )
    outcomes_count(lead_import.pk, [record["outcome"] for record in records])


def outcomes_count(lead_import_id: int, outcomes: Sequence[str]) -> None:
    LeadImport.objects.filter(pk=lead_import_id).update(
        **{name: F(name) + outcomes.count(name) for name in (CREATED, UPDATED, SKIPPED, FAILED)}
    )


def _record(target: Target, step: Step, claims: _Claims, now: datetime) -> dict[str, Any]:
    record = {"number": step.row.number, "outcome": step.outcome, "lead_id": target.lead_id}
    if step.outcome not in (CREATED, UPDATED):
        return record
    mine = [claims.ids[each] for each in step.row.identities if each in claims.ids]
    return {
        **record,
        "before": step.before,
        "after": step.after,
        "identities": mine if step.outcome == UPDATED else [],
        "version": target.version,
        "at": now,
    }
