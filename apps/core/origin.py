"""Where a request comes from."""

import ipaddress

from django.http import HttpRequest


def is_from_this_machine(request: HttpRequest) -> bool:
    """A direct connection over loopback. What came through a proxy names somebody in X-Forwarded-For."""
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
