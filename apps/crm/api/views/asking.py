"""What the views of leads share: which leads are asked for, and naming people in an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from apps.crm.selectors.lead_conditions import LeadFilter
from apps.crm.selectors.people import names_of

CUSTOM = "custom."
CUSTOM_PARAMETER = OpenApiParameter(
    "custom.<key>", str, description="Only leads whose field <key> holds this value."
)
NAMES = {
    "status": "status_id",
    "owner": "owner_id",
    "q": "search",
    "stale": "is_stale",
}


def lead_filter(request: Request, asked: Mapping[str, Any]) -> LeadFilter:
    """`asked` as LeadQuerySerializer validated it."""
    own = {
        name.removeprefix(CUSTOM): str(value)
        for name, value in request.query_params.items()
        if name.startswith(CUSTOM)
    }
    known = {NAMES.get(name, name): value for name, value in asked.items() if name != "ordering"}
    return LeadFilter(**known, custom=own)


def names_in(rows: Iterable[Any], *, field: str) -> dict[str, Any]:
    """A serializer's context with the names of the people whose ids stand in `field`."""
    return {"names": names_of(getattr(row, field) for row in rows)}
