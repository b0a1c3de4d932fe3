from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from apps.crm.errors.leads import LeadNotFoundError, SearchTooShortError
from apps.crm.models import Lead
from apps.crm.selectors.lead_conditions import LeadFilter, leads_where
from apps.hebrew.search import Way, is_searchable, ways_to_find


def leads_live() -> QuerySet[Lead]:
    """Every lead but those merged into another."""
    return Lead.objects.filter(merged_into=None)


def leads_list(asked: LeadFilter) -> QuerySet[Lead]:
    """The leads asked for, with their status. Raises as `leads_filtered` and `lead_way`."""
    leads = leads_filtered(asked)
    way = lead_way(asked.search)
    return leads if way is None else leads.filter(_holds(way))


def leads_filtered(asked: LeadFilter) -> QuerySet[Lead]:
    """As `leads_list`, whatever is searched for. Raises as `leads_where`."""
    condition, parameters = leads_where(asked)
    return _leads().filter(RawSQL(condition, parameters, output_field=BooleanField()))  # noqa: S611 - what was asked is a parameter


def lead_way(search: str) -> Way | None:
    """How leads are looked for: as it was typed, or when no lead is found so, without letters before words.

    None when nothing is searched for. Raises SearchTooShortError.
    """
    ways = ways_of(search) if search.strip() else []
    for way in ways[:-1]:
        if leads_live().filter(_holds(way)).order_by().values("pk")[:1]:
            return way
    return ways[-1] if ways else None


def ways_of(search: str) -> list[Way]:
    """How to look for it, one way after another. Raises SearchTooShortError."""
    if not is_searchable(search):
        raise SearchTooShortError
    return ways_to_find(search)


def lead_get(*, lead_id: int) -> Lead:
    """The lead with its status; for one that was merged, the lead it went into. Raises LeadNotFoundError."""
    lead = _leads().filter(pk=lead_id).first()
    while lead is not None and lead.merged_into_id is not None:
        lead = _leads().filter(pk=lead.merged_into_id).first()
    if lead is None:
        raise LeadNotFoundError
    return lead


def leads_family(*, lead_ids: Collection[int]) -> list[int]:
    """The leads and all that went into them, however long ago: what was recorded of them is of one person."""
    family, newest = list(lead_ids), list(lead_ids)
    while newest:
        newest = list(Lead.objects.filter(merged_into__in=newest).order_by("pk").values_list("pk", flat=True))
        family += newest
    return family


def _leads() -> QuerySet[Lead]:
    return Lead.objects.select_related("status").defer("search_text")


def _holds(way: Way) -> Q:
    every = Q()
    for any_of in way:
        every &= reduce(or_, (Q(search_text__contains=part) for part in any_of))
    return every
