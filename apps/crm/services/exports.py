from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.crm.errors.exports import ExportTooLargeError
from apps.crm.models import Lead

MOST_LEADS = 100_000
TOLD_WHOLE = frozenset(
    {"status", "owner", "source", "stale", "created_from", "created_to", "ordering", "format"}
)
"""Of the other filters the journal knows only that they were asked: their words may be a customer's."""


def leads_exported(*, leads: QuerySet[Lead], asked: Mapping[str, Any], actor: Actor) -> int:
    """Writes down that these leads are handed out, before the first of them is; returns how many they are.

    `asked` as the query said it. Raises ExportTooLargeError.
    """
    with transaction.atomic():
        count = leads.count()
        if count > MOST_LEADS:
            raise ExportTooLargeError(most=MOST_LEADS, leads=count)
        filters = {name: value if name in TOLD_WHOLE else True for name, value in sorted(asked.items())}
        audit_record(
            actor=actor,
            action="leads.exported",
            target_kind="leads",
            target_id=0,
            data={"leads": count, "filters": filters},
        )
    return count
