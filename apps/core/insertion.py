"""New rows, where many are made a second: the statement is put together once for each model, and PostgreSQL
reads and plans it once a connection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

from apps.core.tuples import rows_prepared


@dataclass(frozen=True, slots=True)
class Insertion:
    fields: "tuple[Field[Any, Any], ...]"
    of_one: str
    of_many: str


def row_insert(row: Model, *, unless: str = "") -> bool:
    """Inserts `row` and gives it its key. What the database computes is not read back.

    `unless` names a constraint of the model: a row that would violate it is not inserted and False returned;
    the transaction goes on. Rivals that have not committed yet are waited for.
    """
    insertion = _insertion(type(row), unless)
    for (key,) in rows_prepared(insertion.of_one, _values(row, insertion)):
        row.pk = key
        # As `save()` leaves it: the next one updates.
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
        return True
    return False


def rows_insert(rows: Sequence[Model], *, unless: str = "") -> int:
    """As `row_insert`, several rows of one model in one statement; returns how many were inserted. They are
    not given their keys. Their fields hold what JSON can.
    """
    if not rows:
        return 0
    insertion = _insertion(type(rows[0]), unless)
    columns = [str(field.column) for field in insertion.fields]
    told = [dict(zip(columns, _values(row, insertion), strict=True)) for row in rows]
    return len(rows_prepared(insertion.of_many, [orjson.dumps(told).decode()]))


def _values(row: Model, insertion: Insertion) -> list[Any]:
    # Itself: what is asked of Django's proxy costs more than the answer.
    itself = connections[DEFAULT_DB_ALIAS]
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=itself) for field in insertion.fields
    ]


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
    # Every name is the model's own.
    into = f"INSERT INTO {table} ({columns})"
    return Insertion(
        fields,
        of_one=f"{into} VALUES ({places}){ending}",
        of_many=f"{into} SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s){ending}",  # noqa: S608
    )
