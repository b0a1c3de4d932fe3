"""Leads of one name that nothing else connects: the business is asked, nothing is merged."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from apps.crm.duplicates import are_apart, name_spellings
from apps.crm.models import Lead, MergeSuggestion
from apps.crm.models.search_text import one_spelling
from apps.crm.services.duplicates import duplicate_suggest, duplicates_suggest

MOST = 3
"""Questions about one lead: a name that more people share says little."""
LOOKED_AT = 50
MOST_LOOKED_AT = 2000
FIELDS = ("id", "name", "phone", "email")


def same_names_suggest(lead: Lead) -> None:
    """Whom the lead may be a second card of."""
    for pair in _pairs([{name: getattr(lead, name) for name in FIELDS}]):
        duplicate_suggest(lead_ids=pair, reason=MergeSuggestion.Reason.NAME)


def same_names_of_batch(lead_ids: Sequence[int]) -> None:
    """As `same_names_suggest` for many new leads, in one question."""
    new = list(Lead.objects.filter(pk__in=lead_ids).values(*FIELDS))
    duplicates_suggest(dict.fromkeys(_pairs(new), MergeSuggestion.Reason.NAME))


def _pairs(leads: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    spellings = {lead["id"]: name_spellings(lead["name"]) for lead in leads}
    known = _named({spelling for each in spellings.values() for spelling in each})
    pairs = set()
    for lead in leads:
        named = [other for spelling in spellings[lead["id"]] for other in known.get(spelling, [])]
        others = [other for other in named if other["id"] != lead["id"] and not are_apart(lead, other)]
        pairs |= {(min(lead["id"], other["id"]), max(lead["id"], other["id"])) for other in others[:MOST]}
    return sorted(pairs)


def _named(spellings: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Leads by the one spelling of their names, the older ones first."""
    if not spellings:
        return {}
    spelled = Lead.objects.exclude(name="").annotate(spelling=one_spelling("name"))
    found = spelled.filter(spelling__in=spellings, merged_into=None).order_by("spelling", "pk")
    named: dict[str, list[dict[str, Any]]] = {}
    for lead in found.values(*FIELDS, "spelling")[: min(LOOKED_AT * len(spellings), MOST_LOOKED_AT)]:
        named.setdefault(lead["spelling"], []).append(lead)
    return named
