"""Whatever is wrong with a request, its sender reads it in their own language."""

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.core.tests.hebrew import is_hebrew

LOGIN = "/api/v1/auth/login"
LEAD = "/api/v1/leads/1/"
BAD_REQUESTS: list[tuple[str, str, Any]] = [
    ("POST", LOGIN, {}),
    ("POST", LOGIN, []),
    ("POST", LOGIN, "text"),
    ("POST", LOGIN, {"email": None, "password": None}),
    ("POST", LOGIN, {"email": "", "password": ""}),
    ("POST", LOGIN, {"email": "nobody", "password": "x" * 257}),
    ("POST", LOGIN, {"email": f"{'x' * 250}@example.test", "password": {}}),
    ("POST", LOGIN, {"email": ["a@example.test"], "password": True}),
    ("PATCH", LEAD, {"name": "x" * 121, "phone": None, "email": [], "status": "open", "version": 0}),
    ("PATCH", LEAD, {"status": "9" * 1001, "version": 1.5, "city": {"name": "חיפה"}, "notes": "x" * 20_001}),
    ("GET", "/api/v1/leads/?status=open", None),
    ("GET", f"/api/v1/leads/?q={'x' * 101}", None),
    ("GET", "/api/v1/appointments/?from=yesterday&to=2026-11-22T00:00Z&lead=dana", None),
    ("GET", "/api/v1/appointments/?to=9999-99-99T00:00:00Z", None),
    ("GET", "/api/v1/calls/?lead=dana", None),
]


def sentences(fields: Any) -> Iterator[str]:
    if isinstance(fields, str):
        yield fields
    else:
        for each in fields.values() if isinstance(fields, dict) else fields:
            yield from sentences(each)


@pytest.mark.parametrize(("method", "path", "body"), BAD_REQUESTS)
@pytest.mark.parametrize(
    ("language", "speaks_hebrew"), [("he", True), ("en", False), ("he-IL,he;q=0.9", True)]
)
def test_a_field_that_is_wrong_is_explained_in_the_readers_language(
    api: APIClient, method: str, path: str, body: Any, language: str, speaks_hebrew: bool
) -> None:
    response = getattr(api, method.lower())(
        path, body, format="json" if body is not None else None, headers={"accept-language": language}
    )

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "invalid")
    said = list(sentences(error["fields"]))
    assert said != []
    assert {text for text in [error["message"], *said] if is_hebrew(text) != speaks_hebrew} == set()


def test_hebrew_english_and_hebrew_again(anonymous: APIClient) -> None:
    """A sentence once made must not stay in the language it was first read in."""
    said = [
        anonymous.post(
            LOGIN,
            {"email": "a@example.test", "password": "x" * 257},
            format="json",
            headers={"accept-language": each},
        )
        for each in ("he", "en", "he")
    ]

    assert [each.json()["error"]["fields"]["password"] for each in said] == [
        ["אפשר לכתוב עד 256 תווים."],
        ["Ensure this field has no more than 256 characters."],
        ["אפשר לכתוב עד 256 תווים."],
    ]
