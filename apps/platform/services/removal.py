"""Removing a business for good: a last copy first, then files, schema, routes and rows."""

import shutil

import structlog
from django.db import connection, transaction
from psycopg import sql

from apps.accounts.services import people_of_nowhere_forget
from apps.audit.actors import SYSTEM
from apps.audit.platform.services import platform_audit_record
from apps.core import clock
from apps.core.jobs import enqueue_in
from apps.platform.services.export import business_export, files_of
from apps.tenants.context import PUBLIC_SCHEMA
from apps.tenants.models import Business
from apps.usage.services import usage_forget

log = structlog.get_logger(__name__)


def businesses_due_remove() -> int:
    """Sends every business whose days of grace are over to be removed. Returns how many."""
    due = Business.objects.filter(status=Business.Status.DELETING, delete_after__lte=clock.now())
    ids = list(due.values_list("pk", flat=True))
    for business_id in ids:
        enqueue_in(PUBLIC_SCHEMA, "platform.business_remove", business_id=business_id)
    return len(ids)


def business_remove(*, business_id: int) -> None:
    """Safe to run twice: each step is done or still to do, and nothing goes before the copy is complete."""
    business = _due(business_id)
    if business is None:
        return
    if not business.exported_to:
        business.exported_to = str(business_export(business=business))
        business.save(update_fields=["exported_to"])
    if _all_remove(business):
        log.info("business_removed", business_id=business_id)


def _due(business_id: int) -> Business | None:
    """None when it is gone, or when somebody took the deletion back."""
    return Business.objects.filter(
        pk=business_id, status=Business.Status.DELETING, delete_after__lte=clock.now()
    ).first()


def _all_remove(business: Business) -> bool:
    """Schema and rows go together or stay together, and the files just before they are gone for good.

    False when somebody took the deletion back while the copy was made; who does it later waits for the row.
    """
    with transaction.atomic():
        deleting = Business.objects.select_for_update().filter(
            pk=business.pk, status=Business.Status.DELETING, delete_after__lte=clock.now()
        )
        if not deleting.exists():
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(business.schema_name))
            )
        platform_audit_record(
            actor=SYSTEM,
            action="business.removed",
            business=business,
            target_kind="business",
            target_id=business.pk,
        )
        usage_forget(business_schema=business.schema_name)
        Business.objects.filter(pk=business.pk).delete()
        people_of_nowhere_forget()
        for folder in files_of(business.schema_name):
            # What cannot be deleted leaves the row, by which it is tried again.
            if folder.exists():
                shutil.rmtree(folder)
    return True
