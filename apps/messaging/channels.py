"""How a message reaches a customer. One small Protocol; each way of sending is an adapter of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol


class ChannelName(StrEnum):
    EMAIL = auto()
    SMS = auto()


OPTED_OUT = "opted_out"
"""The reason of a message that was refused because its reader told the provider that they want none."""


class Outcome(StrEnum):
    """SENT: the provider took it. REFUSED: it never will. NOT_SENT: it was certainly not taken and may be
    tried again. UNCLEAR: nobody knows, so it must not be sent again before somebody does.
    """

    SENT = auto()
    REFUSED = auto()
    NOT_SENT = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Delivery:
    """`provider_id` is the provider's name of a message that was sent; `reason` a short code of one that was
    not.
    """

    outcome: Outcome
    provider_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """`kind` is its whole Content-Type, parameters included."""

    name: str
    content: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """`reference` is ours, unique, and the same whenever the same message is tried again. `to` is E.164 or an
    e-mail address.
    """

    reference: str
    to: str
    text: str
    subject: str = ""
    attachment: Attachment | None = None


class Channel(Protocol):
    """Both methods wait for a network and need no database; both may be called from any thread."""

    @property
    def is_answerable(self) -> bool:
        """Whether what a customer writes back is read."""

    @property
    def sender(self) -> str:
        """As whom it writes: a number in E.164, or a name with an address."""

    def send(self, message: OutgoingMessage) -> Delivery: ...

    def find(self, message: OutgoingMessage, *, since: datetime, without: Collection[str]) -> Delivery:
        """What became of a message that somebody began to send at `since`: SENT, NOT_SENT when it is proven
        that the provider never took it, else UNCLEAR. `without` are messages known to be others.
        """
