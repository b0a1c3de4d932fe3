"""Where a request comes from."""

import ipaddress

from django.http import HttpRequest


def is_from_this_machine(request: HttpRequest) -> bool:
    """A direct connection over loopback."""
    address = _direct_address(request)
    return address is not None and address.is_loopback


def is_from_our_network(request: HttpRequest) -> bool:
    """A direct connection from a private address: under compose the door is a machine of its own."""
    address = _direct_address(request)
    return address is not None and address.is_private


def _direct_address(request: HttpRequest) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None when a proxy stands between: it names somebody in X-Forwarded-For."""
    if "X-Forwarded-For" in request.headers:
        return None
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
