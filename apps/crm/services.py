from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.crm.errors import LeadChangedError, LeadNotFoundError, StatusUnknownError
from apps.crm.events import LeadCreated, LeadUpdated
from apps.crm.identities import email_normalised, identity_normalised, phone_normalised
from apps.crm.models import ContactIdentity, Lead, LeadStatus
from apps.crm.selectors import lead_by_identity, status_default_id
from apps.events.services import event_publish

Kind = ContactIdentity.Kind
CHANGEABLE = frozenset({"name", "phone", "email", "status_id", "city", "service_wanted", "notes"})


def lead_find_or_create(
    *, identity_kind: str, identity_value: str, source: str, actor: Actor
) -> tuple[Lead, bool]:
    """The lead this address belongs to, and whether it was created now.

    However many callers ask at once, one lead is created: the address is unique in the database, and
    whoever loses the race takes back the lead it prepared. Raises PhoneInvalidError, EmailInvalidError,
    IdentityInvalidError.
    """
    value = identity_normalised(identity_kind, identity_value)
    known = lead_by_identity(kind=identity_kind, value=value)
    if known:
        return known, False
    with transaction.atomic():
        prepared = Lead.objects.create(
            source=source, status_id=status_default_id(), **_contact(identity_kind, value)
        )
        owner_id = _identity_claim(lead_id=prepared.pk, kind=identity_kind, value=value)
        if owner_id != prepared.pk:
            prepared.delete()
            return Lead.objects.get(pk=owner_id), False
        _announce_created(prepared, actor)
    return prepared, True


def lead_for_unknown_caller(*, source: str, actor: Actor) -> Lead:
    """A new lead without any address, for a caller who hides the number: nothing says who it is."""
    with transaction.atomic():
        lead = Lead.objects.create(source=source, status_id=status_default_id())
        _announce_created(lead, actor)
    return lead


def lead_update(
    *, lead_id: int, changes: Mapping[str, Any], actor: Actor, version: int | None = None, note: str = ""
) -> Lead:
    """Writes what differs. `changes` holds names of CHANGEABLE; `note` is added to the notes unless it
    stands there.

    A phone or e-mail address also becomes an identity of the lead when nobody has it. When it belongs to
    another lead it stays there: this lead keeps it as the way to call back, the other lead keeps its calls,
    and nothing is merged.

    Raises LeadNotFoundError, LeadChangedError (when `version` is given and no longer true),
    PhoneInvalidError, EmailInvalidError, StatusUnknownError.
    """
    wanted = _cleaned(changes)
    with transaction.atomic():
        lead = Lead.objects.select_for_update(no_key=True, of=("self",)).filter(pk=lead_id).first()
        if lead is None:
            raise LeadNotFoundError
        if version is not None and version != lead.version:
            raise LeadChangedError(version=lead.version)
        if note.strip():
            wanted["notes"] = _with_note(wanted.get("notes", lead.notes), note.strip())
        changed = sorted(name for name, value in wanted.items() if getattr(lead, name) != value)
        if changed:
            _lead_write(lead, {name: wanted[name] for name in changed}, actor)
    return lead


def _lead_write(lead: Lead, values: dict[str, Any], actor: Actor) -> None:
    previous_status_id = lead.status_id
    for name, value in values.items():
        setattr(lead, name, value)
    lead.version += 1
    lead.save(update_fields=[*values, "version", "updated_at"])
    for kind, name in ((Kind.PHONE, "phone"), (Kind.EMAIL, "email")):
        if values.get(name):
            _identity_claim(lead_id=lead.pk, kind=kind, value=values[name])
    data: dict[str, Any] = {"fields": sorted(values)}
    if "status_id" in values:
        data |= {"status_from": previous_status_id, "status_to": lead.status_id}
    audit_record(actor=actor, action="lead.updated", target_kind="lead", target_id=lead.pk, data=data)
    event_publish(LeadUpdated(id=lead.pk, fields=sorted(values)))


def _identity_claim(*, lead_id: int, kind: str, value: str) -> int:
    """Gives the address to the lead unless somebody has it; returns whose it is."""
    claim = ContactIdentity(lead_id=lead_id, kind=kind, value=value)
    # ON CONFLICT DO NOTHING waits for a rival that has not committed yet, so the owner read next is final.
    ContactIdentity.objects.bulk_create([claim], ignore_conflicts=True)
    return ContactIdentity.objects.values_list("lead_id", flat=True).get(kind=kind, value=value)


def _announce_created(lead: Lead, actor: Actor) -> None:
    audit_record(actor=actor, action="lead.created", target_kind="lead", target_id=lead.pk)
    event_publish(LeadCreated(id=lead.pk, source=lead.source))


def _contact(kind: str, value: str) -> dict[str, str]:
    return {kind: value} if kind in (Kind.PHONE, Kind.EMAIL) else {}


def _cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise ValueError(f"not a field of a lead: {', '.join(sorted(unknown))}")
    cleaned = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    if cleaned.get("phone"):
        cleaned["phone"] = phone_normalised(cleaned["phone"])
    if cleaned.get("email"):
        cleaned["email"] = email_normalised(cleaned["email"])
    if "status_id" in cleaned and not LeadStatus.objects.filter(pk=cleaned["status_id"]).exists():
        raise StatusUnknownError
    return cleaned


def _with_note(notes: str, note: str) -> str:
    if note in notes.splitlines():
        return notes
    return f"{notes}\n{note}" if notes else note
