"""Every view of the API, asked by everybody who must not use it."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient
from rest_framework.views import APIView

from apps.accounts.permissions import VerbPermission, verb_of
from apps.core.verbs import ANYBODY
from apps.tenants.models import Business


def api_views(patterns=None, prefix="/"):
    for pattern in patterns or get_resolver("prosaas.urls_tenant").url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from api_views(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and issubclass(
            getattr(pattern.callback, "cls", object), APIView
        ):
            yield path, pattern.callback.cls


CLOSED = sorted(
    {(path.replace("<int:", "<"), view) for path, view in api_views() if view.verb != ANYBODY},
    key=lambda row: row[0],
)


def concrete(path: str) -> str:
    import re

    return re.sub(r"<[^>]+>", "1", path)


def methods(view: type[APIView]) -> list[str]:
    """Those that are not open to everybody."""
    asked = [name for name in view.http_method_names if name not in ("options", "head")]
    return [name for name in asked if hasattr(view, name) and verb_of(view, name.upper()) != ANYBODY]


def test_there_are_views_to_ask() -> None:
    assert "/api/v1/me" in dict(CLOSED)


@pytest.mark.parametrize(("path", "view"), CLOSED, ids=[path for path, _ in CLOSED])
def test_nobody_gets_in_without_a_token(anonymous: APIClient, path: str, view: type[APIView]) -> None:
    for method in methods(view):
        assert getattr(anonymous, method)(concrete(path)).status_code == 401


@pytest.mark.parametrize(("path", "view"), CLOSED, ids=[path for path, _ in CLOSED])
def test_a_member_of_the_other_business_is_nobody_here(
    other_api: APIClient, business: Business, path: str, view: type[APIView]
) -> None:
    for method in methods(view):
        response = getattr(other_api, method)(concrete(path), headers={"host": "halutz.testserver"})
        assert response.status_code == 401


@pytest.mark.parametrize(("path", "view"), CLOSED, ids=[path for path, _ in CLOSED])
def test_no_view_replaces_the_permission(path: str, view: type[APIView]) -> None:
    assert view.permission_classes == [VerbPermission]
