import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from psycopg import errors
from rest_framework import exceptions
from rest_framework.test import APIClient

from apps.core.errors import AppError
from apps.core.refusals import exception_handler

LOGIN = "/api/v1/auth/login"
LEADS = "/api/v1/leads/"


def caused(error: Exception, cause: Exception) -> Exception:
    """As Django passes on what psycopg raised."""
    error.__cause__ = cause
    return error


def post(client: APIClient, body: bytes, content_type: str = "application/json", url: str = LOGIN):
    return client.generic("POST", url, body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"email": "a@b.co", "password": "\\ud800"}',
        b'{"email": "a@b.co", "password": NaN}',
        b'{"email": "a\\u0000@b.co", "password": "x"}',
        b'{"email": "a@b.co", "password": ["\\u0000"]}',
        b'{"\\u0000": 1}',
    ],
)
def test_a_body_that_cannot_be_read_is_refused(anonymous: APIClient, body: bytes) -> None:
    response = post(anonymous, body)

    assert (response.status_code, response.json()["error"]["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (b'{"email": "a\\u0000@b.co", "password": "x"}', ["email"]),
        (b'{"email": "\\u0000", "steps": [{"text": "a"}, {"text": "\\u0000"}]}', ["email", "steps.1.text"]),
        (b'{"a\\u0000": 1}', ["a\N{REPLACEMENT CHARACTER}"]),
        (b'"\\u0000"', ["non_field_errors"]),
    ],
)
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("he", "הטקסט מכיל תו שאי אפשר לשמור (NUL). יש למחוק אותו."),
        ("en", "The text holds a character that cannot be stored (NUL). Delete it."),
    ],
)
def test_a_text_that_cannot_be_stored_is_named(
    anonymous: APIClient, body: bytes, names: list[str], language: str, sentence: str
) -> None:
    response = anonymous.generic(
        "POST", LOGIN, body, content_type="application/json", headers={"accept-language": language}
    )

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "malformed")
    assert error["fields"] == {name: [sentence] for name in names}


@pytest.mark.parametrize("key", [{}, {"idempotency-key": "8a5d-1"}])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("he", "הבקשה מקוננת עמוק מדי. אפשר לקנן עד 32 רמות."),
        ("en", "The request is nested too deep. Nest at most 32 levels."),
    ],
)
@pytest.mark.parametrize("body", [b"[" * 33 + b"]" * 33, b'{"a":' * 1000 + b"1" + b"}" * 1000])
def test_a_body_that_is_nested_too_deep_is_refused(
    api: APIClient, body: bytes, language: str, sentence: str, key: dict[str, str]
) -> None:
    headers = {"accept-language": language, **key}
    response = api.generic("POST", LEADS, body, content_type="application/json", headers=headers)

    error = response.json()["error"]
    assert (response.status_code, error["code"], error["message"]) == (400, "malformed", sentence)


def test_a_body_may_be_nested_as_deep_as_is_said(api: APIClient) -> None:
    response = post(api, b"[" * 32 + b"]" * 32, url=LEADS)

    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid")


def test_no_body_is_one_without_fields(anonymous: APIClient) -> None:
    response = post(anonymous, b"")

    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid")


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (Http404(), 404, "not_found"),
        (exceptions.NotFound(), 404, "not_found"),
        (exceptions.ParseError(), 400, "malformed"),
        (DataError("bigint out of range"), 400, "malformed"),
        (RequestDataTooBig(), 413, "too_large"),
        (exceptions.PermissionDenied(), 403, "forbidden"),
        (exceptions.Throttled(wait=7), 429, "throttled"),
        (AppError("slot_taken", 409, "תפוס", "taken", alternatives=[1]), 409, "slot_taken"),
        (caused(OperationalError(), errors.DeadlockDetected()), 503, "contended"),
        (caused(OperationalError(), errors.SerializationFailure()), 503, "contended"),
        (caused(IntegrityError(), errors.ForeignKeyViolation()), 503, "contended"),
    ],
)
def test_whatever_is_refused_looks_the_same(raised: Exception, status: int, code: str) -> None:
    answer = exception_handler(raised, {})

    assert answer is not None
    assert (answer.status_code, answer.data["error"]["code"]) == (status, code)
    assert answer.data["error"]["message"]


def test_what_an_error_carries_goes_along() -> None:
    answer = exception_handler(AppError("slot_taken", 409, "תפוס", "taken", alternatives=[1]), {})

    assert answer is not None
    assert answer.data == {"error": {"code": "slot_taken", "message": "תפוס", "alternatives": [1]}}


@pytest.mark.parametrize(
    "fault",
    [
        ZeroDivisionError(),
        caused(OperationalError(), errors.AdminShutdown()),
        caused(IntegrityError(), errors.UniqueViolation()),
    ],
)
def test_a_real_fault_stays_one(fault: Exception) -> None:
    assert exception_handler(fault, {}) is None


def test_text_that_only_looks_like_a_nul_is_text(anonymous: APIClient) -> None:
    response = post(anonymous, b'{"email": "a@b.co", "password": "\\\\u0000"}')

    assert response.json()["error"]["code"] == "invalid_credentials"


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"7", b"null"])
def test_json_of_another_kind_is_refused(anonymous: APIClient, body: bytes) -> None:
    assert post(anonymous, body).status_code == 400


def test_a_body_over_a_megabyte_is_refused(anonymous: APIClient) -> None:
    response = post(anonymous, b'"' + b"x" * 1_048_576 + b'"')

    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


def test_deep_nesting_is_refused(anonymous: APIClient) -> None:
    assert post(anonymous, b"[" * 100_000).status_code == 400


def test_another_content_type_is_refused(anonymous: APIClient) -> None:
    response = post(anonymous, b"email=a", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 415
    assert response.json()["error"]["code"] == "unsupported_media_type"


def test_wrong_fields_are_named(anonymous: APIClient) -> None:
    response = anonymous.post(LOGIN, {"email": "nobody"}, format="json")

    error = response.json()["error"]
    assert response.status_code == 400
    assert error["code"] == "invalid"
    assert set(error["fields"]) == {"email", "password"}


def test_fields_that_lie_deep_have_one_name_each() -> None:
    faults = {
        "name": ["short"],
        "steps": [{}, {"email": ["wrong", "long"]}],
        "days": {0: ["past"]},
        "all": [["odd"]],
    }

    answer = exception_handler(exceptions.ValidationError(faults), {})

    assert answer.data["error"]["fields"] == {
        "name": ["short"],
        "steps.1.email": ["wrong", "long"],
        "days.0": ["past"],
        "all.0": ["odd"],
    }


def test_a_fault_of_no_field_has_a_name_too() -> None:
    answer = exception_handler(exceptions.ValidationError("odd"), {})

    assert answer.data["error"]["fields"] == {"non_field_errors": ["odd"]}


def test_another_method_is_refused(anonymous: APIClient) -> None:
    response = anonymous.get(LOGIN)

    assert response.status_code == 405
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_an_unknown_path_of_the_api_is_json(anonymous: APIClient) -> None:
    response = anonymous.get("/api/v1/kettles/7")

    assert response.status_code == 404
    assert json.loads(response.content)["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("accepts", "message"),
    [("", "צריך להתחבר."), ("he-IL,he", "צריך להתחבר."), ("en-US,en", "Please sign in.")],
)
def test_a_refusal_speaks_the_readers_language(anonymous: APIClient, accepts: str, message: str) -> None:
    response = anonymous.get("/api/v1/me", headers={"accept-language": accepts})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json() == {"error": {"code": "not_authenticated", "message": message}}
