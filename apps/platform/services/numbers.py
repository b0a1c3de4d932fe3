"""The numbers customers reach a business at, given and taken by the platform."""

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.platform.services import platform_audit_record
from apps.core.unique import unique_save
from apps.tenants.models import PhoneNumber


@transaction.atomic
def phone_number_save(*, number: PhoneNumber, actor: Actor) -> PhoneNumber:
    """Writes a new number or a changed one. Raises ValidationError for one that is taken or not possible."""
    action = "number.added" if number.pk is None else "number.changed"
    unique_save(number)
    _record(number, action, actor)
    return number


@transaction.atomic
def phone_number_remove(*, number: PhoneNumber, actor: Actor) -> None:
    """Whoever dials it hears from then on that nobody is there."""
    _record(number, "number.removed", actor)
    number.delete()


def _record(number: PhoneNumber, action: str, actor: Actor) -> None:
    platform_audit_record(
        actor=actor,
        action=action,
        business=number.business,
        target_kind="phone_number",
        target_id=number.pk,
        data={
            "last_four": number.e164[-4:],
            "voice": number.voice,
            "sms": number.sms,
            "whatsapp": number.whatsapp,
        },
    )
