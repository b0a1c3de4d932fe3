"""Who may do what: one table, asked through `can()`."""

from typing import Any

from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.accounts.models import Membership
from apps.audit.actors import Actor, ActorKind
from apps.core.verbs import ANY_MEMBER, ANYBODY

OWNER, ADMIN, AGENT = Membership.Role.OWNER, Membership.Role.ADMIN, Membership.Role.AGENT

VERBS: dict[str, frozenset[str]] = {
    "appointments.edit": frozenset({OWNER, ADMIN, AGENT}),
    "appointments.view": frozenset({OWNER, ADMIN, AGENT}),
    "audit.view": frozenset({OWNER}),
    "calls.listen": frozenset({OWNER, ADMIN, AGENT}),
    "calls.view": frozenset({OWNER, ADMIN, AGENT}),
    "leads.delete": frozenset({OWNER, ADMIN}),
    "leads.edit": frozenset({OWNER, ADMIN, AGENT}),
    "leads.export": frozenset({OWNER, ADMIN}),
    "leads.import": frozenset({OWNER, ADMIN}),
    "leads.view": frozenset({OWNER, ADMIN, AGENT}),
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


def can(*, membership: Membership | None, verb: str) -> bool:
    """Whether the member may; an unknown verb is a mistake of the caller and raises KeyError."""
    return membership is not None and membership.role in VERBS[verb]


def verbs_of(*, membership: Membership) -> list[str]:
    return sorted(verb for verb, roles in VERBS.items() if membership.role in roles)


def verb_of(view: Any, method: str) -> str | None:
    """The verb a view declares for the method; None for a method it leaves out."""
    verb = getattr(view, "verb", None)
    return verb.get(method) if isinstance(verb, dict) else verb


def member_of(request: Request) -> Membership:
    """Who asks; behind a verb there always is somebody, elsewhere this raises NotAuthenticated."""
    membership: object = request.auth
    if not isinstance(membership, Membership):
        raise NotAuthenticated
    return membership


def actor_of(request: Request) -> Actor:
    """The same person, for the record of who did what."""
    user = member_of(request).user
    return Actor(kind=ActorKind.USER, user_id=user.pk, name=user.full_name)


class VerbPermission(BasePermission):
    """The default of every view: what is not declared is refused."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method == "OPTIONS":
            return True
        verb = verb_of(view, request.method or "")
        if verb == ANYBODY:
            return True
        membership: object = request.auth
        if verb is None or not isinstance(membership, Membership):
            return False
        return verb == ANY_MEMBER or can(membership=membership, verb=verb)
