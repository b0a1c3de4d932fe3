"""Choosing a password: for the first time, anew while signed in, or anew by a link sent to one's e-mail."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext

from apps.accounts.errors import FieldsError, LinkInvalidError
from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.selectors import memberships_open
from apps.accounts.services.endings import impersonations_end, user_sessions_end
from apps.accounts.throttle import login_attempts_forget, password_attempt_count, reset_mail_count
from apps.accounts.visitors import Visitor
from apps.audit.actors import Actor, ActorKind
from apps.audit.platform.services import platform_audit_record
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.jobs import enqueue
from apps.tenants.models import Business

Reason = RefreshSession.EndReason


class ResetTokens(PasswordResetTokenGenerator):
    """Good until used, until another sign-in, or for PASSWORD_RESET_TIMEOUT; and at one business only."""

    def __init__(self, *, business: Business) -> None:
        super().__init__()
        self.key_salt = f"accounts.password_reset.{business.schema_name}"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


def password_check(*, password: str, user: User, field: str) -> None:
    """Raises FieldsError with what is wrong with a password that `user` would choose."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise FieldsError({field: error.messages}) from error


def password_change(
    *, membership: Membership, current_password: str, new_password: str, actor: Actor
) -> None:
    """Ends every other sign-in of the person. Raises FieldsError or ThrottledError."""
    user = membership.user
    _change_check(user, current_password, new_password)
    with transaction.atomic():
        _password_set(user, new_password, "password.changed", actor)
        user_sessions_end(
            user_id=user.pk, reason=Reason.PASSWORD_CHANGED, actor=actor, kept=membership.session
        )


def admin_password_change(*, user: User, current_password: str, new_password: str) -> None:
    """The same for one of the platform's people, in the platform's journal. They act as no member any more.

    Their other sign-ins to the administration know the old password by its digest, and are over with it.
    Raises FieldsError or ThrottledError.
    """
    _change_check(user, current_password, new_password)
    actor = Actor(kind=ActorKind.USER, user_id=user.pk)
    with transaction.atomic():
        user.set_password(new_password)
        user.save(update_fields=["password"])
        platform_audit_record(actor=actor, action="password.changed", target_kind="user", target_id=user.pk)
        enqueue("accounts.admin_password_notice_send", user_id=user.pk)
        impersonations_end(system_admin_id=user.pk, actor=actor, reason=Reason.PASSWORD_CHANGED)


def password_reset_request(*, email: str, business: Business, visitor: Visitor) -> None:
    """Sends a link to a member; says nothing of whether there is one. Raises ThrottledError."""
    may_send = reset_mail_count(email=email, address=visitor.address)
    membership = memberships_open().filter(business=business, user__email=email.strip().lower()).first()
    # Asked for in every case: how long the answer takes must not tell who is a member.
    enqueue("accounts.password_reset_send", user_id=membership.user_id if membership and may_send else None)


def password_reset_link(*, user: User, business: Business) -> dict[str, str]:
    """What the link carries: who it is for, and a token that shows it was sent to them."""
    return {
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": ResetTokens(business=business).make_token(user),
    }


def password_reset(*, uid: str, token: str, new_password: str, business: Business, visitor: Visitor) -> User:
    """Ends every sign-in of the person. Raises LinkInvalidError or FieldsError."""
    with transaction.atomic():
        user = _user_of_link(uid, token, business)
        password_check(password=new_password, user=user, field="new_password")
        actor = Actor(kind=ActorKind.USER, user_id=user.pk)
        _password_set(user, new_password, "password.reset", actor)
        user_sessions_end(user_id=user.pk, reason=Reason.PASSWORD_RESET, actor=actor)
    login_attempts_forget(email=user.email, address=visitor.address)
    return user


def _change_check(user: User, current_password: str, new_password: str) -> None:
    password_attempt_count(user_id=user.pk)
    if not user.check_password(current_password):
        raise FieldsError({"current_password": [gettext("This is not your current password.")]})
    password_check(password=new_password, user=user, field="new_password")


def _user_of_link(uid: str, token: str, business: Business) -> User:
    """Locked, so that one link sets one password."""
    try:
        user_id = int(force_str(urlsafe_base64_decode(uid)))
    except ValueError as error:
        raise LinkInvalidError from error
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    is_member = memberships_open().filter(user_id=user_id, business=business).exists()
    if user is None or not is_member or not ResetTokens(business=business).check_token(user, token):
        raise LinkInvalidError
    return user


def _password_set(user: User, password: str, action: str, actor: Actor) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    audit_record(actor=actor, action=action, target_kind="user", target_id=user.pk)
    enqueue("accounts.password_notice_send", user_id=user.pk)
