"""Many callers at the same moment, each with a connection of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import DEFAULT_DB_ALIAS, connection, connections

from apps.core.testing import PATIENCE_SECONDS
from apps.tenants.context import in_tenant

CONNECTED = """
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
"""
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE %s
"""


def at_once(schema, calls):
    """Runs every call in a thread of its own, released together; returns their results."""
    start = Barrier(len(calls))

    def run(call):
        try:
            with in_tenant(schema):
                start.wait(PATIENCE_SECONDS)
                return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def deadlocks():
    """How many there were in this database until now. A server process tells of its own as it ends."""
    ending = connected()
    connection.close()
    connections[DEFAULT_DB_ALIAS].close_pool()
    waits_until = time.monotonic() + PATIENCE_SECONDS
    while connected() & ending:
        assert time.monotonic() < waits_until, "a server process does not end"
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def connected():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(CONNECTED)
        return {pid for (pid,) in cursor.fetchall()}


def somebody_waits(table="crm_lead"):
    """Comes back when a statement about `table` stands behind a lock."""
    waits_until = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < waits_until:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING, [f"%{table}%"])
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
