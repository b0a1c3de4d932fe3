"""Which query parameters a view takes: those that its description names, once each, and no other."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from apps.core.plain_numbers import NO_PLAIN_NUMBER, is_plain_number

NO_SUCH_PARAMETER = (
    "אין כאן פרמטר בשם הזה. בדקו איך הוא נכתב, או השמיטו אותו.",
    "There is no parameter of this name here. Check how it is written, or leave it out.",
)
ONLY_ONCE = (
    "הפרמטר הזה מופיע יותר מפעם אחת. השאירו ערך אחד.",
    "This parameter is given more than once. Leave one value.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """`prefixes` of such as `custom.<key>`, whose end is the asker's."""

    names: frozenset[str]
    prefixes: tuple[str, ...]
    numbers: frozenset[str]

    def takes(self, name: str) -> bool:
        return name in self.names or name.startswith(self.prefixes)


def parameters_known_only(request: Request) -> None:
    """A misspelt filter that is left alone would give everything, and of two values one would be left out.
    A number is its plain digits. Raises ValidationError, which names what is wrong.
    """
    if not request.query_params:
        return
    method = "GET" if request.method == "HEAD" else request.method or ""
    resolved: Any = request.resolver_match
    is_answered = method != "OPTIONS" and hasattr(resolved.func.cls, method.lower())
    if not is_answered:
        return
    taken = parameters_taken(resolved.func, method)
    faults = {
        name: [fault[(get_language() or "he").startswith("en")]]
        for name, values in request.query_params.lists()
        if (fault := _fault(taken, name, values))
    }
    if faults:
        raise ValidationError(faults)


def _fault(taken: Taken, name: str, values: list[Any]) -> tuple[str, str] | None:
    if not taken.takes(name):
        return NO_SUCH_PARAMETER
    if len(values) > 1:
        return ONLY_ONCE
    is_number = name not in taken.numbers or not values[0] or is_plain_number(values[0])
    return None if is_number else NO_PLAIN_NUMBER


@cache
def parameters_taken(view: Callable[..., Any], method: str) -> Taken:
    """Asked once a process: reading the description of a method costs milliseconds."""
    # The description lives as long as the generator it was made by.
    generator = SchemaGenerator()
    described: Any = generator.create_view(view, method).schema
    kinds: dict[str, str] = described.query_kinds(method)
    return Taken(
        frozenset(kinds),
        tuple(name.partition("<")[0] for name in kinds if "<" in name),
        frozenset(name for name, kind in kinds.items() if kind in ("integer", "number")),
    )
