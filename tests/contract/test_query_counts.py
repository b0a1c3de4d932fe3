"""How many questions an endpoint puts to the database once somebody has arrived: `query_counts.json`.

A number that rises needs a reason, and is changed by hand or written anew for all of them:
`QUERY_COUNTS=write .venv/bin/python -m pytest tests/contract/test_query_counts.py`.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.core.verbs import ANYBODY
from apps.tenants.context import in_tenant
from tests.isolation.described import operation_of, query_of
from tests.isolation.endpoints import Endpoint, rest_endpoints
from tests.isolation.stage import Stage, furnish, undone

FILE = Path(__file__).with_name("query_counts.json")
IS_WRITING = os.environ.get("QUERY_COUNTS") == "write"
READS = [
    endpoint
    for endpoint in rest_endpoints()
    if endpoint.route.startswith("/api/v1/") and "GET" in endpoint.methods and endpoint.view.verb != ANYBODY
]
MORE = (2, 3)


def asked(stage: Stage, endpoint: Endpoint) -> tuple[int, list[str]]:
    """The status of the answer to an owner, and the questions it took after the arrival."""
    owner = stage.person("owner here")
    ids = stage.ids_of(owner)
    query = query_of(operation_of(endpoint, "GET"), ids)
    client = APIClient(headers={"host": f"{stage.business.slug}.testserver"})
    client.credentials(HTTP_AUTHORIZATION=owner.authorization)
    with in_tenant(stage.business.schema_name), CaptureQueriesContext(connection) as captured:
        answer: Any = client.get(endpoint.path(ids), query)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return answer.status_code, [query["sql"] for query in captured.captured_queries[ARRIVAL_QUERIES:]]


@pytest.fixture(scope="module")
def questions(stage: Stage) -> dict[str, list[str]]:
    """Of every endpoint that answers; all of it undone. What is only asked the first time does not count."""
    found = {}
    for endpoint in READS:
        for _ in range(2):
            with undone():
                status, statements = asked(stage, endpoint)
        if status == 200:
            found[endpoint.described_as] = statements
    if IS_WRITING:
        counts = {name: len(statements) for name, statements in found.items()}
        FILE.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
    return found


def test_every_endpoint_asks_as_often_as_it_is_written_down(questions: dict[str, list[str]]) -> None:
    written = json.loads(FILE.read_text())
    unlike = {
        name: statements for name, statements in questions.items() if len(statements) != written.get(name)
    }

    assert unlike == {}
    assert questions.keys() == written.keys()


@pytest.mark.parametrize("endpoint", READS, ids=[each.described_as for each in READS])
def test_more_rows_are_not_more_questions(
    stage: Stage, questions: dict[str, list[str]], endpoint: Endpoint
) -> None:
    with undone():
        for number in MORE:
            furnish(stage.business, number=number)
        status, statements = asked(stage, endpoint)

    assert status != 200 or len(statements) <= len(questions[endpoint.described_as]), statements
