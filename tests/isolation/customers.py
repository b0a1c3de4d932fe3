"""Examples of what the CRM's ids name. A lead comes with one of everything that is asked by its id."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from apps.assistant.memory.services import memory_fact_add
from apps.assistant.models import MeetingProposal, MemoryEntry
from apps.audit.actors import AI, SYSTEM
from apps.core import clock
from apps.crm.models import (
    ContactIdentity,
    CustomField,
    FieldProvenance,
    LeadMerge,
    LeadNote,
    LeadStatus,
    MergeSuggestion,
)
from apps.crm.origin import Origin
from apps.crm.services.consents import consent_record
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.services.imports import import_upload
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.services.notes import note_create
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory


def lead_make(given: Any) -> int:
    # Without a number nothing can be booked for them.
    phone = f"+9725212345{given.number:02}"
    lead = LeadFactory.create(name=given.secret, notes=given.secret, phone=phone)
    twin, loser = LeadFactory.create_batch(2, name=given.secret)
    lead_update(lead_id=lead.pk, changes={"city": given.secret}, actor=AI, origin=Origin(kind="call", id=1))
    ContactIdentity.objects.create(lead=lead, kind="username", value=f"{given.secret}{lead.pk}")
    memory_fact_add(lead_id=lead.pk, text=given.secret, actor=SYSTEM)
    MeetingProposal.objects.create(
        lead=lead,
        source_kind="call",
        source_id=lead.pk,
        external_id=given.secret,
        starts_at=clock.now() + timedelta(days=1),
        confidence=90,
        created_at=clock.now(),
    )
    note_create(lead_id=lead.pk, text=given.secret, actor=SYSTEM)
    consent_record(lead_id=lead.pk, kind="marketing", granted=False, source=given.secret, actor=SYSTEM)
    duplicate_suggest(lead_ids=(lead.pk, twin.pk), reason="phone")
    lead_merge(winner_id=lead.pk, loser_id=loser.pk, actor=SYSTEM)
    return lead.pk


def other_lead_make(given: Any) -> int:
    return LeadFactory.create(name=given.secret).pk


def lead_status_make(given: Any) -> int:
    label = f"{given.secret}{given.number}"
    status = LeadStatus.objects.create(label=label, colour="#2563eb", order=90 + given.number)
    LeadFactory.create(name=given.secret, status=status)
    return status.pk


def custom_field_make(given: Any) -> int:
    return CustomField.objects.create(
        key=f"field_{given.number}", label=f"{given.secret}{given.number}", kind="text", order=given.number
    ).pk


def import_make(given: Any) -> int:
    content = f"name,phone\n{given.secret},0\n".encode()
    made = import_upload(file=BytesIO(content), size=len(content), name=f"{given.secret}.csv", actor=SYSTEM)
    return made.pk


def task_make(given: Any) -> int:
    return task_create(details={"title": given.secret, "details": given.secret}, actor=SYSTEM).pk


def note_of_lead(given: Any) -> int:
    return LeadNote.objects.latest("pk").pk


def identity_of_lead(given: Any) -> int:
    return ContactIdentity.objects.latest("pk").pk


def memory_entry_of_lead(given: Any) -> int:
    return MemoryEntry.objects.latest("pk").pk


def meeting_proposal_of_lead(given: Any) -> int:
    return MeetingProposal.objects.latest("pk").pk


def provenance_of_lead(given: Any) -> int:
    return FieldProvenance.objects.latest("pk").pk


def duplicate_of_lead(given: Any) -> int:
    return MergeSuggestion.objects.filter(status="open").latest("pk").pk


def merge_of_lead(given: Any) -> int:
    return LeadMerge.objects.latest("pk").pk
