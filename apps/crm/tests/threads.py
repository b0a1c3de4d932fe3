"""Many callers at the same moment, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from apps.core.testing import PATIENCE_SECONDS
from apps.tenants.context import in_tenant


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
