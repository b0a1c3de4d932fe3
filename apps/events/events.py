"""What an event is.

@dataclass(frozen=True, kw_only=True)
class LeadCreated(Event):
    type = "lead.created"
    source: str
"""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to the thing `id`. Fields are small facts and ids, never a customer's words."""

    type: ClassVar[str]
    id: int

    def payload(self) -> dict[str, Any]:
        """The fields, JSON-ready."""
        return asdict(self)
