"""Everything about one person, to hand out or to delete for good."""

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record
from apps.core.contention import again_if_contended
from apps.core.errors import ContendedError
from apps.core.phone import e164_parse
from apps.crm.errors.privacy import ErasureNotConfirmedError
from apps.crm.events import LeadDeleted
from apps.crm.importing.vocabulary import plain
from apps.crm.models import Lead
from apps.crm.ownership import Told, owners, rows_told
from apps.crm.selectors.leads import lead_get, leads_family
from apps.crm.services.import_erasing import imports_erase, person_of, rows_failed_of, rows_waiting_of
from apps.crm.services.locking import families_locked
from apps.events.services import event_publish
from apps.requests.services import answers_forget


def personal_data(*, lead_id: int, actor: Actor) -> tuple[int, Told]:
    """The lead's id and all rows about the person by what they are: of the lead, of those that went into it,
    of whatever belongs to them, of imports where they failed or wait, and of what was done to them.
    Raises LeadNotFoundError.
    """
    with transaction.atomic():
        lead = lead_get(lead_id=lead_id)
        family = leads_family(lead_ids=[lead.pk])
        leads = Lead.objects.filter(pk__in=family)
        told: Told = {"leads": rows_told(leads)}
        for owner in owners():
            told |= owner.tell(lead_ids=family)
        person = person_of(leads)
        told["failed_import_rows"] = rows_told(rows_failed_of(person))
        told["waiting_import_rows"] = rows_waiting_of(person)
        told["history"] = rows_told(
            AuditEntry.objects.filter(target_kind="lead", target_id__in=family).order_by("pk")
        )
        counts = {name: len(rows) for name, rows in told.items() if rows}
        audit_record(
            actor=actor, action="lead.told", target_kind="lead", target_id=lead.pk, data={"rows": counts}
        )
    return lead.pk, told


@again_if_contended
def lead_erase(*, lead_id: int, confirm: str, actor: Actor) -> None:
    """Deletes the person everywhere, recordings too; only the journal still says that a lead of this id was.

    `confirm`: the name, phone number or address as the lead has it.
    Raises LeadNotFoundError, ErasureNotConfirmedError, ErasureInCallError, ErasureInImportError; then
    nothing is deleted.
    """
    with transaction.atomic():
        found = lead_get(lead_id=lead_id)
        # Stronger than for a change: a row that would refer to one of them meanwhile waits and is refused.
        locked = families_locked(lead_ids=[found.pk], no_key=False)
        family = sorted(locked)
        if not family:
            raise ContendedError
        if not _is_confirmed(locked[found.pk], confirm):
            raise ErasureNotConfirmedError
        imports_erase(person_of(locked.values()))
        for owner in reversed(owners()):
            owner.erase(lead_ids=family)
        Lead.objects.filter(pk__in=family).delete()
        answers_forget()
        audit_record(
            actor=actor,
            action="lead.erased",
            target_kind="lead",
            target_id=found.pk,
            data={"leads": family},
        )
        event_publish(LeadDeleted(id=found.pk))


def _is_confirmed(lead: Lead, typed: str) -> bool:
    known = {plain(lead.name), plain(lead.email)} - {""}
    if not known and not lead.phone:
        known = {str(lead.pk)}
    return plain(typed) in known or (bool(lead.phone) and e164_parse(typed) == lead.phone)
