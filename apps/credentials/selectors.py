"""Whose accounts and keys are used: the business's own where it brought some, else the platform's."""

from dataclasses import dataclass

from django.conf import settings

from apps.core.crypto import Secret
from apps.credentials.models import BusinessCredentials
from apps.tenants.models import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioAccount:
    """`business_id`: whose it is; None for the platform's, which serves every business."""

    sid: str
    auth_token: Secret
    business_id: int | None = None


def credentials_of(*, business: Business) -> BusinessCredentials:
    """What the business brought; an unsaved empty row when it brought nothing."""
    found = BusinessCredentials.objects.filter(business=business).first()
    return found or BusinessCredentials(business=business)


def platform_twilio_account() -> TwilioAccount | None:
    if not (settings.TWILIO_ACCOUNT_SID and settings.TWILIO_AUTH_TOKEN):
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
    return own_twilio_account(business=business) or platform_twilio_account()


def account_of_caller(*, account_sid: str, business: Business | None) -> TwilioAccount | None:
    """The account `account_sid`, when it may act for the business: the platform's or just that one's own."""
    platform = platform_twilio_account()
    if platform is not None and account_sid == platform.sid:
        return platform
    own = own_twilio_account(business=business) if business is not None else None
    return own if own is not None and own.sid == account_sid else None


def openai_key_of(*, schema: str) -> Secret:
    """The key the business's models are paid with."""
    own = BusinessCredentials.objects.filter(business__schema_name=schema).first()
    return (own and own.openai_api_key) or Secret(settings.OPENAI_API_KEY)
