"""A place at a business, offered by e-mail and taken by whoever holds the link."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from apps.accounts.errors import (
    AlreadyInvitedError,
    AlreadyMemberError,
    FieldsError,
    LinkInvalidError,
    MemberSuspendedError,
)
from apps.accounts.models import Invitation, Membership, User
from apps.accounts.selectors import invitation_of_token, invitations_open
from apps.accounts.services.members import membership_set
from apps.accounts.services.passwords import password_check
from apps.accounts.services.sessions import SignedIn, session_start
from apps.accounts.throttle import invitation_mail_count, password_attempt_count
from apps.accounts.tokens import id_make
from apps.accounts.visitors import Visitor
from apps.audit.actors import Actor, ActorKind
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.core.jobs import enqueue_in
from apps.tenants.models import Business


def invitation_create(*, business: Business, email: str, role: str, actor: Actor) -> Invitation:
    """Offers the role by e-mail, for INVITATION_LASTS.

    Who of the platform is invited is not told apart: the invitation stands there until it runs out, but no
    letter leaves. Raises AlreadyMemberError, AlreadyInvitedError or ThrottledError.
    """
    email = email.strip().lower()
    _may_be_invited(business, email)
    invitation_mail_count(email=email)
    with transaction.atomic():
        _close(invitations_open(business=business).filter(email=email, expires_at__lte=clock.now()))
        try:
            with transaction.atomic():
                invitation = _offer(business, email, role, invited_by_id=actor.user_id)
        except IntegrityError as error:
            raise AlreadyInvitedError from error
        _record(invitation, "member.invited", actor)
    return invitation


@transaction.atomic
def owner_invite(*, business: Business, email: str) -> Invitation:
    """Sends an owner who has no password yet a link to choose one; a link sent before opens nothing any more.

    For the platform, which writes its own journal; the business may not be provisioned yet.
    """
    _close(invitations_open(business=business).filter(email=email))
    return _offer(business, email, Membership.Role.OWNER, invited_by_id=None)


@transaction.atomic
def invitation_resend(*, business: Business, invitation_id: int, actor: Actor) -> None:
    """The same link once more, good for as long as a new one. Raises NotFoundError or ThrottledError."""
    invitation = _open_locked(business, invitation_id)
    _may_be_invited(business, invitation.email)
    invitation_mail_count(email=invitation.email)
    invitation.expires_at = clock.now() + settings.INVITATION_LASTS
    invitation.save(update_fields=["expires_at"])
    _record(invitation, "invitation.resent", actor)
    _send(invitation)


@transaction.atomic
def invitation_withdraw(*, business: Business, invitation_id: int, actor: Actor) -> None:
    """Its link opens nothing any more. Raises NotFoundError."""
    invitation = _open_locked(business, invitation_id)
    _close(Invitation.objects.filter(pk=invitation.pk))
    _record(invitation, "invitation.withdrawn", actor)


@transaction.atomic
def invitation_accept(
    *, token: str, business: Business, full_name: str, password: str, visitor: Visitor
) -> SignedIn:
    """Makes the invited person a member and signs them in.

    Who has no password yet chooses a name and a password; who has one shows it. Raises LinkInvalidError,
    FieldsError, AlreadyMemberError, StaffMemberError or ThrottledError.
    """
    invitation = invitation_of_token(token=token, business=business, for_update=True)
    user = _person_of(invitation, full_name.strip(), password)
    membership = _member_of(invitation, user)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    actor = Actor(kind=ActorKind.USER, user_id=user.pk)
    facts = {"role": invitation.role, "invitation": invitation.pk}
    audit_record(actor=actor, action="member.joined", target_kind="user", target_id=user.pk, data=facts)
    return session_start(membership=membership, visitor=visitor)


def _member_of(invitation: Invitation, user: User) -> Membership:
    """A business's first owner is one before there is a password; nobody else is a member already."""
    known = Membership.objects.select_related("user", "business").filter(
        user=user, business=invitation.business
    )
    membership = known.first()
    if membership is None:
        return membership_set(user=user, business=invitation.business, role=invitation.role)
    if invitation.invited_by_id is not None:
        raise AlreadyMemberError
    if membership.suspended_at is not None:
        raise MemberSuspendedError
    return membership


def _may_be_invited(business: Business, email: str) -> None:
    if Membership.objects.filter(user__email=email, business=business).exists():
        raise AlreadyMemberError


def _open_locked(business: Business, invitation_id: int) -> Invitation:
    invitation = (
        invitations_open(business=business).select_for_update(of=("self",)).filter(pk=invitation_id).first()
    )
    if invitation is None:
        raise NotFoundError
    return invitation


def _person_of(invitation: Invitation, full_name: str, password: str) -> User:
    user = User.objects.select_for_update(no_key=True).filter(email=invitation.email).first()
    if user is None:
        try:
            with transaction.atomic():
                return _password_choose(_person_new(invitation), full_name, password)
        except IntegrityError:
            # Another business's invitation was accepted at this very moment.
            user = User.objects.select_for_update(no_key=True).get(email=invitation.email)
    if not user.is_active:
        raise LinkInvalidError
    if not user.has_usable_password():
        return _password_choose(user, full_name, password)
    password_attempt_count(user_id=user.pk)
    if not user.check_password(password):
        raise FieldsError({"password": [gettext("This is not the password of your account.")]})
    return user


def _person_new(invitation: Invitation) -> User:
    return User(email=invitation.email, language=invitation.business.language)


def _password_choose(user: User, full_name: str, password: str) -> User:
    user.full_name = full_name or user.full_name
    if not user.full_name:
        raise FieldsError({"full_name": [gettext("Please write your name.")]})
    password_check(password=password, user=user, field="password")
    user.set_password(password)
    user.save()
    return user


def _offer(business: Business, email: str, role: str, *, invited_by_id: int | None) -> Invitation:
    now = clock.now()
    invitation = Invitation.objects.create(
        business=business,
        email=email,
        role=role,
        key=id_make(),
        invited_by_id=invited_by_id,
        created_at=now,
        expires_at=now + settings.INVITATION_LASTS,
    )
    _send(invitation)
    return invitation


def _close(invitations: QuerySet[Invitation]) -> None:
    invitations.update(revoked_at=clock.now())


def _send(invitation: Invitation) -> None:
    enqueue_in(invitation.business.schema_name, "accounts.invitation_send", invitation_id=invitation.pk)


def _record(invitation: Invitation, action: str, actor: Actor) -> None:
    audit_record(
        actor=actor,
        action=action,
        target_kind="invitation",
        target_id=invitation.pk,
        data={"role": invitation.role},
    )
