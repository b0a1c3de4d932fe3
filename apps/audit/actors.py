"""Who does something: a user, the assistant, the platform itself or a customer."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    USER = "user"
    AI = "ai"
    SYSTEM = "system"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`impersonator_id`: the system admin who acts as the user `user_id`."""

    kind: ActorKind
    user_id: int | None = None
    name: str = ""
    impersonator_id: int | None = None


AI = Actor(kind=ActorKind.AI)
SYSTEM = Actor(kind=ActorKind.SYSTEM)
CUSTOMER = Actor(kind=ActorKind.CUSTOMER)
