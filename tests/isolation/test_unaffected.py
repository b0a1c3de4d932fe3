"""What a business is told is the same whether the other was ever there: rows, counts, numbers, dates, names.

So nothing of the other's need be recognised. Each request is made twice as things are: what differs then, as
a fresh token does, says nothing. Then it is made once more without the other.
"""

from itertools import product
from typing import Any

import pytest
from django.db import connection
from drf_spectacular.generators import SchemaGenerator
from psycopg import sql
from rest_framework.response import Response

from apps.core import clock
from apps.tenants.models import Business
from tests.isolation.answers import text_of
from tests.isolation.contents import shared_tables
from tests.isolation.described import (
    DAY_OF_THE_EXAMPLES,
    Operation,
    body_of,
    operation_of,
    query_of,
    query_words,
)
from tests.isolation.endpoints import Endpoint, each, endpoints_of, handled, rest_endpoints
from tests.isolation.leaky_views import ANSWERS
from tests.isolation.people import ROLES
from tests.isolation.stage import Stage, ask, undone
from tests.isolation.test_foreign_names import words_of

HANDLED = handled(rest_endpoints())
LEAKY = "tests.isolation.leaky_views"
TIMES = 5
Parts = dict[str, Any]
WITHOUT = """
    SET LOCAL session_replication_role = replica;
    ALTER SCHEMA {schema} RENAME TO nobodys;
    DELETE FROM accounts_user WHERE id IN (SELECT user_id FROM accounts_membership WHERE business_id = {key})
        AND id NOT IN (SELECT user_id FROM accounts_membership WHERE business_id <> {key});
"""
"""Nothing is asked of what still points there."""


def is_gone(business: Business) -> None:
    """As though it had never been: for the rest of the transaction."""
    names = {"schema": sql.Identifier(business.schema_name), "key": business.pk}
    queries = [sql.SQL(WITHOUT).format(**names)]
    for table, column in shared_tables():
        of_business = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
        queries.append(sql.SQL("DELETE FROM {table} WHERE {column} = {key};").format(**names, **of_business))
    queries.append(sql.SQL("DELETE FROM tenants_business WHERE id = {key};").format(**names))
    queries.append(sql.SQL("SET LOCAL session_replication_role = DEFAULT"))
    with connection.cursor() as cursor:
        cursor.execute(sql.Composed(queries).as_string())


def parts_of(response: Response) -> Parts:
    """An answer in its smallest pieces, by where they stand."""
    head = {f"head {name}": value for name, value in response.headers.items() if name != "Content-Length"}
    if "json" in response.get("Content-Type", "") and not response.streaming:
        return {"status": response.status_code, **head, **dict(_pieces("body", response.json()))}
    return {"status": response.status_code, **head, "body": text_of(response)}


def _pieces(place: str, value: Any) -> list[tuple[str, Any]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if inner is None:
        return [(place, value)]
    pieces = [piece for step, each in inner for piece in _pieces(f"{place}.{step}", each)]
    return pieces or [(place, type(value))]


def differing(one: Parts, other: Parts) -> set[str]:
    return {place for place in one.keys() | other.keys() if one.get(place) != other.get(place)}


def leaks_of(stage: Stage, endpoint: Endpoint, method: str, operation: Operation) -> list[str]:
    """Where in which answer the other shows: each time, so that it is no matter of milliseconds."""
    said_anew: set[str] = set()
    leaks = shown(stage, endpoint, method, operation, said_anew)
    for _ in range(TIMES - 1):
        if leaks:
            leaks &= shown(stage, endpoint, method, operation, said_anew)
    return sorted(f"{place} {asked}" for place, asked in leaks if place not in said_anew)


def shown(
    stage: Stage, endpoint: Endpoint, method: str, operation: Operation, said_anew: set[str]
) -> set[tuple[str, str]]:
    """What differs without the other, and in the answer to what. Adds to what is said anew in any case."""
    path = endpoint.path(stage.ours)
    query, body = query_of(operation, stage.ours), body_of(operation, stage.ours)

    def parts(name: str, beside: dict[str, str]) -> Parts:
        with undone():
            return parts_of(ask(stage.person(name), method, path, query={**query, **beside}, body=body))

    with clock.frozen(DAY_OF_THE_EXAMPLES), undone():
        named = product(query_words(operation), words_of(stage))
        asked: list[tuple[str, dict[str, str]]] = [
            *((f"{role} here", {}) for role in ROLES),
            *(("owner here", {parameter: word}) for parameter, word in named),
        ]
        before = [parts(*each) for each in asked]
        said_anew |= differing(before[0], parts(*asked[0]))
        is_gone(stage.other)
        return {
            (place, f"of {path} with {beside} by {name}")
            for (name, beside), was in zip(asked, before, strict=True)
            for place in differing(was, parts(name, beside)) - said_anew
        }


@each(HANDLED)
def test_no_answer_depends_on_the_other(stage: Stage, endpoint: Endpoint, method: str) -> None:
    assert leaks_of(stage, endpoint, method, operation_of(endpoint, method)) == []


@pytest.mark.parametrize("route", sorted(ANSWERS))
def test_a_view_whose_answer_does_is_found(stage: Stage, settings, route: str) -> None:
    """Made for this test."""
    settings.ROOT_URLCONF = LEAKY
    ((endpoint, method),) = (
        pair for pair in handled(endpoints_of(LEAKY)) if pair[0].route.endswith(f"/{route}")
    )
    described = SchemaGenerator(urlconf=LEAKY).get_schema(public=True)["paths"][endpoint.route]

    assert leaks_of(stage, endpoint, method, described[method.lower()])
