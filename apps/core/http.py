"""The one way out: HTTP clients whose every wait has an end."""

import httpx

TIMEOUT = httpx.Timeout(connect=5, read=15, write=15, pool=5)
LIMITS = httpx.Limits(max_connections=50, max_keepalive_connections=20, keepalive_expiry=30)


def client_open(*, base_url: str = "", timeout: httpx.Timeout = TIMEOUT) -> httpx.Client:
    """For services and jobs. Follows no redirects: an address we call is one we chose."""
    return httpx.Client(base_url=base_url, timeout=timeout, limits=LIMITS, follow_redirects=False)


def async_client_open(*, base_url: str = "", timeout: httpx.Timeout = TIMEOUT) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=base_url, timeout=timeout, limits=LIMITS, follow_redirects=False)
