"""Ranks out of the business's own sequence."""

from django.db import connection
from psycopg import sql

from apps.crm.models.leads import RANK_OF_THE_NEXT

NEXT = sql.SQL(RANK_OF_THE_NEXT)
RENUMBER = sql.SQL("""
    WITH ordered AS MATERIALIZED (
        SELECT id FROM crm_lead WHERE status_id = %(status_from)s ORDER BY position DESC
    ), ranked AS MATERIALIZED (SELECT id, {next} AS position FROM ordered)
    UPDATE crm_lead SET position = ranked.position, status_id = %(status_to)s
    FROM ranked WHERE ranked.id = crm_lead.id
""").format(next=NEXT)


def rank_next() -> str:
    """A rank before every other there is."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {next}").format(next=NEXT))
        return str(cursor.fetchone()[0])


def column_renumber(*, status_id: int, into_status_id: int | None = None) -> None:
    """Fresh ranks for all of a column in the order they stand, at the top of the same column or of another.

    The caller has locked the leads.
    """
    with connection.cursor() as cursor:
        cursor.execute(RENUMBER, {"status_from": status_id, "status_to": into_status_id or status_id})
