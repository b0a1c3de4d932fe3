"""Leads as the API shows them in lists, read and rendered without a model and a serializer between.

The serializer costs more than the query, and so does making the SQL anew (bench.crm); `LeadSerializer` says
what a lead looks like, and a test holds this to it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from psycopg import sql

from apps.core.errors import CursorInvalidError
from apps.core.pagination import Place, Row
from apps.core.tuples import rows_of, rows_prepared
from apps.crm.selectors.lead_conditions import NOT_MERGED, LeadFilter, leads_where
from apps.crm.selectors.leads import lead_way, ways_of
from apps.crm.selectors.matching import Query, Reach, first_matching
from apps.hebrew.search import Way

STATUS = ("id", "label", "colour", "kind", "stale_after_days")
OWN = (
    "id",
    "name",
    "phone",
    "email",
    "source",
    "owner_id",
    "city",
    "service_wanted",
    "notes",
    "tags",
    "next_step",
    "next_step_at",
    "custom",
    "version",
    "last_activity_at",
    "created_at",
    "updated_at",
)
OWN_COLUMNS = sql.SQL(", ".join(f"crm_lead.{name}" for name in OWN))
STATUS_COLUMNS = sql.SQL(", ".join(f"crm_leadstatus.{name}" for name in STATUS))
LIST = sql.SQL("""
    SELECT {status}, {own}, {key}
    FROM crm_lead JOIN crm_leadstatus ON crm_leadstatus.id = crm_lead.status_id
    WHERE {where} ORDER BY {order} LIMIT %s
""")
CANDIDATES = sql.SQL("SELECT {columns}, search_text FROM crm_lead WHERE {where}")
REACH = Reach(glance=500, few=600, walk=8000)


@dataclass(frozen=True, slots=True)
class Order:
    """By these columns of the lead, all in one direction; the last is its own in every lead."""

    columns: tuple[str, ...]
    is_descending: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """For order_by()."""
        return tuple(f"{'-' if self.is_descending else ''}{column}" for column in self.columns)

    @property
    def written(self) -> str:
        return ", ".join(f"{column}{' DESC' if self.is_descending else ''}" for column in self.columns)


ORDERS = {
    "-created": Order(("id",), is_descending=True),
    "created": Order(("id",)),
    "-last_activity": Order(("last_activity_at", "id"), is_descending=True),
    "name": Order(("name", "id")),
    "-updated": Order(("updated_at", "id"), is_descending=True),
}
IN_COLUMN = Order(("position",))


def leads_page(asked: LeadFilter, order: Order, place: Place | None, most: int) -> list[Row]:
    """The first `most` leads from `place` on, in one query unless something is searched for.

    Raises as `leads_list`; CursorInvalidError for a place in another order.
    """
    if order.columns == ("id",) and (asked.created_from or asked.created_to):
        # Along the index of the time that is asked for, not through all that was before or since.
        order = Order(("created_at", "id"), order.is_descending)
    if place is not None and place.is_backwards:
        order = Order(order.columns, not order.is_descending)
    where = _beyond(leads_where(asked), order, place)
    if not asked.search.strip():
        return _page(where, order, most)
    is_all = where[0] == NOT_MERGED
    ways = ways_of(asked.search)
    rows: list[Row] = []
    for way in ways:
        rows = _page(_matching(where, order, way, most), order, most, is_kept=is_all)
        # Nobody on this page may be nobody whom the filters leave, and then the way is the right one.
        if rows or (not is_all and len(ways) > 1 and lead_way(asked.search) == way):
            break
    return rows


def status_shown(status: tuple[Any, ...]) -> dict[str, Any]:
    """`status` in the order of STATUS."""
    return dict(zip(STATUS, status, strict=True))


def lead_shown(status: dict[str, Any], lead: tuple[Any, ...]) -> dict[str, Any]:
    """`lead` in the order of OWN."""
    shown = dict(zip(OWN, lead, strict=True))
    shown["status"] = status
    shown["custom"] = orjson.Fragment(shown["custom"])
    return shown


def _beyond(where: Query, order: Order, place: Place | None) -> Query:
    """Compared as one: an index goes straight to the place, however many leads share the first column."""
    if place is None:
        return where
    if len(place.key) != len(order.columns):
        raise CursorInvalidError
    columns = ", ".join(f"crm_lead.{column}" for column in order.columns)
    values = ", ".join(["%s"] * len(place.key))
    compared = "<" if order.is_descending else ">"
    return f"{where[0]} AND ({columns}) {compared} ({values})", [*where[1], *place.key]


def _page(where: Query, order: Order, most: int, *, is_kept: bool = False) -> list[Row]:
    """`is_kept`: by a plan that PostgreSQL keeps."""
    rows = (rows_prepared if is_kept else rows_of)(_list(where[0], order), [*where[1], most])
    own = len(STATUS) + len(OWN)
    return [Row(lead_shown(status_shown(row[:5]), row[5:own]), row[own:]) for row in rows]


def _matching(where: Query, order: Order, way: Way, most: int) -> Query:
    rows, columns = _candidates(where[0], order)
    found, parameters = first_matching(
        rows=(rows, where[1]), columns=columns, order=order.written, way=way, most=most, reach=REACH
    )
    return f"crm_lead.id = ANY(ARRAY({found}))", parameters


@lru_cache(maxsize=512)
def _list(where: str, order: Order) -> str:
    return LIST.format(
        status=STATUS_COLUMNS, own=OWN_COLUMNS, where=sql.SQL(where), key=_key(order), order=_by(order)
    ).as_string()


@lru_cache(maxsize=512)
def _candidates(where: str, order: Order) -> tuple[str, str]:
    """All of them, and their columns."""
    columns = ("id", *(column for column in order.columns if column != "id"))
    named = sql.SQL(", ").join(sql.SQL(f"crm_lead.{column}") for column in columns)
    return CANDIDATES.format(where=sql.SQL(where), columns=named).as_string(), ", ".join(columns)


def _key(order: Order) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL(f"crm_lead.{column}") for column in order.columns)


def _by(order: Order) -> sql.Composable:
    direction = " DESC" if order.is_descending else ""
    return sql.SQL(", ").join(sql.SQL(f"crm_lead.{column}{direction}") for column in order.columns)
