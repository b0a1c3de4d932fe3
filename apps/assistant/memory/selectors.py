from collections.abc import Iterable

from django.db.models import QuerySet

from apps.assistant.memory.errors import MemoryNotFoundError
from apps.assistant.models import MemoryEntry
from apps.assistant.prompting.sizes import MEMORY_ROOM, MemoryPart, memory_fitting
from apps.crm.selectors.leads import lead_get

Kind = MemoryEntry.Kind


def memory_of(*, lead_id: int) -> list[MemoryEntry]:
    """The summary first, then the facts, the oldest first. Raises LeadNotFoundError."""
    return in_order(entries_of(lead_id=lead_get(lead_id=lead_id).pk))


def entries_of(*, lead_id: int) -> QuerySet[MemoryEntry]:
    """What holds, of this very lead."""
    return MemoryEntry.objects.filter(lead_id=lead_id, replaced_by=None)


def memory_entry_get(*, entry_id: int) -> MemoryEntry:
    """Raises MemoryNotFoundError."""
    entry = MemoryEntry.objects.filter(pk=entry_id, replaced_by=None).first()
    if entry is None:
        raise MemoryNotFoundError
    return entry


def memory_told(*, lead_id: int, channel: str) -> MemoryPart:
    """What of the memory of this very lead a model is told on the channel."""
    return part_of(in_order(entries_of(lead_id=lead_id)), channel)


def part_of(entries: list[MemoryEntry], channel: str) -> MemoryPart:
    return memory_fitting(
        tuple(entry.text for entry in entries if entry.kind == Kind.SUMMARY),
        tuple(entry.text for entry in entries if entry.kind == Kind.FACT),
        MEMORY_ROOM[channel],
    )


def in_order(entries: Iterable[MemoryEntry]) -> list[MemoryEntry]:
    return sorted(entries, key=lambda entry: (entry.kind != Kind.SUMMARY, entry.pk))
