"""Every column of what a person is told can be written down."""

import re

import orjson
import pytest
from django.db import connection
from django.db.models import Model

from apps.core.renderers import JsonRenderer
from apps.crm.ownership import rows_told
from apps.tenants.models import Business
from tests.isolation.owned import answered_for

# What a column of each type may hold, as PostgreSQL spells it. A type that is missing here is new: say how
# it is told in apps.crm.ownership first.
FILLED = {
    "bigint": "1",
    "integer": "1",
    "smallint": "1",
    "boolean": "true",
    "text": "x",
    "varchar": "x",
    "date": "2026-11-22",
    "timestamp with time zone": "2026-11-22 10:00+00",
    "tstzrange": "[2026-11-22 10:00+00,2026-11-22 11:00+00)",
    "uuid": "12345678-1234-5678-1234-567812345678",
    "jsonb": '{"a": [1, null]}',
    "varchar[]": "{x}",
}


@pytest.mark.parametrize("model", sorted(answered_for(), key=lambda model: model._meta.label))
def test_every_column_of_whoever_is_told_can_be_handed_out(business: Business, model: type[Model]) -> None:
    row_filled(model)

    (told,) = rows_told(model._default_manager.all())

    columns = [field for field in model._meta.concrete_fields if not field.generated]
    assert told.keys() == {field.attname for field in columns}
    assert None not in told.values()
    assert orjson.loads(JsonRenderer().render(told)).keys() == told.keys()


def row_filled(model: type[Model]) -> None:
    """A row with all columns, in a table that stands before the real one and holds nothing to any rule."""
    table = model._meta.db_table
    values = {}
    for field in model._meta.concrete_fields:
        type_ = re.sub(r"\(\d+\)", "", str(field.db_type(connection)))
        assert type_ in FILLED, f"{model._meta.label}.{field.name}: {type_}"
        if not field.generated:
            values[f'"{field.column}"'] = FILLED[type_]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "{table}" (LIKE "{table}") ON COMMIT DROP')
        cursor.execute(
            f'INSERT INTO "{table}" ({", ".join(values)}) VALUES ({", ".join(["%s"] * len(values))})',
            list(values.values()),
        )
