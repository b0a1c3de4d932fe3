from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet

from apps.crm.errors.statuses import StatusNotFoundError
from apps.crm.models import LeadStatus


def statuses_list() -> QuerySet[LeadStatus]:
    """In the business's own order."""
    return LeadStatus.objects.order_by("order", "pk")


def status_get(*, status_id: int) -> LeadStatus:
    """Raises StatusNotFoundError."""
    status = LeadStatus.objects.filter(pk=status_id).first()
    if status is None:
        raise StatusNotFoundError
    return status


def status_default_held() -> int:
    """The status of a new lead, which nobody deletes before this transaction ends."""
    held = _held("SELECT id FROM crm_leadstatus WHERE is_default FOR KEY SHARE", [])
    if held is None:
        raise LookupError("a business has exactly one default status")
    return held


def is_status_held(*, status_id: int) -> bool:
    """Whether there is such a status; if so, nobody deletes it before this transaction ends."""
    return _held("SELECT id FROM crm_leadstatus WHERE id = %s FOR KEY SHARE", [status_id]) is not None


def statuses_held(*, status_ids: Collection[int]) -> set[int]:
    """Those that there are; nobody deletes them before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM crm_leadstatus WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [list(status_ids)]
        )
        return {int(status_id) for (status_id,) in cursor.fetchall()}


def _held(query: str, parameters: list[int]) -> int | None:
    # The lock a foreign key's check takes. Django knows only stronger ones, for which leads would queue.
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        row = cursor.fetchone()
    return int(row[0]) if row else None
