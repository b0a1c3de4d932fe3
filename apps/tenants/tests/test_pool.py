from contextlib import ExitStack
from typing import Any

import psycopg
from django.db import connection

from apps.tenants.testing import database_address


def pids_of(pool: Any, count: int) -> list[int]:
    """Of as many connections as are wanted at the same time."""
    with ExitStack() as taken:
        return [taken.enter_context(pool.connection()).info.backend_pid for _ in range(count)]


def test_after_a_restart_of_postgresql_nobody_is_turned_away(tenants_db: None) -> None:
    wrapper: Any = connection
    # Other tests have filled theirs, and a connection that lives would hide the dead.
    wrapper.close()
    wrapper.close_pool()
    wrapper.ensure_connection()
    wrapper.close()
    before = pids_of(wrapper.pool, 5)
    with psycopg.connect(database_address(), autocommit=True) as server:
        for pid in before:
            assert server.execute("SELECT pg_terminate_backend(%s, 30000)", [pid]).fetchone() == (True,)

    for _ in before:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
        connection.close()

    assert not set(before) & set(pids_of(wrapper.pool, len(before)))


def test_a_connection_of_which_nothing_is_wrong_is_kept(tenants_db: None) -> None:
    connection.close()
    wrapper: Any = connection
    pids_of(wrapper.pool, 5)
    made = wrapper.pool.get_stats()["connections_num"]

    for _ in range(20):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.close()

    assert wrapper.pool.get_stats()["connections_num"] == made
