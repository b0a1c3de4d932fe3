"""A system admin's own password: the rules of a member's, in the administration's look."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from apps.accounts.models import User
from apps.accounts.testing import client_for, impersonation_make, membership_make
from apps.audit.platform.models import PlatformAuditEntry
from apps.platform.tests.people import OUTSIDERS, PASSWORD, SYSTEM_ADMIN, house
from apps.tenants.models import Business

PAGE = "/admin/password_change/"
OLD, NEW = PASSWORD, "another long password"


def change(client: Client, *, current: str = OLD, new: str = NEW, again: str | None = None):
    given = {"current_password": current, "new_password": new, "again": new if again is None else again}
    return client.post(PAGE, given)


def password_is(admin: User, password: str) -> bool:
    return User.objects.get(pk=admin.pk).check_password(password)


def test_it_is_changed_told_and_ends_every_other_sign_in(admin: User, business: Business, jobs) -> None:
    here, elsewhere = house(admin), house(admin)
    member = membership_make(business=business)
    acting = client_for(member, impersonation=impersonation_make(membership=member, system_admin=admin))

    answer = change(here)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert [client.get("/admin/").status_code for client in (here, elsewhere)] == [200, 302]
    assert acting.get("/api/v1/me").status_code == 401
    assert (password_is(admin, OLD), password_is(admin, NEW)) == (False, True)
    entry = PlatformAuditEntry.objects.get(action="password.changed")
    assert (entry.actor_user_id, entry.target_kind, entry.target_id, entry.data) == (
        admin.pk,
        "user",
        admin.pk,
        {},
    )
    jobs.run()
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([SYSTEM_ADMIN], "הסיסמה הוחלפה: ניהול ProSaaS")
    assert NEW not in message.body


def test_whoever_guesses_the_old_one_is_stopped_even_with_the_right_one(admin: User) -> None:
    client = house(admin)
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert "זו לא הסיסמה הנוכחית שלך." in change(client, current="guessed").content.decode()

    refused = change(client)

    assert refused.status_code == 429
    assert "יותר מדי ניסיונות. נסו שוב בעוד כמה דקות." in refused.content.decode()
    assert password_is(admin, OLD)
    assert not PlatformAuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"current": "guessed"}, "זו לא הסיסמה הנוכחית שלך."),
        ({"new": "short"}, "הסיסמה קצרה מדי. דרושים בה לפחות 10 תווים."),
        ({"again": "something else"}, "שתי הסיסמאות אינן זהות."),
        ({"current": "", "new": ""}, "יש להזין תוכן בשדה זה"),
    ],
)
def test_what_is_not_right_is_said_beside_its_field_and_changes_nothing(
    admin: User, jobs, given: dict[str, str], said: str
) -> None:
    client, elsewhere = house(admin), house(admin)

    assert said in change(client, **given).content.decode()

    assert password_is(admin, OLD)
    assert elsewhere.get("/admin/").status_code == 200
    assert (jobs.names(), PlatformAuditEntry.objects.exists()) == ([], False)


def test_looking_shows_the_form_and_no_password(admin: User) -> None:
    page = house(admin).get(PAGE)

    assert page.status_code == 200
    assert page.content.decode().count('type="password"') == 3
    assert house(admin).get("/admin/password_change/done/").headers["Location"] == "/admin/"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_changes_one_there(business: Business, who: str) -> None:
    for client in (OUTSIDERS[who](business),):
        for path in (PAGE, "/admin/password_change/done/"):
            assert client.post(path).headers["Location"].startswith("/admin/login/")
            assert client.get(path).headers["Location"].startswith("/admin/login/")
