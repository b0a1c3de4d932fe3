"""How often somebody may try a password. The same limits at a business's sign-in and at the administration.

An account is counted together with where the attempts come from: whoever guesses from elsewhere can keep its
owner out neither for good nor for a minute. Every count ends by itself with its window.
"""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache

from apps.accounts.errors import LoginThrottledError

# What one subscriber is given, who may send each attempt from another address of it.
IPV6_NETWORK = 64


def login_attempt_count(*, email: str, address: str) -> None:
    """Counts the attempt before the password is looked at, so that many at once gain nothing.

    Raises LoginThrottledError when the account from this address, or the address over all accounts, has used
    up its attempts of this window.
    """
    limits = {
        _account_key(email, address): settings.LOGIN_ATTEMPTS_PER_ACCOUNT,
        _key("address", _network(address)): settings.LOGIN_ATTEMPTS_PER_ADDRESS,
    }
    for key, limit in limits.items():
        cache.add(key, 0, timeout=settings.LOGIN_WINDOW_SECONDS)
        if cache.incr(key) > limit:
            raise LoginThrottledError(retry_after_seconds=settings.LOGIN_WINDOW_SECONDS)


def login_attempts_forgive(*, email: str, address: str) -> None:
    """After the right password the account starts afresh there; the address does not."""
    cache.delete(_account_key(email, address))


def _account_key(email: str, address: str) -> str:
    return _key("account", f"{email.strip().lower()} {_network(address)}")


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False)) if parsed.version == 6 else address


def _key(kind: str, value: str) -> str:
    """A digest: people's addresses do not belong in key names."""
    return f"login:{kind}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"
