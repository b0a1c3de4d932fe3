"""What a field of the business's own may hold. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from apps.core.errors import AppError
from apps.core.plain_numbers import number_read
from apps.crm.errors.custom_fields import (
    CustomFieldUnknownError,
    CustomValueInvalidError,
    CustomValuesInvalidError,
)
from apps.crm.texts import is_storable, text_kept

LONGEST_TEXT = 500
LARGEST_NUMBER = 10**15


@dataclass(frozen=True, slots=True)
class Definition:
    kind: str
    choices: tuple[str, ...] = ()


def custom_cleaned(definitions: Mapping[str, Definition], given: Mapping[str, Any]) -> dict[str, Any]:
    """`given` as it is stored; None means that the field becomes empty.

    Raises CustomFieldUnknownError, CustomValueInvalidError; CustomValuesInvalidError for several such.
    """
    cleaned: dict[str, Any] = {}
    faults: list[AppError] = []
    for key, value in given.items():
        try:
            cleaned[key] = _cleaned(definitions, key, value)
        except AppError as error:
            faults.append(error)
    if len(faults) > 1:
        raise CustomValuesInvalidError(faults=faults)
    for fault in faults:
        raise fault
    return cleaned


def custom_changed(current: Mapping[str, Any], cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """`current` with what was cleaned: an empty field has no key."""
    changed = {**current, **cleaned}
    return {key: value for key, value in changed.items() if value is not None}


def custom_sought(definitions: Mapping[str, Definition], asked: Mapping[str, str]) -> dict[str, Any]:
    """What a query asks for, as it would be stored. Raises as `custom_cleaned`."""
    return custom_cleaned(
        definitions, {key: _from_text(definitions.get(key), text) for key, text in asked.items()}
    )


def _from_text(definition: Definition | None, text: str) -> Any:
    if definition is None or definition.kind != "number":
        return text
    number = number_read(text)
    return text if number is None else number


def _cleaned(definitions: Mapping[str, Definition], key: str, value: Any) -> Any:
    definition = definitions.get(key)
    if definition is None:
        raise CustomFieldUnknownError(key=key)
    if value is None or value == "":
        return None
    return _CLEANERS[definition.kind](key, value, definition)


def _text(key: str, value: Any, definition: Definition) -> str | None:
    text = text_kept(value) if isinstance(value, str) and is_storable(value) else None
    if text is None or len(text) > LONGEST_TEXT:
        raise CustomValueInvalidError(
            key=key,
            he=f"יש להזין טקסט של עד {LONGEST_TEXT} תווים.",
            en=f"Give at most {LONGEST_TEXT} characters.",
        )
    return text or None


def _number(key: str, value: Any, definition: Definition) -> int | float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not isfinite(value) or abs(value) > LARGEST_NUMBER:
        raise CustomValueInvalidError(key=key, he="יש להזין מספר.", en="Give a number.")
    number: int | float = value
    return number


def _date(key: str, value: Any, definition: Definition) -> str:
    try:
        if not isinstance(value, str) or len(value) != len("2026-11-22"):
            raise ValueError("not a date")
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise CustomValueInvalidError(
            key=key, he="יש להזין תאריך, למשל 2026-11-22.", en="Give a date, such as 2026-11-22."
        ) from error


def _choice(key: str, value: Any, definition: Definition) -> str:
    if value not in definition.choices:
        raise CustomValueInvalidError(
            key=key, he="יש לבחור אחת מהאפשרויות של השדה.", en="Choose one of the field's options."
        )
    return str(value)


_CLEANERS = {"text": _text, "number": _number, "date": _date, "choice": _choice}
