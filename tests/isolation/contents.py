"""Everything that is stored of one business, so small that before and after can be compared."""

from collections.abc import Iterator
from functools import cache

from django.db import connection
from psycopg import sql

from apps.tenants.context import PUBLIC_SCHEMA
from apps.tenants.models import Business

ROWS = "SELECT {}, count(*) || ':' || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t WHERE {}"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
SHARED = """
    SELECT source.relname, columns.attname
    FROM pg_constraint
    JOIN pg_class source ON source.oid = conrelid
    JOIN pg_attribute columns ON columns.attrelid = conrelid AND columns.attnum = conkey[1]
    WHERE contype = 'f' AND confrelid = 'public.tenants_business'::regclass
"""
ALL = sql.SQL("true")
MEMBERS = sql.SQL("id IN (SELECT user_id FROM accounts_membership WHERE business_id = {})")
OF = sql.SQL("{} = {}")


def contents_of(*businesses: Business) -> dict[str, str]:
    """A digest a table: of the businesses' schemas, of their rows in public, and of their people."""
    with connection.cursor() as cursor:
        cursor.execute(_query(businesses))
        return dict(cursor.fetchall())


@cache
def _query(businesses: tuple[Business, ...]) -> str:
    """The tables are asked for once: no test makes one."""
    queries = [query for business in businesses for query in _queries(business)]
    return sql.SQL(" UNION ALL ").join(queries).as_string()


def _queries(business: Business) -> Iterator[sql.Composed]:
    key = business.pk
    for (table,) in _found(TABLES, [business.schema_name]):
        yield _rows(business, business.schema_name, table, ALL)
    for table, column in shared_tables():
        yield _rows(business, PUBLIC_SCHEMA, table, OF.format(sql.Identifier(column), key))
    yield _rows(business, PUBLIC_SCHEMA, "tenants_business", OF.format(sql.Identifier("id"), key))
    yield _rows(business, PUBLIC_SCHEMA, "accounts_user", MEMBERS.format(key))


def shared_tables() -> list[tuple[str, ...]]:
    """Those in public whose rows are a business's, and the column that says whose."""
    return _found(SHARED, [])


def _found(query: str, parameters: list[str]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def _rows(business: Business, schema: str, table: str, which: sql.Composable) -> sql.Composed:
    name = sql.Literal(f"{business.slug}: {schema}.{table}")
    return sql.SQL(ROWS).format(name, sql.Identifier(schema, table), which)
