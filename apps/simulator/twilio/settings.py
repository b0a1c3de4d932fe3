"""What one call is made of."""

import secrets
from dataclasses import dataclass, field

from apps.simulator.twilio.mischief import Mischief
from apps.simulator.twilio.webhooks import Account

VOICE_PATH = "/webhooks/twilio/voice"
STATUS_PATH = "/webhooks/twilio/status"


def sid_make(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


@dataclass(frozen=True)
class CallSettings:
    """One call. `public_base_url` is what is signed; `base_url` where it is dialled (the same unless given).

    `voice_url` (a path or an address) is asked for TwiML unless `twiml` is given. `status_url` hears of the
    statuses in `status_events`: as configured on a Twilio number, only of the end.
    """

    base_url: str
    auth_token: str
    public_base_url: str = ""
    account_sid: str = "AC" + "0" * 32
    from_number: str = "+972521234567"
    to_number: str = "+97237630000"
    direction: str = "inbound"
    voice_url: str = VOICE_PATH
    twiml: str = ""
    status_url: str = STATUS_PATH
    status_events: frozenset[str] = frozenset({"completed"})
    speed: float = 1.0
    mischief: Mischief = field(default_factory=Mischief)
    call_sid: str = field(default_factory=lambda: sid_make("CA"))

    @property
    def account(self) -> Account:
        return Account(
            self.base_url, self.public_base_url or self.base_url, self.account_sid, self.auth_token
        )
