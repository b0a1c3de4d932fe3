from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of, given_in
from apps.crm.api.serializers.custom_fields import (
    CustomFieldChangeSerializer,
    CustomFieldCreateSerializer,
    CustomFieldDeleteQuerySerializer,
    CustomFieldSerializer,
)
from apps.crm.selectors.custom_fields import custom_field_get, custom_fields_list
from apps.crm.services.custom_fields import custom_field_create, custom_field_delete, custom_field_update


class CustomFieldListView(ApiView):
    verb = {"GET": "leads.view", "POST": "settings.edit"}
    serializer_class = CustomFieldSerializer
    pagination_class = None

    @extend_schema(responses=CustomFieldSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The business's own fields of a lead in their order, archived ones too."""
        return Response(CustomFieldSerializer(custom_fields_list(), many=True).data)

    @extend_schema(
        request=CustomFieldCreateSerializer, responses={201: CustomFieldSerializer, **refusals(409, 422)}
    )
    def post(self, request: Request) -> Response:
        """Adds a field; 409 custom_field_taken, custom_fields_too_many; 422 custom_choices_invalid."""
        created = custom_field_create(
            **given_in(request, CustomFieldCreateSerializer), actor=actor_of(request)
        )
        return Response(CustomFieldSerializer(created).data, status=status.HTTP_201_CREATED)


class CustomFieldView(ApiView):
    verb = {"GET": "leads.view", "PATCH": "settings.edit", "DELETE": "settings.edit"}
    serializer_class = CustomFieldSerializer

    def get(self, request: Request, custom_field_id: int) -> Response:
        """One field."""
        return Response(CustomFieldSerializer(custom_field_get(custom_field_id=custom_field_id)).data)

    @extend_schema(
        request=CustomFieldChangeSerializer, responses={200: CustomFieldSerializer, **refusals(409, 422)}
    )
    def patch(self, request: Request, custom_field_id: int) -> Response:
        """Changes a field; its key and kind stay. 409 custom_choices_in_use says which `choices` that go how
        many `leads` have, and asks for `replacements`; 422 custom_replacement_invalid.
        """
        changes = given_in(request, CustomFieldChangeSerializer)
        changed = custom_field_update(
            custom_field_id=custom_field_id,
            replacements=changes.pop("replacements", {}),
            changes=changes,
            actor=actor_of(request),
        )
        return Response(CustomFieldSerializer(changed).data)

    @extend_schema(parameters=[CustomFieldDeleteQuerySerializer], responses={204: None, **refusals(409)})
    def delete(self, request: Request, custom_field_id: int) -> Response:
        """Deletes the field; 409 custom_field_has_values says how many `leads` lose a value and asks for
        `with_values`. Archiving keeps them.
        """
        asked = asked_of(request, CustomFieldDeleteQuerySerializer)
        custom_field_delete(
            custom_field_id=custom_field_id, with_values=asked["with_values"], actor=actor_of(request)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
