"""What the views of leads share: reading a question, and naming people in an answer."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
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


def asked_of(request: Request, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """The validated query."""
    return dict(_reader(serializer, get_language()).run_validation(request.query_params))


@cache
def _reader(serializer: type[serializers.Serializer[Any]], language: str) -> serializers.Serializer[Any]:
    """One for all requests of a language: making its fields anew costs as much as a page's query, and their
    refusals keep the language in which they were first said.
    """
    return serializer()


def given_in(request: Request, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """The validated body."""
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


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
