"""Keys come in and never out again; that one changed is written down, what it was is not.

A key that is set is kept first and tried then: it may be right on a day its service does not answer.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core.crypto import Secret
from apps.credentials.errors import AccountTakenError
from apps.credentials.models import BusinessCredentials
from apps.credentials.trying import Verdict, openai_key_try, twilio_account_try
from apps.tenants.models import Business


def twilio_account_set(*, business: Business, account_sid: str, auth_token: Secret, actor: Actor) -> Verdict:
    """From now on the business's calls may come from this account. Raises AccountTakenError."""
    if account_sid == settings.TWILIO_ACCOUNT_SID:
        raise AccountTakenError
    _change(business, actor, "twilio", twilio_account_sid=account_sid, twilio_auth_token=auth_token)
    return twilio_account_try(account_sid=account_sid, auth_token=auth_token)


def twilio_account_remove(*, business: Business, actor: Actor) -> None:
    """Back to the platform's; without an own one nothing changes."""
    _change(business, actor, "twilio", twilio_account_sid="", twilio_auth_token=None)


def openai_key_set(*, business: Business, api_key: Secret, actor: Actor) -> Verdict:
    """From the next call on the business's models are paid with it."""
    _change(business, actor, "openai", openai_api_key=api_key)
    return openai_key_try(api_key=api_key)


def openai_key_remove(*, business: Business, actor: Actor) -> None:
    _change(business, actor, "openai", openai_api_key=None)


def webhook_secret_renew(*, business: Business, actor: Actor) -> Secret:
    """A new secret to sign what we send to the business's systems. Nobody can read it again."""
    secret = Secret(f"whsec_{secrets.token_urlsafe(32)}")
    _change(business, actor, "webhook", webhook_secret=secret)
    return secret


def _change(business: Business, actor: Actor, name: str, **values: Any) -> None:
    """Write the row and the entry in the business's journal together."""
    with transaction.atomic():
        BusinessCredentials.objects.get_or_create(business=business)
        row = BusinessCredentials.objects.select_for_update().get(business=business)
        if all(getattr(row, field) == value for field, value in values.items()):
            return
        for field, value in values.items():
            setattr(row, field, value)
        row.save(update_fields=list(values))
        audit_record(
            actor=actor,
            action="secret.changed",
            target_kind="business",
            target_id=business.pk,
            data={"secret": name, "change": "removed" if None in values.values() else "set"},
        )
