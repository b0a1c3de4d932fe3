"""The journals take new entries and nothing else, whoever asks the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.audit.platform.models import PlatformAuditEntry
from apps.audit.platform.services import platform_audit_record
from apps.audit.tests.factories import entry_make
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


OF_A_BUSINESS: list[Callable[[], Any]] = [
    lambda: AuditEntry.objects.update(action="lead.created"),
    lambda: AuditEntry.objects.all().delete(),
    lambda: AuditEntry.objects.get().delete(),
    lambda: AuditEntry.objects.get().save(),
    lambda: sql("UPDATE audit_auditentry SET actor_user_id = NULL"),
    lambda: sql("DELETE FROM audit_auditentry WHERE false"),
    lambda: sql("TRUNCATE audit_auditentry"),
]
OF_THE_PLATFORM: list[Callable[[], Any]] = [
    lambda: PlatformAuditEntry.objects.update(action="business.opened"),
    lambda: PlatformAuditEntry.objects.all().delete(),
    lambda: sql("TRUNCATE audit_platform_platformauditentry"),
]


# A superuser may set the second for a session: then only triggers that are enabled ALWAYS are fired.
SESSIONS = ["origin", "replica"]


@pytest.mark.parametrize("change", OF_A_BUSINESS)
@pytest.mark.parametrize("slug", ["halutz", "shaked"])
@pytest.mark.parametrize("session", SESSIONS)
def test_no_entry_of_a_business_is_changed_or_deleted(
    business: Business, other_business: Business, change: Callable[[], Any], slug: str, session: str
) -> None:
    with in_tenant(Business.objects.get(slug=slug).schema_name):
        entry = entry_make("kettle.boiled")

        sql(f"SET LOCAL session_replication_role = {session}")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()

        assert AuditEntry.objects.values_list("pk", "action", "actor_kind").get() == (
            entry.pk,
            "kettle.boiled",
            "system",
        )


@pytest.mark.parametrize("change", OF_THE_PLATFORM)
@pytest.mark.parametrize("session", SESSIONS)
def test_no_entry_of_the_platform_is_changed_or_deleted(
    business: Business, change: Callable[[], Any], session: str
) -> None:
    entry = platform_audit_record(
        actor=SYSTEM,
        action="business.suspended",
        business=business,
        target_kind="business",
        target_id=business.pk,
    )

    sql(f"SET LOCAL session_replication_role = {session}")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()

    with in_tenant(PUBLIC_SCHEMA):
        assert PlatformAuditEntry.objects.values_list("pk", "action", "business_name").get() == (
            entry.pk,
            "business.suspended",
            "מספרת חלוץ",
        )


def test_the_platforms_journal_is_one_for_all_and_a_business_s_own_is_untouched(
    business: Business, other_business: Business
) -> None:
    platform_audit_record(actor=SYSTEM, action="business.opened", target_kind="business", target_id=1)
    with in_tenant(other_business.schema_name):
        platform_audit_record(actor=SYSTEM, action="business.opened", target_kind="business", target_id=2)
        assert not AuditEntry.objects.exists()

    assert not AuditEntry.objects.exists()
    assert list(PlatformAuditEntry.objects.values_list("target_id", flat=True)) == [2, 1]


def test_a_business_opened_later_has_the_same_guard(tenants_db: None) -> None:
    from apps.tenants.services import business_create, business_provision

    business_provision(business=business_create(name="סטודיו רימון", slug="rimon"))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgenabled FROM pg_trigger"
            " WHERE tgname = 'audit_append_only' ORDER BY 1"
        )
        assert cursor.fetchall() == [
            ("audit_platform_platformauditentry", "A"),
            ("b_halutz.audit_auditentry", "A"),
            ("b_rimon.audit_auditentry", "A"),
            ("b_shaked.audit_auditentry", "A"),
            ("blueprint.audit_auditentry", "A"),
        ]


def test_a_business_that_is_dropped_takes_its_journal_and_no_other(tenants_db: None) -> None:
    from apps.tenants.services import business_create, business_provision

    gone = business_create(name="נסגר", slug="gone")
    business_provision(business=gone)
    with in_tenant(gone.schema_name):
        entry_make("kettle.sold")
    with in_tenant("b_halutz"):
        entry_make("kettle.kept")
    platform_audit_record(
        actor=SYSTEM, action="business.opened", business=gone, target_kind="business", target_id=gone.pk
    )

    gone_id = gone.pk
    gone.delete(force_drop=True)

    with in_tenant("b_halutz"):
        assert AuditEntry.objects.get().action == "kettle.kept"
        with pytest.raises(IntegrityError, match="append-only"):
            AuditEntry.objects.all().delete()
    entry = PlatformAuditEntry.objects.get()
    assert (entry.business_id, entry.business_name) == (gone_id, "נסגר")
