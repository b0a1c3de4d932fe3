"""An id of the other business inside our own request: in the path, the query, the body, a list, a link.

The answer is that there is no such thing, and the other's rows stay as they were.
"""

from typing import Any
from urllib.parse import urlsplit

from tests.isolation.answers import is_open, is_silent, links_in, refusal_for, told
from tests.isolation.contents import contents_of
from tests.isolation.described import body_ids, body_of, names_of_query, operation_of, query_ids, query_of
from tests.isolation.endpoints import Endpoint, each, handled, rest_endpoints
from tests.isolation.people import ROLES
from tests.isolation.stage import Stage, ask, undone

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


@each([pair for pair in HANDLED if any(body_ids(operation_of(*pair)))])
def test_in_the_body(stage: Stage, endpoint: Endpoint, method: str) -> None:
    """A list holds our own id before the foreign one: nothing of it may happen, unless it goes row by row."""
    given = described(stage, endpoint, method)
    with undone():
        before = contents_of(stage.business, stage.other)
        for field, name, is_list in body_ids(operation_of(endpoint, method)):
            foreign = [stage.ours[name], stage.foreign[name]] if is_list else stage.foreign[name]
            for person in members(stage, endpoint, method):
                body = {**given["body"], field: foreign}
                response = ask(person, method, endpoint.path(stage.ours), query=given["query"], body=body)
                if endpoint.route in ROW_BY_ROW:
                    assert [row["ok"] for row in response.json()["results"]] == [True, False]
                else:
                    assert response.status_code in NOT_THERE, (field, told(response))
                assert is_silent(response, stage.other)
        compared = [stage.other] if endpoint.route in ROW_BY_ROW else [stage.business, stage.other]
        assert contents_of(*compared) == {name: before[name] for name in contents_of(*compared)}


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
