from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.db import transaction
from rest_framework_simplejwt.settings import api_settings

from apps.accounts.errors import CredentialsError, SessionError
from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.selectors import session_of
from apps.accounts.throttle import login_attempt_count, login_attempts_forgive
from apps.accounts.tokens import access_token_make, refresh_token_make, refresh_token_read
from apps.core import clock
from apps.tenants.models import Business
from apps.tenants.services import business_create, business_provision


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    membership: Membership
    access: str
    refresh: str


def login(*, email: str, password: str, business: Business, address: str) -> SignedIn:
    """Signs a member of the business in. Raises CredentialsError or LoginThrottledError."""
    login_attempt_count(email=email, address=address)
    user = authenticate(username=email.strip().lower(), password=password)
    membership = Membership.objects.select_related("user").filter(user=user, business=business).first()
    if user is None or membership is None:
        raise CredentialsError
    login_attempts_forgive(email=email, address=address)
    refresh = refresh_token_make(user_id=user.pk, business=business)
    session = RefreshSession.objects.create(
        user_id=user.pk,
        business=business,
        token_id=refresh["jti"],
        created_at=clock.now(),
        expires_at=clock.now() + api_settings.REFRESH_TOKEN_LIFETIME,
    )
    return SignedIn(membership=membership, access=access_token_make(session=session), refresh=str(refresh))


def access_renew(*, refresh: str, business: Business) -> str:
    """A new access token for a sign-in that still lasts at this business; raises SessionError otherwise."""
    claims = refresh_token_read(refresh)
    if claims is None or claims.schema != business.schema_name:
        raise SessionError
    session = session_of(claims).select_related("business").first()
    is_member = Membership.objects.filter(
        user_id=claims.user_id, business=business, user__is_active=True
    ).exists()
    if session is None or not is_member:
        raise SessionError
    return access_token_make(session=session)


def logout(*, refresh: str) -> None:
    """Ends the sign-in and every access token made from it; an unknown one is already over."""
    claims = refresh_token_read(refresh)
    if claims is not None:
        session_of(claims).update(revoked_at=clock.now())


def sessions_forget() -> None:
    """Deletes sign-ins that ended by themselves; their tokens are worth nothing any more."""
    RefreshSession.objects.filter(expires_at__lt=clock.now()).delete()


def membership_set(*, user: User, business: Business, role: str) -> Membership:
    membership, _ = Membership.objects.update_or_create(user=user, business=business, defaults={"role": role})
    return membership


def business_open(
    *,
    name: str,
    slug: str,
    owner_email: str,
    owner_name: str,
    owner_password: str | None,
    phone_e164s: Iterable[str] = (),
) -> Business:
    """A business with its owner, ready to work. Rows first, then the schema: a failure leaves it `failed`."""
    with transaction.atomic():
        business = business_create(name=name, slug=slug, phone_e164s=phone_e164s)
        owner = User.objects.filter(email=owner_email.lower()).first() or User.objects.create_user(
            owner_email, owner_password, full_name=owner_name
        )
        membership_set(user=owner, business=business, role=Membership.Role.OWNER)
    business_provision(business=business)
    return business


def people_of_nowhere_forget() -> int:
    """Deletes people who belong to no business any more; the platform's own people stay. Returns how many."""
    _, deleted = User.objects.filter(memberships=None, is_staff=False).delete()
    return deleted.get("accounts.User", 0)
