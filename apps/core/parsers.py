from typing import Any

import orjson
from django.conf import settings
from rest_framework import parsers

from apps.core.errors import MalformedError, TooLargeError


class JsonParser(parsers.BaseParser):
    """Refuses what PostgreSQL cannot store (NUL, lone surrogates) and bodies that are too large."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLargeError
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise MalformedError from error
        if b"\\u0000" in body and _has_nul(value):
            raise MalformedError
        return value


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(map(_has_nul, value))
