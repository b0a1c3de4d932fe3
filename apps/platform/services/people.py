"""People who are shut out of every business at once, and let in again."""

from django.db import transaction

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.selectors import businesses_owned_alone
from apps.accounts.services import impersonations_end, user_sessions_end
from apps.audit.actors import Actor
from apps.audit.platform.services import platform_audit_record
from apps.core.errors import NotFoundError
from apps.platform.errors import OnlyOwnerError, OwnAccessError
from apps.tenants.models import Business


def user_deactivate(*, user_id: int, actor: Actor) -> User:
    """Ends the person's sign-ins everywhere, and those in which they act as somebody.

    Raises OwnAccessError for oneself, OnlyOwnerError for whom a business cannot do without, NotFoundError.
    """
    if user_id == actor.user_id:
        raise OwnAccessError
    with transaction.atomic():
        _owners_require(user_id)
        user = _set(user_id, is_active=False, action="user.deactivated", actor=actor)
        user_sessions_end(user_id=user_id, reason=RefreshSession.EndReason.USER_DEACTIVATED, actor=actor)
        impersonations_end(system_admin_id=user_id, actor=actor)
    return user


def user_activate(*, user_id: int, actor: Actor) -> User:
    """The person may sign in again. Raises NotFoundError."""
    with transaction.atomic():
        return _set(user_id, is_active=True, action="user.activated", actor=actor)


def _owners_require(user_id: int) -> None:
    """One change at a time in a business: two owners who are shut out at once would leave none."""
    owned = Membership.objects.filter(user_id=user_id, role=Membership.Role.OWNER).values("business")
    list(Business.objects.select_for_update(no_key=True).filter(pk__in=owned).order_by("pk"))
    alone = businesses_owned_alone(user_id=user_id).values_list("name", flat=True)
    if alone:
        raise OnlyOwnerError(businesses=alone)


def _set(user_id: int, *, is_active: bool, action: str, actor: Actor) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFoundError
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    platform_audit_record(actor=actor, action=action, target_kind="user", target_id=user.pk)
    return user
