"""The first rows that a search finds, whatever is searched for.

Where many rows match, they are found soonest by going through the rows from the newest on; where few or none
do, by the trigram index. PostgreSQL guesses which, and for two words guesses wrong: it then reads the whole
table. So it is written down: a glance at the newest rows is enough for what every tenth has; where it saw
some, many rows are gone through; else the index says whether there are but a few, and gives them. Where
going through the rows does not fill the answer, the index gives all.

What is looked for stands in a SELECT of its own, where the planner cannot see it: the plan is the same for
every fragment, so that it may be kept (rows_prepared). To make it takes longer than to answer: one word is
asked for as two, of which the second stands in every text, and most of what people type is of one plan.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil, prod
from typing import Any

from psycopg import sql

from apps.hebrew.search import Way

Query = tuple[str, list[Any]]
"""SQL and its parameters."""

FIRST_MATCHING = sql.SQL("""
    WITH glanced AS MATERIALIZED (
        SELECT ARRAY(
            SELECT id FROM ({rows} ORDER BY {order} LIMIT {glance}) newest WHERE {holds} LIMIT {most}
        ) AS ids
    ), indexed AS MATERIALIZED (
        SELECT {columns} FROM ({rows}) every WHERE {found}
    ), walked AS MATERIALIZED (
        SELECT CASE
            WHEN cardinality(ids) < {promising}
                AND (SELECT count(*) FROM (SELECT FROM indexed LIMIT {few} + 1) few) <= {few} THEN NULL
            WHEN cardinality(ids) < {most} THEN ARRAY(
                SELECT id FROM ({rows} ORDER BY {order} LIMIT {walk}) newest WHERE {holds} LIMIT {most}
            )
        END AS ids FROM glanced
    )
    SELECT unnest(CASE {most}
        WHEN cardinality(glanced.ids) THEN glanced.ids
        WHEN cardinality(walked.ids) THEN walked.ids
        ELSE ARRAY(SELECT id FROM indexed ORDER BY {order} LIMIT {most})
    END) AS id FROM glanced, walked
""")
LIKE = "search_text LIKE (SELECT %s::text)"
"""What the trigram index answers."""
HAS = "strpos(search_text, (SELECT %s::text)) > 0"
"""The same of rows that are gone through, in a third of the time: LIKE begins anew at each Hebrew letter."""
HAS_ANY = f"({HAS} AND search_text LIKE ANY ((SELECT %s::text[])::text[]))"
"""First what all of them have in common, or each row would be gone through once for each."""
MOST_ALTERNATIVES = 12
"""Of words in all their forms; what has more is looked up word by word."""
FEW_ALTERNATIVES = 2
"""Where a word of one form narrows it down: more are looked for among the rows that have that one."""
EVERYWHERE = ("",)
"""Stands in every text."""


def holds(way: Way) -> Query:
    """The condition that `search_text` holds what is looked for, for the trigram index.

    It finds rows with two words at once, but rows of either word one by one, so each combination of their
    forms is an alternative of its own. Where those are many, it is asked for the words that have one form and
    its rows are looked through for the others, or for each word by itself.
    """
    way = _ordered(way)
    shape = _shape(way)
    if _is_combined(shape):
        return _indexed(shape), [_pattern(part) for each in product(*way) for part in each]
    single = shape.count(1)
    if single:
        return _indexed(shape), [*(_pattern(any_of[0]) for any_of in way[:single]), *_sought(way[single:])]
    return _indexed(shape), [_pattern(part) for any_of in way for part in any_of]


def _ordered(way: Way) -> Way:
    """What has one form first, so that the order of the words makes no other statement."""
    return tuple(sorted(way, key=len))


def _sought(way: Way) -> list[Any]:
    """The parameters of HAS and HAS_ANY."""
    sought: list[Any] = []
    for any_of in way:
        sought += any_of if len(any_of) == 1 else [_common(any_of), list(map(_pattern, any_of))]
    return sought


def _common(any_of: tuple[str, ...]) -> str:
    """A part of each of them."""
    shortest = min(map(str.strip, any_of), key=len)
    return shortest if all(shortest in part for part in any_of) else ""


def _pattern(part: str) -> str:
    return f"%{part}%"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many rows are glanced at, taken from the index and gone through, before the next is tried.

    A row from the index costs four that are gone through, and all that match come before the first. Of what
    more than `few` rows have, going through `walk` of them should find `most`, or else it was for nothing.
    """

    glance: int
    few: int
    walk: int

    def promising(self, most: int) -> int:
        """So many at a glance, and going through the rows is likely to fill the answer."""
        if not self.walk:
            return most
        return min(max(ceil(most * self.glance / self.walk), 1), most)


def first_matching(*, rows: Query, columns: str, order: str, way: Way, most: int, reach: Reach) -> Query:
    """The ids of the first `most` of `rows` that match.

    `rows` give `search_text` and `columns`, which are the id and what `order` names.
    """
    way = (*way, EVERYWHERE) if _shape(way) == (1,) else _ordered(way)
    statement = _first_matching(rows[0], columns, order, _shape(way), most, reach)
    read = [*rows[1], *_sought(way)]
    return statement, [*read, *rows[1], *holds(way)[1], *read]


def _shape(way: Way) -> tuple[int, ...]:
    """All that the SQL must know of it."""
    return tuple(map(len, way))


def _is_combined(shape: tuple[int, ...]) -> bool:
    return prod(shape) <= (FEW_ALTERNATIVES if 1 in shape else MOST_ALTERNATIVES)


def _gone_through(shape: tuple[int, ...]) -> str:
    return " AND ".join(HAS if forms == 1 else HAS_ANY for forms in shape)


def _indexed(shape: tuple[int, ...]) -> str:
    if _is_combined(shape):
        return " OR ".join([f"({' AND '.join([LIKE] * len(shape))})"] * prod(shape))
    single = shape.count(1)
    if single:
        return " AND ".join([LIKE] * single + [HAS_ANY] * (len(shape) - single))
    return " AND ".join(f"({' OR '.join([LIKE] * forms)})" for forms in shape)


@lru_cache(maxsize=512)
def _first_matching(
    rows: str, columns: str, order: str, shape: tuple[int, ...], most: int, reach: Reach
) -> str:
    return FIRST_MATCHING.format(
        rows=sql.SQL(rows),
        columns=sql.SQL(columns),
        order=sql.SQL(order),
        holds=sql.SQL(_gone_through(shape)),
        found=sql.SQL(f"({_indexed(shape)})"),
        most=sql.Literal(most),
        promising=sql.Literal(reach.promising(most)),
        glance=sql.Literal(reach.glance),
        few=sql.Literal(reach.few),
        walk=sql.Literal(reach.walk),
    ).as_string()
