from datetime import timedelta

import jwt
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.testing import access_make, client_for, membership_make, user_make
from apps.accounts.tests.signing_in import LOGIN, ME, PASSWORD, answer, at, login, person
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.tenants.models import Business


def test_signing_in_gives_a_token_and_a_cookie_scripts_cannot_read(anonymous: APIClient, owner: User) -> None:
    response = login(anonymous)

    assert response.status_code == 200
    assert response.json()["user"] == {
        "id": owner.pk,
        "email": "dana@example.test",
        "full_name": "דנה לוי",
        "language": "he",
    }
    claims = jwt.decode(response.json()["access"], options={"verify_signature": False})
    assert claims["business"] == "b_halutz"
    assert claims["exp"] - claims["iat"] == 15 * 60
    for cookie in (response.cookies["refresh"], response.cookies["device"]):
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/api/v1/auth/")
        assert cookie["domain"] == ""


def test_the_cookie_leaves_with_the_browser_unless_the_person_asks_to_be_remembered(
    anonymous: APIClient, owner: User
) -> None:
    assert login(anonymous).cookies["refresh"]["max-age"] == ""
    assert login(anonymous, remember=True).cookies["refresh"]["max-age"] == 14 * 24 * 3600
    assert list(RefreshSession.objects.order_by("pk").values_list("is_remembered", flat=True)) == [
        False,
        True,
    ]


def test_a_sign_in_says_where_it_came_from(anonymous: APIClient, owner: User) -> None:
    agent = "Mozilla/5.0 " + "x" * 300
    login(anonymous, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT=agent)

    session = RefreshSession.objects.get()
    owner.refresh_from_db()
    assert (session.address, session.user_agent) == ("203.0.113.9", agent[:200])
    assert owner.last_login == session.created_at == Membership.objects.get().last_seen_at


def test_the_journal_knows_who_came_in_and_who_failed(
    anonymous: APIClient, owner: User, other_business: Business, jobs
) -> None:
    person(other_business, email="stranger@example.test")
    login(anonymous)
    login(anonymous, password="wrong")
    login(anonymous, email="stranger@example.test")
    login(anonymous, email="nobody@example.test")
    jobs.run()

    entries = AuditEntry.objects.order_by("pk").values_list(
        "action", "actor_user_id", "target_kind", "target_id"
    )
    assert list(entries) == [
        ("session.started", owner.pk, "session", RefreshSession.objects.get().pk),
        ("session.failed", None, "user", owner.pk),
    ]


def test_how_long_a_refusal_takes_does_not_depend_on_who_is_a_member(
    anonymous: APIClient, owner: User, jobs
) -> None:
    """As far as it can be counted: as many questions to the database, and one job."""
    user_make(email="stranger@example.test", password=PASSWORD)
    counts = set()
    for email in ("dana@example.test", "nobody@example.test", "stranger@example.test"):
        jobs.clear()
        with CaptureQueriesContext(connection) as asked:
            login(anonymous, email=email, password="wrong")
        counts.add(len(asked))
        assert jobs.names() == ["accounts.login_failure_record"]
    assert len(counts) == 1


def test_a_suspended_member_is_told_so_only_with_the_right_password(
    anonymous: APIClient, business: Business
) -> None:
    Membership.objects.filter(pk=person(business, "agent").pk).update(suspended_at=clock.now())

    assert answer(login(anonymous)) == (403, "member_suspended")
    assert answer(login(anonymous, password="wrong")) == (401, "invalid_credentials")
    assert RefreshSession.objects.count() == 0


def test_the_journal_knows_that_a_suspended_member_came(anonymous: APIClient, business: Business) -> None:
    member = person(business, "agent")
    Membership.objects.filter(pk=member.pk).update(suspended_at=clock.now())

    login(anonymous)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_user_id, entry.target_kind, entry.target_id, entry.data) == (
        "session.refused",
        member.user_id,
        "user",
        member.user_id,
        {},
    )


def test_the_journal_knows_of_a_lock_out_once(anonymous: APIClient, owner: User, jobs) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 3):
        login(anonymous, password="wrong")
    jobs.run()

    actions = list(AuditEntry.objects.order_by("pk").values_list("action", "target_id"))
    failed = [("session.failed", owner.pk)] * settings.LOGIN_ATTEMPTS_PER_ACCOUNT
    assert actions == [*failed, ("session.locked_out", owner.pk)]


@pytest.mark.parametrize("origin", ["https://evil.test", "http://shaked.testserver", "null", "http://[", ""])
def test_nobody_is_signed_in_by_another_site(anonymous: APIClient, owner: User, origin: str) -> None:
    response = login(anonymous, headers={"Origin": origin})

    assert answer(response) == (403, "cross_site")
    assert not response.cookies


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "dana@example.test"},
        {"email": 7, "password": PASSWORD},
        {"email": "dana@example.test", "password": ["x"]},
        {"email": "dana@example.test", "password": PASSWORD, "remember": "perhaps"},
        {"email": "dana", "password": PASSWORD},
        {"email": "dana@example.test", "password": "x" * 257},
        [],
        "x",
    ],
)
def test_a_form_that_is_not_right_is_refused(anonymous: APIClient, owner: User, body: object) -> None:
    assert answer(anonymous.post(LOGIN, body, format="json")) == (400, "invalid")
    assert RefreshSession.objects.count() == 0


def test_the_cookie_is_secure_in_production(anonymous: APIClient, owner: User, settings) -> None:
    settings.SESSION_COOKIE_SECURE = True

    cookies = login(anonymous).cookies

    assert (cookies["refresh"]["secure"], cookies["device"]["secure"]) == (True, True)


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
    token = login(anonymous).cookies["refresh"].value

    assert anonymous.get(ME, HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401


def test_who_is_removed_is_out_at_once(sign_in, business: Business) -> None:
    clients = [sign_in(business, "agent") for _ in range(3)]
    removed, suspended, inactive = (client.membership for client in clients)
    assert [client.get(ME).status_code for client in clients] == [200, 200, 200]

    Membership.objects.filter(pk=removed.pk).delete()
    Membership.objects.filter(pk=suspended.pk).update(suspended_at=clock.now())
    User.objects.filter(pk=inactive.user_id).update(is_active=False)

    assert [client.get(ME).status_code for client in clients] == [401, 401, 401]


def test_one_request_reads_the_membership_once(api: APIClient, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        api.get(ME)


def test_tokens_of_two_people_are_not_mixed_up(business: Business) -> None:
    first, second = membership_make(business=business), membership_make(business=business)

    assert client_for(first).get(ME).json()["user"]["id"] == first.user_id
    assert client_for(second).get(ME).json()["user"]["id"] == second.user_id
    assert access_make(first) != access_make(first)
