"""For tests: a database with two businesses, provisioned once a process and cleaned where it must be."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections, transaction
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from apps.tenants.blueprint import blueprint_renew
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant, tables_migrate
from apps.tenants.models import Business
from apps.tenants.provisioning import defaults_fill
from apps.tenants.services import business_create, business_provision

BUSINESSES = {"halutz": ("מספרת חלוץ", "+97237630001"), "shaked": ("מוסך שקד", "+97237630002")}
PREFIX = "prosaas_test_"
# Under another locale pg_trgm sees no Hebrew.
LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
KEPT_TABLES = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "tenants_business",
    "tenants_domain",
)


@contextmanager
def database_made() -> Iterator[str]:
    """A database of this process's own with two businesses, so that runs beside each other do not meet.

    The first of several workers makes it, the others copy it: migrating costs more CPU than many tests.
    """
    name = _database_of(os.getpid())
    with _server() as server:
        _drop_orphans(server)
    if "PYTEST_XDIST_WORKER" in os.environ:
        _database_copy(name)
        _connect_to(name)
    else:
        _database_make(name)
    try:
        yield name
    finally:
        _disconnect()
        with _server() as server:
            _drop(server, name)


def database_of_workers_drop() -> None:
    """For the process that started the workers, when they are gone."""
    with _server() as server:
        _drop(server, _database_of(os.getpid()))


def _database_copy(name: str) -> None:
    copied = _database_of(os.getppid())
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [os.getppid()])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [copied]).fetchone():
            _database_make(name)
            _disconnect()
            server.execute(_about("ALTER DATABASE {} RENAME TO {}", name, copied))
        server.execute(_about("CREATE DATABASE {} TEMPLATE {}", name, copied))


def _database_make(name: str) -> None:
    """The shared tables and both businesses with their defaults."""
    with _server() as server:
        server.execute(_about("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' " + LOCALE, name))
    _connect_to(name)
    tables_migrate(PUBLIC_SCHEMA)
    blueprint_renew()
    for slug, (business_name, number) in BUSINESSES.items():
        business_provision(business=business_create(name=business_name, slug=slug, phone_e164s=[number]))


def _connect_to(name: str) -> None:
    for place in (connections["default"].settings_dict, settings.DATABASES["default"]):
        place["NAME"] = name


def _disconnect() -> None:
    wrapper: Any = connection
    wrapper.close()
    wrapper.close_pool()


def tables_clean() -> None:
    """Back to two businesses as they were provisioned, after a test that committed."""
    with in_tenant(PUBLIC_SCHEMA):
        Business.objects.update(status=Business.Status.ACTIVE, delete_after=None)
        ours = Business.objects.filter(slug__in=BUSINESSES)
        _truncate([PUBLIC_SCHEMA, *ours.values_list("schema_name", flat=True)])
        for business in Business.objects.exclude(slug__in=BUSINESSES):
            business.delete(force_drop=True)
        for business in Business.objects.all():
            business.phone_numbers.create(e164=BUSINESSES[business.slug][1], voice=True, whatsapp=True)
            with in_tenant(business.schema_name):
                defaults_fill()
    cache.clear()


@contextmanager
def worker_running(
    *,
    include: str,
    queues: str = "celery,schemas,bulk",
    role: str | None = None,
    redis_url: str | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker of two processes on the test's database and queues; `include` names more jobs. `role` is
    the database's, the owner without one; `redis_url` another server of queues.
    """
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(role=role),
        "REDIS_URL": redis_url or settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.test",
    }
    # With xdist's mark the worker would start a Valkey of its own.
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "prosaas",
        "worker",
        "--concurrency",
        "2",
        "--queues",
        queues,
        "--include",
        include,
    ]
    process = subprocess.Popen(
        [*command, "--without-mingle", "--without-gossip", "-l", "ERROR"], env=environment
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def database_address(*, role: str | None = None) -> str:
    """The DATABASE_URL of the test's database, for a process started by a test."""
    server = conninfo_to_dict(os.environ["DATABASE_URL"])
    if role is not None:
        server["user"] = role
    return make_conninfo(**{**server, "dbname": connection.settings_dict["NAME"]})


def _truncate(schemas: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor, _journals_open(cursor, schemas):
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = ANY(%s) AND NOT tablename = ANY(%s)",
            [schemas, list(KEPT_TABLES)],
        )
        tables = ", ".join(table for (table,) in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@contextmanager
def _journals_open(cursor: Any, schemas: list[str]) -> Iterator[None]:
    """The journals refuse to be emptied by anybody whose tables they are not."""
    cursor.execute(
        "SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname = 'audit_append_only' AND relnamespace::regnamespace::text = ANY(%s)",
        [schemas],
    )
    journals = [journal for (journal,) in cursor.fetchall()]
    for journal in journals:
        cursor.execute(f"ALTER TABLE {journal} DISABLE TRIGGER audit_append_only")
    yield
    for journal in journals:
        cursor.execute(f"ALTER TABLE {journal} ENABLE ALWAYS TRIGGER audit_append_only")


def _database_of(process: int) -> str:
    return f"{PREFIX}{process}"


def _about(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _drop(server: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    server.execute(_about("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))


def _drop_orphans(server: "psycopg.Connection[tuple[object, ...]]") -> None:
    """What a killed run left behind."""
    names = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"]).fetchall()
    for (name,) in names:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(int(str(name).removeprefix(PREFIX)), 0)
            continue
        _drop(server, str(name))
