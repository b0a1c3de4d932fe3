"""A row of text as what a lead stores, or as what is wrong with it. Pure.

A cell that begins like a formula is what somebody wrote and nothing else: nothing here calculates.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.core.errors import AppError
from apps.core.plain_numbers import number_read
from apps.crm.custom_values import Definition, custom_cleaned
from apps.crm.errors.imports import ImportColumnsError
from apps.crm.errors.leads import LeadEmptyError, OwnerUnknownError
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.formulas import unescaped
from apps.crm.identities import Identity
from apps.crm.importing.headings import CUSTOM
from apps.crm.importing.tables import shown
from apps.crm.importing.vocabulary import Vocabulary, plain
from apps.crm.models.leads import NAMING
from apps.crm.services.details import details_cleaned

LONGEST_VALUE = 100
_TAGS = re.compile(r"[,;|\n]")
_MONEY = re.compile(r"[\s₪$€\u200e\u200f]|ש\"ח|שח")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_ISO_DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_SHORT_YEARS_TO = 50
"""49 is 2049 and 50 is 1950: birthdays and meetings alike."""


@dataclass(slots=True)
class Row:
    """`details` holds what is not empty, `identities` every address; with `faults` nothing of it counts."""

    number: int
    details: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    identities: list[Identity] = field(default_factory=list)
    faults: list[dict[str, str]] = field(default_factory=list)


def row_read(
    number: int, cells: Sequence[str], *, mapping: Sequence[str | None], vocabulary: Vocabulary
) -> Row:
    """Every fault of the row is found, not only the first."""
    given = {
        name: text
        for name, cell in zip(mapping, cells, strict=False)
        if name is not None and (text := unescaped(cell).strip())
    }
    row = Row(number)
    if any(cell.strip() for cell in cells[len(mapping) :]):
        row.faults.append(fault_of("", "", ImportColumnsError()))
    for name, text in given.items():
        try:
            _take(row, name, text, vocabulary)
        except AppError as error:
            row.faults.append(fault_of(name, text, error))
    _name_join(row)
    if not row.faults and not any(row.details.get(name) for name in NAMING):
        row.faults.append(fault_of("", "", LeadEmptyError()))
    if not row.faults:
        row.identities.extend(_identities(row))
    return row


def _take(row: Row, name: str, text: str, vocabulary: Vocabulary) -> None:
    if name.startswith(CUSTOM):
        key = name.removeprefix(CUSTOM)
        value = _OWN.get(_kind_of(vocabulary, key), _text_own)(text, vocabulary.definitions.get(key))
        row.details.setdefault("custom", {}).update(custom_cleaned(vocabulary.definitions, {key: value}))
    elif name == "status":
        row.details["status_id"] = _meant(vocabulary.statuses, text, StatusUnknownError())
    elif name == "owner":
        row.details["owner_id"] = _meant(vocabulary.owners, text, OwnerUnknownError())
    elif name == "tags":
        tags = [tag.strip() for tag in _TAGS.split(text) if tag.strip()]
        row.details |= details_cleaned({"tags": tags})
    elif name == "notes":
        row.details |= details_cleaned({"notes": text})
    elif name in ("first_name", "last_name"):
        row.details[name] = details_cleaned({"name": text})["name"]
    elif name == "other_phone":
        row.details[name] = details_cleaned({"phone": text})["phone"]
    else:
        row.details |= details_cleaned({name: text})


def _name_join(row: Row) -> None:
    """Two columns of names are one name; a column with the whole of it says more."""
    parts = [row.details.pop(name, "") for name in ("first_name", "last_name")]
    joined = " ".join(filter(None, parts))
    if joined and "name" not in row.details:
        try:
            row.details |= details_cleaned({"name": joined})
        except AppError as error:
            row.faults.append(fault_of("name", joined, error))


def _identities(row: Row) -> list[Identity]:
    other = row.details.pop("other_phone", "")
    if other and not row.details.get("phone"):
        row.details["phone"] = other
    given = [("phone", row.details.get("phone")), ("phone", other), ("email", row.details.get("email"))]
    # They were normalised one by one; the order is the one in which everybody claims addresses.
    return sorted({(kind, value) for kind, value in given if value})


def _meant(known: Mapping[str, int], text: str, error: AppError) -> int:
    meant = known.get(plain(text))
    if meant is None:
        raise error
    return meant


def _kind_of(vocabulary: Vocabulary, key: str) -> str:
    definition = vocabulary.definitions.get(key)
    return definition.kind if definition else ""


def _text_own(text: str, definition: Definition | None) -> Any:
    return text


def _number_own(text: str, definition: Definition | None) -> Any:
    """The text itself where it is no number: the refusal is written elsewhere."""
    digits = _MONEY.sub("", text)
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    number = number_read(digits.replace(",", "."))
    if number is None:
        return text
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _date_own(text: str, definition: Definition | None) -> Any:
    """As Israelis write it, the day first, or ISO; of a time beside it nothing is kept. The text itself where
    anything else stands there: the refusal is written elsewhere.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        written = _ISO_DAY.fullmatch(text)
        return written[1] if written else text
    day, month, year = map(int, found.groups())
    if year < 100:
        year += 2000 if year < _SHORT_YEARS_TO else 1900
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _choice_own(text: str, definition: Definition | None) -> Any:
    choices = definition.choices if definition else ()
    return next((choice for choice in choices if plain(choice) == plain(text)), text)


def fault_of(name: str, value: str, error: AppError) -> dict[str, str]:
    """As a row keeps it; `name` is empty for a fault of the whole row."""
    return {
        "field": name,
        "value": shown(value)[:LONGEST_VALUE],
        "code": error.code,
        "he": error.message_he,
        "en": error.message_en,
    }


_OWN: dict[str, Callable[[str, Definition | None], Any]] = {
    "number": _number_own,
    "date": _date_own,
    "choice": _choice_own,
}
