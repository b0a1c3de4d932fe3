"""Signed tokens. A token names the business it is for and is worth nothing at another one."""

from dataclasses import dataclass
from typing import Any

from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from apps.accounts.models import RefreshSession
from apps.tenants.models import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    user_id: int
    schema: str
    session_id: str


def refresh_token_make(*, user_id: int, business: Business) -> RefreshToken:
    token = RefreshToken()
    token["user_id"] = user_id
    token["business"] = business.schema_name
    return token


def access_token_make(*, session: RefreshSession) -> str:
    token = AccessToken()
    token["user_id"] = session.user_id
    token["business"] = session.business.schema_name
    token["session"] = session.token_id
    return str(token)


def access_token_read(token: str) -> Claims | None:
    """What a valid access token says; None for anything else, a refresh token too."""
    return _read(AccessToken, token, session_claim="session")


def refresh_token_read(token: str) -> Claims | None:
    return _read(RefreshToken, token, session_claim="jti")


def _read(kind: type[Token], token: str, *, session_claim: str) -> Claims | None:
    # Its annotation asks for a Token where it takes the text of one.
    given: Any = token
    try:
        claims = kind(given)
        return Claims(
            user_id=int(claims["user_id"]),
            schema=str(claims["business"]),
            session_id=str(claims[session_claim]),
        )
    except (TokenError, KeyError, TypeError, ValueError):
        return None
