from django.db.models import Exists, QuerySet

from apps.accounts.models import Membership, RefreshSession
from apps.accounts.tokens import Claims, access_token_read
from apps.core import clock
from apps.tenants.models import Business


def membership_of_token(*, token: str, schema: str) -> Membership | None:
    """Who the access token is, at the business `schema`; None when the two disagree."""
    claims = access_token_read(token)
    return membership_of_claims(claims=claims, schema=schema) if claims else None


def membership_of_claims(*, claims: Claims, schema: str) -> Membership | None:
    """The membership is read each time, so whoever is removed, deactivated or signed out is out at once."""
    if claims.schema != schema:
        return None
    return (
        Membership.objects.select_related("user", "business")
        .filter(
            Exists(session_of(claims)),
            user_id=claims.user_id,
            user__is_active=True,
            business__schema_name=schema,
            business__status=Business.Status.ACTIVE,
        )
        .first()
    )


def session_of(claims: Claims) -> QuerySet[RefreshSession]:
    """The sign-in a token belongs to, while it lasts."""
    return RefreshSession.objects.filter(
        token_id=claims.session_id, user_id=claims.user_id, revoked_at=None, expires_at__gt=clock.now()
    )
