"""How often somebody may try. The same limits at a business's sign-in and at the administration.

An account is counted together with where the attempts come from, and over all places that are new to it. A
device that somebody signed in from before has a count of its own, so whoever guesses from elsewhere can keep
its owner out neither for good nor for a minute. Every count ends by itself with its window.

While Valkey is away nobody may try uncounted: what counts raises UnavailableError. What forgives leaves it
to the window then: it comes when what was asked for is done.
"""

import hashlib
import ipaddress

import redis
import structlog
from django.conf import settings
from django.core.cache import cache

from apps.accounts.devices import account_digest, device_id
from apps.accounts.errors import LoginThrottledError, ThrottledError
from apps.core.errors import UnavailableError

# What one subscriber is given, who may send each attempt from another address of it.
IPV6_NETWORK = 64
MAILS_PER_ADDRESSEE = 3
MAILS_PER_ADDRESS = 20
MAILS_PER_BUSINESS = 50
UNLOCKED_SECONDS = 3600
# No stranger guesses so often in that time.
UNLOCKED_ATTEMPTS = 1_000_000
log = structlog.get_logger(__name__)


def login_attempt_count(*, email: str, address: str, device: str) -> None:
    """Counts the attempt before the password is looked at, so that many at once gain nothing.

    `device` is what the browser keeps of an earlier sign-in, if anything. Raises LoginThrottledError when one
    of the counts has used up its attempts of this window.
    """
    known = device_id(device=device, email=email)
    if known is not None:
        limits = {_key("device", known): settings.LOGIN_ATTEMPTS_PER_ACCOUNT}
    else:
        limits = {
            _account_key(email, address): settings.LOGIN_ATTEMPTS_PER_ACCOUNT,
            _key("address", _network(address)): settings.LOGIN_ATTEMPTS_PER_ADDRESS,
            _anywhere_key(email): settings.LOGIN_ATTEMPTS_PER_ACCOUNT_ANYWHERE,
        }
    over = _overrun(limits)
    if over:
        raise LoginThrottledError(retry_after_seconds=settings.LOGIN_WINDOW_SECONDS, is_first=over == 1)


def login_attempts_forgive(*, email: str, address: str, device: str) -> None:
    """After the right password the account starts afresh there; the address does not."""
    known = device_id(device=device, email=email)
    _forgotten([_key("device", known) if known else _account_key(email, address)])


def login_attempts_forget(*, email: str, address: str) -> None:
    """After the person proved to be the owner of the account in another way."""
    _forgotten([_account_key(email, address), _anywhere_key(email)])


def login_unlock(*, email: str) -> None:
    """For UNLOCKED_SECONDS guesses over many places keep nobody of this account out; those from one place and
    at many accounts count as ever. For who has neither a known device nor a mail to set a new password by.
    """
    cache.set(_anywhere_key(email), -UNLOCKED_ATTEMPTS, timeout=UNLOCKED_SECONDS)


def password_attempt_count(*, user_id: int) -> None:
    """For who is signed in and must show the password once more. Raises ThrottledError."""
    if not _all_within({_key("password", str(user_id)): settings.LOGIN_ATTEMPTS_PER_ACCOUNT}):
        raise ThrottledError(retry_after_seconds=settings.LOGIN_WINDOW_SECONDS)


def reset_mail_count(*, email: str, address: str) -> bool:
    """Whether one more mail may go to `email`. Raises ThrottledError when `address` asked for too many.

    What goes to one addressee is refused in silence: the answer must not tell whether anybody is there. The
    window is not longer than a link lives, so whoever floods an addressee always leaves a link that works.
    """
    if not _all_within({_key("mails", _network(address)): MAILS_PER_ADDRESS}):
        raise ThrottledError(retry_after_seconds=settings.LOGIN_WINDOW_SECONDS)
    return _all_within({_key("mails", account_digest(email)): MAILS_PER_ADDRESSEE})


def invitation_mail_count(*, email: str) -> None:
    """Raises ThrottledError when the business or the addressee had its share of mails of this window."""
    limits = {
        _key("invitations", account_digest(email)): MAILS_PER_ADDRESSEE,
        _key("invitations", ""): MAILS_PER_BUSINESS,
    }
    if not _all_within(limits):
        raise ThrottledError(retry_after_seconds=settings.LOGIN_WINDOW_SECONDS)


def _all_within(limits: dict[str, int]) -> bool:
    return _overrun(limits) == 0


def _overrun(limits: dict[str, int]) -> int:
    """Counts one more under each key, up to the first that is over its limit. By how many it is; 0: none."""
    try:
        return next((over for key, limit in limits.items() if (over := _counted(key) - limit) > 0), 0)
    except redis.RedisError as error:
        log.error("attempts_not_counted", error=type(error).__name__)
        raise UnavailableError from error


def _counted(key: str) -> int:
    cache.add(key, 0, timeout=settings.LOGIN_WINDOW_SECONDS)
    return int(cache.incr(key))


def _forgotten(keys: list[str]) -> None:
    try:
        cache.delete_many(keys)
    except redis.RedisError as error:
        log.warning("attempts_not_forgotten", error=type(error).__name__)


def _account_key(email: str, address: str) -> str:
    return _key("account", f"{account_digest(email)} {_network(address)}")


def _anywhere_key(email: str) -> str:
    return _key("anywhere", account_digest(email))


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False)) if parsed.version == 6 else address


def _key(kind: str, value: str) -> str:
    """A digest: people's addresses do not belong in key names."""
    return f"login:{kind}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"
