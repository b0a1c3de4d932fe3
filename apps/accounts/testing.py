"""For tests: people, and clients signed in as them."""

from itertools import count

from rest_framework.test import APIClient

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.services import membership_set
from apps.accounts.tokens import access_token_make, refresh_token_make
from apps.core import clock
from apps.tenants.models import Business

_numbers = count(1)


def user_make(*, email: str = "", password: str | None = None, full_name: str = "דנה לוי") -> User:
    return User.objects.create_user(
        email or f"person{next(_numbers)}@example.test", password, full_name=full_name
    )


def membership_make(*, business: Business, role: str = "owner", user: User | None = None) -> Membership:
    return membership_set(user=user or user_make(), business=business, role=role)


def access_make(membership: Membership) -> str:
    """An access token of a fresh sign-in."""
    refresh = refresh_token_make(user_id=membership.user_id, business=membership.business)
    session = RefreshSession.objects.create(
        user=membership.user,
        business=membership.business,
        token_id=refresh["jti"],
        created_at=clock.now(),
        expires_at=clock.now() + refresh.lifetime,
    )
    return access_token_make(session=session)


class MemberClient(APIClient):
    """Knows who it is."""

    membership: Membership


def client_for(membership: Membership) -> MemberClient:
    """Signed in, speaking to the business's own host."""
    client = MemberClient(headers={"host": f"{membership.business.slug}.testserver"})
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access_make(membership)}")
    client.membership = membership
    return client
