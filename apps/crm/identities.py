"""One spelling for one address, whoever typed it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.core.phone import e164_parse
from apps.crm.errors.leads import EmailInvalidError, IdentityInvalidError, PhoneInvalidError
from apps.crm.models import ContactIdentity

Identity = tuple[str, str]
"""A kind and a value."""
Kind = ContactIdentity.Kind
LONGEST_VALUE = 254
ADDRESSES = {Kind.PHONE: "phone", Kind.EMAIL: "email"}
"""Kinds of address that are a field of the lead too."""


def identity_normalised(kind: str, value: str) -> str:
    """E.164 for a phone, small letters for e-mail addresses and usernames, else without blanks around it."""
    if kind == Kind.PHONE:
        return phone_normalised(value)
    if kind == Kind.EMAIL:
        return email_normalised(value)
    value = value.strip()
    if kind not in Kind.values or not 0 < len(value) <= LONGEST_VALUE or "\0" in value:
        raise IdentityInvalidError
    return value.lower() if kind == Kind.USERNAME else value


def identities_normalised(given: Iterable[Identity]) -> list[Identity]:
    """Each once and always in one order, so that two who claim the same ones never wait for each other.

    A WhatsApp id that is a telephone number, without its plus, gives that number too.
    """
    normalised = {(str(kind), identity_normalised(kind, value)) for kind, value in given}
    ids = [value for kind, value in normalised if kind == Kind.WA_ID and value.isdecimal()]
    numbers = {(str(Kind.PHONE), e164) for value in ids if (e164 := e164_parse(f"+{value}"))}
    return sorted(normalised | numbers)


def addresses_of(cleaned: Mapping[str, Any]) -> list[Identity]:
    """Those among the cleaned fields of a lead."""
    return [(str(kind), cleaned[field]) for kind, field in ADDRESSES.items() if cleaned.get(field)]


def phone_normalised(text: str) -> str:
    e164 = e164_parse(text)
    if e164 is None:
        raise PhoneInvalidError
    return e164


def email_normalised(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise EmailInvalidError from error
    if len(address) > LONGEST_VALUE:
        raise EmailInvalidError
    return address
