"""What a request says, as a serializer reads it: every view takes its query and its body from here."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request

from apps.core.plain_numbers import NO_PLAIN_NUMBER, is_plain_number

Serializer = serializers.Serializer[Any]
NUMBERS = (serializers.IntegerField, serializers.FloatField, serializers.DecimalField)
NO_SUCH_FIELD = (
    "אין כאן שדה בשם הזה. בדקו איך הוא נכתב, או השמיטו אותו.",
    "There is no field of this name here. Check how it is written, or leave it out.",
)


def asked_of(request: Request, serializer: type[Serializer]) -> dict[str, Any]:
    """The validated query. Names that nobody takes were refused before (apps.core.parameters); those that
    others take, such as the cursor, are left to them.
    """
    return dict(_reader(serializer, get_language()).run_validation(request.query_params))


def given_in(request: Request, serializer: type[Serializer]) -> dict[str, Any]:
    """The validated body. A field that nobody takes is refused by its name: nothing is lost in silence."""
    given = serializer(data=request.data)
    _refuse_misread(given, request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def known_only(request: Request, serializer: type[Serializer]) -> None:
    """For a body that is read in another way, such as a file. Raises ValidationError."""
    _refuse_misread(serializer(), request.data)


@cache
def _reader(serializer: type[Serializer], language: str) -> Serializer:
    """One for all requests of a language: making its fields anew costs as much as a page's query, and their
    refusals keep the language in which they were first said.
    """
    return serializer()


def _refuse_misread(serializer: Serializer, given: Any) -> None:
    """What the serializer would leave out, or read otherwise than it is written."""
    language = (get_language() or "he").startswith("en")
    if misread := _misread(serializer, given, language):
        raise serializers.ValidationError(misread)


def _misread(field: Any, given: Any, language: int) -> dict[str, Any] | list[str]:
    """What is wrong with the field, under each of its names, or under each place of a list."""
    if isinstance(field, NUMBERS) and isinstance(given, str):
        return [NO_PLAIN_NUMBER[language]] if given and not is_plain_number(given) else []
    if isinstance(field, serializers.Serializer) and isinstance(given, Mapping):
        taken = {name: each for name, each in field.fields.items() if not each.read_only}
        faults = {
            name: _misread(taken[name], value, language) if name in taken else [NO_SUCH_FIELD[language]]
            for name, value in given.items()
        }
    elif isinstance(given, list) and hasattr(field, "child"):
        faults = {str(place): _misread(field.child, each, language) for place, each in enumerate(given)}
    else:
        return {}
    return {name: fault for name, fault in faults.items() if fault}
