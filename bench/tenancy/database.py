"""A database of a bench's own, made for the run and dropped after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from prosaas.local import postgres, valkey

LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"


@contextmanager
def database(state: Path, *, name: str) -> Iterator[None]:
    """A fresh one, named in the environment of this process and its children; the servers live in `state`."""
    server = postgres.start(state)
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 " + LOCALE).format(sql.Identifier(name)))
        os.environ["DATABASE_URL"] = make_conninfo(server, dbname=name)
        os.environ["REDIS_URL"] = valkey.start(state)
        os.environ["DJANGO_SETTINGS_MODULE"] = "prosaas.settings.local"
        os.environ["LOG_LEVEL"] = "WARNING"
        try:
            yield
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
