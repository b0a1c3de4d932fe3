"""How long a system admin stays signed in to the administration without coming back."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.http import HttpRequest

from apps.accounts.models import RefreshSession, User
from apps.accounts.services import admin_logout
from apps.core import clock

Reason = RefreshSession.EndReason
SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
# A row of the session is written once in so long, not at every click.
SEEN_EVERY_SECONDS = 60


def sign_in_stands(*, signed_in_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Neither idle for too long, nor older than a working day."""
    return now - seen_at < settings.ADMIN_SESSION_IDLE and now - signed_in_at < settings.ADMIN_SESSION_LASTS


def sign_in_note(*, sender: object, request: HttpRequest, **_: Any) -> None:
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = clock.now().timestamp()


def sign_in_look(request: HttpRequest) -> None:
    """Ends the sign-in of whoever stayed away too long; a sign-in that does not say when it began is over."""
    if not request.user.is_authenticated:
        return
    now = clock.now()
    signed_in_at, seen_at = (_instant(request.session.get(key)) for key in (SIGNED_IN_AT, SEEN_AT))
    if not sign_in_stands(signed_in_at=signed_in_at, seen_at=seen_at, now=now):
        sign_out(request, reason=Reason.RAN_OUT)
    elif (now - seen_at).total_seconds() >= SEEN_EVERY_SECONDS:
        request.session[SEEN_AT] = now.timestamp()


def sign_out(request: HttpRequest, *, reason: Reason) -> None:
    """Ends the sign-in and what was begun by it. Told once, however many requests find it over at a time."""
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(pk=request.user.pk or 0).first()
        key = request.session.session_key
        if user is not None and key is not None and request.session.exists(key):
            admin_logout(user=user, reason=reason)
        logout(request)


def _instant(seconds: float | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, UTC)


def sign_ins_watch() -> None:
    user_logged_in.connect(sign_in_note, dispatch_uid="platform.sign_in_note")
