"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import Impersonation, Invitation, Membership, RefreshSession, User
from apps.accounts.testing import (
    impersonation_make,
    invitation_make,
    membership_make,
    session_make,
    system_admin_make,
    user_make,
)
from apps.core import clock
from apps.core.testing import PATIENCE_SECONDS
from apps.crm.tests.threads import at_once
from apps.tenants.models import Business


def commit() -> None:
    """What PostgreSQL checks at the end of a transaction."""
    connection.check_constraints()


def demote(owner: Membership) -> None:
    Membership.objects.filter(pk=owner.pk).update(role="agent")


def suspend(owner: Membership) -> None:
    Membership.objects.filter(pk=owner.pk).update(suspended_at=clock.now())


def remove(owner: Membership) -> None:
    Membership.objects.filter(pk=owner.pk).delete()


def delete_person(owner: Membership) -> None:
    User.objects.filter(pk=owner.user_id).delete()


def move_away(owner: Membership) -> None:
    elsewhere = Business.objects.exclude(pk=owner.business_id).get()
    Membership.objects.filter(pk=owner.pk).update(business=elsewhere)


def shut_out(owner: Membership) -> None:
    User.objects.filter(pk=owner.user_id).update(is_active=False)


TAKING_AWAY = [demote, suspend, remove, delete_person, move_away, shut_out]


@pytest.mark.parametrize("take_away", TAKING_AWAY, ids=lambda each: each.__name__)
def test_the_last_owner_stays(
    business: Business, other_business: Business, take_away: Callable[[Membership], None]
) -> None:
    """Owners who are suspended or shut out, admins, and owners of another business do not count."""
    owner = membership_make(business=business)
    suspend(membership_make(business=business))
    shut_out(membership_make(business=business))
    membership_make(business=business, role="admin")
    membership_make(business=other_business)
    commit()

    with pytest.raises(IntegrityError, match="would have no owner"):
        taken_away(take_away, owner)

    owner.refresh_from_db()
    assert (owner.role, owner.suspended_at, owner.business_id) == ("owner", None, business.pk)
    assert owner.user.is_active


@transaction.atomic
def taken_away(take_away: Callable[[Membership], None], owner: Membership) -> None:
    take_away(owner)
    commit()


@pytest.mark.parametrize("take_away", TAKING_AWAY, ids=lambda each: each.__name__)
def test_an_owner_goes_when_another_stays(
    business: Business, other_business: Business, take_away: Callable[[Membership], None]
) -> None:
    owner = membership_make(business=business)
    membership_make(business=business)
    membership_make(business=other_business)

    take_away(owner)
    commit()

    owners = Membership.objects.filter(
        business=business, role="owner", suspended_at=None, user__is_active=True
    )
    assert owners.count() == 1
    assert not owners.filter(pk=owner.pk).exists()


def test_within_one_change_owners_may_swap(business: Business) -> None:
    first, second = membership_make(business=business), membership_make(business=business, role="admin")
    commit()

    demote(first)
    Membership.objects.filter(pk=second.pk).update(role="owner")
    commit()

    assert Membership.objects.get(role="owner").pk == second.pk


@pytest.mark.parametrize("take_away", [demote, suspend, remove, shut_out], ids=lambda each: each.__name__)
def test_two_owners_who_go_at_once_do_not_both_go(
    tenants_db: None, business: Business, take_away: Callable[[Membership], None]
) -> None:
    """Each on a connection of its own, each seeing the other owner still there."""
    owners = [membership_make(business=business) for _ in range(2)]
    changed, checked = Barrier(2), Barrier(2)

    def go(owner: Membership) -> None:
        take_away(owner)
        changed.wait(PATIENCE_SECONDS)
        commit()
        # Whoever is checked first commits only when the other is checked too, or has to wait.
        with suppress(BrokenBarrierError):
            checked.wait(timeout=0.5)

    results = at_once(business.schema_name, [partial(tried, partial(go, owner)) for owner in owners])

    assert sorted(results) == ["refused", "went"]
    able = Membership.objects.filter(business=business, role="owner", suspended_at=None)
    assert able.filter(user__is_active=True).count() == 1


def test_a_business_goes_with_its_owner(business: Business, other_business: Business) -> None:
    membership_make(business=other_business)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_membership WHERE business_id = %s", [other_business.pk])
        cursor.execute("DELETE FROM tenants_domain WHERE tenant_id = %s", [other_business.pk])
        cursor.execute("DELETE FROM tenants_phonenumber WHERE business_id = %s", [other_business.pk])
        cursor.execute("DELETE FROM tenants_business WHERE id = %s", [other_business.pk])
    commit()

    assert Business.objects.get() == business


@pytest.mark.parametrize("rank", ["is_staff", "is_superuser"])
def test_the_platforms_people_are_members_nowhere(business: Business, rank: str) -> None:
    staff = user_make()
    User.objects.filter(pk=staff.pk).update(**{rank: True})
    member = membership_make(business=business)

    with pytest.raises(IntegrityError, match="of the platform"), transaction.atomic():
        Membership.objects.create(user=staff, business=business, role="agent")
    with pytest.raises(IntegrityError, match="of the platform"), transaction.atomic():
        Membership.objects.filter(pk=member.pk).update(user=staff)
    with pytest.raises(IntegrityError, match="is a member"), transaction.atomic():
        User.objects.filter(pk=member.user_id).update(**{rank: True})

    assert Membership.objects.get().user_id == member.user_id


def test_who_becomes_a_member_and_staff_at_once_becomes_one_of_them(
    tenants_db: None, business: Business
) -> None:
    def join() -> str:
        return tried(lambda: Membership.objects.create(user=person, business=business, role="agent"))

    def rise() -> str:
        return tried(lambda: User.objects.filter(pk=person.pk).update(is_staff=True))

    for _ in range(6):
        person = user_make()

        assert sorted(at_once(business.schema_name, [join, rise])) == ["refused", "went"]

        is_member = Membership.objects.filter(user=person).exists()
        assert User.objects.get(pk=person.pk).is_staff is not is_member


def tried(change: Callable[[], object]) -> str:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return "refused"
    return "went"


def test_one_invitation_of_an_address_is_open(business: Business, other_business: Business) -> None:
    first = invitation_make(business=business, email="new@example.test")
    invitation_make(business=other_business, email="new@example.test")

    with pytest.raises(IntegrityError, match="invitation_open_once"), transaction.atomic():
        invitation_make(business=business, email="NEW@example.test")
    Invitation.objects.filter(pk=first.pk).update(revoked_at=clock.now())
    invitation_make(business=business, email="new@example.test")

    assert Invitation.objects.count() == 3


def refused_rows(business: Business) -> list[tuple[str, Callable[[], object]]]:
    member = membership_make(business=business)
    impersonation, session = impersonation_make(membership=member), session_make(member)
    rows = Impersonation.objects.filter(pk=impersonation.pk)
    return [
        ("membership_role", lambda: Membership.objects.filter(pk=member.pk).update(role="janitor")),
        ("invitation_role", lambda: invitation_make(business=business, role="janitor")),
        ("impersonation_has_a_reason", lambda: rows.update(reason=" ")),
        ("impersonation_ends_after_it_starts", lambda: rows.update(ends_at=impersonation.started_at)),
        (
            "refresh_session_reason_of_an_end",
            lambda: RefreshSession.objects.filter(pk=session.pk).update(revoked_reason="signed_out"),
        ),
    ]


def test_rows_that_mean_nothing_are_refused(business: Business) -> None:
    for name, write in refused_rows(business):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()


def test_a_system_admin_is_one_of_the_platforms_people() -> None:
    """Without a database: the three marks together."""
    assert User(is_staff=True, is_superuser=True).is_system_admin
    assert not User(is_staff=True).is_system_admin
    assert not User(is_superuser=True).is_system_admin
    assert not User(is_staff=True, is_superuser=True, is_active=False).is_system_admin


def test_system_admins_are_made_without_a_business(business: Business) -> None:
    assert system_admin_make().memberships.count() == 0
