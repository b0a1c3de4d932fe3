from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.serializers import (
    InvitationCreateSerializer,
    InvitationSerializer,
    MembershipChangeSerializer,
    MembershipSerializer,
)
from apps.accounts.permissions import actor_of
from apps.accounts.selectors import invitations_open, members_list
from apps.accounts.services.invitations import (
    invitation_create,
    invitation_resend,
    invitation_withdraw,
)
from apps.accounts.services.members import member_remove, member_update
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in
from apps.tenants.hosts import business_of


class MemberListView(ApiView):
    verb = "users.view"
    serializer_class = MembershipSerializer

    @extend_schema(responses={200: MembershipSerializer(many=True), **refusals(401, 403, 404)})
    def get(self, request: Request) -> Response:
        """The people of this business, the newest first."""
        return self.page(members_list(business=business_of(request)), MembershipSerializer)


class MemberView(ApiView):
    verb = "users.manage"
    serializer_class = MembershipChangeSerializer

    @extend_schema(responses={200: MembershipSerializer, **refusals(400, 401, 403, 404, 409)})
    def patch(self, request: Request, membership_id: int) -> Response:
        """Give a role, suspend or let in again; also oneself. 409 last_owner."""
        asked = given_in(request, MembershipChangeSerializer)
        member = member_update(
            business=business_of(request),
            membership_id=membership_id,
            actor=actor_of(request),
            **asked,
        )
        return Response(MembershipSerializer(member).data)

    @extend_schema(responses={204: None, **refusals(401, 403, 404, 409)})
    def delete(self, request: Request, membership_id: int) -> Response:
        """Remove from this business, at once. 409 last_owner."""
        member_remove(business=business_of(request), membership_id=membership_id, actor=actor_of(request))
        return Response(status=204)


class InvitationListView(ApiView):
    verb = {"GET": "users.view", "POST": "users.manage"}
    serializer_class = InvitationSerializer

    @extend_schema(responses={200: InvitationSerializer(many=True), **refusals(401, 403, 404)})
    def get(self, request: Request) -> Response:
        """Invitations that wait for an answer, the newest first."""
        return self.page(invitations_open(business=business_of(request)), InvitationSerializer)

    @extend_schema(
        request=InvitationCreateSerializer,
        responses={201: InvitationSerializer, **refusals(400, 401, 403, 409, 429, 503)},
    )
    def post(self, request: Request) -> Response:
        """Invite by e-mail, for seven days. 409 already_member or already_invited."""
        asked = given_in(request, InvitationCreateSerializer)
        invitation = invitation_create(business=business_of(request), actor=actor_of(request), **asked)
        return Response(InvitationSerializer(invitation).data, status=201)


class InvitationView(ApiView):
    verb = "users.manage"
    serializer_class = InvitationSerializer

    @extend_schema(responses={204: None, **refusals(401, 403, 404)})
    def delete(self, request: Request, invitation_id: int) -> Response:
        """Take it back: its link opens nothing any more."""
        invitation_withdraw(
            business=business_of(request), invitation_id=invitation_id, actor=actor_of(request)
        )
        return Response(status=204)


class InvitationResendView(ApiView):
    verb = "users.manage"
    serializer_class = InvitationSerializer

    @extend_schema(request=None, responses={204: None, **refusals(401, 403, 404, 409, 429, 503)})
    def post(self, request: Request, invitation_id: int) -> Response:
        """Send the link once more, good for seven days from now."""
        invitation_resend(business=business_of(request), invitation_id=invitation_id, actor=actor_of(request))
        return Response(status=204)
