"""No view reads a parameter that is not described: those that are described are tried with foreign ids.

Nor does it read a header that is not known here: none of those could name another business.
"""

from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.core.handlers import wsgi
from django.http import QueryDict, parse_cookie, request
from django.http.request import HttpHeaders
from django.test import client

from tests.isolation.described import body_of, names_of_query, operation_of, query_of
from tests.isolation.endpoints import Endpoint, each, handled, rest_endpoints
from tests.isolation.leaky_views import HEADS
from tests.isolation.stage import Stage, ask, undone

HANDLED = [pair for pair in handled(rest_endpoints()) if pair[0].route.startswith("/api/v1/")]
WHOLE = "*"
KNOWN = {
    *("accept", "accept-language", "authorization", "content-length", "content-type", "cookie", "host"),
    *("idempotency-key", "if-match", "origin", "range", "user-agent", "x-requested-with"),
}
"""Headers that say nothing of whose rows are meant, but for the host and the token, which must agree."""


KNOWN_COOKIES = {
    *(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME),
    *("refresh", "device"),
}


class Noting(QueryDict):
    """A query that remembers what it was asked for; `*` for all of it at once."""

    read: ClassVar[set[str]] = set()
    is_made = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_made = True

    def _note(self, name: str | None) -> None:
        # REST framework looks for a parameter without a name where its own is switched off.
        if self.is_made and name is not None:
            self.read.add(name)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> list[Any]:
        self._note(name)
        return super().getlist(name, default)

    def items(self) -> Any:
        self._note(WHOLE)
        return [(name, values[-1]) for name, values in self.lists()]


class NotingHead(dict[str, Any]):
    """A request's environment that remembers which headers it was asked for."""

    read: ClassVar[set[str]] = set()

    def _note(self, name: object) -> None:
        if str(name).startswith("HTTP_"):
            self.read.add(str(name)[5:].replace("_", "-").lower())

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)


class NotingCookies(dict[str, str]):
    read: ClassVar[set[str]] = set()

    def __getitem__(self, name: str) -> str:
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.read.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


class NotingHeaders(HttpHeaders):
    def __getitem__(self, name: str) -> Any:
        NotingHead.read.add(name.replace("_", "-").lower())
        return super().__getitem__(name)


class NotingRequest(wsgi.WSGIRequest):
    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(environ)
        self.META = self.environ = NotingHead(environ)


@pytest.fixture(autouse=True)
def heads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.setattr(request, "HttpHeaders", NotingHeaders)
    monkeypatch.setattr(client, "WSGIRequest", NotingRequest)
    NotingHead.read.clear()
    return NotingHead.read


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.setattr(wsgi, "parse_cookie", lambda text: NotingCookies(parse_cookie(text)))
    NotingCookies.read.clear()
    return NotingCookies.read


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.setattr(wsgi, "QueryDict", Noting)
    Noting.read.clear()
    return Noting.read


@each(HANDLED)
def test_only_what_is_described_is_read(
    stage: Stage, endpoint: Endpoint, method: str, read: set[str], heads: set[str], cookies: set[str]
) -> None:
    """All of a query is read where fields of the business's own may stand in it only."""
    operation = operation_of(endpoint, method)
    described = names_of_query(operation)
    owner = stage.person("owner here")
    query, body = query_of(operation, stage.ours), body_of(operation, stage.ours)
    with undone():
        ask(owner, method, endpoint.path(stage.ours), query=query, body=body)

    allowed = {WHOLE} if "custom.<key>" in described else set()
    assert read - described - allowed == set()
    assert heads - KNOWN == set(), "say in KNOWN that it names no business"
    assert cookies - KNOWN_COOKIES == set(), "say in KNOWN_COOKIES that it names no business"


@pytest.mark.parametrize("route", sorted(HEADS))
def test_a_view_that_reads_another_header_is_found(
    stage: Stage, settings, heads: set[str], route: str
) -> None:
    """Made for this test."""
    settings.ROOT_URLCONF = "tests.isolation.leaky_views"
    ask(stage.person("owner here"), "GET", f"/api/v1/peek/{route}")

    assert heads - KNOWN == {"x-business"}


def test_a_view_that_reads_another_cookie_is_found(stage: Stage, settings, cookies: set[str]) -> None:
    """Made for this test."""
    settings.ROOT_URLCONF = "tests.isolation.leaky_views"
    ask(stage.person("owner here"), "GET", "/api/v1/peek/cookie/")

    assert cookies - KNOWN_COOKIES == {"business"}
