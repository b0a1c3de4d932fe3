"""Which schemas are behind the code, and bringing them up to it.

Asking Django schema by schema took 89 s for 301 businesses with nothing to do; one query takes 0.14 s.
"""

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from apps.tenants.blueprint import BLUEPRINT, blueprint_renew
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant, scoped, tables_migrate
from apps.tenants.models import Business

LOCK_TIMEOUT = "-c lock_timeout=5s"
NAME = [scoped(PUBLIC_SCHEMA, "migrating")]


@dataclass(frozen=True, slots=True)
class Migrated:
    """`error` is empty when it went well."""

    schema: str
    error: str = ""


@contextmanager
def migrating_alone() -> Iterator[None]:
    """Waits for whoever else migrates this database, however long that takes.

    The lock has a connection of its own: django-tenants gives away the one by which it migrated a schema.
    """
    wrapper = connection.copy()
    try:
        with wrapper.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", NAME)
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", NAME)
                cursor.execute("RESET lock_timeout")
    finally:
        wrapper.close()


def public_migrate() -> bool:
    """Migrates the shared tables when they are behind; tells whether they were."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    tables_migrate(PUBLIC_SCHEMA)
    return True


def schemas_behind() -> list[str]:
    """Of the blueprint and the businesses, as they were opened, whose schema lacks a migration; one query."""
    schemas = _schemas_with_history()
    behind = histories_behind(schemas)
    return behind if BLUEPRINT in schemas else [BLUEPRINT, *behind]


def histories_behind(schemas: list[str]) -> list[str]:
    """Those of the schemas, which were migrated once, that lack a migration now."""
    if not schemas:
        return []
    wanted = list(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)
    each = sql.SQL(
        "SELECT {name}, count(*) FROM {table}"
        " JOIN unnest(%(apps)s::text[], %(names)s::text[]) AS wanted (app, name) USING (app, name)"
    )
    union = sql.SQL(" UNION ALL ").join(
        each.format(name=sql.Literal(schema), table=sql.Identifier(schema, "django_migrations"))
        for schema in schemas
    )
    with connection.cursor() as cursor:
        cursor.execute(union, {"apps": [app for app, _ in wanted], "names": [name for _, name in wanted]})
        applied = dict(cursor.fetchall())
    return [schema for schema in schemas if applied[schema] < len(wanted)]


def schemas_migrate(schemas: list[str], *, workers: int) -> Iterator[Migrated]:
    """Migrates each schema and yields how it went, as they finish. A failure stops only its own schema."""
    if workers < 2 or len(schemas) < 2:
        yield from map(schema_migrate, schemas)
        return
    # Their import is a twentieth of a command that has nothing to do, as nearly every start has.
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        for done in as_completed([pool.submit(schema_migrate, schema) for schema in schemas]):
            yield done.result()


def schema_migrate(schema: str) -> Migrated:
    lock_timeout_set()
    try:
        if schema == BLUEPRINT:
            blueprint_renew()
        else:
            tables_migrate(schema)
    except Exception as error:
        # Django's own message may be only "relation exists"; the last frame says in which migration.
        return Migrated(schema, "".join(traceback.format_exception_only(error)).strip())
    return Migrated(schema)


def lock_timeout_set() -> None:
    """For what this process opens from here on: a migration that waits for a table longer than 5 s would stop
    everybody behind it.
    """
    connection.settings_dict["OPTIONS"]["options"] = LOCK_TIMEOUT


def _schemas_with_history() -> list[str]:
    with in_tenant(PUBLIC_SCHEMA):
        schemas: Iterable[str] = Business.objects.order_by("id").values_list("schema_name", flat=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations'")
            have = {schema for (schema,) in cursor.fetchall()}
        return [schema for schema in (BLUEPRINT, *schemas) if schema in have]
