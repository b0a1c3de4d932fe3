"""A job that is interrupted as a worker does it, while PostgreSQL keeps it waiting."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from billiard.pool import soft_timeout_sighandler
from django.db.models import Model
from psycopg import sql

from apps.tenants.testing import database_address


@contextmanager
def interrupted_soon() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, soft_timeout_sighandler)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def table_held(schema: str, model: type[Model]) -> Iterator[None]:
    """Whoever writes a row of it hears nothing from PostgreSQL until this is over."""
    with psycopg.connect(database_address()) as server:
        table = sql.Identifier(schema, model._meta.db_table)
        server.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(table))
        yield
