from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.serializers import MeSerializer, ProfileChangeSerializer
from apps.accounts.permissions import actor_of, member_of
from apps.accounts.services.profile import ProfileChanges, profile_update
from apps.core.api import ANY_MEMBER, ApiView, refusals
from apps.core.asking import given_in


class MeView(ApiView):
    verb = {"GET": ANY_MEMBER, "PATCH": "profile.edit"}
    serializer_class = MeSerializer

    @extend_schema(responses={200: MeSerializer, **refusals(401)})
    def get(self, request: Request) -> Response:
        """Who is signed in, what they may do, and at which business."""
        return Response(MeSerializer(member_of(request)).data)

    @extend_schema(request=ProfileChangeSerializer, responses={200: MeSerializer, **refusals(400, 401, 403)})
    def patch(self, request: Request) -> Response:
        """Change one's own name or language."""
        asked = given_in(request, ProfileChangeSerializer)
        member = member_of(request)
        profile_update(user=member.user, changes=cast("ProfileChanges", asked), actor=actor_of(request))
        return Response(MeSerializer(member).data)
