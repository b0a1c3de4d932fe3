"""What passes between a browser and us beside the body: cookies, and where a request comes from."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.api.serializers import UserSerializer
from apps.accounts.devices import DEVICE, DEVICE_SECONDS, device_make
from apps.accounts.errors import CrossSiteError
from apps.accounts.models import RefreshSession
from apps.accounts.services.sessions import SignedIn
from apps.accounts.visitors import Visitor
from apps.core import clock

REFRESH = "refresh"
COOKIE_PATH = "/api/v1/auth/"
SENT_BY_US = "prosaas"
USER_AGENT_LENGTH, ADDRESS_LENGTH = 200, 45


def visitor_of(request: Request) -> Visitor:
    return Visitor(
        address=request.META.get("REMOTE_ADDR", "")[:ADDRESS_LENGTH],
        user_agent=request.headers.get("User-Agent", "").replace("\0", "")[:USER_AGENT_LENGTH],
        device=request.COOKIES.get(DEVICE, ""),
    )


def refresh_of(request: Request) -> str:
    return request.COOKIES.get(REFRESH, "")


def same_site_require(request: Request) -> None:
    """A cookie travels by itself, so the page proves that it is ours by a header other sites cannot send."""
    if request.headers.get("X-Requested-With") != SENT_BY_US:
        raise CrossSiteError
    own_origin_require(request)


def own_origin_require(request: Request) -> None:
    """Nobody is signed in here by a page of somebody else's."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.get_host():
        raise CrossSiteError


def signed_in_response(signed_in: SignedIn) -> Response:
    user = signed_in.membership.user
    response = Response({"access": signed_in.access, "user": UserSerializer(user).data})
    refresh_cookie_set(response, signed_in.session, signed_in.refresh)
    if signed_in.session.impersonation is None:
        device_cookie_set(response, user.email)
    return response


def refresh_cookie_set(response: Response, session: RefreshSession, refresh: str) -> None:
    """Leaves with the browser unless the person asked to be remembered."""
    _set(response, REFRESH, refresh, _lasts(session))


def refresh_cookie_delete(response: Response) -> None:
    response.delete_cookie(REFRESH, path=COOKIE_PATH, samesite="Strict")


def device_cookie_set(response: HttpResponse, email: str, *, path: str = COOKIE_PATH) -> None:
    """Whoever proved to be somebody here once is not counted with strangers who guess."""
    _set(response, DEVICE, device_make(email=email), timedelta(seconds=DEVICE_SECONDS), path=path)


def _lasts(session: RefreshSession) -> timedelta | None:
    left = session.expires_at - clock.now()
    if session.impersonation is not None:
        return left
    return min(left, settings.SESSION_REMEMBERED_IDLE) if session.is_remembered else None


def _set(
    response: HttpResponse, name: str, value: str, lasts: timedelta | None, *, path: str = COOKIE_PATH
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=lasts,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
