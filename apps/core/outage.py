"""Whether an error says that PostgreSQL is away: to be waited for, not to be counted as a failure."""

import psycopg
from django.db import InterfaceError, OperationalError

DATABASE_ERRORS = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
# Connection lost, too many connections, shut down, crashed, starting up.
AWAY_STATES = ("08", "53300", "57P01", "57P02", "57P03")


def is_database_away(error: Exception) -> bool:
    """True also for a pool without a free connection; False for a statement that was refused or too slow."""
    if not isinstance(error, DATABASE_ERRORS):
        return False
    said_by = error if isinstance(error, psycopg.Error) else error.__cause__
    # Only what PostgreSQL itself answered has a state.
    state: str | None = getattr(said_by, "sqlstate", None)
    return state is None or state.startswith(AWAY_STATES)
