"""Work that looks at everything it can reach while it goes wrong."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from apps.crm.models import Lead
from apps.crm.tests.factories import LeadFactory
from apps.tenants.context import current_schema, in_tenant, other_businesses_too

Pause = Callable[[], None]


class DeliberateError(Exception):
    """What the work itself raises."""


def unruly_work(seen: set[str], *, fault: str, elsewhere: str, pause: Pause) -> None:
    """Adds to `seen` the name of every business of which anything was seen. Raises what the fault raises.

    Each row, cache entry and event of a business carries the name of its schema.
    """
    schema = current_schema()
    pause()
    LeadFactory(name=schema)
    cache.set("probe", schema)
    pause()
    look(seen)
    pause()
    FAULTS[fault](elsewhere, pause)
    pause()
    LeadFactory(name=schema)
    look(seen)


def look(seen: set[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        seen.add(cursor.fetchone()[0])
    seen.update([current_schema(), *Lead.objects.values_list("name", flat=True)])
    if remembered := cache.get("probe"):
        seen.add(remembered)


def nothing(elsewhere: str, pause: Pause) -> None:
    pass


def exception(elsewhere: str, pause: Pause) -> None:
    raise DeliberateError


def broken_statement(elsewhere: str, pause: Pause) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kettle")


def swallowed_statement(elsewhere: str, pause: Pause) -> None:
    try:
        broken_statement(elsewhere, pause)
    except DatabaseError:
        pause()


def broken_transaction(elsewhere: str, pause: Pause) -> None:
    with transaction.atomic():
        LeadFactory(name="never stored")
        pause()
        broken_statement(elsewhere, pause)


def broken_savepoint(elsewhere: str, pause: Pause) -> None:
    """The inner one fails after entering the other business, the outer one goes on."""
    with transaction.atomic():
        try:
            with transaction.atomic(), other_businesses_too(), in_tenant(elsewhere):
                broken_statement(elsewhere, pause)
        except DatabaseError:
            pause()


def lost_connection(elsewhere: str, pause: Pause) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def visit(elsewhere: str, pause: Pause) -> None:
    """Into the other business and back, as an overview of the platform does it."""
    there: set[str] = set()
    with other_businesses_too(), in_tenant(elsewhere):
        pause()
        look(there)
    if there - {elsewhere}:
        raise AssertionError(f"at {elsewhere} also {there} were seen")


def failed_visit(elsewhere: str, pause: Pause) -> None:
    with other_businesses_too(), in_tenant(elsewhere):
        pause()
        raise DeliberateError


FAULTS: dict[str, Callable[[str, Pause], None]] = {
    each.__name__: each
    for each in (
        nothing,
        exception,
        broken_statement,
        swallowed_statement,
        broken_transaction,
        broken_savepoint,
        lost_connection,
        visit,
        failed_visit,
    )
}
EXPECTED = (DeliberateError, DatabaseError)
