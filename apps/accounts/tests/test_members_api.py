from functools import partial

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.errors import LastOwnerError
from apps.accounts.models import Invitation, Membership, RefreshSession, User
from apps.accounts.services import member_remove, member_update, people_of_nowhere_forget
from apps.accounts.testing import (
    client_for,
    impersonation_make,
    invitation_make,
    membership_make,
    system_admin_make,
    user_make,
)
from apps.accounts.tests.signing_in import ME, answer
from apps.accounts.tests.told import told_access
from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.tenants.models import Business

USERS = "/api/v1/users/"


def url(member: Membership) -> str:
    return f"{USERS}{member.pk}/"


def journal() -> list[tuple[str, int, dict[str, str]]]:
    entries = AuditEntry.objects.exclude(action__startswith="session.").order_by("pk")
    return list(entries.values_list("action", "target_id", "data"))


def test_the_people_of_a_business(sign_in, business: Business, other_business: Business) -> None:
    membership_make(business=other_business)
    admin = sign_in(business, "admin")
    seen = clock.now()
    gone = membership_make(business=business, role="agent")
    Membership.objects.filter(pk=gone.pk).update(suspended_at=seen, last_seen_at=seen)

    rows = admin.get(USERS).json()["results"]

    assert [row["id"] for row in rows] == [gone.pk, admin.membership.pk]
    assert rows[0] == {
        "id": gone.pk,
        "user": {"id": gone.user_id, "email": gone.user.email, "full_name": "דנה לוי"},
        "role": "agent",
        "is_suspended": True,
        "is_deactivated": False,
        "last_seen_at": seen.isoformat().replace("+00:00", "Z"),
        "created_at": rows[0]["created_at"],
    }
    assert (rows[1]["is_suspended"], rows[1]["last_seen_at"]) == (False, None)


def test_who_was_shut_out_by_the_platform_is_shown_so_at_each_business(
    api: APIClient, other_api: APIClient, business: Business, other_business: Business
) -> None:
    closed = user_make()
    for each in (business, other_business):
        membership_make(business=each, role="agent", user=closed)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    for client in (api, other_api):
        rows = client.get(USERS).json()["results"]
        assert [(row["user"]["id"], row["is_suspended"], row["is_deactivated"]) for row in rows] == [
            (closed.pk, False, True),
            (client.membership.user_id, False, False),
        ]


def test_a_page_of_people_costs_the_same_whatever_its_size(
    api: APIClient, business: Business, django_assert_num_queries
) -> None:
    for _ in range(5):
        membership_make(business=business, role="agent")
    with django_assert_num_queries(6):
        assert len(api.get(USERS).json()["results"]) == 6


@pytest.mark.parametrize(("role", "seen", "changed"), [("admin", 200, 403), ("agent", 403, 403)])
def test_only_owners_manage_people(sign_in, business: Business, role: str, seen: int, changed: int) -> None:
    client, colleague = sign_in(business, role), membership_make(business=business, role="agent")

    assert client.get(USERS).status_code == seen
    assert client.patch(url(colleague), {"role": "admin"}, format="json").status_code == changed
    assert client.delete(url(colleague)).status_code == changed
    colleague.refresh_from_db()
    assert (colleague.role, colleague.suspended_at) == ("agent", None)


def test_a_role_changes_at_once_for_who_is_signed_in(api: APIClient, business: Business) -> None:
    agent = membership_make(business=business, role="agent")
    client = client_for(agent)

    response = api.patch(url(agent), {"role": "owner"}, format="json")

    assert (response.status_code, response.json()["role"]) == (200, "owner")
    assert client.get(ME).json()["role"] == "owner"
    assert journal() == [("member.role_changed", agent.user_id, {"from": "agent", "to": "owner"})]
    assert AuditEntry.objects.get().actor_user_id == api.membership.user_id
    assert told_access() == {"b_halutz"}


def test_a_suspended_member_is_out_at_once_and_signs_in_anew_when_let_in_again(
    api: APIClient, business: Business
) -> None:
    agent = membership_make(business=business, role="agent")
    client = client_for(agent)

    assert api.patch(url(agent), {"is_suspended": True}, format="json").json()["is_suspended"] is True
    assert client.get(ME).status_code == 401
    assert told_access() == {"b_halutz"}
    assert api.patch(url(agent), {"is_suspended": False}, format="json").json()["is_suspended"] is False
    assert client.get(ME).status_code == 401
    assert client_for(agent).get(ME).status_code == 200
    assert RefreshSession.objects.filter(user=agent.user).first().revoked_reason == "member_suspended"
    assert journal() == [("member.suspended", agent.user_id, {}), ("member.resumed", agent.user_id, {})]


def test_asking_for_what_is_so_already_writes_nothing(api: APIClient, business: Business) -> None:
    agent = membership_make(business=business, role="agent")

    for body in ({}, {"role": "agent"}, {"is_suspended": False}):
        assert api.patch(url(agent), body, format="json").status_code == 200

    assert journal() == []


def test_a_removed_member_is_out_at_once_and_stays_a_member_elsewhere(
    api: APIClient, business: Business, other_business: Business
) -> None:
    agent = membership_make(business=business, role="agent")
    elsewhere = client_for(membership_make(business=other_business, user=agent.user))
    client = client_for(agent)

    assert api.delete(url(agent)).status_code == 204

    assert (client.get(ME).status_code, elsewhere.get(ME).status_code) == (401, 200)
    assert api.delete(url(agent)).status_code == 404
    assert User.objects.filter(pk=agent.user_id).exists()
    assert journal() == [("member.removed", agent.user_id, {"role": "agent"})]
    assert told_access() == {"b_halutz"}


def test_a_removed_member_does_not_come_back_by_an_older_link(api: APIClient, business: Business) -> None:
    agent = membership_make(business=business, role="agent")
    old = invitation_make(business=business, email=agent.user.email, role="owner")

    api.delete(url(agent))

    assert Invitation.objects.get(pk=old.pk).revoked_at is not None


@pytest.mark.parametrize("body", [{"role": "admin"}, {"role": "agent"}, {"is_suspended": True}, None])
def test_the_last_owner_stays(api: APIClient, business: Business, body: dict[str, object] | None) -> None:
    membership_make(business=business, role="admin")
    member_update(
        business=business,
        membership_id=membership_make(business=business).pk,
        is_suspended=True,
        actor=SYSTEM,
    )
    cannot_sign_in = membership_make(business=business)
    User.objects.filter(pk=cannot_sign_in.user_id).update(is_active=False)
    before = len(journal())
    own = url(api.membership)

    response = api.patch(own, body, format="json") if body else api.delete(own)

    assert answer(response) == (409, "last_owner")
    assert api.get(ME).json()["role"] == "owner"
    assert len(journal()) == before


def test_an_owner_may_step_down_when_another_stays(api: APIClient, business: Business) -> None:
    membership_make(business=business)

    assert api.patch(url(api.membership), {"role": "agent"}, format="json").status_code == 200
    assert api.patch(url(api.membership), {"role": "owner"}, format="json").status_code == 403
    connection.check_constraints()


@pytest.mark.parametrize("change", [{"role": "agent"}, {"is_suspended": True}, None])
def test_two_owners_who_take_each_other_out_at_once_leave_one(
    tenants_db: None, business: Business, change: dict[str, object] | None
) -> None:
    for _ in range(4):
        first, second = (membership_make(business=business) for _ in range(2))
        Membership.objects.exclude(pk__in=[first.pk, second.pk]).delete()
        calls = [partial(taken_out, business, member.pk, change) for member in (first, second)]

        assert sorted(at_once(business.schema_name, calls)) == ["last_owner", "out"]

        assert Membership.objects.filter(role="owner", suspended_at=None).count() == 1


def taken_out(business: Business, membership_id: int, change: dict[str, object] | None) -> str:
    try:
        if change is None:
            member_remove(business=business, membership_id=membership_id, actor=SYSTEM)
        else:
            member_update(business=business, membership_id=membership_id, actor=SYSTEM, **change)
    except LastOwnerError as error:
        return error.code
    return "out"


def test_somebody_of_another_business_is_not_found(
    api: APIClient, business: Business, other_business: Business
) -> None:
    stranger = membership_make(business=other_business, role="agent")

    assert answer(api.patch(url(stranger), {"role": "owner"}, format="json")) == (404, "not_found")
    assert answer(api.delete(url(stranger))) == (404, "not_found")
    assert answer(api.patch(f"{USERS}{10**30}/", {"role": "owner"}, format="json")) == (404, "not_found")
    stranger.refresh_from_db()
    assert (stranger.role, stranger.suspended_at) == ("agent", None)


@pytest.mark.parametrize("body", [{"role": "janitor"}, {"role": ""}, {"is_suspended": "perhaps"}, [], "x"])
def test_a_change_that_is_not_right_is_refused(api: APIClient, business: Business, body: object) -> None:
    agent = membership_make(business=business, role="agent")

    assert answer(api.patch(url(agent), body, format="json")) == (400, "invalid")


def test_who_acts_as_an_owner_sees_people_and_changes_none(business: Business) -> None:
    owner = membership_make(business=business)
    agent = membership_make(business=business, role="agent")
    client = client_for(owner, impersonation=impersonation_make(membership=owner))

    assert client.get(USERS).status_code == 200
    assert answer(client.patch(url(agent), {"role": "owner"}, format="json")) == (
        403,
        "impersonation_forbidden",
    )
    assert answer(client.delete(url(agent))) == (403, "impersonation_forbidden")
    agent.refresh_from_db()
    assert agent.role == "agent"


def test_people_of_no_business_are_forgotten_and_the_platforms_stay(business: Business) -> None:
    member, nobody, system_admin = membership_make(business=business).user, user_make(), system_admin_make()

    assert people_of_nowhere_forget() == 1
    assert set(User.objects.all()) == {member, system_admin}
    assert not User.objects.filter(pk=nobody.pk).exists()
