from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in
from apps.core.preconditions import version_expected
from apps.crm.api.serializers.merging import (
    DuplicateSerializer,
    MergedSerializer,
    MergeRequestSerializer,
    MergeSerializer,
    UnmergedSerializer,
)
from apps.crm.selectors.duplicates import duplicates_of, merges_of, suggestions_open
from apps.crm.selectors.leads import lead_get
from apps.crm.services.duplicates import duplicate_dismiss
from apps.crm.services.merging import lead_merge, merge_undo


class DuplicateListView(ApiView):
    verb = "leads.view"
    serializer_class = DuplicateSerializer

    @extend_schema(responses=DuplicateSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Pairs of leads that may be one person, the newest first."""
        return self.page(suggestions_open(), DuplicateSerializer)


class DuplicateDismissView(ApiView):
    verb = "leads.edit"
    serializer_class = DuplicateSerializer

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, duplicate_id: int) -> Response:
        """They are two people: nobody is asked again, and nothing merges them by itself."""
        duplicate_dismiss(suggestion_id=duplicate_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LeadDuplicatesView(ApiView):
    verb = "leads.view"
    serializer_class = DuplicateSerializer
    pagination_class = None

    @extend_schema(responses=DuplicateSerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """Leads that may be the same person, the surest first."""
        return Response(DuplicateSerializer(duplicates_of(lead_id=lead_id), many=True).data)


class LeadMergeView(ApiView):
    verb = "leads.edit"
    versioned = ("POST",)
    serializer_class = MergedSerializer

    @extend_schema(request=MergeRequestSerializer, responses={200: MergedSerializer, **refusals(422)})
    def post(self, request: Request, lead_id: int) -> Response:
        """Merges `loser_id` into this lead: calls, chats, meetings, tasks and notes follow, fields that this
        lead does not have are filled in. 422 merge_same_lead, 412 lead_changed when one was merged meanwhile.
        """
        given = given_in(request, MergeRequestSerializer)
        merge = lead_merge(
            winner_id=lead_id,
            loser_id=given["loser_id"],
            version=version_expected(request),
            actor=actor_of(request),
        )
        answer = {"merge_id": merge.pk, "lead": lead_get(lead_id=merge.winner_id)}
        return Response(MergedSerializer(answer).data)


class LeadMergesView(ApiView):
    verb = "leads.view"
    serializer_class = MergeSerializer
    pagination_class = None

    @extend_schema(responses=MergeSerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """What was merged into this lead and can be undone, the newest first."""
        return Response(MergeSerializer(merges_of(lead_id=lead_id), many=True).data)


class MergeUndoView(ApiView):
    verb = "leads.edit"
    serializer_class = UnmergedSerializer

    @extend_schema(request=None, responses={200: UnmergedSerializer, **refusals(409)})
    def post(self, request: Request, merge_id: int) -> Response:
        """Takes a merge apart; changes made since stay. 409 merge_undone, merge_not_last."""
        merge = merge_undo(merge_id=merge_id, actor=actor_of(request))
        leads = {"winner": lead_get(lead_id=merge.winner_id), "loser": lead_get(lead_id=merge.loser_id)}
        return Response(UnmergedSerializer(leads).data)
