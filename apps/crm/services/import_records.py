"""What goes with a written batch: fields, proposals that are settled by it, questions, the journal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from psycopg import sql

from apps.audit.actors import Actor
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.core.rows import rows_insert
from apps.crm.identities import Identity
from apps.crm.importing.planning import CREATED, UPDATED, Target
from apps.crm.models import FieldProvenance
from apps.crm.models.leads import RANK_OF_THE_NEXT
from apps.crm.selectors.identities import identities_owners
from apps.crm.services.duplicates import duplicates_suggest

WRITE = sql.SQL("""
    UPDATE crm_lead SET
        name = given.name, phone = given.phone, email = given.email, city = given.city,
        service_wanted = given.service_wanted, notes = given.notes, tags = given.tags,
        next_step = given.next_step, owner_id = given.owner_id, custom = given.custom,
        status_id = given.status_id, version = given.version,
        position = CASE WHEN crm_lead.status_id = given.status_id THEN crm_lead.position ELSE {next} END,
        last_activity_at = %(now)s, updated_at = %(now)s
    FROM jsonb_to_recordset(%(leads)s::jsonb) AS given (
        id bigint, name text, phone text, email text, city text, service_wanted text, notes text,
        tags varchar[], next_step text, owner_id bigint, custom jsonb, status_id bigint, version int
    )
    WHERE crm_lead.id = given.id
""").format(next=sql.SQL(RANK_OF_THE_NEXT))


def leads_update(targets: Sequence[Target], now: datetime) -> None:
    """Writes the fields of leads that are locked; the version grows with every row that changed one."""
    for target in targets:
        target.version += sum(1 for step in target.steps if step.after)
    leads = [{"id": target.lead_id, "version": target.version, **target.fields} for target in targets]
    if leads:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, {"now": now, "leads": orjson.dumps(leads).decode()})


def proposals_supersede(targets: Sequence[Target]) -> None:
    """A value that was proposed for a field is settled by another one in its place."""
    changed = {
        target.lead_id: {name for step in target.steps for name in step.after.keys() | step.before.keys()}
        for target in targets
    }
    if not changed:
        return
    proposed = FieldProvenance.objects.filter(
        lead_id__in=list(changed), status=FieldProvenance.Status.PROPOSED
    ).values_list("pk", "lead_id", "field")
    settled = [pk for pk, lead_id, name in proposed if name in changed[lead_id]]
    if settled:
        FieldProvenance.objects.filter(pk__in=settled).update(status=FieldProvenance.Status.SUPERSEDED)


def suggestions_write(shared: Sequence[tuple[Target, Identity]]) -> None:
    """Asks, once ever, about leads that share an address. Who has the address is read anew."""
    owners = identities_owners(identity for _, identity in shared)
    pairs: dict[tuple[int, int], str] = {}
    for target, identity in shared:
        if identity in owners and owners[identity] != target.lead_id:
            first, second = sorted((target.lead_id, owners[identity]))
            pairs.setdefault((first, second), identity[0])
    if pairs:
        duplicates_suggest(pairs)


def audit_write(targets: Sequence[Target], *, lead_import_id: int, actor: Actor, at: datetime) -> None:
    """An entry for each lead, so that its own history tells where it came from."""
    rows_insert(
        AuditEntry,
        [
            _entry(action, target.lead_id, {"import_id": lead_import_id, **data}, actor, at)
            for target in targets
            for action, data in _deeds(target)
        ],
    )


def deletions_write(lead_ids: Sequence[int], *, lead_import_id: int, actor: Actor) -> None:
    at, data = clock.now(), {"import_id": lead_import_id}
    rows_insert(AuditEntry, [_entry("lead.deleted", lead_id, data, actor, at) for lead_id in lead_ids])


def _entry(action: str, lead_id: int, data: Mapping[str, Any], actor: Actor, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "actor_kind": actor.kind,
        "actor_user_id": actor.user_id,
        "impersonator_user_id": actor.impersonator_id,
        "action": action,
        "target_kind": "lead",
        "target_id": lead_id,
        "data": data,
    }


def _deeds(target: Target) -> list[tuple[str, dict[str, Any]]]:
    deeds: list[tuple[str, dict[str, Any]]] = []
    for step in target.steps:
        if step.outcome == CREATED:
            deeds.append(("lead.created", {}))
        elif step.outcome == UPDATED and step.after:
            data: dict[str, Any] = {"fields": sorted({name.partition(".")[0] for name in step.after})}
            if "status_id" in step.after:
                data |= {"status_from": step.before["status_id"], "status_to": step.after["status_id"]}
            deeds.append(("lead.updated", data))
    return deeds
