"""An id of the other business inside our own request: in the path, the query, the body, a list, a link.

The answer is that there is no such thing, and the other's rows stay as they were.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.response import Response

from apps.core import clock
from tests.isolation.answers import is_open, is_silent, links_in, refusal_for, told
from tests.isolation.contents import contents_of
from tests.isolation.described import (
    DAY_OF_THE_EXAMPLES,
    FORM,
    body_of,
    body_places,
    body_with,
    names_of_query,
    operation_of,
    query_ids,
    query_of,
    query_words,
    schema_of,
    statuses_of,
)
from tests.isolation.endpoints import Endpoint, each, handled, rest_endpoints
from tests.isolation.people import ROLES
from tests.isolation.schemas import Place
from tests.isolation.stage import Stage, ask, ask_with_form, secret_of, undone

HANDLED = handled(rest_endpoints())
WITH_ID = [(endpoint, method) for endpoint, method in HANDLED if endpoint.parameters]
READ = [(endpoint, method) for endpoint, method in HANDLED if method == "GET"]
OURS = tuple(f"{role} here" for role in ROLES)
NOT_THERE = (400, 404, 409, 422)
TOO_BIG = 2**63
ALL_COLUMNS = {"/api/v1/leads/board/", "/api/v1/leads/export/"}
"""Shows the business's statuses or fields whatever is asked, and leads only where they are found."""
ROW_BY_ROW = {"/api/v1/leads/bulk/"}
"""Does for each id of a list what it can, and says of each what became of it."""

NEVER_OUR_OWN = {
    ("/api/v1/leads/statuses/reorder/", "status_ids.[]"),
    ("/api/v1/scheduling/resources/reorder/", "resource_ids.[]"),
    ("/api/v1/scheduling/services/reorder/", "service_ids.[]"),
}
"""Takes the ids of all statuses, so that one more or less is refused whosoever it is."""


@pytest.fixture
def day_of_the_examples() -> Iterator[None]:
    with clock.frozen(DAY_OF_THE_EXAMPLES):
        yield


def described(stage: Stage, endpoint: Endpoint, method: str) -> dict[str, Any]:
    operation = operation_of(endpoint, method)
    return {"query": query_of(operation, stage.ours), "body": body_of(operation, stage.ours)}


def members(stage: Stage, endpoint: Endpoint, method: str):
    """Our people whom the verb table lets in."""
    people = map(stage.person, OURS)
    return [person for person in people if not refusal_for(endpoint, method, person)]


@each(WITH_ID)
def test_in_the_path(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """Each id of the path in turn; the rest of the request is right."""
    ours = {name: stage.ours[name] for name in endpoint.parameters}
    with undone():
        before = contents_of(stage.business, stage.other)
        for name in endpoint.parameters:
            path = endpoint.path({**ours, name: stage.foreign[name]})
            for person in map(stage.person, ("nobody", "owner elsewhere", *OURS)):
                response = ask(person, method, path, **described(stage, endpoint, method))
                refusal = refusal_for(endpoint, method, person)
                if is_open(endpoint, method):
                    assert response.status_code in (400, 401, 403, 404), (person.name, told(response))
                else:
                    expected = refusal.status if refusal else 404
                    assert response.status_code == expected, (person.name, told(response))
                assert is_silent(response, stage.other)
        assert contents_of(stage.business, stage.other) == before


@each(WITH_ID)
def test_impossible_ids_in_the_path(stage: Stage, endpoint: Endpoint, method: str) -> None:
    ours = {name: stage.ours[name] for name in endpoint.parameters}
    with undone():
        for name in endpoint.parameters:
            for impossible in (0, TOO_BIG, "x", "%00", "..", "1%0a"):
                path = endpoint.path({**ours, name: impossible})
                response = ask(stage.person("owner here"), method, path, **described(stage, endpoint, method))
                assert response.status_code in (400, 404, 405), (impossible, told(response))


@each([pair for pair in HANDLED if any(query_ids(operation_of(*pair)))])
def test_in_the_query(stage: Stage, endpoint: Endpoint, method: str) -> None:
    given = described(stage, endpoint, method)
    with undone():
        before = contents_of(stage.other)
        for parameter, name in query_ids(operation_of(endpoint, method)):
            for person in members(stage, endpoint, method):
                query = {**given["query"], parameter: stage.foreign[name]}
                response = ask(person, method, endpoint.path(stage.ours), query=query, body=given["body"])
                assert response.status_code in (200, *NOT_THERE), told(response)
                own = [] if endpoint.route in ALL_COLUMNS else [stage.business]
                assert is_silent(response, stage.other, *own), f"{parameter} found something"
        assert contents_of(stage.other) == before


@each([pair for pair in HANDLED if any(query_words(operation_of(*pair)))])
def test_in_words_of_the_query(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """As a word that is looked for, as the value of a field, as a page's place, as a ticket."""
    given = described(stage, endpoint, method)
    operation = operation_of(endpoint, method)
    with undone():
        before = contents_of(stage.other)
        for parameter, value in product(query_words(operation), foreign_words(stage)):
            query = {**given["query"], parameter.replace("<key>", "colour"): value}
            response = ask(stage.person("owner here"), method, endpoint.path(stage.ours), query=query)
            assert response.status_code in statuses_of(operation), (parameter, told(response))
            assert is_silent(response, stage.other), f"{parameter} found something"
        assert contents_of(stage.other) == before


def foreign_words(stage: Stage) -> list[str]:
    """Every number that names something of the other business, and what its rows say."""
    return [*sorted({str(each) for each in stage.foreign.values()}), secret_of(stage.other)]


def is_refused(response: Response, endpoint: Endpoint, place: Place) -> bool:
    """Our own id, which stands before the foreign one in a list, too, unless it goes row by row."""
    if endpoint.route in ROW_BY_ROW and response.status_code == 200:
        done = [row["ok"] for row in response.json()["results"]]
        return done == [True, False] if place.is_list else not any(done)
    return response.status_code in NOT_THERE


@each([pair for pair in HANDLED if any(place.names for place in body_places(operation_of(*pair)))])
@pytest.mark.usefixtures("day_of_the_examples")
def test_in_the_body(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """Wherever in it an id can stand. With our own there the request goes through, or this proves nothing."""
    operation, owner = operation_of(endpoint, method), stage.person("owner here")
    query, body = described(stage, endpoint, method).values()
    path = endpoint.path(stage.ours)
    before = contents_of(stage.business, stage.other)
    for place in (place for place in body_places(operation) if place.names):
        taken = []
        for own in body_with(operation, body, place, stage.ours[place.names], stage.ours):
            with undone():
                taken.append(ask(owner, method, path, query=query, body=own))
        is_taken = any(response.status_code < 300 for response in taken)
        assert is_taken or (endpoint.route, str(place)) in NEVER_OUR_OWN, (place, [*map(told, taken)])
        for person, foreign in product(
            members(stage, endpoint, method),
            body_with(operation, body, place, stage.foreign[place.names], stage.ours),
        ):
            with undone():
                response = ask(person, method, path, query=query, body=foreign)
                assert is_refused(response, endpoint, place), (str(place), told(response))
                assert response.status_code in statuses_of(operation), (str(place), told(response))
                assert is_silent(response, stage.other)
                compared = [stage.other] if endpoint.route in ROW_BY_ROW else [stage.business, stage.other]
                now = contents_of(*compared)
                assert now == {name: before[name] for name in now}


@each([pair for pair in HANDLED if any(not place.names for place in body_places(operation_of(*pair)))])
def test_in_words_of_the_body(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """Numbers that name something of the other are words here, and lead nowhere."""
    operation, owner = operation_of(endpoint, method), stage.person("owner here")
    query, body = described(stage, endpoint, method).values()
    before = contents_of(stage.other)
    for place in (place for place in body_places(operation) if not place.names):
        with undone():
            for value in foreign_words(stage)[:-1]:
                for changed in body_with(operation, body, place, value, stage.ours):
                    response = ask(owner, method, endpoint.path(stage.ours), query=query, body=changed)
                    assert response.status_code in statuses_of(operation), (str(place), told(response))
                    assert is_silent(response, stage.other), str(place)
            assert contents_of(stage.other) == before, str(place)


@each([pair for pair in HANDLED if schema_of(operation_of(*pair), FORM)])
def test_in_a_form(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """In the cells of its file, in the file's name, and in a part of any name an id has."""
    operation = operation_of(endpoint, method)
    taken = min(statuses_of(operation))
    words = foreign_words(stage)[:-1]
    parts = [names[-1] for place in body_places(operation, FORM) if (names := place.steps)]
    with undone():
        before = contents_of(stage.other)
        for person in members(stage, endpoint, method):
            headings = "name,phone,lead_id,owner,status,question,answer"
            sheet = "\n".join([headings, *(",".join([word] * 7) for word in words)])
            for beside in [{}, *({name: word} for name, word in product([*parts, *stage.foreign], words))]:
                file = SimpleUploadedFile(f"{words[0]}.csv", sheet.encode(), "text/csv")
                response = ask_with_form(person, method, endpoint.path(stage.ours), {"file": file, **beside})
                assert response.status_code == (400 if beside else taken), (beside, told(response))
                assert is_silent(response, stage.other)
        assert contents_of(stage.other) == before


@each(READ)
def test_an_owner_sees_what_the_others_must_not(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """Else silence would prove nothing."""
    with undone():
        response = ask(
            stage.person("owner here"),
            method,
            endpoint.path(stage.ours),
            **described(stage, endpoint, method),
        )
    assert not endpoint.parameters or not is_silent(response, stage.business)


def links_of(stage: Stage, endpoint: Endpoint) -> list[str]:
    """What the owner's answer leads to; of a list the first row and the next page."""
    given = described(stage, endpoint, "GET")
    paged = {"page_size": 1} if "page_size" in names_of_query(operation_of(endpoint, "GET")) else {}
    given["query"] |= paged
    return links_in(ask(stage.person("owner here"), "GET", endpoint.path(stage.ours), **given))


def test_there_are_links_to_follow(stage: Stage) -> None:
    with undone():
        found = {link.partition("?")[0] for endpoint, _ in READ for link in links_of(stage, endpoint)}
    assert {
        f"/api/v1/calls/{stage.ours['call_id']}/recording",
        "http://halutz.testserver/api/v1/leads/",
    } <= found


@each(READ)
def test_in_a_link(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """A link that our answer holds, such as one to a recording, opens here and for its own thing only."""
    owner, nobody = stage.person("owner here"), stage.person("nobody")
    with undone():
        for link in links_of(stage, endpoint):
            parts = urlsplit(link)
            path = f"{parts.path}?{parts.query}"
            assert ask(owner, "GET", path).status_code in (200, 206), link
            there = ask(nobody, "GET", path, host="shaked.testserver")
            assert there.status_code in (401, 404), told(there)
            for name in stage.ours:
                swapped = path.replace(f"/{stage.ours[name]}/", f"/{stage.foreign[name]}/")
                for host in ("halutz.testserver", "shaked.testserver"):
                    if swapped != path:
                        assert ask(nobody, "GET", swapped, host=host).status_code in (401, 404), swapped
