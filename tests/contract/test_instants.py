"""A time that a request names is an instant: with its offset, wherever it stands.

Read without one, it would silently be taken for the zone of the server.
"""

from collections.abc import Iterator

import pytest
from rest_framework.test import APIClient

from apps.core.fields import OFFSET_NEEDED
from tests.isolation.contents import contents_of
from tests.isolation.described import Operation, body_of, operation_of, query_of, schema_of
from tests.isolation.endpoints import Endpoint, handled, rest_endpoints
from tests.isolation.schemas import Schema, branches, placed, steps_into
from tests.isolation.stage import Stage, ask, undone

NAIVE = ["2026-11-24T09:30:00", "2026-11-24T09:30", "2026-11-24 09:30", "2026-11-24T09:30:00.25"]
Asked = tuple[Endpoint, str, str, bool]
"""Whether it stands in the body, else in the query."""


def instants_in(schema: Schema, steps: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for branch in branches(schema):
        if branch.get("format") == "date-time" and not branch.get("readOnly"):
            yield steps
        for step, below in steps_into(branch):
            yield from instants_in(below, (*steps, step))


def instants_of(operation: Operation) -> Iterator[tuple[str, bool]]:
    for parameter in operation.get("parameters", []):
        for _ in instants_in(parameter["schema"]):
            yield parameter["name"], False
    for steps in set(instants_in(schema_of(operation) or {})):
        [name] = steps
        yield name, True


ASKED: list[Asked] = [
    (endpoint, method, name, is_in_body)
    for endpoint, method in handled(rest_endpoints())
    if endpoint.route.startswith("/api/v1/")
    for name, is_in_body in sorted(instants_of(operation_of(endpoint, method)))
]


def test_they_are_found() -> None:
    found = {(endpoint.route, name) for endpoint, _, name, _ in ASKED}
    assert {
        ("/api/v1/appointments/", "starts_at"),
        ("/api/v1/appointments/", "from"),
        ("/api/v1/audit/", "to"),
        ("/api/v1/leads/", "created_from"),
        ("/api/v1/leads/<int:lead_id>/", "next_step_at"),
        ("/api/v1/tasks/", "due_at"),
        ("/api/v1/tasks/<int:task_id>/snooze/", "until"),
    } <= found


@pytest.mark.parametrize(
    "asked", ASKED, ids=[f"{method} {at.described_as} {name}" for at, method, name, _ in ASKED]
)
def test_without_an_offset_it_is_refused_by_its_name(stage: Stage, asked: Asked) -> None:
    endpoint, method, name, is_in_body = asked
    operation = operation_of(endpoint, method)
    owner = stage.person("owner here")
    ids = stage.ids_of(owner)
    path, query, body = endpoint.path(ids), query_of(operation, ids), body_of(operation, ids)
    for naive in NAIVE:
        if is_in_body:
            body = placed(schema_of(operation) or {}, body, (name,), naive, ids, alone=False)
        else:
            query = {**query, name: naive}
        with undone():
            before = contents_of(stage.business, stage.other)
            answer = ask(owner, method, path, query=query, body=body)

            assert (answer.status_code, answer.json()["error"].get("fields")) == (
                400,
                {name: [OFFSET_NEEDED[0]]},
            )
            assert contents_of(stage.business, stage.other) == before


def test_it_is_said_in_the_language_that_is_spoken(api: APIClient, other_api: APIClient) -> None:
    for client in (api, other_api):
        for language, number in (("he", 0), ("en", 1), ("he", 0)):
            answer = client.get(f"/api/v1/audit/?from={NAIVE[0]}", headers={"Accept-Language": language})
            assert answer.json()["error"]["fields"] == {"from": [OFFSET_NEEDED[number]]}
