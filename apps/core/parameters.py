"""Which query parameters a view takes: those that its description names, and no other."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

NO_SUCH_PARAMETER = (
    "אין כאן פרמטר בשם הזה. בדקו איך הוא נכתב, או השמיטו אותו.",
    "There is no parameter of this name here. Check how it is written, or leave it out.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """`prefixes` of such as `custom.<key>`, whose end is the asker's."""

    names: frozenset[str]
    prefixes: tuple[str, ...]

    def takes(self, name: str) -> bool:
        return name in self.names or name.startswith(self.prefixes)


def parameters_known_only(request: Request) -> None:
    """A misspelt filter that is left alone would give everything. Raises ValidationError, which names it."""
    if not request.query_params:
        return
    method = "GET" if request.method == "HEAD" else request.method or ""
    resolved: Any = request.resolver_match
    is_answered = method != "OPTIONS" and hasattr(resolved.func.cls, method.lower())
    if not is_answered:
        return
    taken = parameters_taken(resolved.func, method)
    sentence = NO_SUCH_PARAMETER[(get_language() or "he").startswith("en")]
    if unknown := {name: [sentence] for name in request.query_params if not taken.takes(name)}:
        raise ValidationError(unknown)


@cache
def parameters_taken(view: Callable[..., Any], method: str) -> Taken:
    """Asked once a process: reading the description of a method costs milliseconds."""
    # The description lives as long as the generator it was made by.
    generator = SchemaGenerator()
    described: Any = generator.create_view(view, method).schema
    names = frozenset(described.query_names(method))
    return Taken(names, tuple(name.partition("<")[0] for name in names if "<" in name))
