"""Which leads are asked for, as one SQL condition on crm_lead for every list, board and export."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.core import clock
from apps.crm.custom_values import custom_sought
from apps.crm.selectors.custom_fields import definitions_active
from apps.crm.selectors.matching import Query

NOT_MERGED = "crm_lead.merged_into_id IS NULL"
CONDITIONS = {
    "status_id": "crm_lead.status_id = %s",
    "owner_id": "crm_lead.owner_id = %s",
    "source": "crm_lead.source = %s",
    "tag": "crm_lead.tags @> ARRAY[%s]::varchar[]",
    "city": "crm_lead.city = %s",
    "created_from": "crm_lead.created_at >= %s",
    "created_to": "crm_lead.created_at < %s",
}
"""By the name in LeadFilter; each takes the value that was asked."""
CUSTOM = "crm_lead.custom @> %s::jsonb"
# Not heard of for longer than its status allows; unknown where that allows any time.
STALE = """(
    crm_lead.last_activity_at < %s::timestamptz - interval '1 day' * (
        SELECT stale_after_days FROM crm_leadstatus WHERE id = crm_lead.status_id
    )
)"""


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


def leads_where(asked: LeadFilter) -> Query:
    """All but what is searched for. Raises as `custom_sought`."""
    conditions: list[str] = [NOT_MERGED]
    parameters: list[Any] = []
    for name, condition in CONDITIONS.items():
        value = getattr(asked, name)
        if value not in (None, ""):
            conditions.append(condition)
            parameters.append(value)
    if asked.custom:
        conditions.append(CUSTOM)
        parameters.append(json.dumps(custom_sought(definitions_active(), asked.custom)))
    if asked.is_stale is not None:
        conditions.append(f"{STALE} IS {'TRUE' if asked.is_stale else 'NOT TRUE'}")
        parameters.append(clock.now())
    return " AND ".join(conditions), parameters
