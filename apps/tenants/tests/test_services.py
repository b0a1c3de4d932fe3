from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from apps.core import clock
from apps.core.testing import JobQueue, QueuedJob
from apps.tenants import provisioning
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business, Domain, PhoneNumber
from apps.tenants.selectors import (
    business_by_host,
    business_by_number,
    business_by_schema,
    schemas_active,
)
from apps.tenants.services import business_create, business_provision, job_fan_out, provisioning_sweep


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def _public(tenants_db: None):
    with in_tenant(PUBLIC_SCHEMA):
        yield


@pytest.mark.usefixtures("_public")
def test_a_new_business_is_rows_first_and_a_schema_when_provisioned() -> None:
    business = business_create(name="קפה ים", slug="cafe-yam", phone_e164s=["+97231111111"])

    assert (business.schema_name, business.status) == ("b_cafe_yam", Business.Status.PROVISIONING)
    assert Domain.objects.get(tenant=business).domain == "cafe-yam.testserver"
    assert "b_cafe_yam" not in schemas()

    business_provision(business=business)

    business.refresh_from_db()
    assert business.status == Business.Status.ACTIVE
    assert "b_cafe_yam" in schemas()


@pytest.mark.usefixtures("_public")
def test_a_business_whose_job_was_lost_is_sent_to_a_worker_again(jobs: JobQueue) -> None:
    lost = business_create(name="קפה ים", slug="cafe-yam")
    business_create(name="קפה הר", slug="cafe-har")
    an_hour_ago = clock.now() - timedelta(hours=1)
    Business.objects.filter(pk=lost.pk).update(created_at=an_hour_ago)

    assert provisioning_sweep() == 1
    assert jobs.waiting() == [
        QueuedJob("tenants.business_provision", PUBLIC_SCHEMA, {"business_id": lost.pk})
    ]

    Business.objects.filter(pk=lost.pk).update(provisioning_until=clock.now() + timedelta(minutes=1))
    assert provisioning_sweep() == 0

    Business.objects.filter(pk=lost.pk).update(provisioning_until=an_hour_ago)
    assert provisioning_sweep() == 1

    Business.objects.filter(pk=lost.pk).update(status=Business.Status.FAILED)
    assert provisioning_sweep() == 0


@pytest.mark.usefixtures("_public")
def test_provisioning_that_failed_can_be_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[str] = []

    def fill() -> None:
        if not filled:
            filled.append("failed")
            raise ZeroDivisionError
        filled.append("filled")

    monkeypatch.setattr(provisioning, "_defaults", [*provisioning._defaults, fill])
    business = business_create(name="קפה ים", slug="cafe-yam")

    with pytest.raises(ZeroDivisionError):
        business_provision(business=business)
    business.refresh_from_db()
    assert business.status == Business.Status.FAILED

    business_provision(business=business)
    business.refresh_from_db()
    assert business.status == Business.Status.ACTIVE
    assert filled == ["failed", "filled"]


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "Cafe",
        "cafe yam",
        "cafe_yam",
        "-cafe",
        "cafe-",
        "קפה",
        "a" * 41,
        'a"; drop',
        "cafe\n",
        "a.b",
        "ab--c",
        "xn--caf-dma",
    ],
)
def test_a_slug_must_be_fit_for_a_host_name(business: Business, slug: str) -> None:
    with in_tenant(PUBLIC_SCHEMA), pytest.raises(ValidationError):
        business_create(name="קפה ים", slug=slug)

    assert Business.objects.count() == 2


@pytest.mark.parametrize("slug", ["Cafe", "cafe_yam", "-cafe", "cafe-", "ab--c", "xn--caf-dma"])
def test_the_database_takes_no_other_slug(business: Business, slug: str) -> None:
    with pytest.raises(IntegrityError, match="business_slug_fits_a_host"), transaction.atomic():
        Business.objects.filter(pk=business.pk).update(slug=slug)


RESERVED_SLUGS = [
    *("www", "admin", "api", "public", "pg-catalog", "pg-toast", "pg", "static", "media", "mail"),
    *("localhost", "app", "information-schema", "system", "ws", "webhooks", "blueprint"),
]


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_the_platforms_own_names_are_given_to_nobody(business: Business, slug: str) -> None:
    with in_tenant(PUBLIC_SCHEMA), translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            business_create(name="קפה ים", slug=slug)
        assert refused.value.message_dict == {
            "slug": ["This address is reserved for the platform. Choose another."]
        }
        with pytest.raises(IntegrityError, match="business_slug_not_reserved"), transaction.atomic():
            Business.objects.create(name="קפה ים", slug=slug, schema_name="b_cafe")
        with pytest.raises(IntegrityError, match="business_slug_not_reserved"), transaction.atomic():
            Business.objects.filter(pk=business.pk).update(slug=slug)

    assert set(Business.objects.values_list("slug", flat=True)) == {"halutz", "shaked"}


@pytest.mark.parametrize("slug", ["wwww", "administration", "pgadmin", "my-app", "media-studio", "xn"])
def test_names_that_only_resemble_them_are_free(business: Business, slug: str) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        assert business_create(name="קפה ים", slug=slug).slug == slug


def test_a_host_of_the_platform_is_no_businesss(business: Business, settings) -> None:
    settings.PUBLIC_HOSTS = [*settings.PUBLIC_HOSTS, "door.testserver"]

    with in_tenant(PUBLIC_SCHEMA), pytest.raises(ValidationError, match="שמורה"):
        business_create(name="קפה ים", slug="door")

    assert Business.objects.count() == 2


def test_a_business_never_wakes_up_in_a_schema_that_is_there_already(
    business: Business, other_business: Business
) -> None:
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA b_cafe_yam CREATE TABLE of_somebody (id int)")

        made = business_create(name="קפה ים", slug="cafe-yam")
        business_provision(business=made)

        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'b_cafe_yam'")
        assert cursor.fetchall() == [("of_somebody",)]
    assert (made.schema_name, made.status) == ("b_cafe_yam_of_2", Business.Status.ACTIVE)


def test_a_schemas_name_is_given_once(business: Business, other_business: Business) -> None:
    """Signed links, files and what processes remember go by it: the next of the address must not own them."""
    names = []
    with in_tenant(PUBLIC_SCHEMA):
        for number in range(3):
            made = business_create(name=f"קפה {number}", slug="cafe-yam")
            names.append(made.schema_name)
            Business.objects.filter(pk=made.pk).delete()

    assert names == ["b_cafe_yam", "b_cafe_yam_of_2", "b_cafe_yam_of_3"]


def test_a_taken_slug_or_number_leaves_nothing_behind(business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        with pytest.raises(ValidationError):
            business_create(name="אחר", slug="halutz")
        with pytest.raises(ValidationError):
            business_create(name="אחר", slug="other", phone_e164s=["+97237630001"])

    assert Business.objects.count() == 2
    assert PhoneNumber.objects.count() == 2


def test_the_dialled_number_decides_whose_call_it_is(business: Business, other_business: Business) -> None:
    assert business_by_number(e164="+97237630001") == business
    assert business_by_number(e164="+97237630002") == other_business


@pytest.mark.parametrize("number", ["", "+97237639999", "0376300001", "+972376300010", "%"])
@pytest.mark.usefixtures("business")
def test_an_unknown_number_is_nobodys(number: str) -> None:
    assert business_by_number(e164=number) is None


def test_a_suspended_business_keeps_its_number_but_is_not_open(
    business: Business, other_business: Business
) -> None:
    Business.objects.filter(pk=business.pk).update(status=Business.Status.SUSPENDED)

    assert business_by_number(e164="+97237630001").status == "suspended"
    assert schemas_active(["b_halutz", "b_shaked", "b_nobody"]) == {"b_shaked"}


def test_a_number_without_voice_gets_no_calls(business: Business) -> None:
    PhoneNumber.objects.filter(business=business).update(voice=False, sms=False)

    assert business_by_number(e164="+97237630001") is None


def test_a_business_is_found_by_host_and_by_schema(business: Business) -> None:
    assert business_by_host(host="halutz.testserver") == business
    assert business_by_schema(schema="b_halutz") == business
    assert business_by_host(host="nobody") is None
    assert business_by_schema(schema="nobody") is None


def test_a_job_fans_out_to_active_businesses_only(
    business: Business, other_business: Business, jobs: JobQueue
) -> None:
    Business.objects.filter(pk=other_business.pk).update(status=Business.Status.SUSPENDED)

    assert job_fan_out(name="events.sweep", spread_seconds=10) == 1
    assert jobs.waiting() == [QueuedJob("events.sweep", business.schema_name)]
