from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from psycopg import sql

from apps.core.pagination import Place, Row
from apps.core.tuples import rows_of
from apps.crm.selectors.lead_conditions import LeadFilter, leads_where
from apps.crm.selectors.lead_rows import IN_COLUMN, OWN_COLUMNS, lead_shown, leads_page, status_shown
from apps.crm.selectors.leads import lead_way
from apps.crm.selectors.matching import holds
from apps.crm.selectors.statuses import status_get

CARDS = 50
COUNTED = 1000
# The order lets an index count.
BOARD = sql.SQL("""
    WITH found AS MATERIALIZED (SELECT id FROM crm_lead WHERE {holds})
    SELECT piles.id, piles.label, piles.colour, piles.kind, piles.stale_after_days, counted.many, cards.*
    FROM crm_leadstatus piles
    CROSS JOIN LATERAL (
        SELECT count(*) AS many FROM (
            SELECT id FROM crm_lead WHERE {where} AND crm_lead.status_id = piles.id
            ORDER BY id DESC LIMIT {counted}
        ) up_to_enough
    ) counted
    LEFT JOIN LATERAL (
        SELECT {own}, crm_lead.position
        FROM crm_lead WHERE {where} AND crm_lead.status_id = piles.id
        ORDER BY crm_lead.position LIMIT {cards}
    ) cards ON TRUE
    ORDER BY piles."order", piles.id, cards.position
""")
AMONG_FOUND = "crm_lead.id IN (SELECT id FROM found)"


@dataclass(frozen=True, slots=True)
class Column:
    """The first cards of a status in their order, and how many it has: counted up to COUNTED and one."""

    status: dict[str, Any]
    cards: list[Row]
    count: int


def board_columns(asked: LeadFilter) -> list[Column]:
    """Every status with its first cards and one more, if there is one. One query; raises as `leads_list`."""
    way = lead_way(asked.search)
    where, parameters = leads_where(asked)
    condition, sought = holds(way) if way else ("FALSE", [])
    statement = _board(f"{where} AND {AMONG_FOUND}" if way else where, condition)
    columns: dict[int, Column] = {}
    for row in rows_of(statement, [*sought, *parameters, *parameters]):
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


@lru_cache(maxsize=256)
def _board(where: str, condition: str) -> str:
    return BOARD.format(
        own=OWN_COLUMNS,
        where=sql.SQL(where),
        holds=sql.SQL(condition),
        counted=sql.Literal(COUNTED + 1),
        cards=sql.Literal(CARDS + 1),
    ).as_string()
