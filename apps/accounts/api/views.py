from urllib.parse import urlsplit

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt.settings import api_settings

from apps.accounts import services
from apps.accounts.api.serializers import (
    AccessSerializer,
    LoginSerializer,
    MeSerializer,
    SignedInSerializer,
    UserSerializer,
)
from apps.accounts.errors import CrossSiteError
from apps.accounts.permissions import member_of
from apps.core.api import ANY_MEMBER, ANYBODY, ApiView
from apps.tenants.hosts import business_of

COOKIE = "refresh"
COOKIE_PATH = "/api/v1/auth/"
SENT_BY_US = "prosaas"


class LoginView(ApiView):
    verb = ANYBODY
    authentication_classes = []
    serializer_class = LoginSerializer

    @extend_schema(responses=SignedInSerializer)
    def post(self, request: Request) -> Response:
        """Sign in at this business; the refresh token comes as a cookie scripts cannot read."""
        asked = LoginSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        signed_in = services.login(
            **asked.validated_data, business=business_of(request), address=request.META.get("REMOTE_ADDR", "")
        )
        response = Response(
            {"access": signed_in.access, "user": UserSerializer(signed_in.membership.user).data}
        )
        response.set_cookie(
            COOKIE,
            signed_in.refresh,
            max_age=api_settings.REFRESH_TOKEN_LIFETIME,
            path=COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response


class RefreshView(ApiView):
    verb = ANYBODY
    authentication_classes = []
    serializer_class = AccessSerializer

    @extend_schema(request=None, responses=AccessSerializer)
    def post(self, request: Request) -> Response:
        """A new access token for the cookie. Needs the header X-Requested-With: prosaas."""
        same_site_require(request)
        access = services.access_renew(refresh=request.COOKIES.get(COOKIE, ""), business=business_of(request))
        return Response({"access": access})


class LogoutView(ApiView):
    verb = ANYBODY
    authentication_classes = []
    serializer_class = AccessSerializer

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """End this sign-in everywhere. Needs the header X-Requested-With: prosaas."""
        same_site_require(request)
        services.logout(refresh=request.COOKIES.get(COOKIE, ""))
        response = Response(status=204)
        response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
        return response


class MeView(ApiView):
    verb = ANY_MEMBER
    serializer_class = MeSerializer

    def get(self, request: Request) -> Response:
        """Who is signed in, what they may do, and at which business."""
        return Response(MeSerializer(member_of(request)).data)


def same_site_require(request: Request) -> None:
    """A cookie travels by itself, so the page proves that it is ours by a header other sites cannot send."""
    origin = request.headers.get("Origin")
    if request.headers.get("X-Requested-With") != SENT_BY_US:
        raise CrossSiteError
    if origin is not None and urlsplit(origin).netloc != request.get_host():
        raise CrossSiteError
