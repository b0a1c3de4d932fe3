"""How every business fares, at the door of the house and in its list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import clock
from apps.platform.selectors import Figures, figures_of, overview
from apps.platform.tests.people import OUTSIDERS, system_admin
from apps.telephony.models import Call
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.services import business_create
from apps.usage.models import UsageRecord


@pytest.fixture
def busy(business: Business, other_business: Business) -> None:
    """One business with three calls this month and one before, the other with a single call."""
    with in_tenant(business.schema_name):
        call("CA1", status="completed", duration_ms=90_000)
        call("CA2", status="completed", duration_ms=60_000)
        call("CA3", status="failed", duration_ms=None)
        call("CA4", status="failed", duration_ms=600_000, days_ago=31)
    with in_tenant(other_business.schema_name):
        call("CA5", status="completed", duration_ms=6_000)
    cost(business, "CA1", 1_500_000)
    cost(business, "CA2", 2_250_000)
    cost(business, "CA4", 9_000_000, days_ago=31)
    cost(other_business, "CA5", 40_000)


def call(sid: str, *, status: str, duration_ms: int | None, days_ago: int = 0) -> None:
    at = clock.now() - timedelta(days=days_ago)
    Call.objects.create(
        sid=sid,
        to_number="+97237630001",
        status=status,
        started_at=at,
        ended_at=at,
        duration_ms=duration_ms,
    )


def cost(business: Business, call_sid: str, micro_usd: int, *, days_ago: int = 0) -> None:
    UsageRecord.objects.create(
        business=business,
        source_kind="call",
        source_id=int(call_sid[2:]),
        provider_id=call_sid,
        model="twilio-voice",
        kind="telephony",
        cost_micro_usd=micro_usd,
        created_at=clock.now() - timedelta(days=days_ago),
    )


def business_of_rows(slug: str, **values: str) -> Business:
    """Not provisioned: it has no tables."""
    with in_tenant(PUBLIC_SCHEMA):
        made = business_create(name=slug, slug=slug)
        Business.objects.filter(pk=made.pk).update(**values)
        made.refresh_from_db()
    return made


def test_each_business_counts_its_own_last_thirty_days(
    busy: None, business: Business, other_business: Business
) -> None:
    assert figures_of(Business.objects.all()) == {
        business.pk: Figures(calls=3, calls_failed=1, milliseconds=150_000, cost_micro_usd=3_750_000),
        other_business.pk: Figures(calls=1, calls_failed=0, milliseconds=6_000, cost_micro_usd=40_000),
    }
    seen = overview()
    assert seen.total == Figures(4, 1, 156_000, 3_790_000)
    assert [row.business.slug for row in seen.rows] == ["halutz", "shaked"]
    assert seen.open_count == 2


def test_a_business_without_tables_has_done_nothing_and_a_failed_one_comes_first(
    busy: None, other_business: Business
) -> None:
    failed = business_of_rows("failed", status="failed", provisioning_error="OperationalError")

    seen = overview()

    assert [row.business.slug for row in seen.rows] == ["halutz", "failed", "shaked"]
    assert figures_of([failed]) == {failed.pk: Figures()}
    assert figures_of([]) == {}


def test_the_overview_shows_totals_and_every_business(busy: None) -> None:
    page = system_admin().get("/admin/").content.decode()

    assert "<bdi>$3.79</bdi>" in page
    assert "<bdi>$3.75</bdi>" in page
    assert "<bdi>$0.04</bdi>" in page
    assert "מספרת חלוץ" in page
    assert "מוסך שקד" in page


def test_the_list_shows_the_same_figures_and_leads_to_the_dashboards(busy: None) -> None:
    page = system_admin().get("/admin/tenants/business/").content.decode()

    assert "<bdi>$3.75</bdi>" in page
    assert "halutz.testserver" in page
    assert "פעיל" in page


@pytest.mark.parametrize("path", ["/admin/", "/admin/tenants/business/"])
def test_more_businesses_are_not_more_questions(busy: None, path: str) -> None:
    admin = system_admin()
    admin.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        admin.get(path)
    for number in range(5):
        business_of_rows(f"more{number}")
    with CaptureQueriesContext(connection) as many:
        admin.get(path)

    assert len(many) == len(few)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_sees_it(business: Business, who: str) -> None:
    client = OUTSIDERS[who](business)

    for path in ("/admin/", "/admin/tenants/business/", "/admin/audit_platform/platformauditentry/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"][:13]) == (302, "/admin/login/")
        assert "מספרת חלוץ" not in answer.content.decode()
