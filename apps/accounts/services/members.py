"""Who belongs to a business, and as what. Of all rules one is also the database's: an owner always stays."""

from django.db import transaction

from apps.accounts.errors import LastOwnerError, StaffMemberError
from apps.accounts.models import FormerMember, Membership, RefreshSession, User
from apps.accounts.selectors import invitations_open, members_list, sessions_living
from apps.accounts.services.endings import addresses_end, sessions_end
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.tenants.access import access_changed
from apps.tenants.models import Business

Reason = RefreshSession.EndReason


def membership_set(*, user: User, business: Business, role: str) -> Membership:
    """Gives the person this role at the business. Raises StaffMemberError for the platform's people."""
    if user.is_of_the_platform:
        raise StaffMemberError
    membership, _ = Membership.objects.update_or_create(user=user, business=business, defaults={"role": role})
    return membership


@transaction.atomic
def member_update(
    *,
    business: Business,
    membership_id: int,
    role: str | None = None,
    is_suspended: bool | None = None,
    actor: Actor,
) -> Membership:
    """Changes what is given. Raises NotFoundError, or LastOwnerError when no able owner would stay."""
    membership = _member_locked(business, membership_id)
    was_able_owner = membership.is_able_owner
    if role is not None and role != membership.role:
        _role_set(membership, role, actor)
    if is_suspended is not None and is_suspended != (membership.suspended_at is not None):
        _suspension_set(membership, is_suspended, actor)
    if was_able_owner and not membership.is_able_owner:
        _owner_require(business)
    access_changed(business.schema_name)
    return membership


@transaction.atomic
def member_remove(*, business: Business, membership_id: int, actor: Actor) -> None:
    """Takes the person out of the business at once. Raises NotFoundError or LastOwnerError."""
    membership = _member_locked(business, membership_id)
    _sessions_end(membership, Reason.MEMBER_REMOVED, actor)
    _record(membership, "member.removed", actor, {"role": membership.role})
    # A link that was sent before must not be a way back in.
    invitations_open(business=business).filter(email=membership.user.email).update(revoked_at=clock.now())
    FormerMember.objects.get_or_create(user=membership.user, business=business)
    membership.delete()
    if membership.is_able_owner:
        _owner_require(business)
    access_changed(business.schema_name)


def people_of_nowhere_forget() -> int:
    """Deletes people whom no business has or had; the platform's own people stay. Returns how many."""
    nowhere = User.objects.filter(memberships=None, former_places=None, is_staff=False, is_superuser=False)
    _, deleted = nowhere.delete()
    return deleted.get("accounts.User", 0)


def _member_locked(business: Business, membership_id: int) -> Membership:
    """One change at a time in a business: two owners who remove each other would leave none."""
    Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    member = members_list(business=business).filter(pk=membership_id)
    membership = member.select_for_update(of=("self",)).first()
    if membership is None:
        raise NotFoundError
    return membership


def _role_set(membership: Membership, role: str, actor: Actor) -> None:
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    addresses_end(memberships=Membership.objects.filter(pk=membership.pk))
    _record(membership, "member.role_changed", actor, {"from": before, "to": role})


def _suspension_set(membership: Membership, is_suspended: bool, actor: Actor) -> None:
    membership.suspended_at = clock.now() if is_suspended else None
    membership.save(update_fields=["suspended_at"])
    _record(membership, "member.suspended" if is_suspended else "member.resumed", actor, {})
    if is_suspended:
        addresses_end(memberships=Membership.objects.filter(pk=membership.pk))
        _sessions_end(membership, Reason.MEMBER_SUSPENDED, actor)


def _owner_require(business: Business) -> None:
    owners = Membership.objects.filter(business=business, role=Membership.Role.OWNER)
    if not owners.filter(suspended_at=None, user__is_active=True).exists():
        raise LastOwnerError


def _sessions_end(membership: Membership, reason: str, actor: Actor) -> None:
    sessions = sessions_living().filter(user_id=membership.user_id, business_id=membership.business_id)
    sessions_end(sessions=sessions, reason=reason, actor=actor)


def _record(membership: Membership, action: str, actor: Actor, data: dict[str, str]) -> None:
    audit_record(actor=actor, action=action, target_kind="user", target_id=membership.user_id, data=data)
