"""Every POST of the API that makes or does something does it once for each Idempotency-Key.

Nothing here names an endpoint but those that take no key, so a new one is covered as it is written.
"""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from rest_framework.response import Response
from rest_framework.test import APIClient

from tests.isolation.contents import contents_of
from tests.isolation.described import FORM, JSON, body_of, operation_of
from tests.isolation.endpoints import Endpoint, rest_endpoints
from tests.isolation.schemas import Schema, branches, steps_into
from tests.isolation.stage import Stage, undone

WITHOUT_A_KEY = {
    # Nobody is signed in whose key it could be.
    "/api/v1/auth/impersonation",
    "/api/v1/auth/invitation",
    "/api/v1/auth/invitation/offer",
    "/api/v1/auth/login",
    "/api/v1/auth/logout",
    "/api/v1/auth/password-reset",
    "/api/v1/auth/password-reset/confirm",
    "/api/v1/auth/refresh",
    # They end the sign-in that would ask again, or must count what was refused.
    "/api/v1/auth/logout-everywhere",
    "/api/v1/auth/password",
    # They make nothing.
    "/api/v1/settings/faq/try/",
    "/api/v1/settings/prompts/talk/",
}
SECRET = {"access", "address", "link", "password", "secret", "token", "url"}
TELLING = {
    "/api/v1/scheduling/feeds/business/",
    "/api/v1/scheduling/feeds/mine/",
    "/api/v1/settings/credentials/webhook-secret",
}
POSTS = [
    endpoint
    for endpoint in rest_endpoints()
    if endpoint.route.startswith("/api/v1/") and "POST" in endpoint.methods
]
KEYED = [endpoint for endpoint in POSTS if endpoint.described_as not in WITHOUT_A_KEY]
every_keyed = pytest.mark.parametrize("endpoint", KEYED, ids=[each.described_as for each in KEYED])


def sent(stage: Stage, endpoint: Endpoint, key: str, *, body: Any = None) -> Response:
    """By an owner, as it is described unless with another body."""
    owner = stage.person("owner here")
    ids, operation = stage.ids_of(owner), operation_of(endpoint, "POST")
    client = APIClient(headers={"host": f"{stage.business.slug}.testserver"}, raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=owner.authorization, HTTP_IDEMPOTENCY_KEY=key)
    if FORM in operation.get("requestBody", {}).get("content", {}):
        file = SimpleUploadedFile("a.csv", "שאלה,תשובה,שם,טלפון\nא,ב,ג,0521234567\n".encode())
        form = encode_multipart(BOUNDARY, {"file": file} if body is None else body)
        return client.generic("POST", endpoint.path(ids), form, MULTIPART_CONTENT)
    given = body_of(operation, ids) if body is None else body
    content = b"" if given is None else orjson.dumps(given)
    return client.generic("POST", endpoint.path(ids), content, "application/json")


def code_of(response: Response) -> str | None:
    error = orjson.loads(response.content or b"{}")
    refused = error.get("error") if isinstance(error, dict) else None
    return refused["code"] if isinstance(refused, dict) else None


def test_all_but_those_named_here_take_a_key() -> None:
    taking = {each.described_as for each in POSTS if getattr(each.view, "keyed", False)}

    assert taking == {each.described_as for each in KEYED}
    assert {each.described_as for each in POSTS} - taking == WITHOUT_A_KEY


@pytest.mark.parametrize("endpoint", POSTS, ids=[each.described_as for each in POSTS])
def test_who_takes_a_key_is_described_so(endpoint: Endpoint) -> None:
    operation = operation_of(endpoint, "POST")
    headers = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}

    assert ("Idempotency-Key" in headers) == (endpoint in KEYED)
    if endpoint in KEYED:
        assert {"400", "409", "422"} <= operation["responses"].keys()


def fields_told(schema: Schema) -> Iterator[str]:
    """The name of every text in an answer, however deep it lies."""
    for branch in branches(schema):
        for name, inner in steps_into(branch):
            if any(each.get("type") == "string" for each in branches(inner)):
                yield name
            yield from fields_told(inner)


def tells_a_secret(endpoint: Endpoint) -> bool:
    """By the last word of the name of anything its answer holds; an address may open something."""
    answers = [
        answer["content"][JSON]["schema"]
        for status, answer in operation_of(endpoint, "POST")["responses"].items()
        if status < "300" and JSON in answer.get("content", {})
    ]
    names = {name for answer in answers for name in fields_told(answer)}
    return any(name.rpartition("_")[2] in SECRET for name in names)


def test_whose_answer_tells_a_secret_says_so() -> None:
    """Then it is kept nowhere. That the names find anything at all is seen at those that take no key."""
    assert {each.described_as for each in KEYED if each.view.tells_a_secret} == {
        each.described_as for each in KEYED if tells_a_secret(each)
    }
    assert {each.described_as for each in KEYED if tells_a_secret(each)} == TELLING
    assert any(map(tells_a_secret, (each for each in POSTS if each not in KEYED)))


@every_keyed
def test_a_key_that_is_none_is_refused_before_anything_is_done(stage: Stage, endpoint: Endpoint) -> None:
    with undone():
        before = contents_of(stage.business)
        refused = sent(stage, endpoint, "two words")

        assert (refused.status_code, code_of(refused)) == (400, "idempotency_key_invalid")
        assert contents_of(stage.business) == before


@every_keyed
def test_the_same_request_again_is_answered_alike_and_does_nothing(stage: Stage, endpoint: Endpoint) -> None:
    with undone():
        first = sent(stage, endpoint, "key-1")
        made = contents_of(stage.business)
        again = sent(stage, endpoint, "key-1")

        if first.status_code < 300 and endpoint.view.tells_a_secret:
            assert (again.status_code, code_of(again)) == (409, "idempotency_answer_forgotten")
            assert contents_of(stage.business) == made
            return
        assert (again.status_code, code_of(again)) == (first.status_code, code_of(first))
        if first.status_code < 300:
            assert (again.content, contents_of(stage.business)) == (first.content, made)
            other = sent(stage, endpoint, "key-1", body={"another": "request"})
            assert (other.status_code, code_of(other)) == (422, "idempotency_key_reused")
            assert contents_of(stage.business) == made
