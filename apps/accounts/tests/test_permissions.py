import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from apps.accounts.errors import ImpersonationForbiddenError
from apps.accounts.models import Impersonation, Membership, RefreshSession, User
from apps.accounts.permissions import (
    ADMIN,
    AGENT,
    IMPERSONATOR_DENIED,
    OWNER,
    PLATFORM_VERBS,
    VERBS,
    VerbPermission,
    can,
    can_platform,
    verb_of,
    verbs_of,
)
from apps.core.api import ApiView

EVERYBODY = {
    "appointments.edit",
    "appointments.view",
    "calendar.address",
    "calls.listen",
    "calls.view",
    "leads.edit",
    "leads.view",
    "profile.edit",
    "tasks.edit",
    "tasks.view",
}
LEADING = EVERYBODY | {
    "calendar.address_all",
    "leads.delete",
    "leads.export",
    "leads.import",
    "prompts.edit",
    "prompts.view",
    "settings.edit",
    "settings.view",
    "usage.view",
    "users.view",
}
OWNING = LEADING | {"audit.view", "secrets.manage", "users.manage"}


@pytest.mark.parametrize(("role", "verbs"), [("agent", EVERYBODY), ("admin", LEADING), ("owner", OWNING)])
def test_what_each_role_may(role: str, verbs: set[str]) -> None:
    membership = Membership(role=role)

    assert set(verbs_of(membership=membership)) == verbs
    assert {verb for verb in VERBS if can(membership=membership, verb=verb)} == verbs


def test_an_owner_may_what_an_admin_may_and_an_admin_what_an_agent_may() -> None:
    owner, admin, agent = (
        {verb for verb, roles in VERBS.items() if role in roles} for role in ("owner", "admin", "agent")
    )

    assert agent < admin < owner == set(VERBS)


@pytest.mark.parametrize("role", ["agent", "admin", "owner"])
def test_who_acts_as_a_member_has_no_more_and_some_things_less(role: str) -> None:
    own, acting = Membership(role=role), Membership(role=role)
    acting.session = RefreshSession(impersonation=Impersonation())

    assert set(verbs_of(membership=own)) - set(verbs_of(membership=acting)) == IMPERSONATOR_DENIED & set(
        verbs_of(membership=own)
    )
    assert "users.manage" in IMPERSONATOR_DENIED
    assert "secrets.manage" in IMPERSONATOR_DENIED


def test_a_request_of_who_acts_as_a_member_is_refused_by_its_own_name() -> None:
    acting = Membership(role="owner")
    acting.session = RefreshSession(impersonation=Impersonation())

    with pytest.raises(ImpersonationForbiddenError):
        asked(acting, "users.manage")
    acting.role = "agent"
    assert asked(acting, "users.manage") is False
    assert asked(acting, "leads.view") is True


def asked(member: Membership, verb: str) -> bool:
    request = SimpleNamespace(method="GET", auth=member)
    return VerbPermission().has_permission(request, SimpleNamespace(verb=verb))


SYSTEM_ADMIN = {"is_active": True, "is_staff": True, "is_superuser": True}


def test_system_admins_may_all_of_the_platform_and_nobody_else_any() -> None:
    nobody = [User(**{**SYSTEM_ADMIN, mark: False}) for mark in SYSTEM_ADMIN] + [AnonymousUser()]

    for verb in PLATFORM_VERBS:
        assert can_platform(user=User(**SYSTEM_ADMIN), verb=verb)
        assert not any(can_platform(user=user, verb=verb) for user in nobody)


def test_the_platforms_verbs_are_no_members_verbs() -> None:
    assert not PLATFORM_VERBS & set(VERBS)
    with pytest.raises(KeyError):
        can_platform(user=User(**SYSTEM_ADMIN), verb="users.manage")


def test_nobody_and_an_unknown_role_may_nothing() -> None:
    assert not any(can(membership=None, verb=verb) for verb in VERBS)
    assert verbs_of(membership=Membership(role="janitor")) == []


def test_an_unknown_verb_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        can(membership=Membership(role="owner"), verb="leads.veiw")


@pytest.mark.parametrize(
    ("verb", "member", "allowed"),
    [
        ("anybody", None, True),
        ("any_member", None, False),
        ("any_member", Membership(role="agent"), True),
        ("leads.view", None, False),
        ("leads.view", Membership(role="agent"), True),
        ("users.manage", Membership(role="agent"), False),
        # The view does not answer to GET, which is told to who may do something there, and to nobody else.
        ({"POST": "users.manage"}, Membership(role="owner"), True),
        ({"POST": "users.manage"}, Membership(role="agent"), False),
        ({"POST": "users.manage"}, None, False),
        ({}, Membership(role="owner"), False),
        (None, Membership(role="owner"), False),
    ],
)
def test_a_request_is_let_in_only_for_what_is_declared(
    verb: object, member: Membership | None, allowed: bool
) -> None:
    request = SimpleNamespace(method="GET", auth=member)

    assert VerbPermission().has_permission(request, SimpleNamespace(verb=verb)) is allowed


def test_what_a_view_answers_but_does_not_declare_is_nobodys() -> None:
    class View(ApiView):
        verb = {"POST": "leads.edit"}

        def get(self) -> None: ...

    owner = SimpleNamespace(method="GET", auth=Membership(role="owner"))
    assert VerbPermission().has_permission(owner, View()) is False


def test_a_view_may_need_another_verb_for_another_method() -> None:
    class View(ApiView):
        verb = {"GET": "leads.view", "PATCH": "leads.edit"}

    assert [verb_of(View, method) for method in ("GET", "HEAD", "PATCH", "DELETE")] == [
        "leads.view",
        "leads.view",
        "leads.edit",
        None,
    ]


def test_the_written_table_says_what_the_table_says() -> None:
    page = (settings.BASE_DIR / "docs" / "security.md").read_text()
    rows = [line.split("|")[1:-1] for line in page.splitlines() if line.startswith("| `")]
    written = {
        verb: frozenset(role for role, cell in zip((OWNER, ADMIN, AGENT), marks, strict=True) if cell.strip())
        for verbs, *marks in rows
        for verb in re.findall(r"`([a-z._]+)`", verbs)
    }

    assert written == VERBS
