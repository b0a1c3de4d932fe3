"""A name of the other business inside our own request: in the query, in the body, in a header.

Its number, slug, schema, host, name, and the phone of a customer of its own. Whoever of ours says it is told
nothing and changes nothing there; nor does a view try: who enters the other is refused, and answers 500.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from apps.crm.models import Lead
from apps.tenants.context import in_tenant
from tests.isolation.answers import is_silent, refusal_for, told
from tests.isolation.contents import contents_of
from tests.isolation.described import (
    Operation,
    body_of,
    body_places,
    body_with,
    operation_of,
    query_of,
    query_words,
)
from tests.isolation.endpoints import Endpoint, each, endpoints_of, handled, rest_endpoints
from tests.isolation.leaky_views import NAMED
from tests.isolation.people import ROLES
from tests.isolation.public_views import names_of
from tests.isolation.schemas import Place
from tests.isolation.stage import Stage, ask, undone

HANDLED = handled(rest_endpoints())
LEAKY = "tests.isolation.leaky_views"
FREE = ("accept-language", "idempotency-key", "if-match", "range", "user-agent", "x-requested-with")
"""Headers in which anything may stand."""


@dataclass(frozen=True, slots=True)
class Naming:
    """`where` says which place holds which word."""

    where: object
    query: dict[str, Any]
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def words_of(stage: Stage) -> list[str]:
    """Whatever the other could be asked for by, beside the ids of its rows."""
    with in_tenant(stage.other.schema_name):
        phones = Lead.objects.filter(pk=str(stage.foreign["lead_id"])).values_list("phone", flat=True)
        return [*map(str, names_of(stage.other)), stage.other.name, *phones]


def turned(places: list[Any], words: list[str]) -> Iterator[dict[Any, str]]:
    """Each place with each word, as many at once as there are places."""
    for turn in range(len(words)):
        yield {place: words[(turn + index) % len(words)] for index, place in enumerate(places)}


def leaks_of(stage: Stage, endpoint: Endpoint, method: str, operation: Operation) -> list[str]:
    query, body, words = query_of(operation, stage.ours), body_of(operation, stage.ours), words_of(stage)
    before = contents_of(stage.other)
    leaks = []

    def is_refused(name: str, naming: Naming) -> bool:
        person, path = stage.person(name), endpoint.path(stage.ours)
        with undone():
            response = ask(person, method, path, query=naming.query, body=naming.body, headers=naming.headers)
            is_done = method != "GET" and response.status_code < 400
            is_written = is_done and contents_of(stage.other) != before
        if response.status_code >= 500 or is_written or not is_silent(response, stage.other):
            leaks.append(f"{name}, {naming.where}: {told(response)}, the other changed: {is_written}")
        return response.status_code >= 400

    for said in turned([*FREE], words[:4]):
        is_refused("owner here", Naming(said, query, body, said_in_head(said)))
    places = [place for place in body_places(operation) if not place.names]
    for name in (f"{role} here" for role in ROLES):
        if refusal_for(endpoint, method, stage.person(name)):
            continue
        for parameter in query_words(operation):
            for word in words:
                is_refused(name, Naming({parameter: word}, {**query, parameter: word}, body))
        for said in turned(places, words) if places else ():
            together = said_in_body(operation, body, said, stage)
            is_masked = is_refused(name, Naming(said, query, together)) and len(places) > 1
            # What one place may not hold keeps the others from being read.
            if is_masked and name == "owner here":
                for place, word in said.items():
                    alone = said_in_body(operation, body, {place: word}, stage)
                    is_refused(name, Naming({place: word}, query, alone))
    return leaks


def said_in_head(said: dict[str, str]) -> dict[str, str]:
    """As bytes of their own: a head holds no Hebrew letters."""
    return {name: word.encode().decode("latin-1") for name, word in said.items()}


def said_in_body(operation: Operation, body: Any, said: dict[Place, str], stage: Stage) -> Any:
    for place, word in said.items():
        body = body_with(operation, body, place, word, stage.ours)[0]
    return body


@each(HANDLED)
def test_it_leads_nowhere(stage: Stage, endpoint: Endpoint, method: str) -> None:
    assert leaks_of(stage, endpoint, method, operation_of(endpoint, method)) == []


@pytest.mark.parametrize("route", sorted(NAMED))
def test_a_view_where_it_does_is_found(stage: Stage, settings, route: str) -> None:
    """Made for this test."""
    settings.ROOT_URLCONF = LEAKY
    ((endpoint, method),) = (
        pair for pair in handled(endpoints_of(LEAKY)) if pair[0].route.endswith(f"/{route}")
    )
    described = SchemaGenerator(urlconf=LEAKY).get_schema(public=True)["paths"][endpoint.route]

    assert leaks_of(stage, endpoint, method, described[method.lower()]) != []
