from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.edge import (
    own_origin_require,
    refresh_cookie_delete,
    signed_in_response,
    visitor_of,
)
from apps.accounts.api.serializers import (
    ImpersonationCodeSerializer,
    ImpersonationEndedSerializer,
    SignedInSerializer,
)
from apps.accounts.permissions import actor_of, member_of
from apps.accounts.services.impersonation import impersonation_end, impersonation_open
from apps.core.api import ANY_MEMBER, ANYBODY, ApiView, refusals
from apps.core.asking import given_in
from apps.tenants.hosts import business_of

ADMINISTRATION = "/admin/"


class ImpersonationView(ApiView):
    verb = {"POST": ANYBODY, "DELETE": ANY_MEMBER}
    # Nobody is signed in whose key it could be.
    keyed = False
    serializer_class = ImpersonationCodeSerializer

    def get_authenticators(self) -> list[BaseAuthentication]:
        """The code alone says who opens it, whoever was signed in before."""
        # The description of the API is made without a request.
        is_opening = getattr(self.request, "method", "") == "POST"
        return [] if is_opening else super().get_authenticators()

    @extend_schema(auth=[], responses={200: SignedInSerializer, **refusals(400, 403)})
    def post(self, request: Request) -> Response:
        """Act as a member, by the one-shot code of <host>/impersonate#code=... 400 link_invalid."""
        own_origin_require(request)
        asked = given_in(request, ImpersonationCodeSerializer)
        signed_in = impersonation_open(**asked, business=business_of(request), visitor=visitor_of(request))
        return signed_in_response(signed_in)

    @extend_schema(responses={200: ImpersonationEndedSerializer, **refusals(401, 403, 409)})
    def delete(self, request: Request) -> Response:
        """Stop acting as the member. 409 not_impersonating."""
        impersonation_end(membership=member_of(request), actor=actor_of(request))
        response = Response({"redirect": settings.PUBLIC_BASE_URL + ADMINISTRATION})
        refresh_cookie_delete(response)
        return response
