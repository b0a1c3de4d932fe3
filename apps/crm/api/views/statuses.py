from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of, given_in
from apps.crm.api.serializers.statuses import (
    LeadStatusChangeSerializer,
    LeadStatusCreateSerializer,
    LeadStatusDeleteQuerySerializer,
    LeadStatusOrderSerializer,
    LeadStatusSerializer,
)
from apps.crm.selectors.statuses import statuses_list
from apps.crm.services.statuses import status_create, status_delete, status_update, statuses_reorder


class LeadStatusListView(ApiView):
    verb = {"GET": "leads.view", "POST": "settings.edit"}
    serializer_class = LeadStatusSerializer
    pagination_class = None

    @extend_schema(responses=LeadStatusSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The statuses a lead can have, in the business's order."""
        return Response(LeadStatusSerializer(statuses_list(), many=True).data)

    @extend_schema(request=LeadStatusCreateSerializer, responses={201: LeadStatusSerializer, **refusals(409)})
    def post(self, request: Request) -> Response:
        """Adds a status at the end; 409 status_label_taken."""
        created = status_create(**given_in(request, LeadStatusCreateSerializer), actor=actor_of(request))
        return Response(LeadStatusSerializer(created).data, status=status.HTTP_201_CREATED)


class LeadStatusView(ApiView):
    verb = "settings.edit"
    serializer_class = LeadStatusSerializer

    @extend_schema(request=LeadStatusChangeSerializer, responses={200: LeadStatusSerializer, **refusals(409)})
    def patch(self, request: Request, lead_status_id: int) -> Response:
        """Changes a status; 409 status_label_taken, status_is_default."""
        changes = given_in(request, LeadStatusChangeSerializer)
        changed = status_update(status_id=lead_status_id, changes=changes, actor=actor_of(request))
        return Response(LeadStatusSerializer(changed).data)

    @extend_schema(parameters=[LeadStatusDeleteQuerySerializer], responses={204: None, **refusals(409, 422)})
    def delete(self, request: Request, lead_status_id: int) -> Response:
        """Deletes a status; 409 status_has_leads asks for `move_to`, 409 status_is_default."""
        asked = asked_of(request, LeadStatusDeleteQuerySerializer)
        status_delete(status_id=lead_status_id, move_to=asked.get("move_to"), actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LeadStatusOrderView(ApiView):
    verb = "settings.edit"
    serializer_class = LeadStatusSerializer
    pagination_class = None

    @extend_schema(
        request=LeadStatusOrderSerializer, responses={200: LeadStatusSerializer(many=True), **refusals(422)}
    )
    def post(self, request: Request) -> Response:
        """Orders the statuses; 422 status_order_incomplete."""
        given = given_in(request, LeadStatusOrderSerializer)
        statuses_reorder(ids=given["status_ids"], actor=actor_of(request))
        return Response(LeadStatusSerializer(statuses_list(), many=True).data)
