"""A statement is never answered: the job that waits for it is interrupted, and made again later."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
import redis
from django.conf import settings
from psycopg import sql

from apps.audit.models import AuditEntry
from apps.core.jobs import send
from apps.core.testing import until
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from apps.tenants.testing import database_address
from apps.tenants.tests.probe_tasks import DONE
from apps.tenants.tests.test_worker import done


@contextmanager
def journal_held(schema: str) -> Iterator[None]:
    """Whoever writes into the business's journal hears nothing from PostgreSQL until this is over."""
    with psycopg.connect(database_address()) as server:
        table = sql.Identifier(schema, AuditEntry._meta.db_table)
        server.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(table))
        yield


def tried_again(valkey: Any) -> list[str]:
    """The businesses whose jobs the worker holds for another attempt."""
    held = [json.loads(each)[0]["headers"] for each in valkey.hvals("unacked")]
    return [each["_schema_name"] for each in held if each["retries"]]


@pytest.mark.usefixtures("worker")
def test_a_job_that_postgresql_never_answers_is_made_again(
    business: Business, other_business: Business
) -> None:
    schemas = [business.schema_name, other_business.schema_name]
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.delete(DONE)
        with journal_held(business.schema_name):
            for schema in schemas:
                send(schema, "tests.probe_briefly", marker="hung")
            assert done(1) == {f"{other_business.schema_name} hung": 1}
            assert until(partial(tried_again, valkey)) == [business.schema_name]
            assert valkey.llen(DONE) == 0

    assert done(1) == {f"{business.schema_name} hung": 1}
    for schema in schemas:
        with in_tenant(schema):
            assert list(AuditEntry.objects.values_list("action", flat=True)) == ["hung"]
