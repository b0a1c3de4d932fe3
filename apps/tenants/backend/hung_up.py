"""Whether PostgreSQL has ended a connection that lay idle."""

from select import POLLIN, poll
from typing import Any

from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool


def is_hung_up(connection: "Connection[Any]") -> bool:
    """Costs nothing while all is well: a server that says something unasked nearly always says goodbye, and
    only then is the connection asked.
    """
    socket = poll()
    socket.register(connection.fileno(), POLLIN)
    if not socket.poll(0):
        return False
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        return True
    return False
