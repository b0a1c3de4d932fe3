"""The one-shot token that ties a media stream to the call it was issued for.

Signed, so that nothing needs to be looked up to refuse a forged one; bound to the CallSid and to the Twilio
account that asked; good for a minute.
That it works once is settled in the database, by `call_answer`.
"""

from dataclasses import dataclass

from django.core import signing

from apps.telephony.call_key import CallKey
from apps.telephony.errors import StreamRefusedError

VALID_SECONDS = 60
_SALT = "telephony.stream"


@dataclass(frozen=True, slots=True)
class StreamClaim:
    key: CallKey
    account_sid: str


def stream_token(*, schema: str, call_sid: str, account_sid: str) -> str:
    """Under 300 characters: Twilio allows 500 for a parameter's name and value together."""
    return signing.dumps([schema, call_sid, account_sid], salt=_SALT)


def stream_claim(token: str, *, call_sid: str, account_sid: str) -> StreamClaim:
    """What a token says. Raises StreamRefusedError when it is forged, stale, another call's or account's."""
    try:
        schema, sid, account = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except signing.SignatureExpired as error:
        raise StreamRefusedError("token_expired") from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise StreamRefusedError("token_wrong") from error
    if sid != call_sid:
        raise StreamRefusedError("token_of_another_call")
    # Empty: a platform without a SID of its own. The signed upgrade says that it is the platform.
    if account and account != account_sid:
        raise StreamRefusedError("token_of_another_account")
    return StreamClaim(CallKey(schema, sid), account)
