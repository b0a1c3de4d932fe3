"""Staying in and getting out."""

from datetime import datetime, timedelta

import jwt
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.services.sessions import sessions_forget
from apps.accounts.testing import membership_make, session_make
from apps.accounts.tests.signing_in import (
    LOGOUT,
    ME,
    OURS,
    REFRESH,
    answer,
    at,
    bearer,
    login,
    refresh,
    signed_in,
)
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

SESSIONS, EVERYWHERE = "/api/v1/auth/sessions", "/api/v1/auth/logout-everywhere"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reasons() -> list[str]:
    return list(RefreshSession.objects.order_by("pk").values_list("revoked_reason", flat=True))


def iso(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def presented(token: str) -> APIClient:
    """Another browser with a copy of the cookie."""
    client = at("halutz")
    client.cookies["refresh"] = token
    return client


def test_a_cookie_renews_the_access_token_and_itself(browser: APIClient, owner: User) -> None:
    before = login(browser).cookies["refresh"].value

    response = refresh(browser)

    assert response.status_code == 200
    cookie = response.cookies["refresh"]
    assert cookie.value != before
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/api/v1/auth/")
    bearer(browser, response.json()["access"])
    assert browser.get(ME).json()["user"]["id"] == owner.pk
    assert refresh(browser).status_code == 200


def test_two_tabs_that_renew_at_once_both_go_on(browser: APIClient, owner: User) -> None:
    token = login(browser).cookies["refresh"].value
    first = refresh(browser)
    with clock.frozen(clock.now() + timedelta(seconds=9)):
        second = refresh(presented(token))

    assert (first.status_code, second.status_code) == (200, 200)
    assert "refresh" not in second.cookies
    assert refresh(browser).status_code == 200
    assert reasons() == [""]


def test_a_token_that_was_replaced_ends_the_whole_sign_in(browser: APIClient, owner: User) -> None:
    access = login(browser).json()["access"]
    stolen = browser.cookies["refresh"].value
    refresh(browser)

    with clock.frozen(clock.now() + timedelta(seconds=11)):
        assert answer(refresh(presented(stolen))) == (401, "session_ended")
        assert answer(refresh(browser)) == (401, "session_ended")
        bearer(browser, access)
        assert browser.get(ME).status_code == 401

    session = RefreshSession.objects.get()
    entries = AuditEntry.objects.order_by("pk").values_list("action", "target_id", "actor_user_id")
    assert session.revoked_reason == "reuse_detected"
    assert list(entries) == [
        ("session.started", session.pk, owner.pk),
        ("session.reuse_detected", session.pk, owner.pk),
        ("session.ended", session.pk, owner.pk),
    ]


def test_reuse_ends_one_sign_in_and_not_the_persons_others(browser: APIClient, owner: User) -> None:
    stolen = login(browser).cookies["refresh"].value
    desk = at("halutz")
    login(desk)
    refresh(browser)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        refresh(presented(stolen))

        assert refresh(desk).status_code == 200
    assert reasons() == ["reuse_detected", ""]


@pytest.mark.parametrize(
    ("remember", "idle", "lasts"), [(False, 12 * HOUR, 24 * HOUR), (True, 14 * DAY, 90 * DAY)]
)
def test_a_sign_in_ends_when_nobody_renews_it_and_at_last_in_any_case(
    browser: APIClient, owner: User, remember: bool, idle: timedelta, lasts: timedelta
) -> None:
    start, step, moment = clock.now(), idle - timedelta(minutes=1), timedelta(minutes=1)
    with clock.frozen(start):
        login(browser, remember=remember)
    with clock.frozen(start + idle):
        assert refresh(browser).status_code == 401
    with clock.frozen(start):
        login(browser, remember=remember)
    passed = step
    while passed < lasts:
        with clock.frozen(start + passed):
            assert refresh(browser).status_code == 200
        passed += step
    with clock.frozen(start + lasts - moment):
        renewed = refresh(browser)
        assert renewed.status_code == 200
        assert renewed.cookies["refresh"]["max-age"] == (60 if remember else "")
    with clock.frozen(start + lasts):
        assert refresh(browser).status_code == 401


def test_the_cookies_token_outlives_no_sign_in(browser: APIClient, owner: User) -> None:
    token = login(browser, remember=True).cookies["refresh"].value
    claims = jwt.decode(token, options={"verify_signature": False})

    assert claims["exp"] == int(RefreshSession.objects.get().expires_at.timestamp())


def test_a_cookie_renews_nothing_at_another_business(
    browser: APIClient, owner: User, other_business: Business
) -> None:
    membership_make(business=other_business, user=owner)
    elsewhere = at("shaked")
    elsewhere.cookies["refresh"] = login(browser).cookies["refresh"].value

    assert answer(refresh(elsewhere)) == (401, "session_ended")
    elsewhere.post(LOGOUT, headers=OURS)
    assert reasons() == [""]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Requested-With": "XMLHttpRequest"},
        {**OURS, "Origin": "https://evil.test"},
        {**OURS, "Origin": "http://shaked.testserver"},
        {**OURS, "Origin": "null"},
        {**OURS, "Origin": "http://["},
    ],
)
@pytest.mark.parametrize("path", [REFRESH, LOGOUT])
def test_another_site_cannot_use_the_cookie(browser: APIClient, owner: User, path: str, headers) -> None:
    token = login(browser).cookies["refresh"].value

    response = browser.post(path, headers=headers)

    assert answer(response) == (403, "cross_site")
    session = RefreshSession.objects.get()
    assert (session.revoked_at, session.rotated_at, browser.cookies["refresh"].value) == (None, None, token)


def test_our_own_origin_may_use_the_cookie(browser: APIClient, owner: User) -> None:
    login(browser)

    assert browser.post(REFRESH, headers={**OURS, "Origin": "http://halutz.testserver"}).status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "é"])
def test_what_is_no_refresh_token_renews_nothing(browser: APIClient, owner: User, cookie: str) -> None:
    browser.cookies["refresh"] = cookie

    assert answer(refresh(browser)) == (401, "session_ended")
    assert browser.post(LOGOUT, headers=OURS).status_code == 204


def test_an_access_token_renews_nothing(browser: APIClient, owner: User) -> None:
    browser.cookies["refresh"] = login(browser).json()["access"]

    assert answer(refresh(browser)) == (401, "session_ended")


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


@pytest.mark.parametrize("change", [{"suspended_at": clock.now()}, None])
def test_who_may_not_come_in_cannot_renew(
    browser: APIClient, business: Business, change: dict[str, object] | None
) -> None:
    signed_in(business, "agent")
    login(browser)
    if change:
        Membership.objects.update(**change)
    else:
        Membership.objects.all().delete()

    assert answer(refresh(browser)) == (401, "session_ended")


def test_renewing_says_when_the_member_was_seen(browser: APIClient, owner: User) -> None:
    login(browser)
    later = clock.now() + HOUR
    with clock.frozen(later):
        refresh(browser)

    assert Membership.objects.get().last_seen_at == later == RefreshSession.objects.get().last_used_at
