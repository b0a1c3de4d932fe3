from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.migrating import schemas_behind, schemas_migrate
from apps.tenants.models import Business
from apps.tenants.services import business_create, business_provision
from apps.tenants.testing import database_address


@pytest.fixture
def new(tenants_db: None) -> Iterator[Business]:
    """A third business, so that the two of every test are not harmed."""
    with in_tenant(PUBLIC_SCHEMA):
        business = business_create(name="קפה ים", slug="cafe-yam")
        business_provision(business=business)
        yield business


def forget_audit(schema: str, *, drop: bool) -> None:
    """As before the app audit was migrated; without `drop` its table is still there and migrating fails."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {schema}.django_migrations WHERE app = 'audit'")
        if drop:
            cursor.execute(f"DROP TABLE {schema}.audit_auditentry")


def has_audit(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.audit_auditentry"])
        return bool(cursor.fetchone()[0])


def migrate(*, workers: int = 1) -> str:
    said = StringIO()
    call_command("migrate_tenants", workers=workers, stdout=said)
    return said.getvalue()


def test_nothing_to_do(business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        assert migrate() == "0 businesses migrated\n"


def test_all_businesses_are_asked_with_one_query(
    business: Business, other_business: Business, django_assert_num_queries
) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        Business.objects.exists()  # the path is set
        # Who is there, who has a history, and one UNION over all histories.
        with django_assert_num_queries(3):
            assert schemas_behind() == []


def test_only_the_one_behind_is_migrated(new: Business) -> None:
    forget_audit(new.schema_name, drop=True)

    assert schemas_behind() == [new.schema_name]
    assert migrate() == f"{new.schema_name}: migrated\n1 businesses migrated\n"
    assert has_audit(new.schema_name)
    assert schemas_behind() == []


def test_a_failing_business_stops_only_itself(new: Business) -> None:
    ill = business_create(name="חולה", slug="ill")
    business_provision(business=ill)
    forget_audit(new.schema_name, drop=True)
    forget_audit(ill.schema_name, drop=False)

    said = StringIO()
    with pytest.raises(CommandError, match="1 of 2 businesses were not migrated"):
        call_command("migrate_tenants", workers=1, stdout=said)

    assert f"{new.schema_name}: migrated" in said.getvalue()
    assert f"{ill.schema_name}: django.db.utils.ProgrammingError" in said.getvalue()
    assert schemas_behind() == [ill.schema_name]


def test_several_are_migrated_at_once(new: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    other = business_create(name="אחר", slug="other")
    business_provision(business=other)
    for business in (new, other):
        forget_audit(business.schema_name, drop=True)
    monkeypatch.setenv("DATABASE_URL", database_address())

    done = list(schemas_migrate([new.schema_name, other.schema_name], workers=2))

    assert {(each.schema, each.error) for each in done} == {(new.schema_name, ""), (other.schema_name, "")}
    assert has_audit(new.schema_name)
    assert has_audit(other.schema_name)


def test_a_business_without_a_schema_is_left_alone(tenants_db: None) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business_create(name="קפה ים", slug="cafe-yam")

        assert schemas_behind() == []
