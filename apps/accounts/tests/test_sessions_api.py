"""Staying in and getting out."""

from datetime import timedelta

import jwt
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.testing import membership_make
from apps.accounts.tests.signing_in import (
    LOGOUT,
    ME,
    OURS,
    REFRESH,
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
from apps.platform.services import business_resume, business_suspend
from apps.tenants.models import Business

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reasons() -> list[str]:
    return list(RefreshSession.objects.order_by("pk").values_list("revoked_reason", flat=True))


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


def test_who_never_got_the_answer_goes_on_with_the_old_cookie(browser: APIClient, owner: User) -> None:
    """The train went into the tunnel: the server renewed, the browser heard nothing of it."""
    token = login(browser).cookies["refresh"].value
    lost = refresh(presented(token)).cookies["refresh"].value

    for minutes in (1, 16):
        with clock.frozen(clock.now() + timedelta(minutes=minutes)):
            again = refresh(presented(token))
            assert again.status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=1)):
        browser.cookies["refresh"] = again.cookies["refresh"].value
        assert refresh(browser).status_code == 200
        assert reasons() == [""]

        assert answer(refresh(presented(lost))) == (401, "session_ended")
        assert answer(refresh(browser)) == (401, "session_ended")
    assert reasons() == ["reuse_detected"]


def test_a_copy_that_takes_the_answers_place_is_found_out_when_the_owner_renews(
    browser: APIClient, owner: User
) -> None:
    stolen = login(browser).cookies["refresh"].value
    refresh(browser)
    thief = presented(stolen)

    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert refresh(thief).status_code == 200

        assert answer(refresh(browser)) == (401, "session_ended")
        assert answer(refresh(thief)) == (401, "session_ended")
    assert reasons() == ["reuse_detected"]


def test_a_copy_is_found_out_when_the_answer_in_its_place_arrived(browser: APIClient, owner: User) -> None:
    """Whoever uses the access token of an answer has its cookie too."""
    stolen = login(browser).cookies["refresh"].value
    bearer(browser, refresh(browser).json()["access"])
    assert browser.get(ME).status_code == 200

    with clock.frozen(clock.now() + timedelta(seconds=11)):
        assert answer(refresh(presented(stolen))) == (401, "session_ended")

        assert browser.get(ME).status_code == 401
    assert reasons() == ["reuse_detected"]


def test_a_second_tab_at_work_says_nothing_of_the_first_ones_answer(browser: APIClient, owner: User) -> None:
    """The first tab's was lost, and the second was given no cookie: both go on with the old one."""
    token = login(browser).cookies["refresh"].value
    refresh(presented(token))
    bearer(browser, refresh(presented(token)).json()["access"])
    assert browser.get(ME).status_code == 200

    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert refresh(presented(token)).status_code == 200
    assert reasons() == [""]


def test_a_token_that_was_replaced_ends_the_whole_sign_in(browser: APIClient, owner: User) -> None:
    access = login(browser).json()["access"]
    stolen = browser.cookies["refresh"].value
    refresh(browser)
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


def test_a_sign_in_opens_nothing_while_its_business_is_suspended_and_goes_on_after(
    browser: APIClient, owner: User
) -> None:
    bearer(browser, login(browser).json()["access"])
    business = Business.objects.get(slug="halutz")
    assert browser.get(ME).status_code == 200

    business_suspend(business_id=business.pk, reason="חוב", actor=SYSTEM)
    assert [browser.get(ME).status_code, refresh(browser).status_code] == [403, 403]
    business_resume(business_id=business.pk, actor=SYSTEM)

    assert [browser.get(ME).status_code, refresh(browser).status_code] == [200, 200]
