"""Rows as plain tuples, for lists that are read more often than anything else."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from psycopg.types.datetime import TimestamptzLoader

Rows = list[tuple[Any, ...]]


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
