"""One question put three ways: to the whole site, to its view alone, and to PostgreSQL without us."""

import gc
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
import psycopg
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory
from django.urls import path, resolve, set_urlconf
from psycopg.types.string import TextLoader
from rest_framework.response import Response
from rest_framework.test import force_authenticate

from apps.accounts.models import Membership
from apps.accounts.testing import access_make
from apps.core.api import ApiView
from apps.tenants.context import in_tenant

Statement = tuple[str, Any]


class EmptyView(ApiView):
    """What it costs to arrive: the host's business, the sign-in, the permission."""

    verb = "leads.view"

    def get(self, request: Any) -> Response:
        return Response()


urlpatterns = [path("api/v1/empty/", EmptyView.as_view())]


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Spread":
        milliseconds = [each * 1000 for each in seconds]
        return cls(
            round(statistics.median(milliseconds), 3),
            round(statistics.quantiles(milliseconds, n=20)[18], 3),
        )


class Site:
    """As one member of one business sees it, in this process and on one connection."""

    def __init__(self, member: Membership) -> None:
        self.member = member
        self.schema = member.business.schema_name
        self.requests = RequestFactory(
            headers={"host": f"{member.business.slug}.localhost"},
            HTTP_AUTHORIZATION=f"Bearer {access_make(member)}",
        )
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def whole(self, url: str) -> Any:
        """Through every middleware, the tenant switch and the sign-in."""
        return _good(self.handler.get_response(self.requests.get(url)))

    def arrival(self) -> Any:
        request: Any = self.requests.get("/api/v1/empty/")
        request.urlconf = "bench.customers.asking"
        return _good(self.handler.get_response(request))

    def page(self, url: str) -> Any:
        """Router, permission, view, pagination and rendering, for somebody who is signed in already.

        To be asked inside the business.
        """
        request = self.requests.get(url)
        token: Any = self.member
        force_authenticate(request, user=self.member.user, token=token)
        set_urlconf(None)
        view = request.resolver_match = resolve(request.path)
        return _good(view.func(request, *view.args, **view.kwargs).render())

    def json(self, url: str) -> Any:
        return orjson.loads(self.whole(url).content)

    def statements(self, url: str) -> list[Statement]:
        """What the view asks the database."""
        with in_tenant(self.schema), statements_kept() as kept:
            self.page(url)
        return list(kept)


@contextmanager
def statements_kept() -> Any:
    kept: list[Statement] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # The tenant switch is no question of the view's.
        if not sql.startswith("SET "):
            kept.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield kept


class Plain:
    """psycopg and orjson: statements with their parameters written in, none of them prepared."""

    def __init__(self, address: str, schema: str) -> None:
        options = f"-c search_path={schema},public -c timezone=UTC"
        self.connection = psycopg.connect(address, autocommit=True, options=options, prepare_threshold=None)
        self.connection.adapters.register_loader("jsonb", TextLoader)
        self.client = psycopg.ClientCursor(self.connection)

    def question(self, statements: list[Statement]) -> Callable[[], bytes]:
        written = [self.client.mogrify(sql, params) for sql, params in statements]
        return lambda: b"".join(map(self._asked, written))

    def _asked(self, statement: str) -> bytes:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return orjson.dumps(rows, option=orjson.OPT_UTC_Z)

    def close(self) -> None:
        self.connection.close()


def timed(*questions: Callable[[], Any], rounds: int) -> list[Spread]:
    """Asked in turn, so that whatever else the machine does meets all of them."""
    taken: list[list[float]] = [[] for _ in questions]
    for each in range(rounds + max(rounds // 10, 3)):
        for place, question in enumerate(questions):
            seconds = _seconds(question)
            if each >= max(rounds // 10, 3):
                taken[place].append(seconds)
    return [Spread.of(seconds) for seconds in taken]


def times_as_long(one: Callable[[], Any], other: Callable[[], Any], *, pairs: int) -> float:
    """What `one` takes against `other`: the median over pairs, for whatever else the machine does meets both.

    Python's collector rests, as timeit lets it. It comes after so many objects, so two questions that make
    equally many meet it always in the same one, which would seem a quarter slower or quicker than itself.
    """
    one()
    other()
    found: list[float] = []
    gc.collect()
    gc.disable()
    try:
        for pair in range(pairs):
            if pair % 2:
                beside, taken = _seconds(other), _seconds(one)
            else:
                taken, beside = _seconds(one), _seconds(other)
            found.append(taken / beside)
    finally:
        gc.enable()
    return statistics.median(found)


def _seconds(question: Callable[[], Any]) -> float:
    started = time.perf_counter()
    question()
    return time.perf_counter() - started


def _good(response: Any) -> Any:
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code}: {response.content[:500]!r}")
    return response
