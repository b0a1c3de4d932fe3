"""Devices that somebody signed in from before. Strangers' guesses do not count against them."""

import hashlib
import secrets

from django.core import signing

# The cookie in which a browser keeps it.
DEVICE = "device"
SALT = "accounts.device"
DEVICE_SECONDS = 365 * 24 * 3600


def device_make(*, email: str) -> str:
    """For the browser in which the person of `email` just proved to be that person."""
    return signing.dumps({"account": account_digest(email), "id": secrets.token_hex(8)}, salt=SALT)


def device_id(*, device: str, email: str) -> str | None:
    """The name of a device this account was used from; None for every other device."""
    try:
        known = signing.loads(device, salt=SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return None
    return str(known["id"]) if known["account"] == account_digest(email) else None


def account_digest(email: str) -> str:
    """Stands for the address where the address itself does not belong: cookies, names of keys."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]
