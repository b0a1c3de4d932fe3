"""Whoever plans by the settings of a business and whoever changes them take turns.

Else a message that is planned while they change would go by the old ones, and the planning anew would
not see its meeting, which is there only once its transaction ends. A lock of its own, not the row of the
settings: the bookings of a business with a daily cap queue on that, and hold meetings by the time that
they plan.
"""

from apps.core.tuples import rows_prepared
from apps.tenants.context import current_schema, scoped

TOGETHER = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))::text"
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))::text"


def planning_begin() -> None:
    """Until the transaction ends, what the entered business plans by stays as it is."""
    # A statement of its own: what is read behind it is read as whoever went before has left it.
    rows_prepared(TOGETHER, [_name()])


def planning_change() -> None:
    """Waits for those who plan; until the transaction ends nobody else begins to. Behind the row of the
    settings, before plans and messages.
    """
    rows_prepared(ALONE, [_name()])


def _name() -> str:
    return scoped(current_schema(), "planning")
