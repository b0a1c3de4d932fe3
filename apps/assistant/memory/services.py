"""Members of the business write, correct and erase what the assistant remembers of a lead."""

from django.db import transaction

from apps.assistant.memory.errors import (
    MemoryChangedError,
    MemoryFullError,
    MemoryNotFoundError,
    MemoryNotYoursError,
)
from apps.assistant.memory.events import MemoryChanged
from apps.assistant.memory.selectors import entries_of
from apps.assistant.models import MemoryEntry, Understanding
from apps.assistant.prompting.sizes import LONGEST_FACT, LONGEST_SUMMARY, MOST_FACTS
from apps.audit.actors import Actor, ActorKind
from apps.audit.services import audit_record
from apps.core import clock
from apps.crm.errors.leads import FieldInvalidError
from apps.crm.services.details import text_cleaned
from apps.crm.services.locking import lead_locked
from apps.events.services import event_publish

Kind = MemoryEntry.Kind
LONGEST = {Kind.SUMMARY: LONGEST_SUMMARY, Kind.FACT: LONGEST_FACT}


def memory_fact_add(*, lead_id: int, text: str, actor: Actor) -> MemoryEntry:
    """The same fact again is the one that stands there.

    Raises LeadNotFoundError, FieldInvalidError, MemoryFullError.
    """
    cleaned = memory_text(text, Kind.FACT)
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        facts = MemoryEntry.objects.filter(lead=lead, kind=Kind.FACT)
        if known := facts.filter(text=cleaned).first():
            return known
        if facts.count() >= MOST_FACTS:
            raise MemoryFullError(most=MOST_FACTS)
        now = clock.now()
        entry = MemoryEntry.objects.create(
            lead=lead,
            kind=Kind.FACT,
            text=cleaned,
            author_kind=actor.kind,
            author_user_id=actor.user_id,
            created_at=now,
            updated_at=now,
        )
        memory_announce(lead.pk, "added", actor, entry=entry.pk)
    return entry


def memory_entry_edit(
    *, lead_id: int, entry_id: int, text: str, actor: Actor, version: int | None = None
) -> MemoryEntry:
    """What a member corrects of the assistant's is the member's: the assistant changes it no more.
    What a colleague wrote stays the colleague's, and is erased by nobody who may not erase it; the journal
    names both.

    Raises LeadNotFoundError, MemoryNotFoundError, MemoryChangedError, FieldInvalidError.
    """
    with transaction.atomic():
        entry = _locked(lead_id, entry_id, version)
        cleaned = memory_text(text, Kind(entry.kind))
        if entry.text != cleaned:
            _announce_entry(entry, "edited", actor)
            entry.text, entry.version, entry.updated_at = cleaned, entry.version + 1, clock.now()
            if entry.author_kind == ActorKind.AI:
                entry.author_kind, entry.author_user_id = actor.kind, actor.user_id
            entry.save()
    return entry


def memory_entry_erase(
    *, lead_id: int, entry_id: int, actor: Actor, may_any: bool, version: int | None = None
) -> None:
    """One's own and the assistant's; whoever `may_any`, any.

    Raises LeadNotFoundError, MemoryNotFoundError, MemoryNotYoursError, MemoryChangedError.
    """
    with transaction.atomic():
        entry = _locked(lead_id, entry_id, version)
        is_own = (entry.author_kind, entry.author_user_id) == (actor.kind, actor.user_id)
        if not (may_any or is_own or entry.author_kind == ActorKind.AI):
            raise MemoryNotYoursError
        _announce_entry(entry, "erased", actor)
        entry.delete()


def memory_erase(*, lead_id: int, actor: Actor) -> None:
    """All of it; what was said in earlier conversations is not learnt from them any more.

    Raises LeadNotFoundError.
    """
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        Understanding.objects.filter(lead=lead, is_remembered=False).update(is_remembered=True)
        count, _ = MemoryEntry.objects.filter(lead=lead).delete()
        if count:
            memory_announce(lead.pk, "erased", actor, entries=count)


def memory_text(text: str, kind: str) -> str:
    """One line. Raises FieldInvalidError."""
    cleaned = " ".join(text_cleaned("text", text, longest=LONGEST[Kind(kind)]).split())
    if not cleaned:
        raise FieldInvalidError(field="text")
    return cleaned


def memory_announce(lead_id: int, change: str, actor: Actor, **data: int | None) -> None:
    """`change` is added, edited, erased or made."""
    audit_record(
        actor=actor, action=f"lead.memory_{change}", target_kind="lead", target_id=lead_id, data=data
    )
    event_publish(MemoryChanged(id=lead_id))


def _announce_entry(entry: MemoryEntry, change: str, actor: Actor) -> None:
    """With whose it was: the author's user id, None of what the assistant wrote."""
    memory_announce(entry.lead_id, change, actor, entry=entry.pk, author=entry.author_user_id)


def _locked(lead_id: int, entry_id: int, version: int | None) -> MemoryEntry:
    lead = lead_locked(lead_id=lead_id)
    entry = entries_of(lead_id=lead.pk).filter(pk=entry_id).first()
    if entry is None:
        raise MemoryNotFoundError
    if version is not None and version != entry.version:
        raise MemoryChangedError(version=entry.version)
    return entry
