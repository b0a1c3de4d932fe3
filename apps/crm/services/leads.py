from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor, ActorKind
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.custom_values import custom_changed
from apps.crm.errors.leads import LeadChangedError, LeadNotFoundError
from apps.crm.events import LeadDeleted, LeadUpdated
from apps.crm.identities import ADDRESSES, addresses_of
from apps.crm.models import ContactIdentity, Lead, MergeSuggestion
from apps.crm.origin import Origin
from apps.crm.ownership import owners
from apps.crm.services.details import addresses_cleaned, details_cleaned
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.services.identities import Claims, identities_claim, identities_retire
from apps.crm.services.locking import addresses_lock, families_locked, lead_locked
from apps.crm.services.naming import naming_check
from apps.crm.services.provenance import provenance_record
from apps.crm.services.ranks import rank_next
from apps.crm.services.same_names import same_names_suggest
from apps.crm.texts import note_added
from apps.events.services import event_publish

Kind = ContactIdentity.Kind
NO_CLAIMS = Claims()
REASONS = {Kind.EMAIL: MergeSuggestion.Reason.EMAIL, Kind.PHONE: MergeSuggestion.Reason.PHONE}


@again_if_contended
def lead_update(
    *,
    lead_id: int,
    changes: Mapping[str, Any],
    actor: Actor,
    version: int | None = None,
    note: str = "",
    origin: Origin | None = None,
) -> Lead:
    """Writes what differs. `changes` holds names of CHANGEABLE, of `custom` only the keys that change; `note`
    is added to the notes unless it stands there. With `origin`, each value is recorded as proposed.

    Of a lead that was merged, the lead it went into is written. A phone or e-mail address also becomes an
    identity of the lead when nobody has it. When it belongs to another lead it stays there: this lead keeps
    it as the way to call back, and that the two may be one person is suggested. One that a person replaces or
    empties no longer finds the lead, unless the lead was heard from it.

    Raises LeadNotFoundError, LeadChangedError (when `version` is given and no longer true), LeadEmptyError
    (when the last would go that it is known by) and what `details_cleaned` raises.
    """
    with transaction.atomic():
        addresses_lock(addresses_cleaned(changes))
        # Before the lead is locked: whoever deletes a status locks it first and its leads after it.
        wanted = details_cleaned(changes)
        lead = lead_locked(lead_id=lead_id)
        version_check(lead, version)
        before = {field: getattr(lead, field) for field in ADDRESSES.values()}
        lead_write(lead, wanted, actor=actor, note=note, origin=origin)
        if actor.kind == ActorKind.USER and origin is None:
            identities_retire(lead=lead, before=before, actor=actor)
    return lead


def lead_touch(*, lead_id: int) -> None:
    """The person was heard of just now.

    Nobody is waited for: who writes the lead at this moment says so too, and a merge that holds it waits for
    the tasks of those who come here.
    """
    free = Lead.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=lead_id)
    Lead.objects.filter(pk__in=free.values("pk"), last_activity_at__lt=clock.now()).update(
        last_activity_at=clock.now()
    )


@again_if_contended
def leads_delete(*, lead_ids: Collection[int], actor: Actor) -> set[int]:
    """Deletes the leads, those that went into them, and what belongs to them; returns whose they were.

    What the business needs without the person, such as its calls, stays and no longer names a lead.
    """
    with transaction.atomic():
        return _delete(families_locked(lead_ids=lead_ids), actor)


@again_if_contended
def lead_delete(*, lead_id: int, actor: Actor, version: int | None = None) -> None:
    """As `leads_delete`. Raises LeadNotFoundError, LeadChangedError when `version` is no longer true."""
    with transaction.atomic():
        family = families_locked(lead_ids=[lead_id])
        if not family:
            raise LeadNotFoundError
        version_check(family[lead_id], version)
        _delete(family, actor)


def _delete(leads: Mapping[int, Lead], actor: Actor) -> set[int]:
    """Of whole families that are locked; returns the ids of their heads."""
    heads = {lead_id for lead_id, lead in leads.items() if lead.merged_into_id is None}
    for owner in reversed(owners()):
        owner.forget(lead_ids=leads)
    Lead.objects.filter(pk__in=heads).delete()
    for lead_id in sorted(heads):
        audit_record(actor=actor, action="lead.deleted", target_kind="lead", target_id=lead_id)
        event_publish(LeadDeleted(id=lead_id))
    return heads


def version_check(lead: Lead, version: int | None) -> None:
    """Of a locked lead. Raises LeadChangedError; None asks for nothing."""
    if version is not None and version != lead.version:
        raise LeadChangedError(version=lead.version)


def lead_write(
    lead: Lead,
    wanted: Mapping[str, Any],
    *,
    actor: Actor,
    note: str = "",
    origin: Origin | None = None,
    takes_back: bool = False,
    claims: Claims = NO_CLAIMS,
) -> list[str]:
    """Writes the cleaned values that differ into the locked lead; returns the names of its changed fields.

    `claims`: what became of addresses among them that were claimed for the lead already. Raises as
    `naming_check`.
    """
    wanted = dict(wanted)
    if note.strip():
        wanted["notes"] = note_added(wanted.get("notes", lead.notes), note.strip())
    if "custom" in wanted:
        wanted["custom"] = custom_changed(lead.custom, wanted["custom"])
    changed = sorted(name for name, value in wanted.items() if getattr(lead, name) != value)
    if changed:
        naming_check(lead, wanted, takes_back=takes_back)
        _values_write(lead, {name: wanted[name] for name in changed}, actor, origin, claims)
    return changed


def _values_write(
    lead: Lead, values: dict[str, Any], actor: Actor, origin: Origin | None, claims: Claims
) -> None:
    before = {name: getattr(lead, name) for name in values}
    if "status_id" in values:
        lead.position = rank_next()
    for name, value in values.items():
        setattr(lead, name, value)
    lead.version += 1
    lead.last_activity_at = clock.now()
    moved = ["position"] if "status_id" in values else []
    lead.save(update_fields=[*values, *moved, "version", "last_activity_at", "updated_at"])
    claimed = _addresses_claim(lead, values, claims)
    if "name" in values:
        same_names_suggest(lead)
    provenance_record(
        lead_id=lead.pk, before=before, values=values, claimed=claimed, actor=actor, origin=origin
    )
    data: dict[str, Any] = {"fields": sorted(values)}
    if "status_id" in values:
        data |= {"status_from": before["status_id"], "status_to": lead.status_id}
    audit_record(actor=actor, action="lead.updated", target_kind="lead", target_id=lead.pk, data=data)
    event_publish(LeadUpdated(id=lead.pk, fields=sorted(values)))


def _addresses_claim(lead: Lead, values: Mapping[str, Any], claims: Claims) -> dict[str, int]:
    """Ids of the identities that became the lead's now, by the field that brought them."""
    given = addresses_of(values)
    own = identities_claim(lead_id=lead.pk, given=[each for each in given if each not in claims])
    for (kind, _), owner_id in own.owners.items():
        if owner_id != lead.pk:
            duplicate_suggest(lead_ids=(lead.pk, owner_id), reason=REASONS[Kind(kind)])
    made = {**claims.made, **own.made}
    return {ADDRESSES[Kind(each[0])]: made[each] for each in given if each in made}
