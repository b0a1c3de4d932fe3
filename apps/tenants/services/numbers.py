"""The telephone numbers customers reach a business at."""

from apps.core.unique import unique_save
from apps.tenants.models import Business, PhoneNumber


def phone_number_add(*, business: Business, e164: str, voice: bool, whatsapp: bool) -> PhoneNumber:
    """Raises ValidationError for a number that is taken or not possible."""
    number = PhoneNumber(business=business, e164=e164, voice=voice, whatsapp=whatsapp)
    unique_save(number)
    return number
