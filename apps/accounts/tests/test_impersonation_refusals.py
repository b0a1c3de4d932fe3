"""Who may not act as whom."""

import pytest

from apps.accounts.errors import ImpersonationRefusedError
from apps.accounts.models import Impersonation, Membership, User
from apps.accounts.testing import membership_make, user_make
from apps.accounts.tests.links import acting, impersonation_begin, redeem
from apps.accounts.tests.signing_in import ME, answer, refresh
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.tenants.models import Business


@pytest.mark.parametrize("reason", ["", "   ", "\n", "x" * 301])
def test_without_a_reason_nobody_acts_as_anybody(system_admin: User, member: Membership, reason: str) -> None:
    with pytest.raises(ImpersonationRefusedError):
        impersonation_begin(system_admin, member, reason)

    assert (Impersonation.objects.count(), AuditEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("marks", [{"is_staff": False}, {"is_superuser": False}, {"is_active": False}, None])
def test_only_system_admins_act_as_members(
    system_admin: User, member: Membership, marks: dict[str, bool] | None
) -> None:
    who = user_make() if marks is None else system_admin
    for mark, value in (marks or {}).items():
        setattr(who, mark, value)

    with pytest.raises(ImpersonationRefusedError):
        impersonation_begin(who, member)
    assert Impersonation.objects.count() == 0


@pytest.mark.parametrize("change", ["suspended", "inactive", "business"])
def test_nobody_is_acted_as_who_may_not_come_in(system_admin: User, member: Membership, change: str) -> None:
    address = impersonation_begin(system_admin, member)
    client = acting(system_admin, member)
    # A business keeps an owner who may come in.
    membership_make(business=member.business)
    if change == "suspended":
        Membership.objects.filter(pk=member.pk).update(suspended_at=clock.now())
    elif change == "inactive":
        User.objects.filter(pk=member.user_id).update(is_active=False)
    else:
        Business.objects.filter(pk=member.business_id).update(status="suspended")

    with pytest.raises(ImpersonationRefusedError):
        impersonation_begin(system_admin, member)
    assert redeem(address).status_code in (400, 403)
    assert client.get(ME).status_code in (401, 403)


@pytest.mark.parametrize("marks", [{"is_staff": False}, {"is_superuser": False}, {"is_active": False}])
def test_who_is_no_system_admin_any_more_is_out_at_once(
    system_admin: User, member: Membership, marks: dict[str, bool]
) -> None:
    address, client = impersonation_begin(system_admin, member), acting(system_admin, member)

    User.objects.filter(pk=system_admin.pk).update(**marks)

    assert client.get(ME).status_code == 401
    assert answer(refresh(client)) == (401, "session_ended")
    assert answer(redeem(address)) == (400, "link_invalid")
