"""Who changes with a meeting, in the transaction that changes it. Higher apps register in their apps.py.

What may come a moment later subscribes to the event instead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from apps.audit.actors import Actor
from apps.scheduling.models import Appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """`event` is its type, such as appointment.booked; `previous_id` the meeting that this one replaces."""

    appointment: Appointment
    event: str
    actor: Actor
    previous_id: int | None = None


Follower = Callable[[MeetingChange], None]
_followers: list[Follower] = []


def register_follower(follower: Follower) -> None:
    if follower not in _followers:
        _followers.append(follower)


def followers_tell(change: MeetingChange) -> None:
    for follower in _followers:
        follower(change)
