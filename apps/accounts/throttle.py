"""How often somebody may try a password."""

import hashlib

from django.conf import settings
from django.core.cache import cache

from apps.accounts.errors import LoginThrottledError


def login_attempt_count(*, email: str, address: str) -> None:
    """Counts the attempt before the password is looked at, so that many at once gain nothing.

    Raises LoginThrottledError when the account or the address has used up its attempts of this window.
    """
    limits = {
        _account_key(email): settings.LOGIN_ATTEMPTS_PER_ACCOUNT,
        _key("address", address): settings.LOGIN_ATTEMPTS_PER_ADDRESS,
    }
    for key, limit in limits.items():
        cache.add(key, 0, timeout=settings.LOGIN_WINDOW_SECONDS)
        if cache.incr(key) > limit:
            raise LoginThrottledError(retry_after_seconds=settings.LOGIN_WINDOW_SECONDS)


def login_attempts_forgive(*, email: str) -> None:
    """After the right password the account starts afresh; the address does not."""
    cache.delete(_account_key(email))


def _account_key(email: str) -> str:
    return _key("account", email.strip().lower())


def _key(kind: str, value: str) -> str:
    """A digest: people's addresses do not belong in key names."""
    return f"login:{kind}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"
