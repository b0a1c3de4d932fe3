"""Whatever the administration answers names its verb, or nothing starts."""

from collections.abc import Iterable, Iterator
from functools import partial
from inspect import ismethod
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from apps.accounts.permissions import PLATFORM_VERBS
from apps.core.checks import name_of
from apps.platform.admin.deeds import Deed, deed_view
from apps.platform.admin.verbs import VerbsMixin

READ_ONLY = {
    "apps.audit.platform.admin.PlatformAuditEntryAdmin": "a journal",
    "apps.usage.admin.UsageRecordAdmin": "a ledger",
}
"""Pages of rows that nobody writes, so that they need no verb but the administration's own."""

WAYS = ("add", "change", "delete")
ASKED_BY = [*(f"has_{way}_permission" for way in ("module", "view", *WAYS)), "get_actions"]


def house_check(site: AdminSite, patterns: Iterable[URLPattern | URLResolver]) -> list[CheckMessage]:
    """What is wrong with the pages at `patterns`, which are the site's addresses, and with what it lists."""
    found = [*_faults_of_pages(site, patterns), *_faults_of_rows(site)]
    return [Error(fault, id="prosaas.E003") for fault in found]


def _faults_of_pages(site: AdminSite, patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _faults_of_pages(site, pattern.url_patterns)
        elif fault := _fault_of_page(site, pattern.callback):
            yield f"{pattern.pattern} of the administration, {name_of(pattern.callback)}, {fault}"


def _fault_of_page(site: AdminSite, page: Any) -> str:
    """Django marks its own pages with the site or with the page of rows that they are of; so do we."""
    if page == site.login:
        return ""
    is_of_rows = getattr(page, "model_admin", None) in _listed(site)
    if not is_of_rows and getattr(page, "admin_site", None) != site:
        return "does not ask for a system admin"
    view = getattr(page, "__wrapped__", page)
    if isinstance(view, partial) and view.func is deed_view:
        deed: Deed = view.args[1]
        return "" if deed.verb in PLATFORM_VERBS else f"has a verb that nobody has: {deed.verb}"
    return "" if _is_of_django(view) else "names no verb: make a deed of it"


def _is_of_django(view: Any) -> bool:
    """One of the pages that Django and unfold bring, perhaps in words of our own: each asks by itself."""
    if ismethod(view):
        bringer = UnfoldAdminSite if isinstance(view.__self__, AdminSite) else ModelAdmin
        return hasattr(bringer, view.__name__)
    return str(view.__module__).partition(".")[0] in ("django", "unfold")


def _listed(site: AdminSite) -> "list[admin.ModelAdmin[Any]]":
    """The pages of rows."""
    return [site.get_model_admin(model) for model in apps.get_models() if site.is_registered(model)]


def _faults_of_rows(site: AdminSite) -> Iterator[str]:
    for rows in _listed(site):
        name = name_of(type(rows))
        faults = {name: _fault_of_reading(rows) if name in READ_ONLY else _fault_of_rows(type(rows))}
        faults |= {name_of(inline): _fault_of_rows(inline) for inline in rows.inlines}
        yield from (f"{each} {fault}" for each, fault in faults.items() if fault)
        yield from (
            f"{name_of(action)} on {name} names no permission of {', '.join(WAYS)}"
            for action in _actions(site, rows)
            if not _is_for_writers(action)
        )
        yield from (
            f"{name} has a {way} of its own, and nobody knows which rows it brings"
            for way in ("get_inlines", "get_inline_instances")
            if getattr(type(rows), way) is not getattr(ModelAdmin, way)
        )
        if getattr(rows, "actions_submit_line", ()):
            yield f"{name} has buttons that name no verb"


def _actions(site: AdminSite, rows: "admin.ModelAdmin[Any]") -> list[Any]:
    own = [rows.get_action(action) for action in rows.actions or ()]
    return [*(action for _, action in site.actions), *(found[0] for found in own if found)]


def _is_for_writers(action: Any) -> bool:
    """Any of its permissions lets somebody in."""
    permissions = set(getattr(action, "allowed_permissions", ()))
    return bool(permissions) and permissions <= set(WAYS)


def _fault_of_rows(rows: type[Any]) -> str:
    if not issubclass(rows, VerbsMixin):
        return "names no verbs and is no listed page that is only read"
    unknown = {verb for way in WAYS if (verb := getattr(rows, f"{way}_verb"))} - PLATFORM_VERBS
    if unknown:
        return f"names verbs that nobody has: {', '.join(sorted(unknown))}"
    ours: dict[str, Any] = {name: getattr(VerbsMixin, name, getattr(ModelAdmin, name)) for name in ASKED_BY}
    own = [name for name, asked in ours.items() if getattr(rows, name, asked) is not asked]
    return f"has a {own[0]} of its own, which may forget its verb" if own else ""


def _fault_of_reading(rows: "admin.ModelAdmin[Any]") -> str:
    """Whoever asks is refused, so nobody is asked about."""
    nobody: Any = None
    allowed = [way for way in WAYS if getattr(rows, f"has_{way}_permission")(nobody) is not False]
    return f"is listed as only read, and lets {', '.join(allowed)}" if allowed else ""
