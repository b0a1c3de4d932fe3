"""By which channels a business can write now. One that is not there is not offered."""

from collections.abc import Mapping

from apps.credentials.selectors import twilio_credentials_of
from apps.messaging.channels import Channel, ChannelName
from apps.messaging.mail import Mail
from apps.messaging.sms import TwilioSms
from apps.tenants.models import Business


def channels_open(*, business: Business, callback_url: str = "") -> Mapping[ChannelName, Channel]:
    """`callback_url` hears from Twilio what becomes of an SMS, with our `reference` in its query."""
    channels: dict[ChannelName, Channel] = {ChannelName.EMAIL: Mail(business_name=business.name)}
    account = twilio_credentials_of(business=business)
    number = business.phone_numbers.order_by("pk").values_list("e164", flat=True).first()
    if account is not None and number is not None:
        channels[ChannelName.SMS] = TwilioSms(account=account, number=number, callback_url=callback_url)
    return channels
