"""What a server error means for the call. Most mean nothing: a session outlives them."""

from enum import Enum

from .realtime import ServerError


class Fault(Enum):
    NOTED = "noted"
    BUSY = "busy"
    SESSION = "session"
    REFUSED = "refused"


_BUSY = frozenset({"conversation_already_has_active_response"})
_SESSION = frozenset({"session_expired"})
_REFUSED = frozenset(
    {
        "invalid_api_key",
        "insufficient_quota",
        "billing_hard_limit_reached",
        "account_deactivated",
        "model_not_found",
    }
)


def classify(error: ServerError) -> Fault:
    if error.code in _BUSY:
        return Fault.BUSY
    if error.code in _SESSION:
        return Fault.SESSION
    if error.code in _REFUSED:
        return Fault.REFUSED
    return Fault.NOTED
