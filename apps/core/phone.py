"""Telephone numbers as E.164."""

import phonenumbers
from phonenumbers import ValidationResult

LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"


def e164_parse(text: str, region: str = "IL") -> str | None:
    """`text` as E.164, or None when it cannot be a number.

    Asks whether the number is possible, not whether its range is in use: number plans change faster than
    the library, and a caller with a new prefix is still a caller. Letters are no digits here, and a number
    without its area code can be dialled only from next door.
    """
    if any(character.isalpha() for character in text):
        return None
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    is_whole = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    if number.extension or not is_whole:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def isolated(e164: str) -> str:
    """Between marks that keep its plus in front of it in a Hebrew text: <bdi> where there are no tags."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{e164}{POP_ISOLATE}"


def phone_masked(e164: str) -> str:
    """For logs: "+972521234567" -> "+9725****567"."""
    if len(e164) < 9:
        return "*" * len(e164)
    return f"{e164[:5]}****{e164[-3:]}"


def phone_shown(e164: str, region: str = "IL") -> str:
    """As people of the region dial it: "+972521234567" -> "052-123-4567"; what is no number stays."""
    try:
        number = phonenumbers.parse(e164, region)
    except phonenumbers.NumberParseException:
        return e164
    is_here = phonenumbers.region_code_for_country_code(number.country_code or 0) == region
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if is_here else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
