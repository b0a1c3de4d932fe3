from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.db.models import Model
from django.test import Client

from apps.accounts.models import Impersonation, Membership, User
from apps.accounts.testing import client_for, membership_make, user_make
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business, Domain, PhoneNumber
from apps.usage.models import UsageRecord
from apps.usage.services import usage_record

PAGES = {
    "/admin/": "ניהול ProSaaS",
    "/admin/tenants/business/": "מספרת חלוץ",
    "/admin/tenants/domain/": "halutz.testserver",
    "/admin/tenants/phonenumber/": "+97237630001",
    "/admin/accounts/user/": "dana@example.test",
    "/admin/accounts/membership/": "חברויות בעסקים",
    "/admin/usage/usagerecord/": "0.0125",
}


@pytest.fixture
def admin(business: Business) -> Client:
    with in_tenant(PUBLIC_SCHEMA):
        client = Client(headers={"host": "testserver"})
        user_make(email="dana@example.test", full_name="")
        client.force_login(User.objects.create_superuser("system@example.test", "x"))
    return client


@pytest.mark.parametrize(("path", "text"), PAGES.items(), ids=PAGES)
def test_the_platforms_people_see_it_in_hebrew(admin: Client, path: str, text: str) -> None:
    usage_record(
        business_schema="b_halutz",
        source_kind="call",
        source_id=1,
        provider_id="CA1",
        model="twilio-voice",
        kind="telephony",
        tokens={},
        seconds=30,
    )

    response = admin.get(path)

    assert response.status_code == 200
    assert text in response.content.decode()
    assert 'dir="rtl"' in response.content.decode()


def test_forms_open(admin: Client, business: Business) -> None:
    person = User.objects.get(email="dana@example.test")
    forms = [
        f"tenants/business/{business.pk}/change/",
        f"accounts/user/{person.pk}/change/",
        "tenants/business/add/",
    ]

    assert [admin.get(f"/admin/{form}").status_code for form in forms] == [200, 200, 200]


def test_people_and_memberships_are_not_written_by_hand(admin: Client, business: Business) -> None:
    person = User.objects.get(email="dana@example.test")
    membership = membership_make(business=business, user=person)
    written = {
        "accounts/user/add/": {"email": "new@example.test"},
        f"accounts/user/{person.pk}/change/": {"email": "else@example.test", "is_staff": "on"},
        f"accounts/user/{person.pk}/delete/": {"post": "yes"},
        "accounts/membership/add/": {"user": person.pk, "business": business.pk, "role": "owner"},
        f"accounts/membership/{membership.pk}/change/": {"role": "agent"},
        f"accounts/membership/{membership.pk}/delete/": {"post": "yes"},
        "tenants/domain/add/": {"domain": "evil.test", "tenant": business.pk},
    }

    for path, form in written.items():
        assert admin.post(f"/admin/{path}", form).status_code == 403, path

    person.refresh_from_db()
    membership.refresh_from_db()
    assert (person.email, person.is_staff, membership.role) == ("dana@example.test", False, "owner")
    assert User.objects.count() == 2
    assert not Domain.objects.filter(domain="evil.test").exists()


@pytest.mark.parametrize("path", [*PAGES, "/admin/tenants/business/1/change/"])
def test_members_and_strangers_do_not_get_in(business: Business, path: str) -> None:
    stranger, member = Client(headers={"host": "testserver"}), Client(headers={"host": "testserver"})
    member.force_login(user_make())

    for client in (stranger, member):
        response = client.get(path)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


def test_the_ledger_of_usage_is_not_written_by_hand(admin: Client) -> None:
    assert admin.post("/admin/usage/usagerecord/add/", {}).status_code == 403
    assert not UsageRecord.objects.exists()


def test_a_business_is_not_deleted_by_hand(admin: Client, business: Business) -> None:
    assert admin.post(f"/admin/tenants/business/{business.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Business.objects.filter(pk=business.pk).exists()


def number_form(business: Business, e164: str) -> dict[str, object]:
    return {"e164": e164, "business": business.pk, "voice": "on"}


def test_a_number_is_typed_as_people_write_it(admin: Client, business: Business) -> None:
    response = admin.post("/admin/tenants/phonenumber/add/", number_form(business, "03-763-0000"))

    assert response.status_code == 302
    assert PhoneNumber.objects.filter(e164="+97237630000", business=business).exists()


def test_what_is_no_number_is_refused_in_the_form(admin: Client, business: Business) -> None:
    response = admin.post("/admin/tenants/phonenumber/add/", number_form(business, "03-763 abc"))

    assert response.status_code == 200
    assert "זה לא מספר טלפון. כתבו אותו עם קידומת" in response.content.decode()
    assert PhoneNumber.objects.count() == 2


def test_the_same_number_twice_in_one_form_is_refused(admin: Client, business: Business) -> None:
    rows = {"domains-TOTAL_FORMS": 0, "domains-INITIAL_FORMS": 0, "phone_numbers-TOTAL_FORMS": 2}
    spelled = {"phone_numbers-0-e164": "03-763-0000", "phone_numbers-1-e164": "+97237630000"}
    of_business = {"name": "x", "status": "active", "timezone": "Asia/Jerusalem", "language": "he"}

    response = admin.post(
        f"/admin/tenants/business/{business.pk}/change/",
        {**rows, "phone_numbers-INITIAL_FORMS": 0, **spelled, **of_business},
    )

    assert response.status_code == 200
    assert "נא לתקן את הערכים הכפולים" in response.content.decode()
    assert PhoneNumber.objects.count() == 2


@pytest.mark.parametrize(("at", "shown"), [("2026-07-01T21:30", "00:30"), ("2026-12-01T21:30", "23:30")])
def test_times_are_those_of_the_people_who_read_them(
    admin: Client, business: Business, at: str, shown: str
) -> None:
    """In summer and in winter; what the API writes stays UTC."""
    with in_tenant(PUBLIC_SCHEMA):
        membership = membership_make(business=business)
        Membership.objects.filter(pk=membership.pk).update(last_seen_at=datetime.fromisoformat(f"{at}:00Z"))

    page = admin.get("/admin/accounts/membership/").content.decode()

    assert shown in page
    assert "21:30" not in page
    (row,) = client_for(membership).get("/api/v1/users/").json()["results"]
    assert row["last_seen_at"] == f"{at}:00Z"


@pytest.mark.parametrize("host", ["testserver", "halutz.testserver"])
def test_browsers_find_the_icon_where_they_look_for_it(business: Business, host: str) -> None:
    browser = Client(headers={"host": host})

    moved = browser.get("/favicon.ico")
    icon = browser.get(moved.headers["Location"])

    assert (moved.status_code, icon.status_code, icon.headers["Content-Type"]) == (301, 200, "image/svg+xml")
    assert icon.content == (settings.BASE_DIR / "frontend" / "public" / "icon.svg").read_bytes()


@pytest.mark.parametrize("model", [User, Membership, Impersonation, Business, Domain, PhoneNumber])
def test_a_list_tells_nothing_that_it_does_not_show(admin: Client, model: type[Model]) -> None:
    """Whether a password's hash begins so and so would be read off the number of rows, letter by letter."""
    admin.get("/admin/")
    shown = site._registry[model]
    asked = [
        f"{field.name}__startswith"
        for field in model._meta.concrete_fields
        if field.name not in {*shown.list_display, *shown.list_filter, *(shown.fields or ()), "id"}
    ]
    for lookup in [*asked, "user__password__startswith", "members__user__password__startswith"]:
        response = admin.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/?{lookup}=a")
        assert response.status_code == 400, lookup


def test_a_list_is_still_filtered_by_what_it_shows(admin: Client) -> None:
    assert admin.get("/admin/accounts/user/?is_active__exact=1").status_code == 200
    assert admin.get("/admin/accounts/user/?email=dana@example.test").status_code == 200
