from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.edge import (
    device_cookie_set,
    own_origin_require,
    refresh_cookie_delete,
    visitor_of,
)
from apps.accounts.api.serializers import (
    PasswordChangeSerializer,
    PasswordResetConfirmSerializer,
    PasswordResetSerializer,
)
from apps.accounts.permissions import actor_of, member_of
from apps.accounts.services.passwords import password_change, password_reset, password_reset_request
from apps.core.api import ANYBODY, ApiView, refusals
from apps.core.asking import given_in
from apps.tenants.hosts import business_of


class PasswordView(ApiView):
    verb = "profile.edit"
    # Nothing of a password is kept, and a wrong one counts whatever comes of it.
    keyed = False
    serializer_class = PasswordChangeSerializer

    @extend_schema(responses={204: None, **refusals(400, 401, 403, 429, 503)})
    def post(self, request: Request) -> Response:
        """Change one's own password; every other sign-in ends. 400 names the field that is not right."""
        asked = given_in(request, PasswordChangeSerializer)
        password_change(membership=member_of(request), actor=actor_of(request), **asked)
        return Response(status=204)


class PasswordResetView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = PasswordResetSerializer

    @extend_schema(responses={204: None, **refusals(400, 403, 429, 503)})
    def post(self, request: Request) -> Response:
        """Send a link for a new password, if a member has this address; the answer is the same if not.

        The link is <host>/reset#uid=...&token=..., good for half an hour.
        """
        own_origin_require(request)
        asked = given_in(request, PasswordResetSerializer)
        password_reset_request(
            email=asked["email"], business=business_of(request), visitor=visitor_of(request)
        )
        return Response(status=204)


class PasswordResetConfirmView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = PasswordResetConfirmSerializer

    @extend_schema(responses={204: None, **refusals(400, 403)})
    def post(self, request: Request) -> Response:
        """Choose a password by the link; every sign-in of the person ends. 400 link_invalid."""
        own_origin_require(request)
        asked = given_in(request, PasswordResetConfirmSerializer)
        user = password_reset(**asked, business=business_of(request), visitor=visitor_of(request))
        response = Response(status=204)
        refresh_cookie_delete(response)
        # Whoever reads the person's mail is no stranger: guesses from elsewhere must not keep them out.
        device_cookie_set(response, user.email)
        return response
