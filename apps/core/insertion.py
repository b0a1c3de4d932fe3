"""Rows that are written many times a second: each statement is put together once for a model, and PostgreSQL
reads and plans it once a connection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

from apps.core.tuples import rows_prepared

if TYPE_CHECKING:
    Fields = tuple[Field[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Insertion:
    fields: "Fields"
    of_one: str
    of_many: str


def row_insert(row: Model, *, unless: str = "") -> bool:
    """Inserts `row` and gives it its key. What the database computes is not read back.

    `unless` names a constraint of the model: a row that would violate it is not inserted and False returned;
    the transaction goes on. Rivals that have not committed yet are waited for.
    """
    insertion = _insertion(type(row), unless)
    for (key,) in rows_prepared(insertion.of_one, _values(row, insertion.fields, add=True)):
        row.pk = key
        # As `save()` leaves it: the next one updates.
        row._state.adding, row._state.db = False, connection.alias
        return True
    return False


def rows_insert(rows: Sequence[Model], *, unless: str = "") -> int:
    """As `row_insert`, several rows of one model in one statement; returns how many were inserted. They are
    not given their keys. Their fields hold what JSON can.
    """
    if not rows:
        return 0
    insertion = _insertion(type(rows[0]), unless)
    return len(rows_prepared(insertion.of_many, [_json(rows, insertion.fields, add=True)]))


def rows_update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Writes these fields of rows of one model in one statement. The fields hold what JSON can."""
    if not rows:
        return
    statement, fields = _update(type(rows[0]), tuple(names))
    rows_prepared(statement, [_json(rows, fields, add=False)])


def _json(rows: Sequence[Model], fields: "Fields", *, add: bool) -> str:
    columns = [str(field.column) for field in fields]
    told = [dict(zip(columns, _values(row, fields, add=add), strict=True)) for row in rows]
    return orjson.dumps(told).decode()


def _values(row: Model, fields: "Fields", *, add: bool) -> list[Any]:
    # Itself: what is asked of Django's proxy costs more than the answer.
    itself = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add=add), connection=itself) for field in fields]


@cache
def _insertion(model: type[Model], unless: str) -> Insertion:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = tuple(
        field for field in meta.local_concrete_fields if not (field.generated or field.primary_key)
    )
    table = quoted(meta.db_table)
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join("%s" for _ in fields)
    passing = f" ON CONFLICT ON CONSTRAINT {quoted(unless)} DO NOTHING" if unless else ""
    ending = f"{passing} RETURNING {quoted(str(meta.pk.column))}"
    into = f"INSERT INTO {table} ({columns})"
    return Insertion(
        fields,
        of_one=f"{into} VALUES ({places}){ending}",
        of_many=f"{into} SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s){ending}",  # noqa: S608 - every name is the model's own
    )


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> "tuple[str, Fields]":
    meta, quoted = model._meta, connection.ops.quote_name
    fields = tuple(field for field in meta.local_concrete_fields if field.name in names)
    table, key = quoted(meta.db_table), quoted(str(meta.pk.column))
    columns = [quoted(str(field.column)) for field in fields]
    written = ", ".join(f"{column} = given.{column}" for column in columns)
    statement = (
        f"UPDATE {table} SET {written} FROM json_populate_recordset(NULL::{table}, %s) given"  # noqa: S608 - every name is the model's own
        f" WHERE {table}.{key} = given.{key} RETURNING {table}.{key}"
    )
    return statement, (meta.pk, *fields)
