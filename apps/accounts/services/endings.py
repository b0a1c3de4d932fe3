"""Ending sign-ins: each in its business's journal, and whatever is open there looks again at once."""

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import Impersonation, Membership, RefreshSession, address_key_make
from apps.accounts.selectors import sessions_living
from apps.audit.actors import Actor, ActorKind
from apps.audit.platform.services import platform_audit_record
from apps.audit.services import audit_record
from apps.core import clock
from apps.tenants.access import access_changed
from apps.tenants.context import in_tenant, other_businesses_too


@transaction.atomic
def user_sessions_end(*, user_id: int, reason: str, actor: Actor, kept: RefreshSession | None = None) -> None:
    """Ends every sign-in of the person at every business, but the one that is `kept`, and every address of
    theirs that needs none.
    """
    addresses_end(memberships=Membership.objects.filter(user_id=user_id))
    sessions = sessions_living().filter(user_id=user_id)
    if kept is not None:
        sessions = sessions.exclude(pk=kept.pk)
    sessions_end(sessions=sessions, reason=reason, actor=actor)


@transaction.atomic
def impersonations_end(
    *, system_admin_id: int, actor: Actor, reason: str = RefreshSession.EndReason.USER_DEACTIVATED
) -> None:
    """Ends every sign-in in which one of the platform's people acts as a member, and what would open one."""
    acting = RefreshSession.objects.filter(
        impersonation__system_admin=system_admin_id, expires_at__gt=clock.now()
    )
    sessions_end(sessions=acting, reason=reason, actor=actor)
    _impersonations_close(Impersonation.objects.filter(system_admin=system_admin_id, ended_at=None))


def addresses_end(*, memberships: QuerySet[Membership]) -> None:
    """What was made for these members to be opened without a sign-in, such as a calendar's address."""
    memberships.update(address_key=address_key_make())


@transaction.atomic
def sessions_end(*, sessions: QuerySet[RefreshSession], reason: str, actor: Actor) -> None:
    """Ends those of `sessions` that were not ended before."""
    ending = list(
        sessions.filter(revoked_at=None)
        .select_related("business", "impersonation")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    RefreshSession.objects.filter(pk__in=[session.pk for session in ending]).update(
        revoked_at=clock.now(), revoked_reason=reason
    )
    for session in ending:
        with other_businesses_too(), in_tenant(session.business.schema_name):
            if session.impersonation is None:
                _end_record(session, reason, actor)
            else:
                impersonation_close(session.impersonation)
    for schema in {session.business.schema_name for session in ending}:
        access_changed(schema)


def impersonations_expire() -> None:
    """Closes those whose half hour ran out: they ended by themselves, and the journals say so too."""
    over = Impersonation.objects.filter(ended_at=None, ends_at__lte=clock.now())
    _impersonations_close(over)


def impersonation_close(impersonation: Impersonation) -> None:
    """Says in both journals that nobody acts as the member any more; once."""
    ended_at = min(clock.now(), impersonation.ends_at)
    if not Impersonation.objects.filter(pk=impersonation.pk, ended_at=None).update(ended_at=ended_at):
        return
    facts = {"ran_out": True} if ended_at == impersonation.ends_at else {}
    impersonation_record(impersonation, "impersonation.ended", **facts)


def impersonation_record(impersonation: Impersonation, action: str, **more: bool) -> None:
    """In the journal of the business that is entered, under both names, and in the platform's."""
    user_id = impersonation.membership.user_id
    facts = {"impersonation": impersonation.pk, "reason": impersonation.reason, **more}
    both = Actor(kind=ActorKind.USER, user_id=user_id, impersonator_id=impersonation.system_admin_id)
    audit_record(actor=both, action=action, target_kind="user", target_id=user_id, data=facts)
    platform_audit_record(
        actor=Actor(kind=ActorKind.USER, user_id=impersonation.system_admin_id),
        action=action,
        business=impersonation.business,
        target_kind="user",
        target_id=user_id,
        data=facts,
    )


def _impersonations_close(impersonations: QuerySet[Impersonation]) -> None:
    for impersonation in impersonations.select_related("business", "membership").order_by("pk"):
        with transaction.atomic(), other_businesses_too(), in_tenant(impersonation.business.schema_name):
            impersonation_close(impersonation)


def _end_record(session: RefreshSession, reason: str, actor: Actor) -> None:
    audit_record(
        actor=actor,
        action="session.ended",
        target_kind="session",
        target_id=session.pk,
        data={"reason": reason, "user": session.user_id},
    )
