"""Leads of one name that nothing else connects: the business is asked, nothing is merged."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from apps.core import clock
from apps.crm.duplicates import are_apart, duplicate_score, name_spellings
from apps.crm.models import Lead, MergeSuggestion
from apps.crm.services.duplicates import duplicate_suggest
from apps.hebrew.search import spelled

LOOKED_AT = 50
MOST = 3
"""Questions about one lead: a name that more people share says little."""
MOST_OF_A_BATCH = 2000
FIELDS = ("id", "name", "phone", "email")


def same_names_suggest(lead: Lead) -> None:
    """Whom the lead may be a second card of, by the trigram index."""
    spellings = name_spellings(lead.name)
    if not spellings:
        return
    begins = Q()
    for spelling in spellings:
        begins |= Q(search_text__startswith=f" {spelling} ")
    found = Lead.objects.filter(begins, merged_into=None).exclude(pk=lead.pk).values(*FIELDS)[:LOOKED_AT]
    alike = [each for each in found if " ".join(spelled(each["name"]).split()) in spellings]
    own = {"phone": lead.phone, "email": lead.email}
    for each in [each for each in alike if not are_apart(own, each)][:MOST]:
        duplicate_suggest(lead_ids=(lead.pk, each["id"]), reason=MergeSuggestion.Reason.NAME)


def same_names_of_batch(lead_ids: Sequence[int]) -> None:
    """As `same_names_suggest` for many new leads in one question; their names have to be equal by letter."""
    new = [
        each for each in Lead.objects.filter(pk__in=lead_ids).values(*FIELDS) if name_spellings(each["name"])
    ]
    if not new:
        return
    named = Lead.objects.filter(name__in={each["name"] for each in new}, merged_into=None)
    known: dict[str, list[dict[str, Any]]] = {}
    for each in named.order_by("name", "pk").values(*FIELDS)[:MOST_OF_A_BATCH]:
        known.setdefault(each["name"], []).append(each)
    pairs = {
        (min(one["id"], other["id"]), max(one["id"], other["id"])): one["name"]
        for one in new
        for other in [
            each
            for each in known.get(one["name"], [])
            if each["id"] != one["id"] and not are_apart(one, each)
        ][:MOST]
    }
    MergeSuggestion.objects.bulk_create(
        [
            MergeSuggestion(
                first_id=first,
                second_id=second,
                reason=MergeSuggestion.Reason.NAME,
                score=duplicate_score(reason=MergeSuggestion.Reason.NAME, first=name, second=name),
                created_at=clock.now(),
            )
            for (first, second), name in sorted(pairs.items())
        ],
        ignore_conflicts=True,
    )
