from apps.assistant.models import MeetingProposal, Understanding
from apps.crm.selectors.leads import lead_get

MOST = 50


def meeting_proposals_of(*, lead_id: int) -> list[MeetingProposal]:
    """The newest first. Raises LeadNotFoundError."""
    return list(MeetingProposal.objects.filter(lead=lead_get(lead_id=lead_id)).order_by("-pk")[:MOST])


def understanding_of_call(*, call_id: int) -> Understanding | None:
    return Understanding.objects.filter(source_kind="call", source_id=call_id).first()
