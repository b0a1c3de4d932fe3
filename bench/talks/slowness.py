"""A diary in which whoever writes has to wait: what a customer hears meanwhile is part of a dialogue."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bench.talks.stage import Stage

LOOKING_SECONDS = 0.05
# Its own backend's waiters: the wait is as long as it was ordered, whenever it begins.
WAITED_FOR = """
SELECT count(*) FROM pg_stat_activity
WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))
    AND clock_timestamp() - query_start > make_interval(secs => %s)
"""


@contextmanager
def diary_slow(stage: Stage, *, seconds: float) -> Iterator[None]:
    """The first who books or holds in the business waits for so long; nobody when 0."""
    if not seconds:
        yield
        return
    over, locked = threading.Event(), threading.Event()
    thread = threading.Thread(target=_locked, args=(stage, seconds, locked, over))
    thread.start()
    locked.wait(30)
    try:
        yield
    finally:
        over.set()
        thread.join()


def _locked(stage: Stage, seconds: float, locked: threading.Event, over: threading.Event) -> None:
    from django.db import connection, transaction

    from apps.tenants.context import in_tenant

    try:
        with in_tenant(stage.schema), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE scheduling_appointment IN EXCLUSIVE MODE")
            locked.set()
            while not over.wait(LOOKING_SECONDS):
                cursor.execute(WAITED_FOR, [seconds])
                if cursor.fetchone()[0]:
                    return
    finally:
        connection.close()
