"""A view of leads, page by page in its own order, however long it is."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from apps.crm.exporting.columns import Known, Wording, cells_of, headings_of
from apps.crm.models import Consent, CustomField, Lead
from apps.crm.selectors.people import names_of
from apps.crm.selectors.tasks import business_zone

PAGE = 500


def export_wording(language: str) -> Wording:
    own = CustomField.objects.filter(is_archived=False).order_by("order", "pk")
    return Wording(language=language, zone=business_zone(), own=dict(own.values_list("key", "label")))


def export_rows(
    leads: QuerySet[Lead], ordering: Sequence[str], wording: Wording, *, most: int
) -> Iterator[Sequence[str]]:
    """The headings, then `most` leads at most. Every page is a query of its own that begins behind the last
    lead of the one before: nothing is held open while a slow reader reads.
    """
    yield headings_of(wording)
    leads = leads.order_by(*ordering)
    page = list(leads[:PAGE])
    left = most
    while page:
        known = _known(page)
        for lead in page[:left]:
            yield cells_of(lead, wording, known)
        left -= len(page)
        is_last = left <= 0 or len(page) < PAGE
        page = [] if is_last else list(leads.filter(_behind(page[-1], ordering))[: min(PAGE, left)])


def _behind(lead: Lead, ordering: Sequence[str]) -> Q:
    """Whatever comes after `lead` in the order; its last field differs in every lead."""
    cases: list[Q] = []
    equal = Q()
    for name in ordering:
        field = name.removeprefix("-")
        value = getattr(lead, field)
        cases.append(equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value}))
        equal &= Q(**{field: value})
    return reduce(or_, cases)


def _known(page: Sequence[Lead]) -> Known:
    newest = Consent.objects.filter(lead__in=page, kind=Consent.Kind.MARKETING)
    granted = newest.order_by("lead_id", "-at", "-pk").distinct("lead_id").values_list("lead_id", "granted")
    return Known(names_of(lead.owner_id for lead in page), dict(granted))
