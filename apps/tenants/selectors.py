from collections.abc import Collection

from django.db import connection

from apps.tenants.context import PUBLIC_SCHEMA
from apps.tenants.models import Business

CLOSED = (Business.Status.SUSPENDED, Business.Status.DELETING)


def business_by_number(*, e164: str) -> Business | None:
    """The business that is called at this number, whatever its status; None for a number nobody owns."""
    return Business.objects.filter(phone_numbers__e164=e164, phone_numbers__voice=True).first()


def business_by_host(*, host: str) -> Business | None:
    """The business of a host name without port, whatever its status."""
    if "\0" in host:
        return None
    return Business.objects.filter(domains__domain=host.lower()).first()


def business_by_id(*, business_id: int) -> Business | None:
    return Business.objects.filter(pk=business_id).first()


def business_get(*, business_id: int) -> Business:
    """For an id that was ours when it was written down. Raises Business.DoesNotExist."""
    return Business.objects.get(pk=business_id)


def business_by_schema(*, schema: str) -> Business | None:
    return Business.objects.filter(schema_name=schema).first()


def schemas_active(schemas: Collection[str]) -> set[str]:
    """Which of them belong to businesses that are open now: one query."""
    active = Business.objects.filter(schema_name__in=schemas, status=Business.Status.ACTIVE)
    return set(active.values_list("schema_name", flat=True))


def schema_is_closed(schema: str) -> bool:
    """Whether its business was open and is not now. One that is still being made is not closed: its owner is
    invited meanwhile.
    """
    return schema != PUBLIC_SCHEMA and Business.objects.filter(schema_name=schema, status__in=CLOSED).exists()


def business_by_slug(*, slug: str) -> Business | None:
    return Business.objects.filter(slug=slug).first()


def schema_exists(*, schema: str) -> bool:
    """Whether the database has it already, whoever's it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None
