"""A link to a recording that a player can open: an audio element sends no Authorization header."""

from django.core import signing

VALID_SECONDS = 15 * 60
_SALT = "telephony.recording"


def recording_ticket(*, schema: str, call_id: int) -> str:
    return signing.dumps([schema, call_id], salt=_SALT)


def is_recording_ticket(ticket: str, *, schema: str, call_id: int) -> bool:
    """Whether the ticket was issued for this recording of this business, not long ago."""
    try:
        return bool(signing.loads(ticket, salt=_SALT, max_age=VALID_SECONDS) == [schema, call_id])
    except signing.BadSignature:
        return False
