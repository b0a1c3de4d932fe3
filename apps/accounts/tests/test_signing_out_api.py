"""Getting out: on this device, on another, everywhere."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from rest_framework.test import APIClient

from apps.accounts.models import RefreshSession, User
from apps.accounts.services.sessions import logout_everywhere, sessions_forget
from apps.accounts.testing import membership_make, session_make
from apps.accounts.tests.signing_in import (
    LOGOUT,
    ME,
    OURS,
    answer,
    at,
    bearer,
    login,
    presented,
    refresh,
    signed_in,
)
from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

SESSIONS, EVERYWHERE = "/api/v1/auth/sessions", "/api/v1/auth/logout-everywhere"
HOUR = timedelta(hours=1)


def reasons() -> list[str]:
    return list(RefreshSession.objects.order_by("pk").values_list("revoked_reason", flat=True))


def test_signing_out_ends_access_tokens_too(browser: APIClient, owner: User) -> None:
    access, token = login(browser).json()["access"], browser.cookies["refresh"].value

    response = browser.post(LOGOUT, headers=OURS)

    assert (response.status_code, response.cookies["refresh"].value) == (204, "")
    bearer(browser, access)
    assert browser.get(ME).status_code == 401
    assert refresh(presented(token)).status_code == 401
    assert AuditEntry.objects.filter(action="session.ended").get().data == {
        "reason": "signed_out",
        "user": owner.pk,
    }


def test_signing_out_on_one_device_leaves_the_other(owner: User) -> None:
    phone, desk = at("halutz"), at("halutz")
    login(phone), login(desk)

    phone.post(LOGOUT, headers=OURS)

    assert refresh(desk).status_code == 200
    assert reasons() == ["signed_out", ""]


def test_signing_out_everywhere_ends_every_device_at_every_business(
    business: Business, other_business: Business, owner: User, sign_in
) -> None:
    somebody_else = sign_in(business)
    membership_make(business=other_business, role="agent", user=owner)
    phone, desk, elsewhere = (signed_in(each) for each in (business, business, other_business))

    response = phone.post(EVERYWHERE)

    assert (response.status_code, response.cookies["refresh"].value) == (204, "")
    assert [client.get(ME).status_code for client in (phone, desk, elsewhere)] == [401, 401, 401]
    assert refresh(elsewhere).status_code == 401
    assert somebody_else.get(ME).status_code == 200
    with in_tenant(other_business.schema_name):
        assert (
            AuditEntry.objects.filter(action="session.ended").get().data["reason"] == "signed_out_everywhere"
        )
    assert AuditEntry.objects.filter(action="session.ended").count() == 2


def test_signing_out_everywhere_is_done_whole_or_not_at_all(
    business: Business, other_business: Business, owner: User
) -> None:
    """A calendar's address that died while its person stays signed in would be missed by nobody's doing."""
    elsewhere = membership_make(business=other_business, role="agent", user=owner)
    session_make(elsewhere)
    keys = [membership.address_key for membership in owner.memberships.order_by("pk")]
    with in_tenant(other_business.schema_name), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry ADD CONSTRAINT is_full CHECK (false) NOT VALID")

    with pytest.raises(IntegrityError, match="is_full"):
        logout_everywhere(membership=elsewhere, actor=SYSTEM)

    assert [membership.address_key for membership in owner.memberships.order_by("pk")] == keys
    assert reasons() == [""]


def test_a_cookie_alone_does_not_sign_out_everywhere(browser: APIClient, owner: User) -> None:
    login(browser)

    assert browser.post(EVERYWHERE, headers=OURS).status_code == 401
    assert reasons() == [""]


def test_people_see_their_own_living_sign_ins_of_this_business(
    business: Business, other_business: Business, owner: User, sign_in
) -> None:
    sign_in(business)
    membership = membership_make(business=other_business, role="agent", user=owner)
    session_make(membership)
    phone = signed_in(business)
    desk = at("halutz")
    login(desk, remember=True, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Firefox")
    ended, idle = (
        session_make(owner.memberships.get(business=business)),
        session_make(owner.memberships.get(business=business)),
    )
    RefreshSession.objects.filter(pk=ended.pk).update(revoked_at=clock.now())
    RefreshSession.objects.filter(pk=idle.pk).update(last_used_at=clock.now() - 13 * HOUR)

    listed = phone.get(SESSIONS).json()

    assert [
        (row["is_current"], row["is_remembered"], row["address"], row["user_agent"]) for row in listed
    ] == [
        (False, True, "203.0.113.9", "Firefox"),
        (True, False, "127.0.0.1", ""),
    ]
    assert set(listed[0]) == {
        "id",
        "created_at",
        "last_used_at",
        "user_agent",
        "address",
        "is_current",
        "is_remembered",
    }


def test_a_person_ends_one_of_their_sign_ins(business: Business, owner: User) -> None:
    phone, desk = signed_in(business), signed_in(business)
    desk_id = next(row["id"] for row in phone.get(SESSIONS).json() if not row["is_current"])

    assert phone.delete(f"{SESSIONS}/{desk_id}").status_code == 204

    assert (phone.get(ME).status_code, desk.get(ME).status_code) == (200, 401)
    assert reasons() == ["", "ended_by_hand"]
    assert phone.delete(f"{SESSIONS}/{desk_id}").status_code == 404


def test_nobody_ends_a_sign_in_of_somebody_else_or_of_elsewhere(
    business: Business, other_business: Business, owner: User
) -> None:
    colleague = session_make(membership_make(business=business))
    own_elsewhere = session_make(membership_make(business=other_business, role="agent", user=owner))
    browser = signed_in(business)

    for pk in (colleague.pk, own_elsewhere.pk, 10**30):
        assert answer(browser.delete(f"{SESSIONS}/{pk}")) == (404, "not_found")
    assert reasons() == ["", "", ""]


def test_ended_sign_ins_are_forgotten_when_they_would_have_run_out(browser: APIClient, owner: User) -> None:
    login(browser)
    with clock.frozen(clock.now() + 23 * HOUR):
        sessions_forget()
        assert RefreshSession.objects.count() == 1
    with clock.frozen(clock.now() + 25 * HOUR):
        sessions_forget()
    assert RefreshSession.objects.count() == 0
