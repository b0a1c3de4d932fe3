"""Signed tokens. A token names the business it is for and is worth nothing at another one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core import signing
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from apps.accounts.models import RefreshSession

_invitations = signing.Signer(salt="accounts.invitation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """`session_id` names the sign-in, `token_id` this one token of it.

    `came_with` is the refresh token that an access token's answer brought too, if any.
    """

    user_id: int
    schema: str
    session_id: str
    token_id: str
    came_with: str = ""


def id_make() -> str:
    return uuid4().hex


def refresh_token_make(*, session: RefreshSession) -> str:
    """The one refresh token of the session that is valid now."""
    token = RefreshToken()
    token["jti"] = session.token_id
    token.set_exp(from_time=session.expires_at, lifetime=timedelta(0))
    return _of_session(token, session)


def access_token_make(*, session: RefreshSession, came_with: str = "") -> str:
    """`came_with` is the id of the refresh token in the same answer."""
    token = AccessToken()
    token["came_with"] = came_with
    return _of_session(token, session)


def invitation_token_make(*, key: str) -> str:
    """What the link of an invitation carries: made anew from the row when it is sent, and kept nowhere."""
    return _invitations.sign(key)


def invitation_token_read(token: str) -> str | None:
    """The key of an invitation; None for what we did not sign."""
    try:
        return _invitations.unsign(token)
    except signing.BadSignature:
        return None


def access_token_read(token: str) -> Claims | None:
    """What a valid access token says; None for anything else, a refresh token too."""
    return _read(AccessToken, token)


def refresh_token_read(token: str) -> Claims | None:
    return _read(RefreshToken, token)


def _of_session(token: Token, session: RefreshSession) -> str:
    token["user_id"] = session.user_id
    token["business"] = session.business.schema_name
    token["session"] = session.session_id
    return str(token)


def _read(kind: type[Token], token: str) -> Claims | None:
    # Its annotation asks for a Token where it takes the text of one.
    given: Any = token
    try:
        claims = kind(given)
        return Claims(
            user_id=int(claims["user_id"]),
            schema=str(claims["business"]),
            session_id=str(claims["session"]),
            token_id=str(claims["jti"]),
            came_with=str(claims.get("came_with", "")),
        )
    except (TokenError, KeyError, TypeError, ValueError):
        return None
