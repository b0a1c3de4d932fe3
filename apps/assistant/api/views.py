from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.assistant.api.serializers import (
    FaqEntryChangeSerializer,
    FaqEntryCreateSerializer,
    FaqEntrySerializer,
)
from apps.assistant.selectors import faq_entries
from apps.assistant.services import faq_entry_create, faq_entry_delete, faq_entry_update
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in


class FaqListView(ApiView):
    verb = {"GET": "settings.view", "POST": "settings.edit"}
    serializer_class = FaqEntrySerializer
    pagination_class = None

    @extend_schema(responses=FaqEntrySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Questions customers often ask, with the business's answers, in its order."""
        return Response(FaqEntrySerializer(faq_entries(), many=True).data)

    @extend_schema(request=FaqEntryCreateSerializer, responses={201: FaqEntrySerializer, **refusals(409)})
    def post(self, request: Request) -> Response:
        """Adds a question at the end; 409 faq_full."""
        created = faq_entry_create(**given_in(request, FaqEntryCreateSerializer), actor=actor_of(request))
        return Response(FaqEntrySerializer(created).data, status=status.HTTP_201_CREATED)


class FaqEntryView(ApiView):
    verb = "settings.edit"
    serializer_class = FaqEntrySerializer

    @extend_schema(request=FaqEntryChangeSerializer, responses=FaqEntrySerializer)
    def patch(self, request: Request, faq_entry_id: int) -> Response:
        """Changes a question, its answer, its place, or whether the assistant answers it."""
        changes = given_in(request, FaqEntryChangeSerializer)
        changed = faq_entry_update(faq_entry_id=faq_entry_id, changes=changes, actor=actor_of(request))
        return Response(FaqEntrySerializer(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, faq_entry_id: int) -> Response:
        """Deletes a question."""
        faq_entry_delete(faq_entry_id=faq_entry_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
