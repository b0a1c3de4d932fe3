"""A business copied from the blueprint is what the migrations would have made of it, and nobody else's."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection

from apps.tenants.blueprint import BLUEPRINT, blueprint_copy, blueprint_renew
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant, tables_migrate
from apps.tenants.migrating import histories_behind
from apps.tenants.models import Business
from apps.tenants.services import business_create

# All that PostgreSQL keeps about the schema that is entered, as one line of text each.
DESCRIPTION = (
    """
    SELECT relname, relkind, relpersistence, reloptions, relreplident, relrowsecurity, relacl
    FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    """,
    """
    SELECT attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
           attgenerated, attcollation, attstattarget, attstorage, attcompression, attoptions,
           col_description(attrelid, attnum), pg_get_expr(adbin, adrelid)
    FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r'
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped
    """,
    """
    SELECT conrelid::regclass, conname, contype, convalidated, condeferrable, condeferred,
           pg_get_constraintdef(oid, true)
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
    """,
    """
    SELECT pg_get_indexdef(indexrelid, 0, true), indisvalid
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace
    """,
    """
    SELECT pg_get_triggerdef(pg_trigger.oid, true), tgenabled
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
    """,
    """
    SELECT seqrelid::regclass, seqtypid, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle
    FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid
    WHERE relnamespace = current_schema()::regnamespace
    """,
    """
    SELECT polname, polrelid::regclass
    FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid
    WHERE relnamespace = current_schema()::regnamespace
    """,
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
    """
    SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
    WHERE stxnamespace = current_schema()::regnamespace
    """,
    """
    SELECT typname, typtype FROM pg_type
    WHERE typnamespace = current_schema()::regnamespace AND typtype <> 'c' AND typelem = 0
    """,
    "SELECT app, name FROM django_migrations",
)
# Read back, PostgreSQL writes the texts of a list with another cast: the same list.
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?(?:::text)?")


def description(schema: str) -> list[str]:
    lines = []
    with in_tenant(schema), connection.cursor() as cursor:
        for query in DESCRIPTION:
            cursor.execute(query)
            lines += [CASTS.sub("", str(row)) for row in cursor.fetchall()]
    return sorted(lines)


def rows(schema: str) -> dict[str, int]:
    with in_tenant(schema), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [table for (table,) in cursor.fetchall()]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def schema_make(slug: str) -> str:
    """Without tables; of a business, so that it goes when the test is over."""
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        business = business_create(name=slug, slug=slug)
        cursor.execute(f"CREATE SCHEMA {business.schema_name}")
    return business.schema_name


@pytest.fixture
def empty(tenants_db: None) -> str:
    return schema_make("empty")


@pytest.fixture
def _whole_again(tenants_db: None) -> Iterator[None]:
    yield
    blueprint_renew()


def test_a_copy_is_what_the_migrations_make(empty: str) -> None:
    migrated = schema_make("migrated")
    tables_migrate(migrated)

    assert blueprint_copy(schema=empty)

    assert description(empty) == description(migrated)
    assert rows(empty).keys() == rows(migrated).keys()
    assert histories_behind([empty]) == []


def test_a_copy_counts_for_itself(empty: str, business: Business, other_business: Business) -> None:
    """Nothing in it points at the blueprint: neither a default, nor a key, nor a trigger."""
    blueprint_copy(schema=empty)

    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        for schema in (empty, business.schema_name, other_business.schema_name):
            cursor.execute(
                "SELECT count(*) FROM pg_depend"
                " JOIN pg_class child ON child.oid = objid JOIN pg_class parent ON parent.oid = refobjid"
                " WHERE child.relnamespace = %s::regnamespace AND parent.relnamespace = %s::regnamespace",
                [schema, BLUEPRINT],
            )
            assert cursor.fetchone() == (0,)
    with in_tenant(empty), connection.cursor() as cursor:
        cursor.execute("SELECT nextval('crm_lead_rank')")
    with in_tenant(BLUEPRINT), connection.cursor() as cursor:
        cursor.execute("SELECT is_called FROM crm_lead_rank")
        assert cursor.fetchone() == (False,)


def test_nobodys_rows_come_along(empty: str, business: Business, other_business: Business) -> None:
    blueprint_copy(schema=empty)

    assert {table for table, count in rows(empty).items() if count} == {"django_migrations"}


def test_a_schema_with_tables_is_not_touched(business: Business, other_business: Business) -> None:
    before = rows(business.schema_name)

    assert not blueprint_copy(schema=business.schema_name)

    assert rows(business.schema_name) == before


@pytest.mark.usefixtures("_whole_again")
def test_a_copy_of_an_old_blueprint_is_seen_to_be_behind(empty: str) -> None:
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {BLUEPRINT}.django_migrations WHERE app = 'telephony'")

    blueprint_copy(schema=empty)

    assert histories_behind([empty]) == [empty]


@pytest.mark.usefixtures("_whole_again")
def test_a_new_blueprint_takes_the_old_ones_place(empty: str) -> None:
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {BLUEPRINT}.telephony_recording CASCADE")
    assert not blueprint_copy(schema=BLUEPRINT)

    blueprint_renew()
    blueprint_copy(schema=empty)

    assert "telephony_recording" in rows(empty)
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'blueprint%'")
        assert cursor.fetchall() == [(BLUEPRINT,)]
