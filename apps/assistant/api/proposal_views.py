from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.assistant.api.proposal_serializers import MeetingProposalSerializer
from apps.assistant.understanding.proposals import meeting_proposal_book, meeting_proposal_dismiss
from apps.assistant.understanding.selectors import meeting_proposals_of
from apps.core.api import ApiView, refusals


class MeetingProposalListView(ApiView):
    verb = "leads.view"
    serializer_class = MeetingProposalSerializer
    pagination_class = None

    @extend_schema(responses=MeetingProposalSerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """Meetings that were agreed on in words and stood in no diary, the newest first."""
        return Response(MeetingProposalSerializer(meeting_proposals_of(lead_id=lead_id), many=True).data)


class MeetingProposalBookView(ApiView):
    verb = "appointments.edit"
    serializer_class = MeetingProposalSerializer

    @extend_schema(request=None, responses={200: MeetingProposalSerializer, **refusals(409, 422)})
    def post(self, request: Request, lead_id: int, meeting_proposal_id: int) -> Response:
        """Books it, if its time is still free; again is the same meeting. 409 slot_taken, day_full,
        meeting_proposal_decided; 422 meeting_proposal_timeless, too_soon, outside_hours, phone_required.
        """
        booked = meeting_proposal_book(
            lead_id=lead_id, proposal_id=meeting_proposal_id, actor=actor_of(request)
        )
        return Response(MeetingProposalSerializer(booked).data)


class MeetingProposalDismissView(ApiView):
    verb = "appointments.edit"
    serializer_class = MeetingProposalSerializer

    @extend_schema(request=None, responses={200: MeetingProposalSerializer, **refusals(409)})
    def post(self, request: Request, lead_id: int, meeting_proposal_id: int) -> Response:
        """There is no such meeting; 409 meeting_proposal_decided when it was booked."""
        dismissed = meeting_proposal_dismiss(
            lead_id=lead_id, proposal_id=meeting_proposal_id, actor=actor_of(request)
        )
        return Response(MeetingProposalSerializer(dismissed).data)
