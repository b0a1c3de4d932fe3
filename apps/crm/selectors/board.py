from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from psycopg import sql

from apps.core.pagination import Place, Row
from apps.core.tuples import rows_of
from apps.crm.selectors.lead_rows import IN_COLUMN, OWN, lead_shown, leads_page, status_shown
from apps.crm.selectors.leads import LeadFilter, lead_way, leads_filtered
from apps.crm.selectors.matching import Query, holds
from apps.crm.selectors.statuses import status_get

CARDS = 50
COUNTED = 1000
BOARD = sql.SQL("""
    WITH found AS MATERIALIZED ({found})
    SELECT piles.id, piles.label, piles.colour, piles.kind, piles.stale_after_days, counted.many, cards.*
    FROM crm_leadstatus piles
    CROSS JOIN LATERAL (SELECT count(*) AS many FROM ({counted}) up_to_enough) counted
    LEFT JOIN LATERAL ({cards}) cards ON TRUE
    ORDER BY piles."order", piles.id, cards.position
""")
OF_PILE, FOUND = RawSQL("piles.id", []), RawSQL("SELECT id FROM found", [])


@dataclass(frozen=True, slots=True)
class Column:
    """The first cards of a status in their order, and how many it has: counted up to COUNTED and one."""

    status: dict[str, Any]
    cards: list[Row]
    count: int


def board_columns(asked: LeadFilter) -> list[Column]:
    """Every status with its first cards and one more, if there is one. One query; raises as `leads_list`."""
    way = lead_way(asked.search)
    leads = leads_filtered(asked).filter(status_id=OF_PILE)
    if way is not None:
        leads = leads.filter(pk__in=FOUND)
    condition, sought = holds(way) if way else ("FALSE", [])
    cards, of_cards = _query(leads.order_by("position").values_list(*OWN, "position")[: CARDS + 1])
    counted, of_counted = _query(leads.order_by().values_list("pk")[: COUNTED + 1])
    statement = BOARD.format(
        found=sql.SQL(f"SELECT id FROM crm_lead WHERE {condition}"),  # noqa: S608 (placeholders only)
        counted=sql.SQL(counted),
        cards=sql.SQL(cards),
    )
    columns: dict[int, Column] = {}
    for row in rows_of(statement.as_string(), [*sought, *of_counted, *of_cards]):
        status, count, card, position = row[:5], row[5], row[6:-1], row[-1]
        column = columns.setdefault(status[0], Column(status_shown(status), [], count))
        if card[0] is not None:
            column.cards.append(Row(lead_shown(column.status, card), (position,)))
    return list(columns.values())


def board_column(asked: LeadFilter, status_id: int, place: Place | None, most: int) -> list[Row]:
    """The first `most` cards of a status from `place` on. Raises StatusNotFoundError and as `leads_page`."""
    status = status_get(status_id=status_id)
    if asked.status_id not in (None, status.pk):
        return []
    return leads_page(replace(asked, status_id=status.pk), IN_COLUMN, place, most)


def _query(values: QuerySet[Any, Any]) -> Query:
    statement, parameters = values.query.sql_with_params()
    return statement, [*parameters]
