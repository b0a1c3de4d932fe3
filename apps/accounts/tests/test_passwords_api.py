import pytest
from django.core import mail
from rest_framework.test import APIClient

from apps.accounts.models import RefreshSession, User
from apps.accounts.testing import client_for, impersonation_make, membership_make
from apps.accounts.tests.signing_in import (
    ME,
    PASSWORD,
    answer,
    at,
    bearer,
    login,
    refresh,
    signed_in,
)
from apps.accounts.tests.told import told_access
from apps.audit.models import AuditEntry
from apps.tenants.models import Business

CHANGE = "/api/v1/auth/password"
NEW = "another long password"


def change(client: APIClient, current: str = PASSWORD, new: str = NEW):
    return client.post(CHANGE, {"current_password": current, "new_password": new}, format="json")


def test_a_new_password_ends_every_other_sign_in(
    business: Business, other_business: Business, owner: User, jobs
) -> None:
    membership_make(business=other_business, role="agent", user=owner)
    here, phone, elsewhere = (signed_in(each) for each in (business, business, other_business))

    assert change(here).status_code == 204

    assert [client.get(ME).status_code for client in (here, phone, elsewhere)] == [200, 401, 401]
    assert refresh(here).status_code == 200
    assert told_access() == {"b_halutz", "b_shaked"}
    assert (login(at("halutz")).status_code, login(at("halutz"), password=NEW).status_code) == (401, 200)
    entry = AuditEntry.objects.get(action="password.changed")
    assert (entry.actor_user_id, entry.target_id, entry.data) == (owner.pk, owner.pk, {})
    jobs.run()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["dana@example.test"], "הסיסמה הוחלפה: מספרת חלוץ")


@pytest.mark.parametrize(
    ("current", "new", "fields"),
    [
        ("wrong", NEW, {"current_password": ["זו לא הסיסמה הנוכחית שלך."]}),
        (PASSWORD, "short", {"new_password": ["הסיסמה קצרה מדי. דרושים בה לפחות 10 תווים."]}),
        (PASSWORD, "1234567890", {"new_password": ["סיסמה זו נפוצה מדי."]}),
        (PASSWORD, "dana@example.test", {"new_password": ["סיסמה זו דומה מדי ל-דואר אלקטרוני."]}),
    ],
)
def test_a_password_that_is_not_right_changes_nothing(
    business: Business, owner: User, current: str, new: str, fields: dict[str, list[str]]
) -> None:
    browser, phone = signed_in(business), signed_in(business)

    response = change(browser, current, new)

    assert (answer(response), response.json()["error"]["fields"]) == ((400, "invalid"), fields)
    assert phone.get(ME).status_code == 200
    assert User.objects.get(pk=owner.pk).check_password(PASSWORD)


@pytest.mark.parametrize("body", [{}, {"current_password": PASSWORD}, {"new_password": NEW}, [], "x"])
def test_half_a_change_is_refused(business: Business, body: object) -> None:
    assert answer(signed_in(business).post(CHANGE, body, format="json")) == (400, "invalid")


def test_blanks_belong_to_a_password(business: Business) -> None:
    browser = signed_in(business)

    assert change(browser, new="  long and blank  ").status_code == 204
    assert login(at("halutz"), password="  long and blank  ").status_code == 200
    assert login(at("halutz"), password="long and blank").status_code == 401


def test_a_stolen_access_token_does_not_guess_the_password(business: Business, settings) -> None:
    browser = signed_in(business)
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert change(browser, "wrong").status_code == 400

    assert answer(change(browser)) == (429, "throttled")
    assert login(at("halutz")).status_code == 200


def test_who_acts_as_a_member_does_not_touch_what_is_the_persons_own(business: Business, owner: User) -> None:
    membership = owner.memberships.get()
    client = client_for(membership, impersonation=impersonation_make(membership=membership))
    own = signed_in(business)
    asked = [
        change(client),
        client.patch(ME, {"full_name": "אחר"}, format="json"),
        client.get("/api/v1/auth/sessions"),
        client.delete(f"/api/v1/auth/sessions/{RefreshSession.objects.last().pk}"),
        client.post("/api/v1/auth/logout-everywhere"),
    ]

    assert {answer(each) for each in asked} == {(403, "impersonation_forbidden")}
    assert own.get(ME).json()["user"]["full_name"] == "דנה לוי"
    bearer(own, login(own).json()["access"])
    assert own.get(ME).status_code == 200
