"""One spelling for one address, whoever typed it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.core.phone import e164_parse
from apps.crm.errors import EmailInvalidError, IdentityInvalidError, PhoneInvalidError
from apps.crm.models import ContactIdentity

Kind = ContactIdentity.Kind
LONGEST_VALUE = 254


def identity_normalised(kind: str, value: str) -> str:
    """E.164 for a phone, lower case for an e-mail address, else the value without blanks around it."""
    if kind == Kind.PHONE:
        return phone_normalised(value)
    if kind == Kind.EMAIL:
        return email_normalised(value)
    value = value.strip()
    if kind not in Kind.values or not 0 < len(value) <= LONGEST_VALUE:
        raise IdentityInvalidError
    return value


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
    return address
