from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.errors.leads import FieldInvalidError, NoteNotFoundError, NoteNotYoursError
from apps.crm.events import LeadNoted
from apps.crm.models import LeadNote
from apps.crm.services.details import text_cleaned
from apps.crm.services.leads import lead_touch
from apps.crm.services.locking import lead_locked
from apps.events.services import event_publish

LONGEST = 10_000


@again_if_contended
def note_create(*, lead_id: int, text: str, actor: Actor) -> LeadNote:
    """Raises LeadNotFoundError, FieldInvalidError."""
    cleaned = _text(text)
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        note = LeadNote.objects.create(
            lead=lead,
            author_kind=actor.kind,
            author_user_id=actor.user_id,
            text=cleaned,
            created_at=clock.now(),
        )
        lead_touch(lead_id=lead.pk)
        _announce(note, actor, "added")
    return note


@again_if_contended
def note_edit(*, lead_id: int, note_id: int, text: str, actor: Actor) -> LeadNote:
    """Only who wrote it may.

    Raises LeadNotFoundError, NoteNotFoundError, NoteNotYoursError, FieldInvalidError.
    """
    cleaned = _text(text)
    with transaction.atomic():
        note = _locked(lead_id, note_id)
        if not _is_by(note, actor):
            raise NoteNotYoursError
        if note.text != cleaned:
            note.text, note.edited_at = cleaned, clock.now()
            note.save(update_fields=["text", "edited_at"])
            _announce(note, actor, "edited")
    return note


@again_if_contended
def note_delete(*, lead_id: int, note_id: int, actor: Actor, may_any: bool) -> None:
    """Who wrote it, and whoever `may_any`. Raises LeadNotFoundError, NoteNotFoundError, NoteNotYoursError."""
    with transaction.atomic():
        note = _locked(lead_id, note_id)
        if not may_any and not _is_by(note, actor):
            raise NoteNotYoursError
        _announce(note, actor, "deleted")
        note.delete()


def _locked(lead_id: int, note_id: int) -> LeadNote:
    lead = lead_locked(lead_id=lead_id)
    note = LeadNote.objects.select_for_update(no_key=True).filter(pk=note_id, lead=lead).first()
    if note is None:
        raise NoteNotFoundError
    return note


def _is_by(note: LeadNote, actor: Actor) -> bool:
    return (note.author_kind, note.author_user_id) == (actor.kind, actor.user_id)


def _text(text: str) -> str:
    cleaned = text_cleaned("text", text, longest=LONGEST)
    if not cleaned:
        raise FieldInvalidError(field="text")
    return cleaned


def _announce(note: LeadNote, actor: Actor, change: str) -> None:
    audit_record(
        actor=actor,
        action=f"lead.note_{change}",
        target_kind="lead",
        target_id=note.lead_id,
        data={"note_id": note.pk},
    )
    event_publish(LeadNoted(id=note.lead_id, note_id=note.pk))
