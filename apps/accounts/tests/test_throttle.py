import pytest
import redis
from django.conf import settings
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.services.passwords import password_reset_link
from apps.accounts.testing import membership_make
from apps.accounts.tests.signing_in import at, login, person
from apps.tenants.models import Business


def test_an_account_is_throttled_even_with_the_right_password(anonymous: APIClient, owner: User) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert login(anonymous, password="wrong").status_code == 401

    response = login(anonymous)

    assert response.status_code == 429
    assert response.json()["error"]["code"] == "throttled"
    assert response.json()["error"]["retry_after_seconds"] == settings.LOGIN_WINDOW_SECONDS
    assert response.headers["Retry-After"] == str(settings.LOGIN_WINDOW_SECONDS)


def guess_from_everywhere() -> None:
    """Until nobody gets any further from a new place."""
    for number in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT_ANYWHERE):
        login(at("halutz"), password="wrong", REMOTE_ADDR=f"203.0.113.{number}")
    assert login(at("halutz"), password="wrong", REMOTE_ADDR="198.51.100.7").status_code == 429


def test_thirty_guesses_from_everywhere_are_too_many(owner: User) -> None:
    codes = [
        login(at("halutz"), password="wrong", REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(31)
    ]

    assert codes == [401] * 30 + [429]


def test_guesses_from_one_place_do_not_keep_the_owner_out(anonymous: APIClient, owner: User) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT * 3):
        login(at("halutz"), password="wrong", REMOTE_ADDR="203.0.113.9")

    assert login(anonymous, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert login(anonymous, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_guesses_from_everywhere_do_not_keep_a_known_device_out(browser: APIClient, owner: User) -> None:
    login(browser)
    guess_from_everywhere()

    assert login(browser, REMOTE_ADDR="203.0.113.1").status_code == 200
    assert login(at("halutz"), REMOTE_ADDR="192.0.2.1").status_code == 429


def test_a_known_device_has_its_own_limit(browser: APIClient, owner: User) -> None:
    login(browser)
    for number in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert login(browser, password="wrong", REMOTE_ADDR=f"203.0.113.{number}").status_code == 401

    assert login(browser).status_code == 429
    assert login(at("halutz")).status_code == 200


def test_a_device_is_known_for_one_account_only(browser: APIClient, owner: User, business: Business) -> None:
    person(business, "agent", email="thief@example.test")
    login(browser, email="thief@example.test")
    guess_from_everywhere()

    assert login(browser).status_code == 429


@pytest.mark.parametrize("device", ["x", "a:b:c", "eyJhY2NvdW50IjoieCJ9:1abcde:forged", "é"])
def test_a_made_up_device_is_a_stranger(browser: APIClient, owner: User, device: str) -> None:
    guess_from_everywhere()
    browser.cookies["device"] = device

    assert login(browser).status_code == 429


def test_a_new_password_by_e_mail_opens_the_door_while_guesses_go_on(
    browser: APIClient, owner: User, business: Business
) -> None:
    guess_from_everywhere()
    link = password_reset_link(user=owner, business=business)
    new = {**link, "new_password": "another long password"}
    assert browser.post("/api/v1/auth/password-reset/confirm", new, format="json").status_code == 204
    guess_from_everywhere()

    assert login(browser, password="another long password").status_code == 200


def test_a_throttled_account_is_free_again_after_its_window(anonymous: APIClient, owner: User) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 5):
        login(anonymous, password="wrong")
    counts = redis.Redis.from_url(settings.REDIS_URL)
    ends = [counts.pttl(key) for key in counts.scan_iter("*login:*")]

    assert len(ends) == 3
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
    for _ in range(2):
        for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT - 1):
            assert login(at("halutz"), password="wrong").status_code == 401
        assert login(at("halutz")).status_code == 200


def test_attempts_at_one_business_do_not_lock_the_other(
    anonymous: APIClient, owner: User, other_business: Business
) -> None:
    membership_make(business=other_business, role="agent", user=owner)
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 1):
        login(anonymous, password="wrong")

    assert login(anonymous).status_code == 429
    assert login(at("shaked")).status_code == 200
