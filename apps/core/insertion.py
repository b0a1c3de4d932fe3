"""One new row, where many are made a second: the statement is put together once for each model."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@dataclass(frozen=True, slots=True)
class Insertion:
    statement: str
    fields: "tuple[Field[Any, Any], ...]"


def row_insert(row: Model, *, unless: str = "") -> bool:
    """Inserts `row` and gives it its key. What the database computes is not read back.

    `unless` names a constraint of the model: a row that would violate it is not inserted and False returned;
    the transaction goes on. Rivals that have not committed yet are waited for.
    """
    insertion = _insertion(type(row), unless)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection)
        for field in insertion.fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(insertion.statement, values)
        inserted = cursor.fetchone()
    if inserted is None:
        return False
    row.pk = inserted[0]
    # As `save()` leaves it: the next one updates.
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
    return True


@cache
def _insertion(model: type[Model], unless: str) -> Insertion:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = tuple(
        field for field in meta.local_concrete_fields if not (field.generated or field.primary_key)
    )
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join("%s" for _ in fields)
    passing = f" ON CONFLICT ON CONSTRAINT {quoted(unless)} DO NOTHING" if unless else ""
    statement = (
        # Every name is the model's own.
        f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({places}){passing}"  # noqa: S608
        f" RETURNING {quoted(str(meta.pk.column))}"
    )
    return Insertion(statement, fields)
