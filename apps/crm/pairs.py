"""What is known of two leads together goes with either of them, and is told of both."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Model, Q

from apps.crm.models import LeadMerge, MergeSuggestion
from apps.crm.ownership import Moved, Told, rows_told


class PairOwner:
    @property
    def models(self) -> Sequence[type[Model]]:
        return (LeadMerge, MergeSuggestion)

    def move(self, *, loser_id: int, winner_id: int) -> Moved:
        return {}

    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        """Nothing was moved."""

    def forget(self, *, lead_ids: Collection[int]) -> None:
        LeadMerge.objects.filter(Q(winner__in=lead_ids) | Q(loser__in=lead_ids)).delete()
        MergeSuggestion.objects.filter(Q(first__in=lead_ids) | Q(second__in=lead_ids)).delete()

    def held(self, *, lead_ids: Collection[int]) -> set[int]:
        merges = LeadMerge.objects.filter(winner__in=lead_ids, undone_at=None)
        return set(merges.values_list("winner_id", flat=True))

    def tell(self, *, lead_ids: Collection[int]) -> Told:
        merges = LeadMerge.objects.filter(Q(winner__in=lead_ids) | Q(loser__in=lead_ids))
        suggestions = MergeSuggestion.objects.filter(Q(first__in=lead_ids) | Q(second__in=lead_ids))
        return {"merges": rows_told(merges), "possible_duplicates": rows_told(suggestions)}

    def erase(self, *, lead_ids: Collection[int]) -> None:
        self.forget(lead_ids=lead_ids)
