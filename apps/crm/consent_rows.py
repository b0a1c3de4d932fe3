"""What a person refused holds, whatever becomes of the lead it was said to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.crm.models import Consent, LeadMerge
from apps.crm.ownership import OwnedRows


@dataclass(frozen=True)
class ConsentRows(OwnedRows):
    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        """What was refused while the two were one, and not taken back since, holds for both: nobody can tell
        whose number it came from, and a message too many is worse than one too few.
        """
        super().restore(loser_id=loser_id, winner_id=winner_id, moved=moved)
        merge = LeadMerge.objects.filter(loser=loser_id, winner=winner_id).latest("pk")
        said = Consent.objects.filter(lead=winner_id, at__gte=merge.at)
        for consent in said.order_by("kind", "-at", "-pk").distinct("kind"):
            if not consent.granted:
                consent.pk, consent.lead_id = None, loser_id
                consent.save(force_insert=True)
