"""Undoing an import: nothing that anybody touched since is lost."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import F

from apps.audit.actors import Actor
from apps.core import clock
from apps.core.jobs import enqueue
from apps.crm.custom_values import custom_changed
from apps.crm.importing.cells import Row
from apps.crm.importing.headings import CUSTOM
from apps.crm.importing.planning import BLANK, CREATED, UPDATED, Step, Target
from apps.crm.models import ContactIdentity, Lead, LeadImport, LeadImportRow
from apps.crm.models.leads import NAMING
from apps.crm.ownership import leads_holding, owners
from apps.crm.selectors.statuses import statuses_held
from apps.crm.services.import_records import audit_write, deletions_write, leads_update
from apps.crm.services.imports import (
    JOBS,
    LONGEST_RUN_SECONDS,
    State,
    import_actor,
    import_announce,
    import_audit,
)

BATCH = 500
Left = LeadImportRow.Left


def import_rollback_run(*, import_id: int) -> None:
    """Undoes what is left of the import, the last row first, for a while; then the job is sent again."""
    ends_at = monotonic() + LONGEST_RUN_SECONDS
    while _batch_undo(import_id):
        if monotonic() > ends_at:
            enqueue(JOBS[State.ROLLING_BACK], import_id=import_id)
            return
    with transaction.atomic():
        undone = LeadImport.objects.select_for_update(no_key=True).filter(
            pk=import_id, state=State.ROLLING_BACK
        )
        lead_import = undone.first()
        if lead_import is None:
            return
        lead_import.state, lead_import.finished_at = State.ROLLED_BACK, clock.now()
        lead_import.save(update_fields=["state", "finished_at"])
        counts = {name: getattr(lead_import, name) for name in ("deleted", "restored", "left")}
        import_audit(lead_import, import_actor(lead_import), "rolled_back", **counts)
        import_announce(lead_import)


def _batch_undo(import_id: int) -> bool:
    """False when nothing is left to undo."""
    with transaction.atomic():
        running = LeadImport.objects.select_for_update(no_key=True).filter(
            pk=import_id, state=State.ROLLING_BACK
        )
        lead_import = running.first()
        if lead_import is None:
            return False
        waiting = lead_import.rows.filter(outcome__in=(CREATED, UPDATED), lead__isnull=False, left="")
        lead_ids = sorted(set(waiting.order_by("-number").values_list("lead_id", flat=True)[:BATCH]))
        rows: dict[int, list[LeadImportRow]] = {lead_id: [] for lead_id in lead_ids}
        for row in waiting.filter(lead_id__in=lead_ids).order_by("-number"):
            rows[row.lead_id or 0].append(row)
        if rows:
            _leads_undo(lead_import, rows)
        return bool(rows)


def _leads_undo(lead_import: LeadImport, rows: Mapping[int, list[LeadImportRow]]) -> None:
    actor = import_actor(lead_import)
    # Stronger than for a change: a note that is written meanwhile waits, so it is not deleted unseen.
    locked = Lead.objects.select_for_update().filter(pk__in=rows).order_by("pk")
    leads = {lead.pk: lead for lead in locked.only(*BLANK, "version", "merged_into_id", "last_activity_at")}
    made = [lead_id for lead_id, mine in rows.items() if any(row.outcome == CREATED for row in mine)]
    in_use = leads_holding(lead_ids=made)
    left = {lead_id: _reason(leads[lead_id], rows[lead_id], in_use) for lead_id in made}
    deleted = [lead_id for lead_id, reason in left.items() if not reason]
    changed = {lead_id: mine for lead_id, mine in rows.items() if lead_id not in left}
    restored = _restore(lead_import, {lead_id: leads[lead_id] for lead_id in changed}, changed, actor)
    _rows_settle(rows, {**left, **restored})
    for owner in reversed(owners()):
        owner.forget(lead_ids=deleted)
    Lead.objects.filter(pk__in=deleted).delete()
    deletions_write(deleted, lead_import_id=lead_import.pk, actor=actor)
    kept = [lead_id for lead_id, reason in {**left, **restored}.items() if reason]
    LeadImport.objects.filter(pk=lead_import.pk).update(
        deleted=F("deleted") + len(deleted),
        restored=F("restored") + sum(1 for reason in restored.values() if not reason),
        left=F("left") + len(kept),
        rows_done=F("rows_done") + sum(map(len, rows.values())),
        touched_at=clock.now(),
        stalls=0,
    )
    lead_import.refresh_from_db()
    import_announce(lead_import)


def _reason(lead: Lead, rows: Sequence[LeadImportRow], in_use: set[int]) -> str:
    """Why a lead that the import made stays; empty when nobody touched it since."""
    newest = max(rows, key=lambda row: (row.version or 0, row.number))
    if lead.merged_into_id is not None:
        return Left.MERGED
    if lead.version != newest.version:
        return Left.CHANGED
    if lead.pk in in_use or lead.last_activity_at != newest.at:
        return Left.IN_USE
    return ""


def _restore(
    lead_import: LeadImport,
    leads: Mapping[int, Lead],
    rows: Mapping[int, list[LeadImportRow]],
    actor: Actor,
) -> dict[int, str]:
    """Why something stayed, by lead."""
    reasons: dict[int, str] = {}
    targets: list[Target] = []
    for lead_id, mine in rows.items():
        lead = leads[lead_id]
        target = Target(lead_id, {name: getattr(lead, name) for name in BLANK}, lead.version)
        stayed = [name for row in mine for name in _row_undo(target, row)]
        merged = lead.merged_into_id is not None or any(row.version is None for row in mine)
        reasons[lead_id] = Left.MERGED if merged else Left.CHANGED if stayed else ""
        _identities_release(target, mine)
        targets.append(target)
    changed = [target for target in targets if target.is_changed]
    leads_update(changed, clock.now())
    audit_write(changed, lead_import_id=lead_import.pk, actor=actor, at=clock.now())
    return reasons


def _row_undo(target: Target, row: LeadImportRow) -> list[str]:
    """Puts back each field that is still as the row left it; returns those that are not."""
    fields = target.fields
    back = {name: row.before.get(name) for name, value in row.after.items() if _value(fields, name) == value}
    if not any({**fields, **back}[name] for name in NAMING):
        # Somebody took away since what it was known by before.
        back = {name: value for name, value in back.items() if name not in NAMING}
    if back.get("status_id") and not statuses_held(status_ids=[back["status_id"]]):
        del back["status_id"]
    if back:
        before = {name: _value(fields, name) for name in back}
        target.steps.append(Step(Row(row.number), UPDATED, before, back))
        for name, value in back.items():
            _set(fields, name, value)
    return [name for name in row.after if name not in back]


def _value(fields: Mapping[str, Any], name: str) -> Any:
    if name.startswith(CUSTOM):
        return fields["custom"].get(name.removeprefix(CUSTOM))
    return fields[name]


def _set(fields: dict[str, Any], name: str, value: Any) -> None:
    if name.startswith(CUSTOM):
        fields["custom"] = custom_changed(fields["custom"], {name.removeprefix(CUSTOM): value})
    else:
        fields[name] = value


def _identities_release(target: Target, rows: Sequence[LeadImportRow]) -> None:
    """Addresses that came with the import go with it, but for those that are on the lead's card still."""
    on_card = [("phone", target.fields["phone"]), ("email", target.fields["email"])]
    brought = ContactIdentity.objects.filter(
        lead_id=target.lead_id, pk__in=[each for row in rows for each in row.identities]
    )
    gone = [identity.pk for identity in brought if (identity.kind, identity.value) not in on_card]
    ContactIdentity.objects.filter(pk__in=gone).delete()


def _rows_settle(rows: Mapping[int, list[LeadImportRow]], reasons: Mapping[int, str]) -> None:
    """Rows that are undone are forgotten; the others say why they were left."""
    LeadImportRow.objects.filter(
        pk__in=[row.pk for lead_id, mine in rows.items() for row in mine if not reasons[lead_id]]
    ).delete()
    for reason in Left:
        stayed = [row.pk for lead_id, mine in rows.items() for row in mine if reasons[lead_id] == reason]
        LeadImportRow.objects.filter(pk__in=stayed).update(left=reason, before={}, after={})
