"""What the assistant did in writing belongs to the lead; what it did in calls goes with the calls."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from apps.assistant.models import MemoryEntry
from apps.audit.actors import ActorKind
from apps.crm.models import Task
from apps.crm.ownership import OwnedRows


@dataclass(frozen=True)
class ThreadRuns(OwnedRows):
    def of(self, lead_ids: Collection[int]) -> QuerySet[Model]:
        return super().of(lead_ids).filter(source_kind=Task.SourceKind.CONVERSATION)


@dataclass(frozen=True)
class Memories(OwnedRows):
    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        super().restore(loser_id=loser_id, winner_id=winner_id, moved=moved)
        entries = MemoryEntry.objects.all()
        went_back = entries.filter(lead_id=loser_id)
        for joint in entries.filter(lead_id=winner_id, pk__in=went_back.values("replaced_by")):
            _part(joint, went_back)


def _part(joint: MemoryEntry, went_back: QuerySet[MemoryEntry]) -> None:
    """Each has the summary again that the joint one replaced. What a member made of it stays the winner's."""
    replaced = MemoryEntry.objects.filter(replaced_by=joint)
    (replaced & went_back).update(replaced_by=None)
    if joint.author_kind == ActorKind.AI:
        # A later merge may have replaced the joint one in its turn.
        replaced.update(replaced_by=joint.replaced_by_id)
        joint.delete()
