from dataclasses import dataclass

from django.db.models import Count, QuerySet

from apps.crm.models import Lead, LeadStatus
from apps.crm.selectors.leads import LeadFilter, leads_list
from apps.crm.selectors.statuses import status_get, statuses_list

CARDS = 50


@dataclass(frozen=True, slots=True)
class Column:
    """The first cards of a status in their order, and how many there are in all."""

    status: LeadStatus
    leads: list[Lead]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.leads)


def board_columns(asked: LeadFilter) -> list[Column]:
    """Every status with its first cards, in three queries. Raises as `leads_list`."""
    statuses = list(statuses_list())
    leads = leads_list(asked)
    tops = [leads.filter(status=status).order_by("position")[:CARDS] for status in statuses]
    cards: dict[int, list[Lead]] = {status.pk: [] for status in statuses}
    for lead in tops[0].union(*tops[1:], all=True) if tops else []:
        cards[lead.status_id].append(lead)
    counts = dict(leads.order_by().values_list("status_id").annotate(count=Count("pk")))
    return [
        Column(
            status,
            sorted(cards[status.pk], key=lambda lead: lead.position),
            counts.get(status.pk, 0),
        )
        for status in statuses
    ]


def board_column(asked: LeadFilter, *, status_id: int) -> QuerySet[Lead]:
    """All cards of one status. Raises StatusNotFoundError and as `leads_list`."""
    return leads_list(asked).filter(status=status_get(status_id=status_id))
