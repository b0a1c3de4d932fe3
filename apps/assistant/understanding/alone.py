from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from apps.assistant.errors import ConversationBusyError
from apps.tenants.context import current_schema, scoped


@contextmanager
def alone(what: str, its_id: int) -> Iterator[None]:
    """One job at a time for this call, conversation or lead, also while the model is asked: no transaction is
    open. The lock goes with the connection, so a worker that dies leaves none. Raises ConversationBusyError.
    """
    name = [scoped(current_schema(), "understanding", what, str(its_id))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name)
        (held,) = cursor.fetchone()
    if not held:
        raise ConversationBusyError
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)
