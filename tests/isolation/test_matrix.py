"""Every endpoint, asked by everybody. What must come back follows from the verb table and nothing else.

Nothing here names an endpoint, so a new one is covered as it is written. When it takes an id of a kind that
nobody made before, its tests fail and say where to add the maker.
"""

from itertools import product

import pytest
from rest_framework.response import Response

from apps.tenants.models import Business
from tests.isolation.answers import (
    NOT_FOUND,
    REFUSALS_OF_THE_TABLE,
    SIGN_IN,
    is_open,
    is_silent,
    refusal_for,
    refusal_in,
    refusals_of_undeclared,
    told,
)
from tests.isolation.contents import contents_of
from tests.isolation.described import body_of, operation_of, query_of
from tests.isolation.endpoints import METHODS, Endpoint, each, handled, rest_endpoints
from tests.isolation.people import Person
from tests.isolation.stage import CLOSED, Stage, ask, close, undone

ENDPOINTS = rest_endpoints()
HANDLED = handled(ENDPOINTS)
READ = [endpoint for endpoint in ENDPOINTS if "GET" in endpoint.methods]


def asked(stage: Stage, person: Person, endpoint: Endpoint, method: str, host: str = "") -> Response:
    """The request as it is described, for what is in our business."""
    operation = operation_of(endpoint, method)
    ids = stage.ids_of(person)
    query, body = query_of(operation, ids), body_of(operation, ids)
    host = host or f"{stage.business.slug}.testserver"
    return ask(person, method, endpoint.path(ids), host=host, query=query, body=body)


@each(HANDLED)
def test_who_is_refused_is_told_so_and_changes_nothing(stage: Stage, endpoint: Endpoint, method: str) -> None:
    wrong = []
    with undone():
        before = contents_of(stage.business, stage.other)
        for person in stage.people:
            if not (expected := refusal_for(endpoint, method, person)):
                continue
            response = asked(stage, person, endpoint, method)
            if refusal_in(response) != expected or not is_silent(response, stage.business, stage.other):
                wrong.append(f"{person.name}: {told(response)}, expected {expected}")
        assert (wrong, contents_of(stage.business, stage.other)) == ([], before)


@each(HANDLED)
def test_who_is_let_in_reaches_nothing_of_the_other(stage: Stage, endpoint: Endpoint, method: str) -> None:
    before = contents_of(stage.other)
    wrong = []
    is_same_for_all = is_open(endpoint, method) and not endpoint.parameters
    people = stage.people[:: len(stage.people) // 4] if is_same_for_all else stage.people
    for person in people:
        if refusal_for(endpoint, method, person):
            continue
        with undone():
            response = asked(stage, person, endpoint, method)
            is_unchanged = contents_of(stage.other) == before
        is_in = is_open(endpoint, method) or refusal_in(response) not in (*REFUSALS_OF_THE_TABLE, NOT_FOUND)
        strangers = [stage.other] if person.role else [stage.other, stage.business]
        if (
            not is_in
            or not is_unchanged
            or response.status_code >= 500
            or not is_silent(response, *strangers)
        ):
            wrong.append(f"{person.name}: {told(response)}, the other unchanged: {is_unchanged}")
    assert wrong == []


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=[each.described_as for each in ENDPOINTS])
def test_what_is_not_declared_does_nothing(stage: Stage, endpoint: Endpoint) -> None:
    """HEAD follows GET; whatever else a view does not handle is refused to its owner too."""
    path = endpoint.path(stage.ours)
    wrong = []
    with undone():
        before = contents_of(stage.business, stage.other)
        for method, person in product(sorted(set(METHODS) - set(endpoint.methods)), stage.people):
            if method == "HEAD" and "GET" in endpoint.methods:
                continue
            response = ask(person, method, path)
            expected = refusals_of_undeclared(endpoint, person)
            # Not every refusal is named: HEAD has no body, and the API's own description is no JSON.
            named = {refusal_in(response)} - {None} if method != "HEAD" else set()
            is_right = named <= expected and response.status_code in {each.status for each in expected}
            if not is_right or not is_silent(response, stage.business, stage.other):
                wrong.append(f"{method} by {person.name}: {told(response)}, expected {expected}")
        assert (wrong, contents_of(stage.business, stage.other)) == ([], before)


@pytest.mark.parametrize("endpoint", READ, ids=[each.described_as for each in READ])
def test_the_head_of_an_answer_is_for_who_may_read_it(stage: Stage, endpoint: Endpoint) -> None:
    wrong = []
    with undone():
        for person in stage.people:
            ids = stage.ids_of(person)
            query = query_of(operation_of(endpoint, "GET"), ids)
            head, whole = (ask(person, method, endpoint.path(ids), query=query) for method in ("HEAD", "GET"))
            if head.status_code not in (whole.status_code, 405) or not is_silent(head, stage.other):
                wrong.append(f"{person.name}: {told(head)}, to GET {told(whole)}")
    assert wrong == []


@each(HANDLED)
def test_a_token_is_worth_nothing_at_another_host(stage: Stage, endpoint: Endpoint, method: str) -> None:
    owner = stage.person("owner here")
    expected = {"shaked.testserver": SIGN_IN.status, "testserver": 404, "nobody.testserver": 404}
    with undone():
        before = contents_of(stage.business, stage.other)
        for host, status in expected.items():
            response = asked(stage, owner, endpoint, method, host)
            if not (is_open(endpoint, method) and host == "shaked.testserver"):
                assert response.status_code == status, told(response)
            assert is_silent(response, stage.business, stage.other)
        assert contents_of(stage.business) == {key: before[key] for key in contents_of(stage.business)}


@each(HANDLED)
def test_a_business_that_is_not_active_answers_nobody(stage: Stage, endpoint: Endpoint, method: str) -> None:
    people = [stage.person(name) for name in ("nobody", "owner here")]
    with undone():
        before = contents_of(stage.business, stage.other)
        for status in CLOSED:
            close(stage.business, status)
            for person in people:
                response = asked(stage, person, endpoint, method)
                assert response.status_code in (403, 503), told(response)
                assert is_silent(response, stage.business, stage.other)
        close(stage.business, Business.Status.ACTIVE)
        assert contents_of(stage.business, stage.other) == before
