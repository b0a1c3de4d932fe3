"""Who may do what: one table, asked through `can()`."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.accounts.models import Membership
from apps.core.verbs import ANY_MEMBER, ANYBODY

OWNER, ADMIN, AGENT = Membership.Role.OWNER, Membership.Role.ADMIN, Membership.Role.AGENT

VERBS: dict[str, frozenset[str]] = {
    "appointments.edit": frozenset({OWNER, ADMIN, AGENT}),
    "appointments.view": frozenset({OWNER, ADMIN, AGENT}),
    "calls.listen": frozenset({OWNER, ADMIN, AGENT}),
    "calls.view": frozenset({OWNER, ADMIN, AGENT}),
    "leads.edit": frozenset({OWNER, ADMIN, AGENT}),
    "leads.view": frozenset({OWNER, ADMIN, AGENT}),
    "settings.edit": frozenset({OWNER, ADMIN}),
    "settings.view": frozenset({OWNER, ADMIN}),
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


class VerbPermission(BasePermission):
    """The default of every view: what is not declared is refused."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method == "OPTIONS":
            return True
        verb = verb_of(view, request.method or "")
        if verb == ANYBODY:
            return True
        membership = request.auth if isinstance(request.auth, Membership) else None
        if verb is None or membership is None:
            return False
        return verb == ANY_MEMBER or can(membership=membership, verb=verb)
