"""What was written and recorded about one lead."""

from django.db.models import QuerySet

from apps.crm.errors.leads import NoteNotFoundError
from apps.crm.models import Consent, FieldProvenance, LeadNote
from apps.crm.selectors.leads import lead_get

MOST_CONSENTS = 200


def notes_of(*, lead_id: int) -> QuerySet[LeadNote]:
    """Raises LeadNotFoundError."""
    return LeadNote.objects.filter(lead=lead_get(lead_id=lead_id))


def note_get(*, note_id: int) -> LeadNote:
    """Raises NoteNotFoundError."""
    note = LeadNote.objects.filter(pk=note_id).first()
    if note is None:
        raise NoteNotFoundError
    return note


def provenance_of(*, lead_id: int, status: str = "") -> QuerySet[FieldProvenance]:
    """Where the lead's values come from; of one status, or all. Raises LeadNotFoundError."""
    rows = FieldProvenance.objects.filter(lead=lead_get(lead_id=lead_id))
    return rows.filter(status=status) if status else rows


def consents_of(*, lead_id: int) -> list[Consent]:
    """The newest first; the first of a kind is the one that holds. Raises LeadNotFoundError."""
    rows = Consent.objects.filter(lead=lead_get(lead_id=lead_id)).order_by("-at", "-pk")
    return list(rows[:MOST_CONSENTS])


def consents_now(*, lead_id: int) -> dict[str, bool]:
    """By kind, what holds now; a kind nobody asked about is left out."""
    newest = Consent.objects.filter(lead=lead_id).order_by("kind", "-at", "-pk").distinct("kind")
    return dict(newest.values_list("kind", "granted"))
