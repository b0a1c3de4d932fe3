"""Twilio's signature: is this request really Twilio's, and from an account that may act for this business?

An account signs with its own token. So what is said to come from an account is checked with that account's
token, and the account must be the platform's or belong to the business it is about.
Source: Twilio "Webhooks security"; for the media stream's upgrade the signed address is the `wss://` one,
without parameters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from twilio.request_validator import RequestValidator

from apps.core.crypto import SecretUnreadableError
from apps.core.phone import e164_parse
from apps.credentials.selectors import (
    TwilioAccount,
    account_of_caller,
    own_twilio_account,
    platform_twilio_account,
)
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_id, business_by_number

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SignedWebhook:
    """`dialled` is E.164 or empty; `business` is whose number it is, whatever its status."""

    account: TwilioAccount
    dialled: str
    business: Business | None


def webhook_verify(
    *, path: str, form: Mapping[str, Any], signature: str, ours: str = "To"
) -> SignedWebhook | None:
    """What a webhook is about; None when no account that may say so has signed it.

    `path` with its query string, as Twilio called it under one of our public addresses. `ours` is the field
    with the business's own number: "From" in what is told of a message it sent.
    """
    dialled = e164_parse(form.get(ours, "")) or ""
    business = business_by_number(e164=dialled) if signature else None
    account = account_of_caller(account_sid=form.get("AccountSid", ""), business=business)
    if account is None or not _is_signed(account, _urls(path), form, signature):
        return None
    return SignedWebhook(account=account, dialled=dialled, business=business)


def is_signed_while_away(
    *, path: str, form: Mapping[str, Any], signature: str, carried: Iterable[TwilioAccount]
) -> bool:
    """Whether the platform signed a webhook, or one of the accounts that dialled the call it is about
    (`carried`): all that can be known while the database is away.
    """
    platform = platform_twilio_account()
    accounts = [*carried, *([platform] if platform is not None else [])]
    named = [account for account in accounts if account.sid in ("", form.get("AccountSid", ""))]
    return any(_is_signed(account, _urls(path), form, signature) for account in named)


def stream_verify(*, path: str, business_id: int | None, signature: str) -> TwilioAccount | None:
    """The account that signed the upgrade of a media stream; None when it is not the one it must be.

    `business_id`: whose own account dials, as the address says; None for the platform's.
    """
    account = _account_of_stream(business_id)
    urls = [stream_url(base, path) for base in settings.PUBLIC_BASE_URLS]
    return account if account is not None and _is_signed(account, urls, {}, signature) else None


def stream_url(base: str, path: str) -> str:
    """Always `wss`: Twilio accepts nothing else. A proxy speaks TLS for a plain server."""
    return f"wss://{base.partition('://')[2]}{path}"


def _account_of_stream(business_id: int | None) -> TwilioAccount | None:
    if business_id is None:
        return platform_twilio_account()
    business = business_by_id(business_id=business_id)
    return own_twilio_account(business=business) if business is not None else None


def _urls(path: str) -> list[str]:
    return [base + path for base in settings.PUBLIC_BASE_URLS]


def _is_signed(account: TwilioAccount, urls: list[str], form: Mapping[str, Any], signature: str) -> bool:
    if not signature:
        return False
    try:
        validator = RequestValidator(account.auth_token.reveal())
    except SecretUnreadableError:
        log.error("secret_unreadable", business_id=account.business_id)
        return False
    return any(validator.validate(url, form, signature) for url in urls)
