"""The first rows that a search finds, whatever is searched for.

Where many rows match, they are found soonest by going through the rows from the newest on; where few or none
do, by the trigram index. PostgreSQL guesses which, and for two words guesses wrong: it then reads the whole
table. So both ways are written down: as many rows as cost nothing are gone through, and only when they do not
fill the answer is the index asked. Nothing here may be a prepared statement: its plan would know no fragment.
"""

from typing import Any

from psycopg import sql

from apps.hebrew.search import Way

Query = tuple[str, list[Any]]
"""SQL and its parameters."""

FIRST_MATCHING = sql.SQL("""
    WITH walked AS MATERIALIZED (SELECT id FROM ({near}) near WHERE {holds} LIMIT {most})
    SELECT id FROM walked WHERE (SELECT count(*) FROM walked) = {most}
    UNION ALL
    (
        SELECT id FROM (SELECT * FROM ({rows}) every WHERE {holds} OFFSET 0) matching
        WHERE (SELECT count(*) FROM walked) < {most}
        ORDER BY {order} LIMIT {most}
    )
""")


def holds(way: Way) -> Query:
    """The condition that `search_text` holds what is looked for."""
    every = [" OR ".join(["search_text LIKE %s"] * len(any_of)) for any_of in way]
    return " AND ".join(f"({each})" for each in every), [f"%{part}%" for any_of in way for part in any_of]


def first_matching(*, near: Query, rows: Query, order: str, way: Way, most: int) -> Query:
    """The ids of the first `most` of `rows` that match. `near` are the first of them in that order.

    Both give `id`, `search_text` and what `order` names.
    """
    condition, sought = holds(way)
    statement = FIRST_MATCHING.format(
        near=sql.SQL(near[0]),
        rows=sql.SQL(rows[0]),
        holds=sql.SQL(condition),
        order=sql.SQL(order),
        most=sql.Literal(most),
    ).as_string()
    return statement, [*near[1], *sought, *rows[1], *sought]
