"""A person says whether what the assistant wrote down is right."""

from typing import Any

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core.contention import again_if_contended
from apps.crm.errors.leads import ProvenanceDecidedError, ProvenanceNotFoundError
from apps.crm.events import LeadUpdated
from apps.crm.merged_fields import from_json
from apps.crm.models import ContactIdentity, FieldProvenance, Lead
from apps.crm.services.leads import lead_write
from apps.crm.services.locking import lead_locked
from apps.crm.services.provenance import CUSTOM, json_ready
from apps.events.services import event_publish

Status = FieldProvenance.Status


@again_if_contended
def provenance_accept(*, lead_id: int, provenance_id: int, actor: Actor) -> FieldProvenance:
    """The value is right. Raises LeadNotFoundError, ProvenanceNotFoundError, ProvenanceDecidedError."""
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        proposed = _proposed(lead, provenance_id, Status.ACCEPTED)
        if proposed.status == Status.PROPOSED:
            _decide(proposed, Status.ACCEPTED, lead, actor)
    return proposed


@again_if_contended
def provenance_reject(*, lead_id: int, provenance_id: int, actor: Actor) -> FieldProvenance:
    """The value is wrong: what stood there before comes back, unless the field has changed since.

    If that was proposed too, and nobody had decided, it waits for a decision again. An address that became
    the lead's because of the wrong value is nobody's again. Raises as
    `provenance_accept`, and LeadEmptyError where nothing would be left to know the lead by.
    """
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        proposed = _proposed(lead, provenance_id, Status.REJECTED)
        if proposed.status == Status.PROPOSED:
            _decide(proposed, Status.REJECTED, lead, actor)
            if proposed.identity_id is not None:
                ContactIdentity.objects.filter(pk=proposed.identity_id, lead_id=lead.pk).delete()
            if _stands_there(lead, proposed):
                lead_write(lead, _before(proposed), actor=actor, takes_back=True)
                _reopen(proposed.replaced, lead)
    return proposed


def _proposed(lead: Lead, provenance_id: int, wanted: str) -> FieldProvenance:
    """Still open, or decided the same way already."""
    found = (
        FieldProvenance.objects.select_for_update(no_key=True)
        .filter(pk=provenance_id, lead_id=lead.pk)
        .first()
    )
    if found is None:
        raise ProvenanceNotFoundError
    if found.status not in (Status.PROPOSED, wanted):
        raise ProvenanceDecidedError(decision=found.status)
    return found


def _decide(proposed: FieldProvenance, status: str, lead: Lead, actor: Actor) -> None:
    proposed.status = status
    proposed.save(update_fields=["status"])
    audit_record(
        actor=actor,
        action=f"lead.value_{status}",
        target_kind="lead",
        target_id=lead.pk,
        data={"field": proposed.field, "provenance_id": proposed.pk},
    )
    event_publish(LeadUpdated(id=lead.pk, fields=[proposed.field]))


def _reopen(replaced: FieldProvenance | None, lead: Lead) -> None:
    """`replaced` was superseded by what is rejected now."""
    if replaced and (replaced.lead_id, replaced.status) == (lead.pk, Status.SUPERSEDED):
        replaced.status = Status.PROPOSED
        replaced.save(update_fields=["status"])


def _stands_there(lead: Lead, proposed: FieldProvenance) -> bool:
    return bool(_value_of(lead, proposed.field) == proposed.value)


def _value_of(lead: Lead, field: str) -> Any:
    if field.startswith(CUSTOM):
        return lead.custom.get(field.removeprefix(CUSTOM))
    return json_ready(getattr(lead, field))


def _before(proposed: FieldProvenance) -> dict[str, Any]:
    if proposed.field.startswith(CUSTOM):
        return {"custom": {proposed.field.removeprefix(CUSTOM): proposed.previous}}
    if proposed.previous is None:
        # It came with the lead itself: before it there was nothing.
        return {proposed.field: getattr(Lead(), proposed.field)}
    return from_json({proposed.field: proposed.previous})
