"""A query parameter that the API does not describe is refused everywhere, and by its name.

Left alone, a misspelt filter would be answered with everything there is.
"""

import pytest
from rest_framework.test import APIClient

from apps.core.parameters import NO_SUCH_PARAMETER, ONLY_ONCE, parameters_taken
from apps.core.plain_numbers import NO_PLAIN_NUMBER
from tests.isolation.contents import contents_of
from tests.isolation.described import body_of, names_of_query, operation_of, query_of
from tests.isolation.endpoints import Endpoint, each, handled, rest_endpoints
from tests.isolation.stage import Stage, ask, undone

API = [
    (endpoint, method)
    for endpoint, method in handled(rest_endpoints())
    if endpoint.route.startswith("/api/v1/")
]
UNKNOWN = "stauts"


def refused(*names: str, language: int = 0) -> dict[str, list[str]]:
    return {name: [NO_SUCH_PARAMETER[language]] for name in names}


@each(API)
def test_the_view_takes_what_is_described_and_nothing_else(
    stage: Stage, endpoint: Endpoint, method: str
) -> None:
    operation = operation_of(endpoint, method)
    owner = stage.person("owner here")
    ids = stage.ids_of(owner)
    path, query, body = endpoint.path(ids), query_of(operation, ids), body_of(operation, ids)
    with undone():
        before = contents_of(stage.business, stage.other)
        answer = ask(owner, method, path, query={**query, UNKNOWN: "1"}, body=body)

        assert (answer.status_code, answer.json()["error"]["fields"]) == (400, refused(UNKNOWN))
        assert contents_of(stage.business, stage.other) == before
    assert parameters_taken(endpoint.callback, method).names == names_of_query(operation)


def test_a_stranger_is_not_told_what_is_taken(anonymous: APIClient) -> None:
    assert anonymous.get(f"/api/v1/leads/?{UNKNOWN}=1").status_code == 401


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=1&stauts=2&Tag=VIP", ["stauts", "Tag"]),
        ("custom=blue", ["custom"]),
        ("customs.color=blue", ["customs.color"]),
        ("q[]=1", ["q[]"]),
        ("limit=5&offset=5&search=x&format=json", ["limit", "offset", "search", "format"]),
    ],
)
def test_each_unknown_one_is_named(api: APIClient, query: str, names: list[str]) -> None:
    for language, number in (("he", 0), ("en", 1)):
        for method in ("get", "head"):
            answer = getattr(api, method)(f"/api/v1/leads/?{query}", headers={"Accept-Language": language})
            assert answer.status_code == 400
        answer = api.get(f"/api/v1/leads/?{query}", headers={"Accept-Language": language})
        assert answer.json()["error"]["fields"] == refused(*names, language=number)


@pytest.mark.parametrize(
    ("query", "name"),
    [("status=1&status=2", "status"), ("q=דנה&stale=true&q=דנה", "q"), ("custom.a=1&custom.a=1", "custom.a")],
)
def test_a_parameter_is_given_once(api: APIClient, query: str, name: str) -> None:
    for language, number in (("he", 0), ("en", 1)):
        answer = api.get(f"/api/v1/leads/?{query}", headers={"Accept-Language": language})
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid")
        assert answer.json()["error"]["fields"] == {name: [ONLY_ONCE[number]]}


@pytest.mark.parametrize("written", ["1_000", "%D9%A1%D9%A2", "%205", "5%20", "%EF%BC%95"])
@pytest.mark.parametrize("name", ["status", "owner", "page_size"])
def test_a_number_is_written_in_plain_digits(api: APIClient, name: str, written: str) -> None:
    for language, number in (("he", 0), ("en", 1)):
        answer = api.get(f"/api/v1/leads/?{name}={written}", headers={"Accept-Language": language})
        assert answer.status_code == 400
        assert answer.json()["error"]["fields"] == {name: [NO_PLAIN_NUMBER[number]]}
    assert api.get(f"/api/v1/leads/?{name}=5").status_code == 200


def test_a_field_of_the_business_s_own_is_no_unknown_name(api: APIClient) -> None:
    """Whether there is such a field is another question, which is asked later."""
    assert api.get("/api/v1/leads/?custom.color=1").status_code == 422


@pytest.mark.parametrize("method", ["put", "options"])
def test_a_method_that_is_not_answered_is_refused_as_ever(api: APIClient, method: str) -> None:
    assert getattr(api, method)(f"/api/v1/leads/?{UNKNOWN}=1").status_code == 405
