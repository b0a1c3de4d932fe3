"""The API answers what its own description says, whatever it is asked: no fault, nothing undeclared.

schemathesis makes the requests from the description. Every night it makes many more of them:
`.venv/bin/python -m pytest -m nightly` (test_described_all_night.py).
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi import checks

from tests.isolation.schemas import description
from tests.isolation.stage import Stage, undone


def described(**coverage: object) -> Any:
    """The API as schemathesis reads it. Its coverage phase tries the borders of every single field."""
    config = SchemathesisConfig.from_dict({"phases": {"coverage": coverage}})
    api = schemathesis.openapi.from_dict(description(), config=config)
    api.app = WSGIHandler()
    return api


ANYTHING = described(enabled=False)
# Methods that nobody declared are asked for in tests/isolation.
EVERYTHING = described(**{"enabled": True, "unexpected-methods": []})
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
ANY_TIME = settings(suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True, scope="module")
def _connection_kept(stage: Stage) -> Iterator[None]:
    """A request gives its connection back; here it would take the transaction of the test with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(stage: Stage, case: Case[Any], name: str, *, is_own: bool = False) -> None:
    """One request as that person, of a thing of theirs or of anything; nothing of it stays."""
    person = stage.person(name)
    if is_own:
        case.path_parameters = {each: stage.ids_of(person)[each] for each in case.path_parameters}
    head = {"Host": f"{stage.business.slug}.testserver"}
    if person.authorization:
        head["Authorization"] = person.authorization
    with undone():
        case.call_and_validate(headers=head, checks=CHECKS)


@ANYTHING.parametrize()
@settings(ANY_TIME, max_examples=3)
def test_to_nobody(stage: Stage, case: Case[Any]) -> None:
    asked(stage, case, "nobody")


@ANYTHING.parametrize()
@settings(ANY_TIME, max_examples=5)
def test_to_an_owner(stage: Stage, case: Case[Any]) -> None:
    asked(stage, case, "owner here")


@EVERYTHING.parametrize()
@settings(ANY_TIME, max_examples=5)
def test_to_an_owner_about_a_thing_of_theirs(stage: Stage, case: Case[Any]) -> None:
    asked(stage, case, "owner here", is_own=True)
