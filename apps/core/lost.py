"""Work that outlives the loss of the connection it was begun on."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection

T = TypeVar("T")


def again_if_lost(work: Callable[[], T]) -> T:
    """Do `work`; once more, on a fresh connection, when the one at hand turns out to be closed.

    Connections wait in a pool, and one that PostgreSQL closed there is found out only by the next statement.
    Only for work that may be done twice: a lost COMMIT may have taken effect. Raises what the database raises
    when there is no connection to be had, or the fresh one is lost too.
    """
    wrapper: Any = connection
    wrapper.ensure_connection()
    try:
        return work()
    except (OperationalError, InterfaceError):
        if wrapper.in_atomic_block or not is_connection_lost():
            raise
    wrapper.close()
    # The others that wait were closed together with this one.
    wrapper.pool.check()
    return work()


def is_connection_lost() -> bool:
    wrapper: Any = connection
    return wrapper.connection is None or bool(wrapper.connection.closed)
