from datetime import timedelta

import jwt
import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from rest_framework.test import APIClient

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.testing import access_make, client_for, membership_make, user_make
from apps.core import clock
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

LOGIN, REFRESH, LOGOUT, ME = "/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout", "/api/v1/me"
PASSWORD = "correct horse battery"
OURS = {"X-Requested-With": "prosaas"}


@pytest.fixture(autouse=True)
def _no_attempts_yet(business: Business, other_business: Business):
    yield
    for each in (business, other_business):
        with in_tenant(each.schema_name):
            cache.clear()


@pytest.fixture
def owner(business: Business) -> User:
    user = user_make(email="dana@example.test", password=PASSWORD)
    membership_make(business=business, role="owner", user=user)
    return user


def login(client: APIClient, email: str = "dana@example.test", password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"email": email, "password": password}, format="json", **extra)


def at(host: str) -> APIClient:
    return APIClient(headers={"host": f"{host}.testserver"})


def test_signing_in_gives_a_token_and_a_cookie_scripts_cannot_read(anonymous: APIClient, owner: User) -> None:
    response = login(anonymous)

    assert response.status_code == 200
    assert response.json()["user"] == {"id": owner.pk, "email": "dana@example.test", "full_name": "דנה לוי"}
    claims = jwt.decode(response.json()["access"], options={"verify_signature": False})
    assert claims["business"] == "b_halutz"
    assert claims["exp"] - claims["iat"] == 15 * 60
    cookie = response.cookies["refresh"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/api/v1/auth/")
    assert cookie["domain"] == ""


def test_the_cookie_is_secure_in_production(anonymous: APIClient, owner: User, settings) -> None:
    settings.SESSION_COOKIE_SECURE = True

    assert login(anonymous).cookies["refresh"]["secure"] is True


def test_an_address_in_capitals_is_the_same_person(anonymous: APIClient, owner: User) -> None:
    assert login(anonymous, email="Dana@Example.TEST").status_code == 200


def test_unknown_wrong_inactive_and_stranger_get_the_same_answer(anonymous: APIClient, owner: User) -> None:
    user_make(email="stranger@example.test", password=PASSWORD)
    User.objects.create_superuser("system@example.test", PASSWORD)
    left = user_make(email="left@example.test", password=PASSWORD)
    membership_make(business=Business.objects.get(slug="halutz"), user=left)
    User.objects.filter(pk=left.pk).update(is_active=False)
    answers = [
        login(anonymous, email="nobody@example.test"),
        login(anonymous, password="wrong"),
        login(anonymous, email="stranger@example.test"),
        login(anonymous, email="system@example.test"),
        login(anonymous, email="left@example.test"),
        login(at("shaked")),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["error"]["code"] == "invalid_credentials"
    assert not any(answer.cookies for answer in answers)
    assert RefreshSession.objects.count() == 0


def test_an_account_is_throttled_even_with_the_right_password(anonymous: APIClient, owner: User) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert login(anonymous, password="wrong").status_code == 401

    response = login(anonymous)

    assert response.status_code == 429
    assert response.json()["error"]["code"] == "throttled"
    assert response.json()["error"]["retry_after_seconds"] == settings.LOGIN_WINDOW_SECONDS
    assert response.headers["Retry-After"] == str(settings.LOGIN_WINDOW_SECONDS)


def test_guesses_from_elsewhere_never_keep_the_owner_out(anonymous: APIClient, owner: User) -> None:
    for number in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT * 3):
        login(anonymous, password="wrong", REMOTE_ADDR=f"203.0.113.{number % 2}")

    assert login(anonymous, REMOTE_ADDR="203.0.113.0").status_code == 429
    assert login(anonymous, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_throttled_account_is_free_again_after_its_window(anonymous: APIClient, owner: User) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 5):
        login(anonymous, password="wrong")
    counts = redis.Redis.from_url(settings.REDIS_URL)
    ends = [counts.pttl(key) for key in counts.scan_iter("*login:*")]

    assert len(ends) == 2
    assert all(0 < milliseconds <= settings.LOGIN_WINDOW_SECONDS * 1000 for milliseconds in ends)


def test_a_whole_ipv6_network_is_one_address(anonymous: APIClient, owner: User) -> None:
    for number in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        login(anonymous, password="wrong", REMOTE_ADDR=f"2001:db8:0:1::{number:x}")

    assert login(anonymous, REMOTE_ADDR="2001:db8:0:1:ffff::1").status_code == 429
    assert login(anonymous, REMOTE_ADDR="2001:db8:0:2::1").status_code == 200


def test_an_unknown_account_is_throttled_like_a_known_one(anonymous: APIClient, owner: User) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        login(anonymous, email="nobody@example.test")

    assert login(anonymous, email="nobody@example.test").status_code == 429


def test_an_address_is_throttled_over_many_accounts(anonymous: APIClient, owner: User) -> None:
    for number in range(settings.LOGIN_ATTEMPTS_PER_ADDRESS):
        login(anonymous, email=f"nobody{number}@example.test", REMOTE_ADDR="203.0.113.9")

    assert login(anonymous, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert login(anonymous, REMOTE_ADDR="203.0.113.10").status_code == 200


def test_the_right_password_starts_the_account_afresh(anonymous: APIClient, owner: User) -> None:
    for _ in range(3):
        for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT - 1):
            assert login(anonymous, password="wrong").status_code == 401
        assert login(anonymous).status_code == 200


def test_attempts_at_one_business_do_not_lock_the_other(
    anonymous: APIClient, owner: User, other_business: Business
) -> None:
    membership_make(business=other_business, role="agent", user=owner)
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 1):
        login(anonymous, password="wrong")

    assert login(anonymous).status_code == 429
    assert login(at("shaked")).status_code == 200


def test_me_says_who_may_do_what_where(sign_in, business: Business) -> None:
    client = sign_in(business, "agent")

    user = client.membership.user
    assert client.get(ME).json() == {
        "user": {"id": user.pk, "email": user.email, "full_name": "דנה לוי"},
        "role": "agent",
        "verbs": [
            "appointments.edit",
            "appointments.view",
            "calls.listen",
            "calls.view",
            "leads.edit",
            "leads.view",
            "tasks.edit",
            "tasks.view",
        ],
        "business": {"name": "מספרת חלוץ", "slug": "halutz", "timezone": "Asia/Jerusalem", "language": "he"},
    }


def test_a_token_is_worth_nothing_at_another_business(api: APIClient, other_business: Business) -> None:
    """Also for somebody who is a member of both."""
    membership_make(business=other_business, user=api.membership.user)

    assert api.get(ME).status_code == 200
    assert api.get(ME, headers={"host": "shaked.testserver"}).status_code == 401


def forged(**changes: object) -> str:
    good = {
        "token_type": "access",
        "exp": clock.now() + timedelta(minutes=5),
        "iat": clock.now(),
        "jti": "x",
        "user_id": 1,
        "business": "b_halutz",
        "session": "x",
    }
    return jwt.encode({**good, **changes}, "another key" * 5, algorithm="HS256")


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer a b",
        "Basic eDp5",
        "Bearer \xff",
        "bearer null",
    ],
)
def test_what_is_no_token_is_refused(anonymous: APIClient, authorization: str) -> None:
    assert anonymous.get(ME, HTTP_AUTHORIZATION=authorization).status_code == 401


def test_a_forged_token_is_refused(api: APIClient, anonymous: APIClient) -> None:
    session = RefreshSession.objects.get(user=api.membership.user)
    claims = {"user_id": session.user_id, "session": session.token_id}
    unsigned = jwt.encode({**claims, "token_type": "access", "business": "b_halutz"}, None, algorithm="none")

    for token in (forged(**claims), unsigned):
        assert anonymous.get(ME, HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401


def test_a_refresh_token_is_no_access_token(anonymous: APIClient, owner: User) -> None:
    refresh = login(anonymous).cookies["refresh"].value

    assert anonymous.get(ME, HTTP_AUTHORIZATION=f"Bearer {refresh}").status_code == 401


def test_who_is_removed_is_out_at_once(sign_in, business: Business) -> None:
    removed, inactive = sign_in(business), sign_in(business)
    assert (removed.get(ME).status_code, inactive.get(ME).status_code) == (200, 200)

    Membership.objects.filter(pk=removed.membership.pk).delete()
    User.objects.filter(pk=inactive.membership.user_id).update(is_active=False)

    assert (removed.get(ME).status_code, inactive.get(ME).status_code) == (401, 401)


def test_a_cookie_renews_the_access_token(anonymous: APIClient, owner: User) -> None:
    login(anonymous)

    response = anonymous.post(REFRESH, headers=OURS)

    assert response.status_code == 200
    token = response.json()["access"]
    assert anonymous.get(ME, HTTP_AUTHORIZATION=f"Bearer {token}").json()["user"]["id"] == owner.pk


def test_a_cookie_renews_nothing_at_another_business(
    anonymous: APIClient, owner: User, other_business: Business
) -> None:
    membership_make(business=other_business, user=owner)
    elsewhere = at("shaked")
    elsewhere.cookies["refresh"] = login(anonymous).cookies["refresh"].value

    response = elsewhere.post(REFRESH, headers=OURS)

    assert (response.status_code, response.json()["error"]["code"]) == (401, "session_ended")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Requested-With": "XMLHttpRequest"},
        {**OURS, "Origin": "https://evil.test"},
        {**OURS, "Origin": "http://shaked.testserver"},
        {**OURS, "Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", [REFRESH, LOGOUT])
def test_another_site_cannot_use_the_cookie(anonymous: APIClient, owner: User, path: str, headers) -> None:
    login(anonymous)

    response = anonymous.post(path, headers=headers)

    assert (response.status_code, response.json()["error"]["code"]) == (403, "cross_site")
    assert RefreshSession.objects.get().revoked_at is None


def test_our_own_origin_may_use_the_cookie(anonymous: APIClient, owner: User) -> None:
    login(anonymous)

    assert anonymous.post(REFRESH, headers={**OURS, "Origin": "http://halutz.testserver"}).status_code == 200


def test_what_is_no_refresh_token_renews_nothing(anonymous: APIClient) -> None:
    for cookie in ("", "x", "a.b.c", forged(token_type="refresh")):
        anonymous.cookies["refresh"] = cookie

        assert anonymous.post(REFRESH, headers=OURS).status_code == 401


def test_signing_out_ends_access_tokens_too(anonymous: APIClient, owner: User) -> None:
    access = login(anonymous).json()["access"]
    refresh = anonymous.cookies["refresh"].value

    response = anonymous.post(LOGOUT, headers=OURS)

    assert response.status_code == 204
    assert response.cookies["refresh"].value == ""
    assert anonymous.get(ME, HTTP_AUTHORIZATION=f"Bearer {access}").status_code == 401
    anonymous.cookies["refresh"] = refresh
    assert anonymous.post(REFRESH, headers=OURS).status_code == 401


def test_signing_out_on_one_device_leaves_the_other(owner: User) -> None:
    phone, desk = at("halutz"), at("halutz")
    login(phone), login(desk)

    phone.post(LOGOUT, headers=OURS)

    assert desk.post(REFRESH, headers=OURS).status_code == 200


def test_an_expired_sign_in_renews_nothing_and_is_forgotten(anonymous: APIClient, owner: User, jobs) -> None:
    from apps.accounts.services import sessions_forget

    login(anonymous)
    RefreshSession.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    assert anonymous.post(REFRESH, headers=OURS).status_code == 401
    sessions_forget()
    assert RefreshSession.objects.count() == 0


def test_removed_members_cannot_renew(anonymous: APIClient, owner: User) -> None:
    login(anonymous)
    Membership.objects.all().delete()

    assert anonymous.post(REFRESH, headers=OURS).status_code == 401


def test_one_request_reads_the_membership_once(api: APIClient, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        api.get(ME)


def test_tokens_of_two_people_are_not_mixed_up(business: Business) -> None:
    first, second = membership_make(business=business), membership_make(business=business)

    assert client_for(first).get(ME).json()["user"]["id"] == first.user_id
    assert client_for(second).get(ME).json()["user"]["id"] == second.user_id
    assert access_make(first) != access_make(first)
