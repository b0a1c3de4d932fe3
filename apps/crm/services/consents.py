from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.errors.leads import ConsentSourceNotFoundError
from apps.crm.events import LeadConsented
from apps.crm.models import Consent
from apps.crm.ownership import source_exists
from apps.crm.services.details import text_cleaned
from apps.crm.services.locking import lead_locked
from apps.events.services import event_publish


@again_if_contended
def consent_record(
    *,
    lead_id: int,
    kind: str,
    granted: bool,
    source: str,
    actor: Actor,
    source_kind: str = "",
    source_id: int | None = None,
) -> Consent:
    """What the person agreed to, or with `granted` False refused; what was recorded before stays on record.

    `source` says in words where it was said; `source_id` names the row of `source_kind` that holds it.
    Raises LeadNotFoundError, FieldInvalidError, ConsentSourceNotFoundError.
    """
    where = text_cleaned("source", source, longest=200)
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        if source_id is not None and not source_exists(source_kind, source_id):
            raise ConsentSourceNotFoundError
        consent = Consent.objects.create(
            lead=lead,
            kind=kind,
            granted=granted,
            source=where,
            source_kind=source_kind,
            source_id=source_id,
            at=clock.now(),
            actor_kind=actor.kind,
            actor_user_id=actor.user_id,
        )
        audit_record(
            actor=actor,
            action="lead.consented" if granted else "lead.refused",
            target_kind="lead",
            target_id=lead.pk,
            data={"kind": kind, "consent_id": consent.pk},
        )
        event_publish(LeadConsented(id=lead.pk, kind=kind, granted=granted))
    return consent
