"""One question to every business at once, for the platform's own overview."""

from collections.abc import Sequence
from typing import Any, LiteralString

from django.db import connection
from psycopg import sql

from apps.tenants.context import PUBLIC_SCHEMA, in_tenant


def rows_across(
    *, schemas: Sequence[str], select: LiteralString, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows of `select` from each schema, the schema's name first, in one statement.

    `select` names its tables as "{schema}.table". Businesses are asked one by one nowhere: 300 of them took
    89 s that way in migrations, and 0.14 s in one statement.
    """
    if not schemas:
        return []
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {name}::text, found.* FROM ({found}) AS found").format(
            name=sql.Literal(schema), found=sql.SQL(select).format(schema=sql.Identifier(schema))
        )
        for schema in schemas
    )
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute(each, values)
        return list(cursor.fetchall())


def schemas_with_table(*, schemas: Sequence[str], table: str) -> list[str]:
    """Those that can be asked about `table`: a business that is not provisioned has no tables yet."""
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname FROM pg_tables WHERE tablename = %s AND schemaname = ANY(%s) ORDER BY 1",
            [table, list(schemas)],
        )
        return [schema for (schema,) in cursor.fetchall()]
