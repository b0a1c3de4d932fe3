"""What a lead may hold, checked before anything is locked or written."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from apps.crm.custom_values import custom_cleaned
from apps.crm.errors.leads import FieldInvalidError, OwnerUnknownError, TagsInvalidError
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.identities import ADDRESSES, Identity, addresses_of, email_normalised, phone_normalised
from apps.crm.selectors.custom_fields import definitions_held
from apps.crm.selectors.people import is_member_active
from apps.crm.selectors.statuses import is_status_held
from apps.crm.texts import is_storable, text_kept, word_kept

MOST_TAGS = 20
LONGEST_TAG = 40
LONGEST_LINES = {"name": 120, "city": 80, "service_wanted": 120, "next_step": 300}
LONGEST_NOTES = 20_000
YEARS = range(2000, 2101)


def details_cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a lead stores them; `custom` holds only the keys that are given.

    A name that is no field of a lead is a mistake of the caller: ValueError. Raises PhoneInvalidError,
    EmailInvalidError, FieldInvalidError, TagsInvalidError, StatusUnknownError, OwnerUnknownError,
    CustomFieldUnknownError, CustomValueInvalidError, CustomValuesInvalidError.
    """
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise ValueError(f"not a field of a lead: {', '.join(sorted(unknown))}")
    return {name: _CLEANERS[name](name, value) for name, value in changes.items()}


def addresses_cleaned(changes: Mapping[str, Any]) -> list[Identity]:
    """Addresses among the changes, which are locked before anything else is. Raises as `details_cleaned`."""
    names = [name for name in ADDRESSES.values() if name in changes]
    return addresses_of({name: _CLEANERS[name](name, changes[name]) for name in names})


def text_cleaned(field: str, value: Any, *, longest: int) -> str:
    """As `text_kept`. Raises FieldInvalidError."""
    if not isinstance(value, str) or not is_storable(value):
        raise FieldInvalidError(field=field)
    text = text_kept(value)
    if len(text) > longest:
        raise FieldInvalidError(field=field, longest=longest)
    return text


def _line(field: str, value: Any) -> str:
    return " ".join(text_cleaned(field, value, longest=LONGEST_LINES[field]).split())


def _notes(field: str, value: Any) -> str:
    return text_cleaned(field, value, longest=LONGEST_NOTES)


def _phone(field: str, value: Any) -> str:
    text = text_cleaned(field, value, longest=64)
    return phone_normalised(text) if text else ""


def _email(field: str, value: Any) -> str:
    text = text_cleaned(field, value, longest=320)
    return email_normalised(text) if text else ""


def _status(field: str, value: Any) -> int:
    if not _is_id(value) or not is_status_held(status_id=value):
        raise StatusUnknownError
    return int(value)


def _owner(field: str, value: Any) -> int | None:
    if value is None:
        return None
    if not _is_id(value) or not is_member_active(user_id=value):
        raise OwnerUnknownError
    return int(value)


def _tags(field: str, value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or not all(
        isinstance(tag, str) and is_storable(tag) for tag in value
    ):
        raise TagsInvalidError(most=MOST_TAGS, longest=LONGEST_TAG)
    tags = list(dict.fromkeys(map(word_kept, value)))
    if len(tags) > MOST_TAGS or not all(0 < len(tag) <= LONGEST_TAG for tag in tags):
        raise TagsInvalidError(most=MOST_TAGS, longest=LONGEST_TAG)
    return tags


def _moment(field: str, value: Any) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None or value.year not in YEARS:
        raise FieldInvalidError(field=field)
    return value


def _custom(field: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise FieldInvalidError(field=field)
    return custom_cleaned(definitions_held(keys=value.keys()), value) if value else {}


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


_CLEANERS: dict[str, Callable[[str, Any], Any]] = {
    "city": _line,
    "custom": _custom,
    "email": _email,
    "name": _line,
    "next_step": _line,
    "next_step_at": _moment,
    "notes": _notes,
    "owner_id": _owner,
    "phone": _phone,
    "service_wanted": _line,
    "status_id": _status,
    "tags": _tags,
}
CHANGEABLE = frozenset(_CLEANERS)
