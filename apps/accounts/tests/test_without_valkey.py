"""Valkey is away: nobody may try uncounted, and each door says so. What needs no counting goes on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import Invitation, Membership, RefreshSession, User
from apps.accounts.services.passwords import password_reset_link
from apps.accounts.testing import invitation_make, membership_make
from apps.accounts.tests.signing_in import PASSWORD, answer, at, login, person, refresh, signed_in
from apps.accounts.tokens import invitation_token_make
from apps.core.testing import JobQueue
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from prosaas.local.ports import port_free

HE = "השירות אינו זמין כרגע. נסו שוב בעוד חצי דקה."
EN = "The service is not available right now. Try again in half a minute."
Door = Callable[[APIClient, Business], Any]


@pytest.fixture
def browser(business: Business, jobs: JobQueue) -> APIClient:
    return signed_in(business)


@pytest.fixture
def away(browser: APIClient, settings: Any) -> None:
    """From here on, after somebody signed in."""
    nowhere = f"redis://127.0.0.1:{port_free()}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": nowhere}}
    settings.CHANNEL_LAYERS = {
        "default": {**settings.CHANNEL_LAYERS["default"], "CONFIG": {"hosts": [nowhere]}}
    }


def post(client: APIClient, path: str, **body: str) -> Any:
    return client.post(f"/api/v1/{path}", body, format="json")


def resend(client: APIClient, business: Business) -> Any:
    return post(client, f"users/invitations/{invitation_make(business=business).pk}/resend/")


def accept(client: APIClient, business: Business) -> Any:
    """As somebody who has a password already, and must show it."""
    user = User.objects.create_user("new@example.test", PASSWORD)
    invitation = invitation_make(business=business, email=user.email)
    token = invitation_token_make(key=invitation.key)
    return post(at(business.slug), "auth/invitation", token=token, password=PASSWORD)


COUNTED: dict[str, Door] = {
    "sign-in": lambda client, business: login(at(business.slug)),
    "sign-in of a known device": lambda client, business: login(client),
    "password": lambda client, business: post(
        client, "auth/password", current_password=PASSWORD, new_password="another long password"
    ),
    "password reset": lambda client, business: post(client, "auth/password-reset", email="dana@example.test"),
    "invitation": lambda client, business: post(
        client, "users/invitations/", email="new@example.test", role="agent"
    ),
    "invitation again": resend,
    "invitation accepted": accept,
}


@pytest.mark.parametrize("door", COUNTED)
def test_a_door_that_counts_says_that_it_cannot_and_does_nothing(
    browser: APIClient, away: None, business: Business, jobs: JobQueue, door: str
) -> None:
    sessions = RefreshSession.objects.count()

    response = COUNTED[door](browser, business)

    assert answer(response) == (503, "unavailable")
    assert response.json()["error"]["message"] == HE
    assert response.headers["Retry-After"] == "30"
    assert RefreshSession.objects.filter(revoked_at=None).count() == sessions
    assert Membership.objects.filter(business=business).count() == 1
    assert Invitation.objects.exclude(accepted_at=None).count() == 0
    assert User.objects.get(email="dana@example.test").check_password(PASSWORD)
    assert jobs.names() == []


def test_it_is_said_in_english_to_who_reads_english(browser: APIClient, away: None) -> None:
    response = login(browser, headers={"accept-language": "en"})

    assert response.json()["error"]["message"] == EN


def test_who_is_signed_in_stays_so(browser: APIClient, away: None, business: Business) -> None:
    assert refresh(browser).status_code == 200
    assert browser.get("/api/v1/me").status_code == 200
    assert browser.post("/api/v1/auth/logout", headers={"X-Requested-With": "prosaas"}).status_code == 204


def test_a_new_password_by_link_is_set_though_nothing_can_be_forgiven(
    browser: APIClient, away: None, business: Business
) -> None:
    owner = User.objects.get(email="dana@example.test")
    link = password_reset_link(user=owner, business=business)

    response = post(browser, "auth/password-reset/confirm", **link, new_password="another long password")

    assert response.status_code == 204
    owner.refresh_from_db()
    assert owner.check_password("another long password")


def test_the_administration_says_it_in_its_form(away: None, business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        User.objects.create_superuser("system@example.test", PASSWORD)
        client = Client(headers={"host": "testserver"})
        given = {"username": "system@example.test", "password": PASSWORD}

        refused = client.post("/admin/login/", given)

        assert refused.status_code == 200
        assert HE in refused.content.decode()
        assert client.get("/admin/").status_code == 302


def test_a_count_that_is_back_counts_again(browser: APIClient, away: None, settings: Any) -> None:
    from prosaas.settings.test import CACHES

    settings.CACHES = CACHES
    assert login(browser).status_code == 200


def test_nobody_of_two_businesses_is_told_more_than_the_other(
    away: None, business: Business, other_business: Business
) -> None:
    membership_make(business=other_business, role="agent", user=person(business, email="a@example.test").user)

    for slug in (business.slug, other_business.slug):
        assert answer(login(at(slug), "a@example.test")) == (503, "unavailable")
        assert answer(login(at(slug), "stranger@example.test")) == (503, "unavailable")
