from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class LeadCreated(Event):
    type = "lead.created"
    source: str


@dataclass(frozen=True, kw_only=True)
class LeadUpdated(Event):
    """`fields` are the names of what changed."""

    type = "lead.updated"
    fields: list[str]
