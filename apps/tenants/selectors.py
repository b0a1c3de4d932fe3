from apps.tenants.models import Business


def business_by_number(*, e164: str) -> Business | None:
    """The active business that is called at this number; None for a number nobody owns."""
    return Business.objects.filter(
        phone_numbers__e164=e164, phone_numbers__voice=True, status=Business.Status.ACTIVE
    ).first()


def business_by_host(*, host: str) -> Business | None:
    """The business of a host name without port, whatever its status."""
    if "\0" in host:
        return None
    return Business.objects.filter(domains__domain=host.lower()).first()


def business_by_schema(*, schema: str) -> Business | None:
    return Business.objects.filter(schema_name=schema).first()
