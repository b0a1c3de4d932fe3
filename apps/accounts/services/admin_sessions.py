"""Coming into the administration and leaving it, in the platform's journal. The sign-ins are Django's own."""

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.selectors import user_id_tried
from apps.accounts.services.endings import impersonations_end
from apps.audit.actors import Actor, ActorKind
from apps.audit.platform.services import platform_audit_record
from apps.core.jobs import enqueue


def admin_login_record(*, user: User) -> None:
    _record(user, "session.started")


@transaction.atomic
def admin_logout(*, user: User, reason: str) -> None:
    """Whoever leaves the administration acts as no member any more."""
    _record(user, "session.ended", reason=reason)
    impersonations_end(
        system_admin_id=user.pk, actor=Actor(kind=ActorKind.USER, user_id=user.pk), reason=reason
    )


def admin_login_failed(*, email: str, action: str) -> None:
    """By a job, and for strangers too: how long the answer takes must not tell who is a system admin."""
    enqueue("accounts.admin_login_failure_record", user_id=user_id_tried(email=email), action=action)


def admin_login_failure_record(*, user_id: int | None, action: str) -> None:
    """Says that somebody tried to be one of the platform's people; of others it says nothing."""
    user = User.objects.filter(pk=user_id, is_staff=True).first() if user_id else None
    if user is not None:
        platform_audit_record(
            actor=Actor(kind=ActorKind.USER), action=action, target_kind="user", target_id=user.pk
        )


def _record(user: User, action: str, **data: str) -> None:
    platform_audit_record(
        actor=Actor(kind=ActorKind.USER, user_id=user.pk),
        action=action,
        target_kind="user",
        target_id=user.pk,
        data=data,
    )
