"""What a refresh token that is presented may do. Pure.

Of a family the newest token renews. The one before it may come again:

- at once, because two tabs may renew with the same cookie: the second is given nothing new to keep;
- later, as long as nobody used the newest, nor the access token that came with it: then the answer was lost
  on the way, and whoever asks again is given another one. The lost one is void from then on: should it turn
  up after all, somebody has a copy.

Any other is a copy in somebody else's hands: nobody can tell the thief from the owner, so the family ends.
"""

from datetime import datetime, timedelta
from enum import Enum, auto

AT_ONCE = timedelta(seconds=10)


class Use(Enum):
    RENEWS = auto()
    RENEWS_AGAIN = auto()
    CAME_SECOND = auto()
    REUSED = auto()


def use_of(
    *,
    presented: str,
    current: str,
    previous: str,
    has_arrived: bool,
    rotated_at: datetime | None,
    now: datetime,
) -> Use:
    """`previous` is the token that `current` was given for; using `current` makes it the previous one.

    `has_arrived` when the access token of the answer that brought `current` was used.
    """
    if presented == current:
        return Use.RENEWS
    if rotated_at is None or presented != previous:
        return Use.REUSED
    if now < rotated_at + AT_ONCE:
        return Use.CAME_SECOND
    return Use.REUSED if has_arrived else Use.RENEWS_AGAIN
