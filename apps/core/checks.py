"""What is wrong with the code itself is said at start-up, not by the first request."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView


def verbs_check(urlconfs: list[str], known: Callable[[str], bool]) -> list[CheckMessage]:
    """Every REST view says who may use it."""
    return [
        Error(f"{view.__module__}.{view.__name__} {fault}", id="prosaas.E001")
        for urlconf in urlconfs
        for view in _views(get_resolver(urlconf).url_patterns)
        if (fault := _fault(view, known))
    ]


def _fault(view: type[APIView], known: Callable[[str], bool]) -> str:
    verb: Any = getattr(view, "verb", None)
    if not verb:
        return "declares no verb, so nobody could ever use it"
    verbs = set(verb.values()) if isinstance(verb, dict) else {verb}
    unknown = sorted(name for name in verbs if not known(name))
    if unknown:
        return f"declares verbs that no role has: {', '.join(unknown)}"
    handled = {name.upper() for name in view.http_method_names if hasattr(view, name)} - {"OPTIONS"}
    if isinstance(verb, dict) and handled - set(verb) - {"HEAD"}:
        return f"declares no verb for {', '.join(sorted(handled - set(verb)))}"
    return ""


def _views(patterns: list[URLPattern | URLResolver]) -> Iterator[type[APIView]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
            continue
        view = getattr(pattern.callback, "cls", None)
        if isinstance(view, type) and issubclass(view, APIView):
            yield view
