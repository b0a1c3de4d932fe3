"""What a request says, as a serializer reads it: every view takes its query and its body from here."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request

Serializer = serializers.Serializer[Any]
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
    _refuse_unknown(given, request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def known_only(request: Request, serializer: type[Serializer]) -> None:
    """For a body that is read in another way, such as a file. Raises ValidationError."""
    _refuse_unknown(serializer(), request.data)


@cache
def _reader(serializer: type[Serializer], language: str) -> Serializer:
    """One for all requests of a language: making its fields anew costs as much as a page's query, and their
    refusals keep the language in which they were first said.
    """
    return serializer()


def _refuse_unknown(serializer: Serializer, given: Any) -> None:
    is_english = (get_language() or "he").startswith("en")
    if unknown := _unknown(serializer, given, NO_SUCH_FIELD[is_english]):
        raise serializers.ValidationError(unknown)


def _unknown(field: Any, given: Any, sentence: str) -> dict[str, Any]:
    """What is wrong under each name, or under each place of a list."""
    if isinstance(field, serializers.Serializer) and isinstance(given, Mapping):
        taken = {name: each for name, each in field.fields.items() if not each.read_only}
        faults = {
            name: _unknown(taken[name], value, sentence) if name in taken else [sentence]
            for name, value in given.items()
        }
    elif isinstance(given, list) and hasattr(field, "child"):
        faults = {str(place): _unknown(field.child, each, sentence) for place, each in enumerate(given)}
    else:
        return {}
    return {name: fault for name, fault in faults.items() if fault}
