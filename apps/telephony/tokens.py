"""The one-shot token that ties a media stream to the call it was issued for.

Signed, so that nothing needs to be looked up to refuse a forged one; bound to the CallSid; good for a minute.
That it works once is settled in the database, by `call_answer`.
"""

from dataclasses import dataclass

from django.core import signing

from apps.telephony.errors import StreamRefusedError

VALID_SECONDS = 60
_SALT = "telephony.stream"


@dataclass(frozen=True, slots=True)
class StreamClaim:
    schema: str
    call_sid: str


def stream_token(*, schema: str, call_sid: str) -> str:
    """Under 200 characters: Twilio allows 500 for a parameter's name and value together."""
    return signing.dumps([schema, call_sid], salt=_SALT)


def stream_claim(token: str, *, call_sid: str) -> StreamClaim:
    """What a token says. Raises StreamRefusedError when it is forged, stale or another call's."""
    try:
        schema, sid = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except signing.SignatureExpired as error:
        raise StreamRefusedError("token_expired") from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise StreamRefusedError("token_wrong") from error
    if sid != call_sid:
        raise StreamRefusedError("token_of_another_call")
    return StreamClaim(schema, sid)
