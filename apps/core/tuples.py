"""Rows as plain tuples, for lists that are read more often than anything else."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Self

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import NotSupportedError, connection
from django.db.models import QuerySet
from psycopg.types.datetime import TimestamptzLoader

Rows = list[tuple[Any, ...]]


class PreparedCursor(psycopg.RawCursor[tuple[Any, ...]]):
    """Takes %s as every cursor does. psycopg would look for them anew in a long statement each time, which
    takes half as long as what is asked.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(_numbered(query), params, **{**options, "prepare": True})


_PLACE = re.compile("%([%s])")


@lru_cache(maxsize=512)
def _numbered(statement: str) -> str:
    numbers = count(1)
    return _PLACE.sub(lambda place: "%" if place[1] == "%" else f"${next(numbers)}", statement)


def rows_fetch(values: QuerySet[Any, Any]) -> Rows:
    """What `values`, a values_list(), asks for; JSON as the text it is."""
    try:
        statement, parameters = values.query.sql_with_params()
    except EmptyResultSet:
        return []
    return rows_of(statement, parameters)


def rows_of(statement: str, parameters: Sequence[Any] | dict[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        # Django reads each moment in Python, which costs more than all the rest of a page's reading.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(statement, parameters)
        rows: Rows = cursor.fetchall()
        return rows


def rows_prepared(statement: str, parameters: Sequence[Any]) -> Rows:
    """As `rows_of`, parsed and planned once a connection and business, whatever the parameters are.

    For a statement whose plan is to be the same for all of them. PostgreSQL plans it anew when the connection
    enters another business, for its tables are others there. A column whose type a migration changed, or is
    another one in the business that was entered, costs one more attempt; inside a transaction the refusal
    stands, and its rollback forgets the statement.
    """
    try:
        return _rows_kept(statement, parameters)
    except NotSupportedError:
        # "cached plan must not change result type": the connection would say so for as long as it lives.
        if connection.in_atomic_block:
            raise
    with connection.cursor() as cursor:
        # psycopg forgets them together with PostgreSQL.
        cursor.execute("DEALLOCATE ALL")
    return _rows_kept(statement, parameters)


def _rows_kept(statement: str, parameters: Sequence[Any]) -> Rows:
    # The business is entered as the statement is sent (apps.tenants.backend).
    connection.ensure_connection()
    wrapped: Any = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(PreparedCursor(connection.connection)) as cursor:
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(statement, parameters)
        rows: Rows = cursor.fetchall()
        return rows


def array(ids: Iterable[int]) -> str:
    """As a parameter: of one type, however long the array and large its numbers are."""
    return f"{{{','.join(map(str, ids))}}}"
