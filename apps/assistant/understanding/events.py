from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingProposalChanged(Event):
    """`change` is made, booked or dismissed."""

    type = "meeting_proposal.changed"
    change: str
    lead_id: int
    source_kind: str
    source_id: int
