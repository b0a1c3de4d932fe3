"""Every refusal leaves in one shape: {"error": {"code", "message", "fields"?, ...}}."""

from collections.abc import Iterator
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, DataError
from django.http import Http404
from django.utils.translation import get_language
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler as drf_exception_handler

from apps.core.contention import is_contention
from apps.core.errors import (
    AppError,
    ContendedError,
    MalformedError,
    MethodNotAllowedError,
    NotFoundError,
    TooLargeError,
)

log = structlog.get_logger(__name__)

CODES = {
    exceptions.NotAuthenticated: ("not_authenticated", "צריך להתחבר.", "Please sign in."),
    exceptions.AuthenticationFailed: ("not_authenticated", "צריך להתחבר.", "Please sign in."),
    exceptions.PermissionDenied: ("forbidden", "אין לך הרשאה לפעולה הזו.", "You may not do this."),
    exceptions.UnsupportedMediaType: (
        "unsupported_media_type",
        "סוג תוכן לא נתמך.",
        "Unsupported content type.",
    ),
    exceptions.NotAcceptable: ("not_acceptable", "סוג תוכן לא נתמך.", "Unsupported content type."),
    exceptions.Throttled: (
        "throttled",
        "יותר מדי ניסיונות. נסו שוב בעוד כמה דקות.",
        "Too many attempts. Try later.",
    ),
}
"""What the framework raises itself, by what we call it."""


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a refusal; None leaves a real fault to be a 500."""
    error = _as_app_error(error)
    answer = drf_exception_handler(_as_drf_error(error), context)
    if answer is None:
        return None
    language = get_language() or settings.LANGUAGE_CODE
    if isinstance(error, AppError):
        body = error.described(language)
        if error.retry_after_seconds is not None:
            answer.headers["Retry-After"] = str(error.retry_after_seconds)
    else:
        body = _body_of(error, answer, language)
    answer.data = {"error": body}
    return answer


def _as_app_error(error: Exception) -> Exception:
    if isinstance(error, Http404 | exceptions.NotFound):
        return NotFoundError()
    if isinstance(error, exceptions.MethodNotAllowed):
        return MethodNotAllowedError()
    if isinstance(error, RequestDataTooBig):
        return TooLargeError()
    if isinstance(error, DataError | exceptions.ParseError):
        return MalformedError()
    if isinstance(error, DatabaseError) and is_contention(error):
        log.warning("contended", error=type(error.__cause__).__name__)
        return ContendedError()
    return error


def _as_drf_error(error: Exception) -> Exception:
    """DRF's handler knows how to roll back and which headers to send, but only for its own exceptions."""
    if not isinstance(error, AppError):
        return error
    known = exceptions.APIException(error.code)
    known.status_code = error.status
    return known


def _body_of(error: Exception, answer: Response, language: str) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        message = "Some fields are not right." if language.startswith("en") else "יש שדות שצריך לתקן."
        return {"code": "invalid", "message": message, "fields": dict(_fields_of(answer.data))}
    code, he, en = CODES.get(type(error), ("refused", "הבקשה נדחתה.", "The request was refused."))
    body: dict[str, Any] = {"code": code, "message": en if language.startswith("en") else he}
    if answer.status_code == status.HTTP_429_TOO_MANY_REQUESTS:
        body["retry_after_seconds"] = int(answer.headers.get("Retry-After", 60))
    return body


def _fields_of(faults: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each field's sentences under one name, however deep it lies: {"steps.0.email": [...]}."""
    if isinstance(faults, dict):
        for key, fault in faults.items():
            yield from _fields_of(fault, f"{name}.{key}" if name else str(key))
    elif isinstance(faults, list) and any(isinstance(fault, dict | list) for fault in faults):
        yield from _fields_of(dict(enumerate(faults)), name)
    else:
        sentences = faults if isinstance(faults, list) else [faults]
        yield name or api_settings.NON_FIELD_ERRORS_KEY, [str(sentence) for sentence in sentences]
