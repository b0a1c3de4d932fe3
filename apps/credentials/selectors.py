"""Whose accounts and keys are used: the business's own where it brought some, else the platform's."""

from dataclasses import dataclass

from django.conf import settings

from apps.core.crypto import Secret
from apps.credentials.models import BusinessCredentials
from apps.tenants.models import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioAccount:
    """`business_id`: whose it is; None for the platform's, which serves every business.

    `sid` is empty for a platform that was told its token only: who signs with it is the platform.
    """

    sid: str
    auth_token: Secret
    business_id: int | None = None


def credentials_of(*, business: Business) -> BusinessCredentials:
    """What the business brought; an unsaved empty row when it brought nothing."""
    found = BusinessCredentials.objects.filter(business=business).first()
    return found or BusinessCredentials(business=business)


def platform_twilio_account() -> TwilioAccount | None:
    if not settings.TWILIO_AUTH_TOKEN:
        return None
    return TwilioAccount(sid=settings.TWILIO_ACCOUNT_SID, auth_token=Secret(settings.TWILIO_AUTH_TOKEN))


def own_twilio_account(*, business: Business) -> TwilioAccount | None:
    own = credentials_of(business=business)
    if own.twilio_auth_token is None:
        return None
    return TwilioAccount(
        sid=own.twilio_account_sid, auth_token=own.twilio_auth_token, business_id=business.pk
    )


def twilio_credentials_of(*, business: Business) -> TwilioAccount | None:
    """The account the business calls and writes with; None when neither it nor the platform has one."""
    platform = platform_twilio_account()
    return own_twilio_account(business=business) or (platform if platform and platform.sid else None)


def account_of_caller(*, account_sid: str, business: Business | None) -> TwilioAccount | None:
    """Whose token must have signed what `account_sid` says of the business: the platform's or its own.

    A platform without a SID stands for every account but the business's own. What another business claims
    does not count here, so that nobody takes the platform's calls away by claiming its account.
    """
    own = own_twilio_account(business=business) if business is not None else None
    if own is not None and own.sid == account_sid:
        return own
    platform = platform_twilio_account()
    return platform if platform is not None and platform.sid in ("", account_sid) else None


def openai_key_of(*, schema: str) -> Secret:
    """The key the business's models are paid with."""
    own = BusinessCredentials.objects.filter(business__schema_name=schema).first()
    return (own and own.openai_api_key) or Secret(settings.OPENAI_API_KEY)
