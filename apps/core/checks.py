"""What is wrong with the code itself is said at start-up, not by the first request."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

ADMINISTRATION = "admin"
"""In a list of plain views: all of Django's administration. apps.platform.checks looks into it."""

ASKED_BY = ("get_permissions", "check_permissions")


def verbs_check(
    plain_views: Mapping[str, Container[str]], known: Callable[[str], bool]
) -> list[CheckMessage]:
    """Every REST view says who may use it, and whatever else answers is a listed plain view of its host.

    `plain_views` has the dotted names of each URL configuration's own.
    """
    return [
        Error(f"{name_of(view)} {fault}", id="prosaas.E001")
        for urlconf, plain in plain_views.items()
        for view in views_of(get_resolver(urlconf).url_patterns, plain)
        if (fault := _fault(view, known) if is_rest(view) else _plain_fault(view, plain))
    ]


def sockets_check(routes: Iterable[URLPattern], plain: Container[str]) -> list[CheckMessage]:
    """Every socket's consumer is a listed one."""
    return [
        Error(f"{name_of(consumer)} {fault}", id="prosaas.E002")
        for consumer in consumers_of(routes)
        if (fault := _plain_fault(consumer, plain))
    ]


def start_checked() -> None:
    """No process starts with an error that `check` finds, nor one of production with what `--deploy` adds.

    Raises ImproperlyConfigured.
    """
    found = run_checks(tags=[Tags.security, Tags.urls], include_deployment_checks=settings.IS_PRODUCTION)
    faults = [fault for fault in found if settings.IS_PRODUCTION or fault.is_serious()]
    if faults:
        raise ImproperlyConfigured("ProSaaS does not start: " + "; ".join(map(str, faults)))


def views_of(patterns: Iterable[URLPattern | URLResolver], plain: Container[str]) -> Iterator[Any]:
    """What answers to the patterns: a class where there is one, else the function."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            callback: Any = pattern.callback
            view = getattr(callback, "cls", None) or getattr(callback, "view_class", callback)
            yield _as_routed(view, getattr(callback, "initkwargs", None) or {})
        elif pattern.app_name != ADMINISTRATION or ADMINISTRATION not in plain:
            yield from views_of(pattern.url_patterns, plain)


def consumers_of(routes: Iterable[URLPattern]) -> list[Any]:
    """What answers to the sockets: a consumer's class, else the ASGI application itself."""
    return [getattr(route.callback, "consumer_class", route.callback) for route in routes]


def _as_routed(view: Any, given: Mapping[str, Any]) -> Any:
    """The class with what its route gives to `as_view`."""
    if not given or not isinstance(view, type):
        return view
    return type(view)(
        view.__name__, (view,), {**given, "__module__": view.__module__, "__qualname__": view.__qualname__}
    )


def is_rest(view: Any) -> bool:
    return isinstance(view, type) and issubclass(view, APIView)


def name_of(view: Any) -> str:
    """Dotted, of a function or class; of anything else what Python shows of it."""
    name = getattr(view, "__qualname__", None)
    return f"{view.__module__}.{name}" if name else repr(view)


def _plain_fault(view: Any, plain: Container[str]) -> str:
    return "" if name_of(view) in plain else "asks for no verb and is no listed plain view of its host"


def _fault(view: type[APIView], known: Callable[[str], bool]) -> str:
    verb: Any = getattr(view, "verb", None)
    if not verb:
        return "declares no verb, so nobody could ever use it"
    verbs = set(verb.values()) if isinstance(verb, dict) else {verb}
    unknown = sorted(name for name in verbs if not known(name))
    if unknown:
        return f"declares verbs that no role has: {', '.join(unknown)}"
    if view.permission_classes != APIView.permission_classes:
        return "asks by permission classes of its own instead of its verb"
    for name in ASKED_BY:
        if getattr(view, name) is not getattr(APIView, name):
            return f"has a {name} of its own, which may forget its verb"
    handled = {name.upper() for name in view.http_method_names if hasattr(view, name)} - {"OPTIONS"}
    if isinstance(verb, dict) and handled - set(verb) - {"HEAD"}:
        return f"declares no verb for {', '.join(sorted(handled - set(verb)))}"
    return ""
