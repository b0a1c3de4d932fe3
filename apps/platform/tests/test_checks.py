"""A page of the administration that names no verb stops the start, in development too."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import path
from unfold.admin import ModelAdmin, TabularInline

from apps.accounts.models import Invitation, Membership
from apps.core.checks import start_checked
from apps.platform.admin.deeds import Deed, deed_view
from apps.platform.admin.verbs import VerbsAdmin
from apps.platform.apps import _the_administration_names_its_verbs
from apps.platform.checks import READ_ONLY, house_check
from apps.platform.site import House


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def faults(rows: Any, house: type[House] = House) -> list[str]:
    """Of a house in which there is nothing but these pages, of invitations."""
    site = house()
    site.register(Invitation, rows)
    return [fault.msg for fault in house_check(site, site.get_urls())]


def with_page(made: Callable[[Any], Any]) -> type[VerbsAdmin]:
    class Rows(VerbsAdmin):
        def get_urls(self) -> Any:
            return [path("dump/", made(self)), *super().get_urls()]

    return Rows


def test_nothing_of_ours_stops_the_start() -> None:
    assert _the_administration_names_its_verbs() == []
    assert faults(VerbsAdmin) == []


def test_no_process_starts_with_rows_that_name_no_verbs() -> None:
    class Plain(ModelAdmin): ...

    admin.site.register(Invitation, Plain)
    try:
        with pytest.raises(ImproperlyConfigured, match="Plain names no verbs and is no listed page"):
            start_checked()
    finally:
        admin.site.unregister(Invitation)
    start_checked()


def test_a_row_inside_a_row_names_its_verbs_too() -> None:
    class Inside(TabularInline):
        model = Membership

    class Rows(VerbsAdmin):
        inlines = [Inside]

    (fault,) = faults(Rows)
    assert "Inside names no verbs" in fault


@pytest.mark.parametrize("name", ["get_inlines", "get_inline_instances"])
def test_rows_inside_a_row_are_not_chosen_while_they_are_shown(name: str) -> None:
    (fault,) = faults(type("Rows", (VerbsAdmin,), {name: lambda *_: []}))
    assert fault.endswith(f"Rows has a {name} of its own, and nobody knows which rows it brings")


def test_a_verb_that_nobody_has_is_an_error() -> None:
    class Rows(VerbsAdmin):
        change_verb = "leads.edit"

    (fault,) = faults(Rows)
    assert fault.endswith("Rows names verbs that nobody has: leads.edit")


@pytest.mark.parametrize("name", ["has_change_permission", "has_view_permission", "get_actions"])
def test_rows_that_ask_in_their_own_way_are_an_error(name: str) -> None:
    def own(self: object, *args: object) -> bool:
        return True

    (fault,) = faults(type("Rows", (VerbsAdmin,), {name: own}))
    assert f"has a {name} of its own" in fault


@pytest.mark.parametrize(
    "made",
    [
        lambda rows: lambda request: HttpResponse("every key"),
        lambda rows: page,
        lambda rows: rows.admin_site.index,
        lambda rows: rows.changelist_view,
        lambda rows: partial(deed_view, rows, deed("businesses.open")),
    ],
)
def test_a_page_that_everybody_reaches_is_an_error(made: Callable[[Any], Any]) -> None:
    (fault,) = faults(with_page(made))
    assert fault.startswith("dump/ of the administration")
    assert fault.endswith("does not ask for a system admin")


def deed(verb: str) -> Deed:
    return Deed(name="dump", verb=verb, title="", says="", done="", do=lambda row, given, actor: None)


def test_a_page_that_names_no_verb_is_an_error() -> None:
    def deed_of(verb: str) -> type[VerbsAdmin]:
        return with_page(lambda rows: rows.admin_site.admin_view(partial(deed_view, rows, deed(verb))))

    (unnamed,) = faults(with_page(lambda rows: rows.admin_site.admin_view(page)))
    (unknown,) = faults(deed_of("leads.view"))

    assert unnamed.endswith("names no verb: make a deed of it")
    assert unknown.endswith("has a verb that nobody has: leads.view")
    assert faults(deed_of("businesses.open")) == []


def test_a_page_of_the_houses_own_is_looked_at_too() -> None:
    class Open(House):
        def get_urls(self) -> Any:
            return [path("all/", self.admin_view(self.everything)), *super().get_urls()]

        def everything(self, request: HttpRequest) -> HttpResponse:
            return page(request)

    (fault,) = faults(VerbsAdmin, Open)
    assert fault.endswith("names no verb: make a deed of it")


@pytest.mark.parametrize("permissions", [None, ["view"], ["view", "change"]])
def test_an_action_without_the_permission_of_a_writer_is_an_error(permissions: list[str] | None) -> None:
    @admin.action(permissions=permissions)
    def promote(rows: Any, request: Any, found: Any) -> None: ...

    class Rows(VerbsAdmin):
        actions = [promote]

    (fault,) = faults(Rows)
    assert fault.endswith("Rows names no permission of add, change, delete")


def test_an_action_asks_by_the_verb_of_its_permission() -> None:
    @admin.action(permissions=["change"])
    def promote(rows: Any, request: Any, found: Any) -> None: ...

    class Rows(VerbsAdmin):
        change_verb = "users.manage_platform"
        actions = [promote]

    assert faults(Rows) == []


@pytest.mark.parametrize("kind", ["actions_list", "actions_row", "actions_detail", "actions_submit_line"])
def test_a_button_without_a_verb_is_an_error(kind: str) -> None:
    def promote(self: object, *args: object) -> HttpResponse:
        return HttpResponse()

    (fault,) = faults(type("Rows", (VerbsAdmin,), {kind: ["promote"], "promote": promote}))
    assert "no verb" in fault


def test_rows_listed_as_only_read_let_nobody_write(monkeypatch: pytest.MonkeyPatch) -> None:
    class Journal(ModelAdmin):
        def has_add_permission(self, request: object) -> bool:
            return False

        has_delete_permission = has_change_permission = has_add_permission

    class Open(Journal):
        def has_change_permission(self, request: object) -> bool:
            return request is None

    for rows in (Journal, Open):
        monkeypatch.setitem(READ_ONLY, f"{__name__}.{rows.__qualname__}", "a test's")

    assert faults(Journal) == []
    (fault,) = faults(Open)
    assert fault.endswith("is listed as only read, and lets change")
