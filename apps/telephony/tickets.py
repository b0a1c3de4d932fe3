"""A link to a recording that a player can open: an audio element sends no Authorization header.

It is one person's, of one sign-in: whoever may not come in any more, or hear calls, hears nothing by it.
"""

from django.core import signing

from apps.accounts.models import Membership
from apps.accounts.permissions import can
from apps.accounts.selectors import membership_of_session

VALID_SECONDS = 15 * 60
_SALT = "telephony.recording"


def recording_ticket(*, schema: str, call_id: int, membership: Membership) -> str:
    """For a member who signed in; raises ValueError for one who did not."""
    if membership.session is None:
        raise ValueError("a link to a recording belongs to a sign-in")
    return signing.dumps([schema, call_id, membership.session.pk], salt=_SALT)


def is_recording_ticket(ticket: str, *, schema: str, call_id: int) -> bool:
    """Whether it was issued for this recording of this business, not long ago, to one who may hear it now."""
    try:
        *recording, session_id = signing.loads(ticket, salt=_SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return False
    if recording != [schema, call_id]:
        return False
    return can(membership=membership_of_session(session_id=session_id, schema=schema), verb="calls.listen")
