"""From a row to a working business: the schema, its tables, and what every app wants to find in it."""

from collections.abc import Callable

from django.db import connection
from django_tenants.utils import quote_schema_name

from apps.tenants.blueprint import blueprint_copy
from apps.tenants.context import in_tenant, tables_migrate
from apps.tenants.migrating import histories_behind
from apps.tenants.models import Business

Step = Business.Step
_defaults: list[Callable[[], None]] = []


def register_defaults(fill: Callable[[], None]) -> None:
    """Called in an app's ready(): `fill` runs inside every new business and must be safe to repeat."""
    if fill not in _defaults:
        _defaults.append(fill)


def schema_provision(*, schema: str, tell: Callable[[Step], None]) -> None:
    """Creates the schema, copies the blueprint and fills in the defaults; safe to repeat after a failure.

    `tell` hears of each step as it begins.
    """
    tell(Step.SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {quote_schema_name(schema)}")
    tell(Step.TABLES)
    if not blueprint_copy(schema=schema) or histories_behind([schema]):
        tables_migrate(schema)
    tell(Step.DEFAULTS)
    with in_tenant(schema):
        defaults_fill()


def defaults_fill() -> None:
    """What every app wants to find in the business that is entered; safe to repeat."""
    for fill in _defaults:
        fill()
