"""By which channels a business can write now. One that is not there is not offered."""

from collections.abc import Mapping

from django.conf import settings

from apps.credentials.selectors import TwilioAccount, platform_twilio_account, twilio_credentials_of
from apps.messaging.channels import Channel, ChannelName
from apps.messaging.mail import Mail
from apps.messaging.sms import TwilioSms
from apps.tenants.models import Business


def channels_open(*, business: Business, callback_url: str = "") -> Mapping[ChannelName, Channel]:
    """`callback_url` hears from Twilio what becomes of an SMS, with our `reference` in its query."""
    channels: dict[ChannelName, Channel] = {ChannelName.EMAIL: Mail(business_name=business.name)}
    account, number, is_own = _sms_sender(business)
    if account is not None and account.sid and number:
        channels[ChannelName.SMS] = TwilioSms(
            account=account, number=number, is_answerable=is_own, callback_url=callback_url
        )
    return channels


def schemas_of_shared_number() -> list[str]:
    """The businesses that write from the platform's number, whatever their status."""
    own = Business.objects.filter(phone_numbers__sms=True)
    without = Business.objects.exclude(pk__in=own.values("pk"))
    return list(without.order_by("pk").values_list("schema_name", flat=True))


def senders_of(*, business: Business) -> Mapping[ChannelName, str]:
    """As whom the business writes now, by channel: a number in E.164, a name with an address."""
    return {name: channel.sender for name, channel in channels_open(business=business).items()}


def _sms_sender(business: Business) -> tuple[TwilioAccount | None, str, bool]:
    """Its own that sends; without one the platform's, which belongs to the platform's account only. The last
    says whether it is its own.
    """
    numbers = business.phone_numbers.filter(sms=True).order_by("pk")
    own = numbers.values_list("e164", flat=True).first()
    if own is not None:
        return twilio_credentials_of(business=business), own, True
    return platform_twilio_account(), settings.TWILIO_SMS_NUMBER, False
