"""What a refresh token that is presented may do. Pure.

Of a family only the newest token renews. The one before it is forgiven for a moment, because two tabs may
renew with the same cookie at once. Any other is a copy in somebody else's hands: nobody can tell the thief
from the owner, so the whole family ends.
"""

from datetime import datetime, timedelta
from enum import Enum, auto

GRACE = timedelta(seconds=10)


class Use(Enum):
    RENEWS = auto()
    CAME_SECOND = auto()
    REUSED = auto()


def use_of(*, presented: str, current: str, previous: str, rotated_at: datetime | None, now: datetime) -> Use:
    if presented == current:
        return Use.RENEWS
    if rotated_at is not None and presented == previous and now < rotated_at + GRACE:
        return Use.CAME_SECOND
    return Use.REUSED
