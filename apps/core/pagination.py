from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework import pagination, serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from apps.core.errors import CursorInvalidError


class CursorPagination(pagination.CursorPagination):
    """`next`, `previous`, `results`; a row that arrives meanwhile neither repeats nor hides another."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-id"

    def get_page_size(self, request: Request) -> int | None:
        """As asked, at most `max_page_size`; a ValidationError for what is no number of rows."""
        asked = request.query_params.get(self.page_size_query_param)
        if asked:
            try:
                serializers.IntegerField(min_value=1).run_validation(asked)
            except serializers.ValidationError as error:
                raise serializers.ValidationError({self.page_size_query_param: error.detail}) from error
        size: int | None = super().get_page_size(request)
        return size

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        """Raises CursorInvalidError; a forged cursor may hold what the column cannot be compared with."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValueError, ValidationError, DataError) as error:
            if not request.query_params.get(self.cursor_query_param):
                raise
            raise CursorInvalidError from error


@dataclass(frozen=True, slots=True)
class Place:
    """Between two rows: behind the one whose key this is, or before it when asked backwards."""

    key: tuple[str, ...]
    is_backwards: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`key` holds its values in the columns of the order, the last of which no two rows share."""

    shown: dict[str, Any]
    key: tuple[Any, ...]


Fetch = Callable[[Place | None, int], list[Row]]
"""The first so many rows from a place on, in the direction in which the place is asked."""


class KeysetPagination(CursorPagination):
    """As CursorPagination, for rows that are fetched by their key: page 1,000 costs what page 1 costs."""

    def page_of(self, request: Request, fetch: Fetch) -> list[dict[str, Any]]:
        """The page that the request asks for. Raises CursorInvalidError."""
        size = self.get_page_size(request) or self.page_size
        place = _place_in(request.query_params.get(self.cursor_query_param))
        try:
            rows = fetch(place, size + 1)
        except DataError as error:
            if place is None:
                raise
            raise CursorInvalidError from error
        is_backwards = place is not None and place.is_backwards
        has_more = len(rows) > size
        rows = rows[:size][:: -1 if is_backwards else 1]
        self.url = request.build_absolute_uri()
        self.next_place = Place(_key(rows[-1])) if rows and (has_more or is_backwards) else None
        has_previous = has_more if is_backwards else place is not None
        self.previous_place = Place(_key(rows[0]), is_backwards=True) if rows and has_previous else None
        return [row.shown for row in rows]

    def get_next_link(self) -> str | None:
        return place_link(self.url, self.next_place) if self.next_place else None

    def get_previous_link(self) -> str | None:
        return place_link(self.url, self.previous_place) if self.previous_place else None


def place_link(url: str, place: Place) -> str:
    """`url` with the cursor that leads to the place."""
    words = orjson.dumps([int(place.is_backwards), *place.key])
    return replace_query_param(url, "cursor", urlsafe_b64encode(words).decode())


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(value) for value in row.key)


def _place_in(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    try:
        is_backwards, *key = orjson.loads(urlsafe_b64decode(cursor.encode("ascii")))
    except (TypeError, ValueError) as error:
        raise CursorInvalidError from error
    if not key or not all(isinstance(value, str) for value in key) or is_backwards not in (0, 1):
        raise CursorInvalidError
    return Place(tuple(key), is_backwards=bool(is_backwards))
