from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.edge import own_origin_require, signed_in_response, visitor_of
from apps.accounts.api.serializers import (
    InvitationAcceptSerializer,
    InvitationLinkSerializer,
    InvitationTokenSerializer,
    SignedInSerializer,
)
from apps.accounts.selectors import invitation_of_token, needs_password
from apps.accounts.services.invitations import invitation_accept
from apps.core.api import ANYBODY, ApiView, refusals
from apps.core.asking import given_in
from apps.tenants.hosts import business_of


class InvitationLinkView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = InvitationAcceptSerializer

    @extend_schema(responses={200: SignedInSerializer, **refusals(400, 403, 409, 429, 503)})
    def post(self, request: Request) -> Response:
        """Accept, and be signed in.

        Who has no password yet sends full_name and a password to be; who has one sends only that. 400
        link_invalid, or the fields that are not right; 409 already_member or not_invitable.
        """
        own_origin_require(request)
        asked = given_in(request, InvitationAcceptSerializer)
        signed_in = invitation_accept(
            token=asked["token"],
            full_name=asked.get("full_name", ""),
            password=asked.get("password", ""),
            business=business_of(request),
            visitor=visitor_of(request),
        )
        return signed_in_response(signed_in)


class InvitationOfferView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = InvitationTokenSerializer

    @extend_schema(responses={200: InvitationLinkSerializer, **refusals(400, 403)})
    def post(self, request: Request) -> Response:
        """What the link <host>/invitation#token=... offers; changes nothing. 400 link_invalid.

        The token comes in the body, because what stands in an address is written into logs on its way.
        """
        own_origin_require(request)
        asked = given_in(request, InvitationTokenSerializer)
        business = business_of(request)
        invitation = invitation_of_token(token=asked["token"], business=business)
        offer = {
            "business_name": business.name,
            "email": invitation.email,
            "role": invitation.role,
            "needs_password": needs_password(email=invitation.email),
            "expires_at": invitation.expires_at,
        }
        return Response(InvitationLinkSerializer(offer).data)
