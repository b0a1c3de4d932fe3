"""Shutting a person out of every business, and letting them in again."""

from functools import partial

import pytest

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.testing import (
    impersonation_make,
    membership_make,
    session_make,
    system_admin_make,
    user_make,
)
from apps.audit.actors import Actor, ActorKind
from apps.audit.models import AuditEntry
from apps.audit.platform.models import PlatformAuditEntry
from apps.crm.tests.threads import at_once
from apps.platform.errors import OnlyOwnerError
from apps.platform.services import user_deactivate
from apps.platform.tests.people import OUTSIDERS, SYSTEM_ADMIN, system_admin
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business


@pytest.fixture
def person(business: Business, other_business: Business) -> User:
    """At work at both businesses."""
    user = user_make(email="dana@example.test")
    for each in (business, other_business):
        membership_make(business=each)
        session_make(membership_make(business=each, user=user))
    return user


def is_active(person: User) -> bool:
    return User.objects.get(pk=person.pk).is_active


def test_shutting_out_ends_every_sign_in_and_letting_in_allows_new_ones(
    person: User, business: Business, other_business: Business
) -> None:
    bystander = session_make(membership_make(business=business))
    admin = system_admin()

    admin.post(f"/admin/accounts/user/{person.pk}/deactivate/")

    assert not is_active(person)
    ended = RefreshSession.objects.filter(user=person).values_list("revoked_reason", flat=True)
    assert list(ended) == ["user_deactivated", "user_deactivated"]
    bystander.refresh_from_db()
    assert bystander.revoked_at is None

    admin.post(f"/admin/accounts/user/{person.pk}/activate/")

    assert is_active(person)
    entries = PlatformAuditEntry.objects.order_by("pk").values_list("action", "target_kind", "target_id")
    assert list(entries) == [
        ("user.deactivated", "user", person.pk),
        ("user.activated", "user", person.pk),
    ]
    for each in (business, other_business):
        with in_tenant(each.schema_name):
            written = AuditEntry.objects.get(action="session.ended")
        assert (written.data, written.actor_user_id) == (
            {"reason": "user_deactivated", "user": person.pk},
            User.objects.get(email=SYSTEM_ADMIN).pk,
        )


def test_a_system_admin_who_is_shut_out_acts_as_nobody_any_more(person: User, business: Business) -> None:
    colleague = system_admin_make()
    member = Membership.objects.get(user=person, business=business)
    acting = session_make(member, impersonation=impersonation_make(membership=member, system_admin=colleague))
    own = RefreshSession.objects.get(user=person, business=business, impersonation=None)

    system_admin().post(f"/admin/accounts/user/{colleague.pk}/deactivate/")

    acting.refresh_from_db()
    own.refresh_from_db()
    assert (acting.revoked_reason, own.revoked_at) == ("user_deactivated", None)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.target_id, entry.impersonator_user_id) == (
        "impersonation.ended",
        person.pk,
        colleague.pk,
    )
    assert list(PlatformAuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "user.deactivated",
        "impersonation.ended",
    ]


@pytest.mark.parametrize("other", ["none", "suspended", "shut out", "an admin", "elsewhere"])
def test_an_owner_whom_a_business_cannot_do_without_is_not_shut_out(
    business: Business, other_business: Business, other: str
) -> None:
    owner = user_make(email="dana@example.test")
    session = session_make(membership_make(business=business, user=owner))
    membership_make(business=other_business, user=owner)
    membership_make(business=other_business)
    if other != "none":
        second = membership_make(
            business=other_business if other == "elsewhere" else business,
            role="admin" if other == "an admin" else "owner",
        )
        suspended_at = session.created_at if other == "suspended" else None
        Membership.objects.filter(pk=second.pk).update(suspended_at=suspended_at)
        User.objects.filter(pk=second.user_id).update(is_active=other != "shut out")
    admin = system_admin()

    for language, said in (
        ("he", "למשתמש אין מחליף כבעלים של מספרת חלוץ. מנו שם קודם בעלים נוסף"),
        ("en", "Nobody else is an active owner of מספרת חלוץ. Name another owner first"),
    ):
        page = admin.post(
            f"/admin/accounts/user/{owner.pk}/deactivate/", headers={"accept-language": language}
        )
        assert (page.status_code, said in page.content.decode()) == (409, True)

    assert "מוסך שקד" not in page.content.decode()
    assert is_active(owner)
    session.refresh_from_db()
    assert session.revoked_at is None
    assert not PlatformAuditEntry.objects.exists()
    assert not AuditEntry.objects.exists()


def test_of_two_owners_who_are_shut_out_at_once_one_stays(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    actor = Actor(kind=ActorKind.USER, user_id=system_admin_make().pk)
    owners = [membership_make(business=business).user for _ in range(2)]

    def shut_out(user: User) -> str:
        try:
            user_deactivate(user_id=user.pk, actor=actor)
        except OnlyOwnerError as error:
            return error.code
        return "shut out"

    results = at_once(PUBLIC_SCHEMA, [partial(shut_out, user) for user in owners])

    assert sorted(results) == ["only_owner", "shut out"]
    assert sorted(is_active(user) for user in owners) == [False, True]


def test_nobody_shuts_themselves_out(business: Business) -> None:
    admin = system_admin()
    me = User.objects.get(email=SYSTEM_ADMIN)

    page = admin.post(f"/admin/accounts/user/{me.pk}/deactivate/")

    assert page.status_code == 409
    assert "אי אפשר לסגור את הגישה של עצמכם" in page.content.decode()
    assert is_active(me)


def test_looking_changes_nothing(person: User) -> None:
    assert system_admin().get(f"/admin/accounts/user/{person.pk}/deactivate/").status_code == 200
    assert is_active(person)
    assert not PlatformAuditEntry.objects.exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_does(business: Business, person: User, who: str) -> None:
    client = OUTSIDERS[who](business)

    answer = client.post(f"/admin/accounts/user/{person.pk}/deactivate/")

    assert answer.headers["Location"].startswith("/admin/login/")
    assert is_active(person)
    assert not PlatformAuditEntry.objects.exists()
