from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor, ActorKind
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.tuples import rows_prepared
from apps.crm.custom_values import custom_changed
from apps.crm.errors.leads import LeadChangedError, LeadNotFoundError
from apps.crm.events import LeadDeleted, LeadUpdated
from apps.crm.models import ContactIdentity, Lead, MergeSuggestion
from apps.crm.origin import Origin
from apps.crm.ownership import owners
from apps.crm.selectors.leads import leads_family
from apps.crm.services.details import details_cleaned
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.services.identities import ADDRESSES, identities_claim, identities_retire
from apps.crm.services.naming import naming_check
from apps.crm.services.provenance import provenance_record
from apps.crm.services.ranks import rank_next
from apps.crm.services.same_names import same_names_suggest
from apps.events.services import event_publish

Kind = ContactIdentity.Kind
PHONE_LOCKED = "SELECT id, phone FROM crm_lead WHERE id = %s AND merged_into_id IS NULL FOR NO KEY UPDATE"
REASONS = {Kind.EMAIL: MergeSuggestion.Reason.EMAIL, Kind.PHONE: MergeSuggestion.Reason.PHONE}


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
        # Before the lead is locked: whoever deletes a status locks it first and its leads after it.
        wanted = details_cleaned(changes)
        lead = lead_locked(lead_id=lead_id)
        version_check(lead, version)
        before = {field: getattr(lead, field) for field, _ in ADDRESSES}
        lead_write(lead, wanted, actor=actor, note=note, origin=origin)
        if actor.kind == ActorKind.USER and origin is None:
            identities_retire(lead=lead, before=before, actor=actor)
    return lead


def lead_touch(*, lead_id: int) -> None:
    """The person was heard of just now."""
    Lead.objects.filter(pk=lead_id, last_activity_at__lt=clock.now()).update(last_activity_at=clock.now())


def leads_delete(*, lead_ids: Collection[int], actor: Actor) -> set[int]:
    """Deletes the leads, those that went into them, and what belongs to them; returns whose they were.

    What the business needs without the person, such as its calls, stays and no longer names a lead.
    """
    with transaction.atomic():
        found = Lead.objects.select_for_update(no_key=True).filter(pk__in=lead_ids, merged_into=None)
        deleted = set(found.order_by("pk").values_list("pk", flat=True))
        family = leads_family(lead_ids=sorted(deleted))
        for owner in reversed(owners()):
            owner.forget(lead_ids=family)
        Lead.objects.filter(pk__in=deleted).delete()
        for lead_id in sorted(deleted):
            audit_record(actor=actor, action="lead.deleted", target_kind="lead", target_id=lead_id)
            event_publish(LeadDeleted(id=lead_id))
    return deleted


def lead_delete(*, lead_id: int, actor: Actor, version: int | None = None) -> None:
    """As `leads_delete`. Raises LeadNotFoundError, LeadChangedError when `version` is no longer true."""
    with transaction.atomic():
        if version is not None:
            version_check(lead_locked(lead_id=lead_id), version)
        if not leads_delete(lead_ids=[lead_id], actor=actor):
            raise LeadNotFoundError


def version_check(lead: Lead, version: int | None) -> None:
    """Of a locked lead. Raises LeadChangedError; None asks for nothing."""
    if version is not None and version != lead.version:
        raise LeadChangedError(version=lead.version)


def lead_locked(*, lead_id: int) -> Lead:
    """The lead, or the one it went into, locked until the transaction ends. Raises LeadNotFoundError."""
    wanted: int | None = lead_id
    while wanted is not None:
        # One that is merged is not locked: a merge locks both in the order of their ids.
        rows = Lead.objects.select_for_update(no_key=True, of=("self",)).filter(merged_into=None)
        lead = rows.filter(pk=wanted).first()
        if lead is not None:
            return lead
        wanted = Lead.objects.filter(pk=wanted).values_list("merged_into_id", flat=True).first()
    raise LeadNotFoundError


def lead_phone_locked(*, lead_id: int) -> tuple[int, str]:
    """As `lead_locked`, its id and telephone number alone."""
    for locked_id, phone in rows_prepared(PHONE_LOCKED, [lead_id]):
        return locked_id, phone
    lead = lead_locked(lead_id=lead_id)
    return lead.pk, lead.phone


def lead_write(
    lead: Lead,
    wanted: Mapping[str, Any],
    *,
    actor: Actor,
    note: str = "",
    origin: Origin | None = None,
    takes_back: bool = False,
) -> list[str]:
    """Writes the cleaned values that differ into the locked lead; returns the names of its changed fields.

    Raises as `naming_check`.
    """
    wanted = dict(wanted)
    if note.strip():
        wanted["notes"] = _with_note(wanted.get("notes", lead.notes), note.strip())
    if "custom" in wanted:
        wanted["custom"] = custom_changed(lead.custom, wanted["custom"])
    changed = sorted(name for name, value in wanted.items() if getattr(lead, name) != value)
    if changed:
        naming_check(lead, wanted, takes_back=takes_back)
        _values_write(lead, {name: wanted[name] for name in changed}, actor, origin)
    return changed


def _values_write(lead: Lead, values: dict[str, Any], actor: Actor, origin: Origin | None) -> None:
    before = {name: getattr(lead, name) for name in values}
    if "status_id" in values:
        lead.position = rank_next()
    for name, value in values.items():
        setattr(lead, name, value)
    lead.version += 1
    lead.last_activity_at = clock.now()
    moved = ["position"] if "status_id" in values else []
    lead.save(update_fields=[*values, *moved, "version", "last_activity_at", "updated_at"])
    claimed = _addresses_claim(lead, values)
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


def _addresses_claim(lead: Lead, values: Mapping[str, Any]) -> dict[str, int]:
    """Ids of the identities that became the lead's now, by the field that brought them."""
    given = {(str(kind), values[name]): name for name, kind in ADDRESSES if values.get(name)}
    if not given:
        return {}
    known = set(lead.identities.values_list("kind", "value"))
    claimed: dict[str, int] = {}
    for (kind, value), identity in identities_claim(lead_id=lead.pk, given=sorted(given)).items():
        if identity.lead_id != lead.pk:
            duplicate_suggest(lead_ids=(lead.pk, identity.lead_id), reason=REASONS[Kind(kind)])
        elif (kind, value) not in known:
            claimed[given[kind, value]] = identity.pk
    return claimed


def _with_note(notes: str, note: str) -> str:
    if note in notes.splitlines():
        return notes
    return f"{notes}\n{note}" if notes else note
