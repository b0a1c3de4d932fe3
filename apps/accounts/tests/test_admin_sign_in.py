from collections.abc import Iterator
from io import StringIO

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from apps.accounts.models import User
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business

LOGIN = "/admin/login/"
PASSWORD = "correct horse battery"
THROTTLED = "יותר מדי ניסיונות התחברות. נסו שוב בעוד כמה דקות."


@pytest.fixture
def client(business: Business) -> Iterator[Client]:
    with in_tenant(PUBLIC_SCHEMA):
        cache.clear()
        User.objects.create_superuser("system@example.test", PASSWORD)
        yield Client(headers={"host": "testserver"})
        cache.clear()


def sign_in(client: Client, *, password: str = PASSWORD, email: str = "system@example.test", **extra):
    return client.post(LOGIN, {"username": email, "password": password}, **extra)


def use_up(client: Client, **extra) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert THROTTLED not in sign_in(client, password="wrong", **extra).content.decode()


def test_the_right_password_opens_the_administration(client: Client) -> None:
    assert sign_in(client, email="System@Example.test").headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_too_many_attempts_are_refused_in_the_form_even_with_the_right_password(client: Client) -> None:
    use_up(client)

    refused = sign_in(client)

    assert THROTTLED in refused.content.decode()
    assert client.get("/admin/").status_code == 302


def test_the_refusal_is_english_for_who_reads_english(client: Client) -> None:
    use_up(client)

    page = sign_in(client, headers={"accept-language": "en"}).content.decode()

    assert "Too many attempts to sign in. Try again in a few minutes." in page
    assert THROTTLED not in page


def test_guesses_from_elsewhere_never_keep_the_owner_out(client: Client) -> None:
    use_up(client, REMOTE_ADDR="203.0.113.9")

    assert THROTTLED in sign_in(client, REMOTE_ADDR="203.0.113.9").content.decode()
    assert sign_in(client, REMOTE_ADDR="198.51.100.7").status_code == 302


def guess_from_everywhere(client: Client, **extra) -> None:
    for number in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT_ANYWHERE):
        page = sign_in(client, password="wrong", REMOTE_ADDR=f"203.0.113.{number}", **extra)
        assert THROTTLED not in page.content.decode()


def test_guesses_over_many_addresses_are_counted_for_the_account(client: Client) -> None:
    User.objects.create_superuser("other@example.test", PASSWORD)
    guess_from_everywhere(client)

    for password in ("wrong", PASSWORD):
        refused = sign_in(client, password=password, REMOTE_ADDR="198.51.100.7")
        assert THROTTLED in refused.content.decode()
    assert client.get("/admin/").status_code == 302
    other = sign_in(client, email="other@example.test", REMOTE_ADDR="198.51.100.7")
    assert other.headers["Location"] == "/admin/"


def test_a_browser_that_was_let_in_before_is_kept_out_by_no_strangers_guesses(client: Client) -> None:
    cookie = sign_in(client).cookies["device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Strict")
    cache.clear()  # The window of that sign-in is over.
    stranger = Client(headers={"host": "testserver"})
    guess_from_everywhere(stranger)

    assert "device" not in stranger.cookies
    assert THROTTLED in sign_in(stranger, REMOTE_ADDR="198.51.100.7").content.decode()
    client.logout()
    client.cookies["device"] = cookie.value
    assert sign_in(client, REMOTE_ADDR="198.51.100.7").headers["Location"] == "/admin/"
    client.logout()
    client.cookies["device"] = cookie.value
    use_up(client)
    assert THROTTLED in sign_in(client).content.decode()


def test_the_operator_lets_an_admin_in_from_a_new_browser_while_strangers_guess(client: Client) -> None:
    """An admin has no letter to set a new password by, and no browser may be known any more."""
    other = User.objects.create_superuser("other@example.test", PASSWORD)
    guess_from_everywhere(client)
    assert THROTTLED in sign_in(client, REMOTE_ADDR="198.51.100.7").content.decode()

    call_command("login_unlock", "System@Example.test", stdout=StringIO())
    guess_from_everywhere(client)
    guess_from_everywhere(client)

    assert sign_in(client, REMOTE_ADDR="198.51.100.7").headers["Location"] == "/admin/"
    use_up(client, REMOTE_ADDR="192.0.2.1")
    assert THROTTLED in sign_in(client, REMOTE_ADDR="192.0.2.1").content.decode()
    guess_from_everywhere(client, email=other.email)
    assert THROTTLED in sign_in(client, email=other.email, REMOTE_ADDR="198.51.100.7").content.decode()


def test_an_account_is_unlocked_for_an_hour(client: Client) -> None:
    call_command("login_unlock", "system@example.test", stdout=StringIO())
    counts = redis.Redis.from_url(settings.REDIS_URL)

    (key,) = counts.scan_iter("*login:*")
    assert 3_590_000 < counts.pttl(key) <= 3_600_000


def test_nobody_is_unlocked_by_a_misspelt_address(client: Client) -> None:
    with pytest.raises(CommandError, match=r"sistem@example\.test"):
        call_command("login_unlock", "sistem@example.test")
    assert list(redis.Redis.from_url(settings.REDIS_URL).scan_iter("*login:*")) == []


def test_an_address_is_throttled_over_many_accounts(client: Client) -> None:
    for number in range(settings.LOGIN_ATTEMPTS_PER_ADDRESS):
        sign_in(client, email=f"nobody{number}@example.test", REMOTE_ADDR="203.0.113.9")

    assert THROTTLED in sign_in(client, REMOTE_ADDR="203.0.113.9").content.decode()


def test_the_right_password_starts_the_account_afresh(client: Client) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT - 1):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302
    use_up(client)


def test_an_empty_form_asks_for_what_is_missing(client: Client) -> None:
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 1):
        page = client.post(LOGIN, {}).content.decode()

    assert "יש להזין תוכן בשדה זה" in page
    assert THROTTLED not in page
