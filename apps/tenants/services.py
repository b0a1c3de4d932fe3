from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from apps.tenants.models import Business, Domain, PhoneNumber
from apps.tenants.provisioning import schema_provision


def schema_name_for(slug: str) -> str:
    """A prefix keeps every business apart from PostgreSQL's own schemas; a slug has no underscores."""
    return f"b_{slug.replace('-', '_')}"


def business_create(*, name: str, slug: str, phone_e164s: Iterable[str] = ()) -> Business:
    """Writes the business and its addresses; the schema follows with `business_provision`."""
    with transaction.atomic():
        business = Business(name=name, slug=slug, schema_name=schema_name_for(slug))
        business.full_clean()
        business.save()
        Domain.objects.create(tenant=business, domain=f"{slug}.{settings.TENANT_BASE_DOMAIN}")
        for e164 in phone_e164s:
            PhoneNumber.objects.create(business=business, e164=e164, voice=True, whatsapp=True)
    return business


def business_provision(*, business: Business) -> None:
    schema_provision(schema=business.schema_name)
    business.status = Business.Status.ACTIVE
    business.save(update_fields=["status"])
