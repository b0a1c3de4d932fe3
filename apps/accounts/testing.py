"""For tests: people, and clients signed in as them."""

from itertools import count

from django.conf import settings
from rest_framework.test import APIClient

from apps.accounts.models import Impersonation, Invitation, Membership, RefreshSession, User
from apps.accounts.services.members import membership_set
from apps.accounts.tokens import access_token_make, id_make
from apps.core import clock
from apps.tenants.models import Business

_numbers = count(1)
# The host's business, the sign-in, the membership, and the search path before the first two.
ARRIVAL_QUERIES = 5


def user_make(*, email: str = "", password: str | None = None, full_name: str = "דנה לוי") -> User:
    return User.objects.create_user(
        email or f"person{next(_numbers)}@example.test", password, full_name=full_name
    )


def membership_make(*, business: Business, role: str = "owner", user: User | None = None) -> Membership:
    return membership_set(user=user or user_make(), business=business, role=role)


def system_admin_make(*, email: str = "", full_name: str = "רות מזרחי") -> User:
    return User.objects.create_superuser(email or f"system{next(_numbers)}@example.test", full_name=full_name)


def impersonation_make(*, membership: Membership, system_admin: User | None = None) -> Impersonation:
    """As it is when its one-shot code was used."""
    return Impersonation.objects.create(
        system_admin=system_admin or system_admin_make(),
        membership=membership,
        business=membership.business,
        reason="בדיקת תקלה",
        started_at=clock.now(),
        ends_at=clock.now() + settings.IMPERSONATION_LASTS,
    )


def session_make(membership: Membership, *, impersonation: Impersonation | None = None) -> RefreshSession:
    """A fresh sign-in, of which the journal knows nothing."""
    return RefreshSession.objects.create(
        user=membership.user,
        business=membership.business,
        impersonation=impersonation,
        session_id=id_make(),
        token_id=id_make(),
        created_at=clock.now(),
        last_used_at=clock.now(),
        expires_at=impersonation.ends_at if impersonation else clock.now() + settings.SESSION_LASTS,
    )


def access_make(membership: Membership, *, impersonation: Impersonation | None = None) -> str:
    """An access token of a fresh sign-in, or of somebody who acts as the member."""
    return access_token_make(session=session_make(membership, impersonation=impersonation))


def invitation_make(
    *, business: Business, email: str = "new@example.test", role: str = "agent"
) -> Invitation:
    """Open, and sent to nobody."""
    now = clock.now()
    return Invitation.objects.create(
        business=business,
        email=email,
        role=role,
        key=id_make(),
        created_at=now,
        expires_at=now + settings.INVITATION_LASTS,
    )


class MemberClient(APIClient):
    """Knows who it is."""

    membership: Membership


def client_for(membership: Membership, *, impersonation: Impersonation | None = None) -> MemberClient:
    """Signed in, speaking to the business's own host."""
    client = MemberClient(headers={"host": f"{membership.business.slug}.testserver"})
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access_make(membership, impersonation=impersonation)}")
    client.membership = membership
    return client
