"""Signing in, staying in and getting out. One sign-in on one device is a family of refresh tokens."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.errors import CredentialsError, LoginThrottledError, MemberSuspendedError, SessionError
from apps.accounts.models import Impersonation, Membership, RefreshSession, User
from apps.accounts.rotation import Use, use_of
from apps.accounts.selectors import (
    memberships_open,
    sessions_living,
    sessions_of_claims,
    sessions_own,
    user_id_tried,
)
from apps.accounts.services.endings import sessions_end, user_sessions_end
from apps.accounts.throttle import login_attempt_count, login_attempts_forgive
from apps.accounts.tokens import (
    Claims,
    access_token_make,
    id_make,
    refresh_token_make,
    refresh_token_read,
)
from apps.accounts.visitors import Visitor
from apps.audit.actors import Actor, ActorKind
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.core.jobs import enqueue
from apps.tenants.models import Business

Reason = RefreshSession.EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    membership: Membership
    session: RefreshSession
    access: str
    refresh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """`refresh` is None for the second of two tabs: the first was given the one that is valid now."""

    session: RefreshSession
    access: str
    refresh: str | None


def login(
    *, email: str, password: str, business: Business, visitor: Visitor, is_remembered: bool = False
) -> SignedIn:
    """Signs a member of the business in.

    Raises CredentialsError, LoginThrottledError, or MemberSuspendedError to who knows the password.
    """
    who = {"email": email, "address": visitor.address, "device": visitor.device}
    try:
        login_attempt_count(**who)
    except LoginThrottledError as error:
        if error.is_first:
            _failure_tell(email, "session.locked_out")
        raise
    user = authenticate(username=email.strip().lower(), password=password)
    memberships = Membership.objects.select_related("user", "business")
    membership = memberships.filter(user=user, business=business).first()
    if user is None or membership is None:
        _failure_tell(email, "session.failed")
        raise CredentialsError
    login_attempts_forgive(**who)
    if membership.suspended_at is not None:
        audit_record(
            actor=Actor(kind=ActorKind.USER, user_id=user.pk),
            action="session.refused",
            target_kind="user",
            target_id=user.pk,
        )
        raise MemberSuspendedError
    return session_start(membership=membership, visitor=visitor, is_remembered=is_remembered)


@transaction.atomic
def session_start(
    *,
    membership: Membership,
    visitor: Visitor,
    is_remembered: bool = False,
    impersonation: Impersonation | None = None,
) -> SignedIn:
    """A fresh sign-in of a person who has shown who they are."""
    now = clock.now()
    lasts = settings.SESSION_REMEMBERED_LASTS if is_remembered else settings.SESSION_LASTS
    session = RefreshSession.objects.create(
        user_id=membership.user_id,
        business=membership.business,
        impersonation=impersonation,
        session_id=id_make(),
        token_id=id_make(),
        is_remembered=is_remembered,
        user_agent=visitor.user_agent,
        address=visitor.address,
        created_at=now,
        last_used_at=now,
        expires_at=impersonation.ends_at if impersonation else now + lasts,
    )
    if impersonation is None:
        Membership.objects.filter(pk=membership.pk).update(last_seen_at=now)
        User.objects.filter(pk=membership.user_id).update(last_login=now)
        _session_record(session, "session.started")
    membership.session = session
    return SignedIn(
        membership=membership,
        session=session,
        access=access_token_make(session=session),
        refresh=refresh_token_make(session=session),
    )


def session_renew(*, refresh: str, business: Business) -> Renewed:
    """A new access token, and a new refresh token in place of the one presented.

    Raises SessionError when the sign-in is over. A token that was replaced, by one that was used, ends it.
    """
    claims = refresh_token_read(refresh)
    if claims is None or claims.schema != business.schema_name:
        raise SessionError
    with transaction.atomic():
        # One renewal at a time; and the membership first, as whoever suspends a member does.
        membership = (
            memberships_open()
            .select_for_update(of=("self",), no_key=True)
            .filter(user_id=claims.user_id, business=business)
            .first()
        )
        session = sessions_of_claims(claims).select_related("business", "impersonation").first()
        if membership is None or session is None:
            raise SessionError
        use = use_of(
            presented=claims.token_id,
            current=session.token_id,
            previous=session.previous_token_id,
            has_arrived=session.has_arrived,
            rotated_at=session.rotated_at,
            now=clock.now(),
        )
        if use is Use.REUSED:
            _session_record(session, "session.reuse_detected")
            sessions_end(sessions=_only(session), reason=Reason.REUSE_DETECTED, actor=_actor(session))
        elif use is not Use.CAME_SECOND:
            _rotate(session, presented=claims.token_id)
            if session.impersonation is None:
                Membership.objects.filter(pk=membership.pk).update(last_seen_at=session.last_used_at)
    if use is Use.REUSED:
        raise SessionError
    if use is Use.CAME_SECOND:
        return Renewed(session=session, access=access_token_make(session=session), refresh=None)
    return Renewed(
        session=session,
        access=access_token_make(session=session, came_with=session.token_id),
        refresh=refresh_token_make(session=session),
    )


def arrival_note(*, session: RefreshSession, claims: Claims) -> None:
    """Whoever uses an access token has the refresh token that came with it: the one before is over."""
    is_news = session.previous_token_id and not session.has_arrived
    if is_news and claims.came_with == session.token_id:
        RefreshSession.objects.filter(pk=session.pk, token_id=claims.came_with).update(has_arrived=True)


@transaction.atomic
def logout(*, refresh: str, business: Business) -> None:
    """Ends the sign-in and every access token made from it; an unknown one is already over."""
    claims = refresh_token_read(refresh)
    if claims is None or claims.schema != business.schema_name:
        return
    session = sessions_of_claims(claims).select_related("impersonation").first()
    if session is not None:
        sessions_end(sessions=_only(session), reason=Reason.SIGNED_OUT, actor=_actor(session))


def logout_everywhere(*, membership: Membership, actor: Actor) -> None:
    """Ends every sign-in of the person, at every business."""
    user_sessions_end(user_id=membership.user_id, reason=Reason.SIGNED_OUT_EVERYWHERE, actor=actor)


def session_end(*, membership: Membership, session_id: int, actor: Actor) -> None:
    """Ends one of the member's own sign-ins at this business; raises NotFoundError for any other."""
    session = sessions_own(membership=membership).filter(pk=session_id).first()
    if session is None:
        raise NotFoundError
    sessions_end(sessions=_only(session), reason=Reason.ENDED_BY_HAND, actor=actor)


def sessions_forget() -> None:
    """Deletes sign-ins that ran out of their longest time; their tokens are worth nothing any more."""
    RefreshSession.objects.filter(expires_at__lt=clock.now()).delete()


def login_failure_record(*, user_id: int | None, action: str, business: Business) -> None:
    """Says in the journal that somebody tried to be this member; of strangers it says nothing."""
    if user_id is None:
        return
    if Membership.objects.filter(user_id=user_id, business=business).exists():
        audit_record(actor=Actor(kind=ActorKind.USER), action=action, target_kind="user", target_id=user_id)


def _failure_tell(email: str, action: str) -> None:
    """By a job, and for strangers too: how long the answer takes must not tell who is a member."""
    enqueue("accounts.login_failure_record", user_id=user_id_tried(email=email), action=action)


def _rotate(session: RefreshSession, *, presented: str) -> None:
    session.previous_token_id = presented
    session.token_id = id_make()
    session.has_arrived = False
    session.rotated_at = session.last_used_at = clock.now()
    session.save(update_fields=["previous_token_id", "token_id", "has_arrived", "rotated_at", "last_used_at"])


def _only(session: RefreshSession) -> QuerySet[RefreshSession]:
    return sessions_living().filter(pk=session.pk)


def _actor(session: RefreshSession) -> Actor:
    impersonation = session.impersonation
    return Actor(
        kind=ActorKind.USER,
        user_id=session.user_id,
        impersonator_id=impersonation.system_admin_id if impersonation else None,
    )


def _session_record(session: RefreshSession, action: str) -> None:
    audit_record(actor=_actor(session), action=action, target_kind="session", target_id=session.pk)
