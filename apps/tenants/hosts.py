"""Host names as browsers send them, and the business a request's host belongs to."""

from typing import Any

from django.conf import settings

from apps.tenants.models import Business


def host_name(host_header: str) -> str:
    """Without port and final dot, in lower case: "Acme.Example.com.:443" -> "acme.example.com"."""
    without_port = host_header.rpartition(":")[0] if _has_port(host_header) else host_header
    return without_port.rstrip(".").lower()


def business_set(request: Any, business: Business) -> None:
    request.tenant = business


def business_of(request: Any) -> Business:
    """The business of the request's host; a public host has none and raises AttributeError."""
    business: Business = request.tenant
    return business


def business_url(*, business: Business, path: str) -> str:
    """An address at the business's own host, wherever it is asked for. `path` begins with a slash."""
    [primary] = [domain for domain in business.domains.all() if domain.is_primary]
    return settings.BUSINESS_ORIGIN.format(domain=primary.domain) + path


def _has_port(host_header: str) -> bool:
    """An IPv6 address is full of colons, but only a port stands after its bracket."""
    return ":" in host_header.rpartition("]")[2]
