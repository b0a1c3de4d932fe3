from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.edge import (
    own_origin_require,
    refresh_cookie_delete,
    refresh_cookie_set,
    refresh_of,
    same_site_require,
    signed_in_response,
    visitor_of,
)
from apps.accounts.api.serializers import (
    AccessSerializer,
    LoginSerializer,
    SessionSerializer,
    SignedInSerializer,
)
from apps.accounts.permissions import actor_of, member_of
from apps.accounts.selectors import sessions_own
from apps.accounts.services.sessions import login, logout, logout_everywhere, session_end, session_renew
from apps.core.api import ANYBODY, ApiView, refusals
from apps.core.asking import given_in
from apps.tenants.hosts import business_of

SESSIONS_SHOWN = 100


class LoginView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = LoginSerializer

    @extend_schema(responses={200: SignedInSerializer, **refusals(400, 401, 403, 429, 503)})
    def post(self, request: Request) -> Response:
        """Sign in at this business; the refresh token comes as a cookie scripts cannot read.

        401 invalid_credentials, 403 member_suspended, 429 throttled.
        """
        own_origin_require(request)
        asked = given_in(request, LoginSerializer)
        signed_in = login(
            email=asked["email"],
            password=asked["password"],
            is_remembered=asked.get("remember", False),
            business=business_of(request),
            visitor=visitor_of(request),
        )
        return signed_in_response(signed_in)


class RefreshView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = AccessSerializer

    @extend_schema(request=None, responses={200: AccessSerializer, **refusals(401, 403)})
    def post(self, request: Request) -> Response:
        """A new access token for the cookie, and a new cookie. Needs the header X-Requested-With: prosaas.

        A cookie may come again while the one given for it was never used, because an answer may be lost; any
        other that was replaced ends its sign-in. 401 session_ended, 403 cross_site.
        """
        same_site_require(request)
        renewed = session_renew(refresh=refresh_of(request), business=business_of(request))
        response = Response({"access": renewed.access})
        if renewed.refresh is not None:
            refresh_cookie_set(response, renewed.session, renewed.refresh)
        return response


class LogoutView(ApiView):
    verb = ANYBODY
    # Nobody is signed in whose key it could be.
    keyed = False
    authentication_classes = []
    serializer_class = AccessSerializer

    @extend_schema(request=None, responses={204: None, **refusals(403)})
    def post(self, request: Request) -> Response:
        """End this sign-in in every tab. Needs the header X-Requested-With: prosaas; 403 cross_site."""
        same_site_require(request)
        logout(refresh=refresh_of(request), business=business_of(request))
        response = Response(status=204)
        refresh_cookie_delete(response)
        return response


class LogoutEverywhereView(ApiView):
    verb = "profile.edit"
    # Whoever sends it again is signed out.
    keyed = False
    serializer_class = AccessSerializer

    @extend_schema(request=None, responses={204: None, **refusals(401, 403)})
    def post(self, request: Request) -> Response:
        """End all of one's sign-ins on every device, at every business."""
        logout_everywhere(membership=member_of(request), actor=actor_of(request))
        response = Response(status=204)
        refresh_cookie_delete(response)
        return response


class SessionListView(ApiView):
    verb = "profile.edit"
    serializer_class = SessionSerializer
    pagination_class = None

    @extend_schema(responses={200: SessionSerializer(many=True), **refusals(401, 403)})
    def get(self, request: Request) -> Response:
        """One's own sign-ins at this business, the one used last first; at most a hundred."""
        member = member_of(request)
        sessions = sessions_own(membership=member)[:SESSIONS_SHOWN]
        return Response(SessionSerializer(sessions, many=True, context={"current": member.session}).data)


class SessionView(ApiView):
    verb = "profile.edit"
    serializer_class = SessionSerializer

    @extend_schema(responses={204: None, **refusals(401, 403, 404)})
    def delete(self, request: Request, session_id: int) -> Response:
        """End one of one's own sign-ins at this business."""
        session_end(membership=member_of(request), session_id=session_id, actor=actor_of(request))
        return Response(status=204)
