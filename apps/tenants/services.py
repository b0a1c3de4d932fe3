import random
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from apps.core.jobs import enqueue_in
from apps.tenants.models import Business, Domain, PhoneNumber
from apps.tenants.provisioning import schema_provision


def schema_name_for(slug: str) -> str:
    """A prefix keeps every business apart from PostgreSQL's own schemas; a slug has no underscores."""
    return f"b_{slug.replace('-', '_')}"


def business_create(*, name: str, slug: str, phone_e164s: Iterable[str] = ()) -> Business:
    """Writes the business and its addresses; the schema follows with `business_provision`.

    Raises ValidationError for a slug or a number that is taken or not possible.
    """
    with transaction.atomic():
        business = Business(name=name, slug=slug, schema_name=schema_name_for(slug))
        business.full_clean()
        business.save()
        Domain.objects.create(tenant=business, domain=f"{slug}.{settings.TENANT_BASE_DOMAIN}")
        for e164 in phone_e164s:
            phone_number_add(business=business, e164=e164, voice=True, whatsapp=True)
    return business


def phone_number_add(*, business: Business, e164: str, voice: bool, whatsapp: bool) -> PhoneNumber:
    number = PhoneNumber(business=business, e164=e164, voice=voice, whatsapp=whatsapp)
    number.full_clean()
    number.save()
    return number


def business_provision(*, business: Business) -> None:
    """Makes the schema and opens the business. A failure leaves it `failed`; asking again goes on."""
    try:
        schema_provision(schema=business.schema_name)
    except Exception:
        _status_set(business, Business.Status.FAILED)
        raise
    _status_set(business, Business.Status.ACTIVE)


def job_fan_out(*, name: str, spread_seconds: float) -> int:
    """Enqueues the job once in every active business, spread out so that they do not start together."""
    schemas = Business.objects.filter(status=Business.Status.ACTIVE).values_list("schema_name", flat=True)
    for schema in schemas:
        enqueue_in(schema, name, delay_seconds=random.uniform(0, spread_seconds))  # noqa: S311 - not a secret
    return len(schemas)


def _status_set(business: Business, status: str) -> None:
    business.status = status
    business.save(update_fields=["status"])
