"""The platform's journal knows who came into the administration, who left it and who failed."""

from datetime import timedelta

from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from apps.accounts.testing import user_make
from apps.audit.platform.models import PlatformAuditEntry
from apps.core import clock
from apps.platform.tests.people import PASSWORD, SYSTEM_ADMIN, house


def sign_in(client: Client, *, email: str = SYSTEM_ADMIN, password: str = PASSWORD):
    return client.post("/admin/login/", {"username": email, "password": password})


def journal() -> list[tuple[str, int | None, str, int, dict[str, str]]]:
    return list(
        PlatformAuditEntry.objects.order_by("pk").values_list(
            "action", "actor_user_id", "target_kind", "target_id", "data"
        )
    )


def test_coming_in_and_signing_out_are_told_once_each(admin: User) -> None:
    client = house()

    assert sign_in(client).status_code == 302
    client.get("/admin/")
    for _ in range(2):
        client.post("/admin/logout/")

    assert client.get("/admin/").status_code == 302
    assert journal() == [
        ("session.started", admin.pk, "user", admin.pk, {}),
        ("session.ended", admin.pk, "user", admin.pk, {"reason": "signed_out"}),
    ]


def test_asking_for_the_way_out_without_going_it_tells_nothing(admin: User) -> None:
    client = house()
    sign_in(client)

    assert client.get("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    assert [action for action, *_ in journal()] == ["session.started"]


def test_whoever_stayed_away_too_long_left_without_saying_so(admin: User) -> None:
    client, began = house(), clock.now()
    sign_in(client)

    with clock.frozen(began + timedelta(hours=3)):
        for _ in range(2):
            assert client.get("/admin/").status_code == 302

    assert journal()[1:] == [("session.ended", admin.pk, "user", admin.pk, {"reason": "ran_out"})]


def test_a_wrong_password_is_told_of_the_platforms_people_only(admin: User, jobs) -> None:
    user_make(email="member@example.test", password=PASSWORD)
    for email in ("System@Example.test", "member@example.test", "nobody@example.test"):
        assert sign_in(house(), email=email, password="guessed-word").status_code == 200
    assert sign_in(house(), email="member@example.test").status_code == 200
    assert jobs.names() == ["accounts.admin_login_failure_record"] * 4

    jobs.run()

    assert journal() == [("session.failed", None, "user", admin.pk, {})]


def test_a_lock_out_is_told_once_however_long_the_guessing_goes_on(admin: User, jobs) -> None:
    client = house()
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT + 5):
        sign_in(client, password="wrong")
    jobs.run()

    *failed, last = [(action, target) for action, _, _, target, _ in journal()]
    assert failed == [("session.failed", admin.pk)] * settings.LOGIN_ATTEMPTS_PER_ACCOUNT
    assert last == ("session.locked_out", admin.pk)
