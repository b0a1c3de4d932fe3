from django.db.models import Q, QuerySet

from apps.crm.models import LeadMerge, MergeSuggestion
from apps.crm.selectors.leads import lead_get


def suggestions_open() -> QuerySet[MergeSuggestion]:
    """Pairs that wait for an answer, with both leads."""
    return MergeSuggestion.objects.select_related("first", "second").filter(
        status=MergeSuggestion.Status.OPEN, first__merged_into=None, second__merged_into=None
    )


def duplicates_of(*, lead_id: int) -> QuerySet[MergeSuggestion]:
    """Whom the lead may be a second card of, the surest first. Raises LeadNotFoundError."""
    lead = lead_get(lead_id=lead_id)
    return suggestions_open().filter(Q(first=lead) | Q(second=lead)).order_by("-score", "pk")


def merges_of(*, lead_id: int) -> QuerySet[LeadMerge]:
    """What went into the lead and can be undone, the newest first. Raises LeadNotFoundError."""
    lead = lead_get(lead_id=lead_id)
    return LeadMerge.objects.select_related("loser").filter(winner=lead, undone_at=None).order_by("-pk")
