from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.actors import Actor, ActorKind
from apps.core.api import ApiView
from apps.crm.api.serializers import (
    LeadChangeSerializer,
    LeadQuerySerializer,
    LeadSerializer,
    LeadStatusSerializer,
)
from apps.crm.selectors import lead_get, leads_list, statuses_list
from apps.crm.services import lead_update


class LeadListView(ApiView):
    verb = "leads.view"
    serializer_class = LeadSerializer

    @extend_schema(parameters=[LeadQuerySerializer], responses=LeadSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Leads, newest first."""
        asked = LeadQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        leads = leads_list(
            status_id=asked.validated_data.get("status"), search=asked.validated_data.get("q", "")
        )
        return self.page(leads, LeadSerializer)


class LeadView(ApiView):
    verb = {"GET": "leads.view", "PATCH": "leads.edit"}
    serializer_class = LeadSerializer

    def get(self, request: Request, lead_id: int) -> Response:
        """One lead."""
        return Response(LeadSerializer(lead_get(lead_id=lead_id)).data)

    @extend_schema(request=LeadChangeSerializer, responses=LeadSerializer)
    def patch(self, request: Request, lead_id: int) -> Response:
        """Changes a lead; 409 lead_changed when `version` is no longer true."""
        asked = LeadChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        changes = dict(asked.validated_data)
        version = changes.pop("version", None)
        actor = Actor(kind=ActorKind.USER, user_id=request.user.pk)
        lead_update(lead_id=lead_id, changes=changes, version=version, actor=actor)
        return Response(LeadSerializer(lead_get(lead_id=lead_id)).data)


class LeadStatusListView(ApiView):
    verb = "leads.view"
    serializer_class = LeadStatusSerializer
    pagination_class = None

    @extend_schema(responses=LeadStatusSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The statuses a lead can have, in the business's order."""
        return Response(LeadStatusSerializer(statuses_list(), many=True).data)
