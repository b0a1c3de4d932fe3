"""Leads as the API shows them in lists, read and rendered without a model and a serializer between.

The serializer costs more than the query (bench.crm); `LeadSerializer` says what a lead looks like, and a test
holds this to it.
"""

from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.db.models import Expression, F, Func, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan

from apps.core.errors import NotFoundError
from apps.core.pagination import Place, Row
from apps.core.tuples import rows_fetch, rows_of
from apps.crm.models import Lead
from apps.crm.selectors.leads import LeadFilter, lead_way, leads_filtered
from apps.crm.selectors.matching import first_matching
from apps.hebrew.search import Way

STATUS = ("status_id", "status__label", "status__colour", "status__kind", "status__stale_after_days")
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
# Gone through before the index is asked: enough for what every fortieth lead matches.
WALKED = 2000


@dataclass(frozen=True, slots=True)
class Order:
    """By these columns of the lead, all in one direction; the last is its own in every lead."""

    columns: tuple[str, ...]
    is_descending: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """For order_by()."""
        return tuple(f"{'-' if self.is_descending else ''}{column}" for column in self.columns)

    def written(self, *, is_descending: bool) -> str:
        return ", ".join(f"{column}{' DESC' if is_descending else ''}" for column in self.columns)


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

    Raises as `leads_list`; NotFoundError for a place in another order.
    """
    way = lead_way(asked.search)
    leads = leads_filtered(asked)
    is_descending = order.is_descending != (place is not None and place.is_backwards)
    if place is not None:
        leads = leads.filter(_beyond(order, place, is_descending=is_descending))
    if way is not None:
        leads = Lead.objects.filter(pk__in=_found(leads, order, way, most, is_descending))
    leads = leads.order_by(*replace(order, is_descending=is_descending).fields)
    own = len(STATUS) + len(OWN)
    rows = rows_fetch(leads.values_list(*STATUS, *OWN, *order.columns)[:most])
    return [Row(lead_shown(status_shown(row[:5]), row[5:own]), row[own:]) for row in rows]


def status_shown(status: tuple[Any, ...]) -> dict[str, Any]:
    """`status` in the order of STATUS."""
    status_id, label, colour, kind, stale_after_days = status
    return {
        "id": status_id,
        "label": label,
        "colour": colour,
        "kind": kind,
        "stale_after_days": stale_after_days,
    }


def lead_shown(status: dict[str, Any], lead: tuple[Any, ...]) -> dict[str, Any]:
    """`lead` in the order of OWN."""
    (
        lead_id,
        name,
        phone,
        email,
        source,
        owner_id,
        city,
        service_wanted,
        notes,
        tags,
        next_step,
        next_step_at,
        custom,
        version,
        last_activity_at,
        created_at,
        updated_at,
    ) = lead
    return {
        "id": lead_id,
        "name": name,
        "phone": phone,
        "email": email,
        "status": status,
        "source": source,
        "owner_id": owner_id,
        "city": city,
        "service_wanted": service_wanted,
        "notes": notes,
        "tags": tags,
        "next_step": next_step,
        "next_step_at": next_step_at,
        "custom": orjson.Fragment(custom),
        "version": version,
        "last_activity_at": last_activity_at,
        "created_at": created_at,
        "updated_at": updated_at,
    }


def _beyond(order: Order, place: Place, *, is_descending: bool) -> Expression:
    """Compared as one: an index goes straight to the place, however many leads share the first column."""
    if len(place.key) != len(order.columns):
        raise NotFoundError
    compared = LessThan if is_descending else GreaterThan
    return compared(_together(*map(F, order.columns)), _together(*map(Value, place.key)))


def _together(*values: F | Value) -> Func:
    return Func(*values, template="(%(expressions)s)", output_field=TextField())


def _found(leads: QuerySet[Lead], order: Order, way: Way, most: int, is_descending: bool) -> list[int]:
    columns = dict.fromkeys(("id", "search_text", *order.columns))
    rows, parameters = leads.order_by().values_list(*columns).query.sql_with_params()
    written = order.written(is_descending=is_descending)
    near = f"SELECT * FROM ({rows}) every ORDER BY {written} LIMIT {WALKED}"  # noqa: S608 (Django's own SQL)
    statement, sought = first_matching(
        near=(near, [*parameters]), rows=(rows, [*parameters]), order=written, way=way, most=most
    )
    return [lead_id for (lead_id,) in rows_of(statement, sought)]
