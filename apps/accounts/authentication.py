from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.accounts.models import Membership, User
from apps.accounts.selectors import membership_of_claims
from apps.accounts.services.sessions import arrival_note
from apps.accounts.tokens import access_token_read
from apps.tenants.context import current_schema


class BearerAuthentication(BaseAuthentication):
    """request.user is the person, request.auth the membership in the business of this host."""

    def authenticate(self, request: Request) -> tuple[User, Membership] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        token = words[1].decode("latin-1") if len(words) == 2 else ""
        claims = access_token_read(token)
        membership = membership_of_claims(claims=claims, schema=current_schema()) if claims else None
        if claims is None or membership is None or membership.session is None:
            raise AuthenticationFailed
        arrival_note(session=membership.session, claims=claims)
        return membership.user, membership

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
