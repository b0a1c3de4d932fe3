from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.conf import settings
from rest_framework import parsers
from rest_framework.settings import api_settings

from apps.core.errors import MalformedError, TooDeepError, TooLargeError, UnstorableError

DEEPEST = 32
"""Lists and objects within one another; no body of ours needs ten. What is written anew from what was read,
such as an answer or a fingerprint, bears far less than the reader does."""


class JsonParser(parsers.BaseParser):
    """Refuses what PostgreSQL cannot store (NUL, lone surrogates) and bodies too large or nested too deep."""

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
        if _is_deeper(value, DEEPEST):
            raise TooDeepError(deepest=DEEPEST)
        if b"\\u0000" in body and (places := dict.fromkeys(_nuls_in(value))):
            raise UnstorableError(places=places)
        return value


def _is_deeper(value: Any, deepest: int) -> bool:
    """Level by level: nothing that is sent can exhaust the stack."""
    level = _nested_in([value])
    for _ in range(deepest):
        level = _nested_in(
            item for each in level for item in (each.values() if isinstance(each, dict) else each)
        )
    return bool(level)


def _nested_in(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, dict | list)]


def _nuls_in(value: Any, name: str = "") -> Iterator[str]:
    """The names of the fields that hold one, however deep they lie: "steps.0.email"."""
    if isinstance(value, str) and "\0" in value:
        yield name.replace("\0", "\N{REPLACEMENT CHARACTER}") or api_settings.NON_FIELD_ERRORS_KEY
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            inner = f"{name}.{key}" if name else str(key)
            yield from _nuls_in(key, inner)
            yield from _nuls_in(item, inner)
