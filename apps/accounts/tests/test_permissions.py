from types import SimpleNamespace

import pytest

from apps.accounts.models import Membership
from apps.accounts.permissions import VERBS, VerbPermission, can, verb_of, verbs_of
from apps.core.api import ApiView

EVERYBODY = {
    "appointments.edit",
    "appointments.view",
    "calls.listen",
    "calls.view",
    "leads.edit",
    "leads.view",
    "profile.edit",
    "tasks.edit",
    "tasks.view",
}
LEADING = EVERYBODY | {
    "leads.delete",
    "leads.export",
    "leads.import",
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
        ({"POST": "leads.edit"}, Membership(role="owner"), False),
        (None, Membership(role="owner"), False),
    ],
)
def test_a_request_is_let_in_only_for_what_is_declared(
    verb: object, member: Membership | None, allowed: bool
) -> None:
    request = SimpleNamespace(method="GET", auth=member)

    assert VerbPermission().has_permission(request, SimpleNamespace(verb=verb)) is allowed


def test_a_view_may_need_another_verb_for_another_method() -> None:
    class View(ApiView):
        verb = {"GET": "leads.view", "PATCH": "leads.edit"}

    assert [verb_of(View, method) for method in ("GET", "PATCH", "DELETE")] == [
        "leads.view",
        "leads.edit",
        None,
    ]
