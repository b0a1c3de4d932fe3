from collections.abc import Iterator
from typing import Any

import orjson
from django.conf import settings
from rest_framework import parsers
from rest_framework.settings import api_settings

from apps.core.errors import MalformedError, TooLargeError, UnstorableError


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
        if b"\\u0000" in body and (places := dict.fromkeys(_nuls_in(value))):
            raise UnstorableError(places=places)
        return value


def _nuls_in(value: Any, name: str = "") -> Iterator[str]:
    """The names of the fields that hold one, however deep they lie: "steps.0.email"."""
    if isinstance(value, str) and "\0" in value:
        yield name.replace("\0", "\N{REPLACEMENT CHARACTER}") or api_settings.NON_FIELD_ERRORS_KEY
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            inner = f"{name}.{key}" if name else str(key)
            yield from _nuls_in(key, inner)
            yield from _nuls_in(item, inner)
