"""Who may do what: one table, asked through `can()`."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.accounts.errors import ImpersonationForbiddenError
from apps.accounts.models import Membership, User
from apps.audit.actors import Actor, ActorKind
from apps.core.verbs import ANY_MEMBER, ANYBODY

OWNER, ADMIN, AGENT = Membership.Role.OWNER, Membership.Role.ADMIN, Membership.Role.AGENT

VERBS: dict[str, frozenset[str]] = {
    "appointments.edit": frozenset({OWNER, ADMIN, AGENT}),
    "appointments.view": frozenset({OWNER, ADMIN, AGENT}),
    "audit.view": frozenset({OWNER}),
    # Makes an address that shows meetings to whoever has it: one's own, or the whole business's.
    "calendar.address": frozenset({OWNER, ADMIN, AGENT}),
    "calendar.address_all": frozenset({OWNER, ADMIN}),
    "calls.listen": frozenset({OWNER, ADMIN, AGENT}),
    "calls.view": frozenset({OWNER, ADMIN, AGENT}),
    "leads.delete": frozenset({OWNER, ADMIN}),
    "leads.edit": frozenset({OWNER, ADMIN, AGENT}),
    "leads.export": frozenset({OWNER, ADMIN}),
    "leads.import": frozenset({OWNER, ADMIN}),
    "leads.view": frozenset({OWNER, ADMIN, AGENT}),
    # One's own: name, language, password, sign-ins.
    "profile.edit": frozenset({OWNER, ADMIN, AGENT}),
    # What the assistant is told, and with which voice it speaks.
    "prompts.edit": frozenset({OWNER, ADMIN}),
    "prompts.view": frozenset({OWNER, ADMIN}),
    "secrets.manage": frozenset({OWNER}),
    "settings.edit": frozenset({OWNER, ADMIN}),
    "settings.view": frozenset({OWNER, ADMIN}),
    "tasks.edit": frozenset({OWNER, ADMIN, AGENT}),
    "tasks.view": frozenset({OWNER, ADMIN, AGENT}),
    "usage.view": frozenset({OWNER, ADMIN}),
    "users.manage": frozenset({OWNER}),
    "users.view": frozenset({OWNER, ADMIN}),
}
"""Each verb and the roles that have it. The platform's own people have none without a membership."""

IMPERSONATOR_DENIED = frozenset(
    {"calendar.address", "calendar.address_all", "profile.edit", "secrets.manage", "users.manage"}
)
"""What stays the person's own or the owner's alone while one of the platform's people acts as them."""

PLATFORM_VERBS = frozenset(
    {
        "businesses.delete",
        "businesses.open",
        "businesses.provision",
        "businesses.suspend",
        "domains.manage",
        "flags.manage",
        "impersonate",
        "numbers.manage",
        "overview.view",
        "users.manage_platform",
    }
)
"""What system admins may do in the administration; nobody else has any of it."""


def can(*, membership: Membership | None, verb: str) -> bool:
    """Whether the member may; an unknown verb is a mistake of the caller and raises KeyError."""
    if membership is None or membership.role not in VERBS[verb]:
        return False
    return membership.impersonation is None or verb not in IMPERSONATOR_DENIED


def can_platform(*, user: AbstractBaseUser | AnonymousUser, verb: str) -> bool:
    """Whether one of the platform's people may; an unknown verb raises KeyError."""
    if verb not in PLATFORM_VERBS:
        raise KeyError(verb)
    return isinstance(user, User) and user.is_system_admin


def verbs_of(*, membership: Membership) -> list[str]:
    return sorted(verb for verb in VERBS if can(membership=membership, verb=verb))


def verb_of(view: Any, method: str) -> str | None:
    """The verb a view declares for the method; None for a method it leaves out. HEAD is GET."""
    verb = getattr(view, "verb", None)
    return verb.get("GET" if method == "HEAD" else method) if isinstance(verb, dict) else verb


def verbs_that_do(view: Any, method: str) -> frozenset[str]:
    """Any of them lets somebody in: the method's own; of one the view does not answer, every verb it has.

    So whoever may do something here is told that this cannot be done, and nobody else is.
    """
    own = verb_of(view, method)
    if own is not None:
        return frozenset({own})
    declared = getattr(view, "verb", None)
    is_answered = method != "OPTIONS" and hasattr(view, method.lower())
    return frozenset(declared.values()) if isinstance(declared, dict) and not is_answered else frozenset()


def member_of(request: Request) -> Membership:
    """Who asks; behind a verb there always is somebody, elsewhere this raises NotAuthenticated."""
    membership: object = request.auth
    if not isinstance(membership, Membership):
        raise NotAuthenticated
    return membership


def actor_of(request: Request) -> Actor:
    """The same person, for the record of who did what."""
    return actor_of_member(member_of(request))


def actor_of_member(membership: Membership) -> Actor:
    impersonation = membership.impersonation
    return Actor(
        kind=ActorKind.USER,
        user_id=membership.user_id,
        name=membership.user.full_name,
        impersonator_id=impersonation.system_admin_id if impersonation else None,
    )


class VerbPermission(BasePermission):
    """The default of every view: what is not declared is refused.

    Raises ImpersonationForbiddenError for what the member may, but not whoever acts as the member.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        verbs = verbs_that_do(view, request.method or "")
        if ANYBODY in verbs:
            return True
        membership: object = request.auth
        if not isinstance(membership, Membership):
            return False
        if any(verb == ANY_MEMBER or can(membership=membership, verb=verb) for verb in verbs):
            return True
        if any(membership.role in VERBS[verb] for verb in verbs):
            raise ImpersonationForbiddenError
        return False
