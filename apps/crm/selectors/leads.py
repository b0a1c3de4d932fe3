import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value

from apps.core import clock
from apps.crm.custom_values import custom_sought
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.models import Lead
from apps.crm.models.search_text import spelled
from apps.crm.selectors.custom_fields import definitions_active

_NUMBER = re.compile(r"[+\d][\d-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFilter:
    """What is None or empty is not asked. `custom` holds texts by key."""

    status_id: int | None = None
    owner_id: int | None = None
    source: str = ""
    tag: str = ""
    city: str = ""
    search: str = ""
    is_stale: bool | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    custom: Mapping[str, str] = field(default_factory=dict)


def leads_live() -> QuerySet[Lead]:
    """Every lead but those merged into another."""
    return Lead.objects.filter(merged_into=None)


def leads_list(asked: LeadFilter) -> QuerySet[Lead]:
    """The leads asked for, with their status. Raises CustomFieldUnknownError, CustomValueInvalidError."""
    wanted = {
        "status_id": asked.status_id,
        "owner_id": asked.owner_id,
        "source": asked.source or None,
        "tags__contains": [asked.tag] if asked.tag else None,
        "city": asked.city or None,
        "created_at__gte": asked.created_from,
        "created_at__lt": asked.created_to,
    }
    leads = _leads().filter(
        merged_into=None, **{name: value for name, value in wanted.items() if value is not None}
    )
    if asked.custom:
        leads = leads.filter(custom__contains=custom_sought(definitions_active(), asked.custom))
    if asked.is_stale is not None:
        leads = leads.filter(_stale() if asked.is_stale else ~_stale())
    for word in _words(asked.search):
        leads = leads.filter(search_text__contains=word)
    return leads


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


def _stale() -> Q:
    """Not heard of for longer than its status allows."""
    allowed = ExpressionWrapper(
        F("status__stale_after_days") * Value(timedelta(days=1)), output_field=DurationField()
    )
    return Q(status__stale_after_days__isnull=False, last_activity_at__lt=Value(clock.now()) - allowed)


def _words(search: str) -> list[str]:
    return [word.replace("-", "") if _NUMBER.fullmatch(word) else word for word in spelled(search).split()]
