"""PostgreSQL goes away under a real worker, and comes back: no job is lost, none runs elsewhere."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from psycopg import sql

from apps.audit.models import AuditEntry
from apps.core.jobs import AWAY_HEADER, send
from apps.core.testing import until
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from apps.tenants.tests.probe_tasks import DONE
from apps.tenants.tests.test_worker import done


@contextmanager
def database_refusing() -> Iterator[None]:
    """Whoever held a connection loses it, and nobody gets another."""
    place = connection.settings_dict
    address = {key: place[key.upper()] for key in ("host", "port", "user", "password")}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        name = sql.Identifier(place["NAME"])
        server.execute(allow.format(name, sql.SQL("false")))
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [place["NAME"]]
            )
            yield
        finally:
            server.execute(allow.format(name, sql.SQL("true")))
            # Ours were among them.
            connection.close()
            connections[DEFAULT_DB_ALIAS].close_pool()


def put_back(valkey: Any, schemas: list[str]) -> bool:
    """Whether the worker tried the jobs of all of them and holds them for later."""
    held = [json.loads(each)[0]["headers"] for each in valkey.hvals("unacked")]
    return {each["_schema_name"] for each in held if each.get(AWAY_HEADER)} == set(schemas)


@pytest.mark.usefixtures("worker")
def test_a_job_waits_for_the_database(business: Business, other_business: Business) -> None:
    schemas = [business.schema_name, other_business.schema_name]
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.delete(DONE)
        for schema in schemas:
            send(schema, "tests.probe", marker="before")
        assert done(2) == {f"{schema} before": 1 for schema in schemas}

        with database_refusing():
            for schema in schemas:
                send(schema, "tests.probe", marker="away")
            until(partial(put_back, valkey, schemas))
            assert valkey.llen(DONE) == 0

    assert done(2) == {f"{schema} away": 1 for schema in schemas}
    for schema in schemas:
        with in_tenant(schema):
            actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
            assert list(actions) == ["before", "away"]
