"""Whether a row of a file is about a person who asks to be forgotten. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core.phone import e164_parse
from apps.crm.formulas import unescaped
from apps.crm.importing.vocabulary import plain

FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`names` as `plain` spells them; `addresses` are e-mail addresses in small letters and ids of chats."""

    phones: frozenset[str]
    addresses: frozenset[str]
    names: frozenset[str]


def is_about(person: Person, cells: Sequence[str]) -> bool:
    """By a number, an address or the name, which may be parted over neighbouring cells.

    A name of one word only counts as a whole cell: many people share it.
    """
    texts = [unescaped(cell).strip() for cell in cells]
    words = f" {plain(' '.join(texts))} "
    return (
        any(text.lower() in person.addresses or plain(text) in person.names for text in texts)
        or any(" " in name and f" {name} " in words for name in person.names)
        or any(_phone(text) in person.phones for text in texts)
    )


def _phone(text: str) -> str | None:
    return e164_parse(text) if sum(map(str.isdigit, text)) >= FEWEST_DIGITS else None
