import sys
from collections.abc import Callable
from itertools import count
from types import ModuleType
from typing import Any

import pytest
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View

from apps.core.api import ANYBODY, ApiView
from apps.core.checks import sockets_check, verbs_check

UNLISTED = "asks for no verb and is no listed plain view of its host"
NUMBERS = count()


class Quiet(View):
    """A plain view, whose function has no name of its own."""


class Chatty(AsyncWebsocketConsumer): ...


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def refused(routes: list[Any], listed: set[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    # Django keeps what it resolved by the name, so each test has one of its own.
    urls = ModuleType(f"urls_{next(NUMBERS)}")
    urls.urlpatterns = routes
    monkeypatch.setitem(sys.modules, urls.__name__, urls)
    known = {ANYBODY, "leads.view", "leads.edit"}
    return [fault.msg for fault in verbs_check({urls.__name__: listed}, known.__contains__)]


def faults(view: type[ApiView], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return refused([path("", view.as_view())], set(), monkeypatch)


def test_a_view_without_a_verb_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(ApiView):
        def get(self, request): ...

    name = f"{__name__}.{Silent.__qualname__}"
    assert faults(Silent, monkeypatch) == [f"{name} declares no verb, so nobody could ever use it"]


def test_a_verb_that_no_role_has_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Misspelt(ApiView):
        verb = "leads.veiw"

        def get(self, request): ...

    name = f"{__name__}.{Misspelt.__qualname__}"
    assert faults(Misspelt, monkeypatch) == [f"{name} declares verbs that no role has: leads.veiw"]


def test_a_method_left_out_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Half(ApiView):
        verb = {"GET": "leads.view"}

        def get(self, request): ...

        def patch(self, request): ...

    name = f"{__name__}.{Half.__qualname__}"
    assert faults(Half, monkeypatch) == [f"{name} declares no verb for PATCH"]


def test_a_view_that_does_not_ask_by_its_verb_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Open(ApiView):
        verb = "leads.view"
        permission_classes = ()

        def get(self, request): ...

    class Forgetful(ApiView):
        verb = "leads.view"

        def get(self, request): ...

        def get_permissions(self):
            return []

    class Whole(ApiView):
        verb = "leads.view"

        def get(self, request): ...

    name = f"{__name__}.{Open.__qualname__}"
    own = "asks by permission classes of its own instead of its verb"
    assert faults(Open, monkeypatch) == [f"{name} {own}"]
    assert "has a get_permissions of its own" in faults(Forgetful, monkeypatch)[0]
    assert faults(Whole, monkeypatch) == []
    routed = refused([path("", Whole.as_view(permission_classes=()))], set(), monkeypatch)
    assert routed == [f"{__name__}.{Whole.__qualname__} {own}"]


def test_a_complete_view_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    class Whole(ApiView):
        verb = {"GET": "leads.view", "PATCH": "leads.edit"}

        def get(self, request): ...

        def patch(self, request): ...

    assert faults(Whole, monkeypatch) == []


@pytest.mark.parametrize(
    ("view", "name"), [(plain, f"{__name__}.plain"), (Quiet.as_view(), f"{__name__}.Quiet")]
)
def test_a_plain_view_that_nobody_listed_is_an_error(
    monkeypatch: pytest.MonkeyPatch, view: Callable[..., Any], name: str
) -> None:
    """However deep it is included."""
    routes = [path("a/", include([path("b/", include([path("", view)]))]))]

    assert refused(routes, set(), monkeypatch) == [f"{name} {UNLISTED}"]
    assert refused(routes, {name}, monkeypatch) == []


def test_the_administration_is_let_by_only_where_it_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    routes = [path("admin/", admin.site.urls)]

    assert refused(routes, {"admin"}, monkeypatch) == []
    assert f"apps.platform.site.House.login {UNLISTED}" in refused(routes, set(), monkeypatch)


def test_a_socket_that_nobody_listed_is_an_error() -> None:
    name = f"{__name__}.Chatty"
    chatty: Any = Chatty.as_asgi()
    nested: Any = URLRouter([path("", chatty)])

    assert [fault.msg for fault in sockets_check([path("", chatty)], set())] == [f"{name} {UNLISTED}"]
    assert sockets_check([path("", chatty)], {name}) == []
    # What lies behind another router is not looked into, so it is refused whole.
    assert len(sockets_check([path("", nested)], {name})) == 1
