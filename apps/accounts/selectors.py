from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.errors import LinkInvalidError
from apps.accounts.models import Invitation, Membership, RefreshSession, User
from apps.accounts.tokens import Claims, invitation_token_read
from apps.audit.actors import Actor
from apps.core import clock
from apps.tenants.models import Business


def membership_of_claims(*, claims: Claims, schema: str) -> Membership | None:
    """Who the access token is, at the business `schema`; None when the two disagree.

    The membership is read each time, so whoever is removed, suspended or signed out is out at once.

    It knows the sign-in it was read by: `membership.session`, and so `membership.impersonation`.
    """
    return _membership_of(sessions_of_claims(claims)) if claims.schema == schema else None


def membership_of_session(*, session_id: str, schema: str) -> Membership | None:
    """Whose the sign-in is, at the business `schema`, while it lives; as in `membership_of_claims`."""
    return _membership_of(sessions_living().filter(pk=session_id, business__schema_name=schema))


def _membership_of(sessions: QuerySet[RefreshSession]) -> Membership | None:
    session = sessions.select_related("impersonation__system_admin").first()
    if session is None:
        return None
    membership = (
        memberships_open()
        .select_related("user", "business")
        .filter(user_id=session.user_id, business_id=session.business_id)
        .first()
    )
    if membership is not None:
        membership.session = session
    return membership


def memberships_open() -> QuerySet[Membership]:
    """Of people who may come in now."""
    return Membership.objects.filter(
        suspended_at=None, user__is_active=True, business__status=Business.Status.ACTIVE
    )


def sessions_living() -> QuerySet[RefreshSession]:
    """Sign-ins that neither ended nor ran out, by their age or by lying idle."""
    now = clock.now()
    is_in_use = Q(is_remembered=False, last_used_at__gt=now - settings.SESSION_IDLE) | Q(
        is_remembered=True, last_used_at__gt=now - settings.SESSION_REMEMBERED_IDLE
    )
    is_own = Q(impersonation=None)
    is_still_impersonated = Q(
        impersonation__ended_at=None,
        impersonation__ends_at__gt=now,
        impersonation__system_admin__is_active=True,
        impersonation__system_admin__is_staff=True,
        impersonation__system_admin__is_superuser=True,
    )
    return RefreshSession.objects.filter(
        is_in_use, is_own | is_still_impersonated, revoked_at=None, expires_at__gt=now
    )


def sessions_of_claims(claims: Claims) -> QuerySet[RefreshSession]:
    """The living sign-in a token belongs to, at the business the token names."""
    return sessions_living().filter(
        session_id=claims.session_id, user_id=claims.user_id, business__schema_name=claims.schema
    )


def sessions_own(*, membership: Membership) -> QuerySet[RefreshSession]:
    """A member's own sign-ins at this business, the one used last first."""
    return (
        sessions_living()
        .filter(user_id=membership.user_id, business_id=membership.business_id, impersonation=None)
        .order_by("-last_used_at", "-pk")
    )


def user_of(*, actor: Actor) -> User:
    """The person an actor is. Raises User.DoesNotExist for one that is no person."""
    return User.objects.get(pk=actor.user_id or 0)


def user_id_tried(*, email: str) -> int | None:
    """Whom somebody who writes this address means to be; None for nobody here."""
    return User.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()


def members_list(*, business: Business) -> QuerySet[Membership]:
    return Membership.objects.filter(business=business).select_related("user")


def businesses_owned_alone(*, user_id: int) -> QuerySet[Business]:
    """Where this person is an owner who may come in, and nobody else is."""
    owners = Membership.objects.filter(
        role=Membership.Role.OWNER, suspended_at=None, user__is_active=True
    ).order_by()
    others = owners.filter(business=OuterRef("pk")).exclude(user_id=user_id)
    own = owners.filter(user_id=user_id).values("business")
    return Business.objects.filter(~Exists(others), pk__in=own)


def invitations_open(*, business: Business) -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn; one that ran out can still be sent anew."""
    return Invitation.objects.filter(business=business, accepted_at=None, revoked_at=None).select_related(
        "business", "invited_by"
    )


def invitation_of_token(*, token: str, business: Business, for_update: bool = False) -> Invitation:
    """The open invitation a link stands for, at this business. Raises LinkInvalidError."""
    key = invitation_token_read(token)
    open_now = invitations_open(business=business).filter(key=key, expires_at__gt=clock.now())
    if for_update:
        open_now = open_now.select_for_update(of=("self",))
    invitation = open_now.first()
    if invitation is None:
        raise LinkInvalidError
    return invitation


def needs_password(*, email: str) -> bool:
    """Whether nobody with this address has chosen a password yet."""
    user = User.objects.filter(email=email).first()
    return user is None or not user.has_usable_password()
