"""What the two URL configurations answer to, read from the configurations themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One URL pattern. `view` is the class of a REST view and None for any other."""

    route: str
    callback: Any
    view: type[APIView] | None

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(_PARAMETER.findall(self.route))

    @property
    def described_as(self) -> str:
        """The path as the OpenAPI description writes it."""
        return _PARAMETER.sub(r"{\1}", self.route)

    @property
    def methods(self) -> tuple[str, ...]:
        """What a REST view handles, HEAD and OPTIONS left out."""
        handled = getattr(self.callback, "actions", None) or {
            name for name in self.view.http_method_names if hasattr(self.view, name)
        }
        return tuple(name for name in METHODS if name.lower() in handled and name not in ("HEAD", "OPTIONS"))

    def path(self, ids: Mapping[str, object]) -> str:
        return _PARAMETER.sub(lambda found: str(ids[found[1]]), self.route)


def endpoints_of(urlconf: str) -> list[Endpoint]:
    """Every pattern of a URL configuration, included ones too."""
    return list(_walk(get_resolver(urlconf).url_patterns, "/"))


def rest_endpoints() -> list[Endpoint]:
    """The API of a business's host."""
    return [endpoint for endpoint in endpoints_of("prosaas.urls_tenant") if endpoint.view]


def handled(endpoints: list[Endpoint]) -> list[tuple[Endpoint, str]]:
    """Each with each of its methods."""
    return [(endpoint, method) for endpoint in endpoints for method in endpoint.methods]


def each(pairs: list[tuple[Endpoint, str]]) -> pytest.MarkDecorator:
    """One test a pair, named as a request."""
    ids = [f"{method} {endpoint.described_as}" for endpoint, method in pairs]
    return pytest.mark.parametrize(("endpoint", "method"), pairs, ids=ids)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Endpoint]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
            continue
        view = getattr(pattern.callback, "cls", None)
        is_rest = isinstance(view, type) and issubclass(view, APIView)
        yield Endpoint(route, pattern.callback, view if is_rest else None)
