"""Opening a business, its numbers and details, through the pages."""

from functools import partial

import pytest
from django.core import mail
from django.test import Client

from apps.accounts.models import Invitation, Membership, User
from apps.accounts.testing import system_admin_make
from apps.audit.platform.models import PlatformAuditEntry
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.platform.tests.people import OUTSIDERS, house, system_admin
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business, PhoneNumber

PAGE = "/admin/tenants/business"
NEW = {
    "name": "סטודיו רימון",
    "slug": "rimon",
    "owner_name": "יעל רימון",
    "owner_email": "Yael@rimon.test",
    "phone_numbers": "03-763-0009\n\n+972 3 763 0010\n037630009",
}


@pytest.fixture
def admin(business: Business) -> Client:
    return system_admin()


def actions() -> list[str]:
    return list(PlatformAuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_business_opens_with_owner_numbers_and_address_and_a_worker_makes_the_rest(
    admin: Client, tenants_db: None, jobs
) -> None:
    answer = admin.post(f"{PAGE}/add/", NEW)

    with in_tenant(PUBLIC_SCHEMA):
        opened = Business.objects.get(slug="rimon")
        assert answer.headers["Location"] == f"{PAGE}/{opened.pk}/change/"
        assert (opened.name, opened.status, opened.provisioning_step) == (
            "סטודיו רימון",
            "provisioning",
            "queued",
        )
        assert opened.domains.get().domain == "rimon.testserver"
        assert list(opened.phone_numbers.values_list("e164", flat=True)) == ["+97237630009", "+97237630010"]
        owner = Membership.objects.get(business=opened)
        assert (owner.user.email, owner.user.full_name, owner.role) == (
            "yael@rimon.test",
            "יעל רימון",
            "owner",
        )
        assert not owner.user.has_usable_password()
        assert Invitation.objects.get(business=opened).email == "yael@rimon.test"
        assert actions() == ["business.opened"]
    page = admin.get(f"{PAGE}/{opened.pk}/change/").content.decode()
    assert "העסק בהקמה. ההתקדמות מתעדכנת כאן מעצמה." in page
    assert "data-is-moving" in page
    assert "platform/house.js" in page
    assert admin.get(f"{PAGE}/").status_code == 200

    jobs.run()

    with in_tenant(PUBLIC_SCHEMA):
        opened.refresh_from_db()
        assert (opened.status, opened.provisioning_step) == ("active", "done")
        assert [message.to for message in mail.outbox] == [["yael@rimon.test"]]
    assert "data-is-moving" not in admin.get(f"{PAGE}/{opened.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slug": "halutz"}, "הכתובת תפוסה"),
        ({"slug": "admin"}, "הכתובת הזו שמורה למערכת. בחרו אחרת."),
        ({"slug": "Rimon!"}, "אותיות לטיניות קטנות, ספרות ומקפים בודדים ביניהן"),
        ({"phone_numbers": "03-763 abc"}, "זה לא מספר טלפון"),
        ({"phone_numbers": "037630001"}, "שייך כבר לעסק"),
        ({"owner_email": "nobody"}, "נא להזין כתובת דוא&quot;ל חוקית"),
        ({"owner_email": "other.system@example.test"}, "הכתובת הזו אינה יכולה להצטרף לעסק"),
        ({"name": ""}, "יש להזין תוכן בשדה זה"),
    ],
)
def test_what_cannot_be_opened_is_said_and_leaves_nothing(
    admin: Client, wrong: dict[str, str], said: str
) -> None:
    system_admin_make(email="other.system@example.test")
    people = User.objects.count()

    page = admin.post(f"{PAGE}/add/", {**NEW, **wrong})

    assert page.status_code in (200, 400, 409)
    assert said in page.content.decode()
    assert Business.objects.count() == 2
    assert User.objects.count() == people
    assert PhoneNumber.objects.count() == 2
    assert actions() == []


@pytest.mark.parametrize("other", [{}, {"slug": "tamar"}], ids=["the same form", "the same number"])
def test_of_two_forms_at_one_instant_one_opens_a_business_and_the_other_is_told_why(
    tenants_db: None, business: Business, other: dict[str, str]
) -> None:
    admins = [system_admin(), house(system_admin_make())]
    forms = [NEW, {**NEW, **other}]
    for attempt in range(1, 4):
        pages = at_once(
            PUBLIC_SCHEMA,
            [partial(admin.post, f"{PAGE}/add/", form) for admin, form in zip(admins, forms, strict=True)],
        )

        assert sorted(page.status_code for page in pages) == [302, 400]
        refused = next(page for page in pages if page.status_code == 400).content.decode()
        assert ("שייך כבר לעסק" if other else "הכתובת תפוסה") in refused
        assert Business.objects.count() == 3
        assert PhoneNumber.objects.count() == 4
        assert actions() == ["business.opened"] * attempt
        Business.objects.exclude(slug__in=("halutz", "shaked")).delete()
        Membership.objects.all().delete()


def test_two_businesses_of_one_new_owner_open_at_one_instant(tenants_db: None, business: Business) -> None:
    forms = [{**NEW, "slug": slug, "phone_numbers": ""} for slug in ("rimon", "tamar")]
    admins = [system_admin(), house(system_admin_make())]

    pages = at_once(
        PUBLIC_SCHEMA,
        [partial(admin.post, f"{PAGE}/add/", form) for admin, form in zip(admins, forms, strict=True)],
    )

    assert [page.status_code for page in pages] == [302, 302]
    owner = User.objects.get(email="yael@rimon.test")
    assert Membership.objects.filter(user=owner, role="owner").count() == 2


def test_of_two_at_one_instant_one_adds_the_number_and_the_other_is_told_why(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    admins = [system_admin(), house(system_admin_make())]
    page = "/admin/tenants/phonenumber/add/"
    posts = [
        partial(admin.post, page, {"e164": "03-763-0009", "business": owner.pk, "voice": "on"}, follow=True)
        for admin, owner in zip(admins, (business, other_business), strict=True)
    ]

    pages = [answer.content.decode() for answer in at_once(PUBLIC_SCHEMA, posts)]

    assert PhoneNumber.objects.filter(e164="+97237630009").count() == 1
    assert actions() == ["number.added"]
    assert sorted("כבר יש מספר טלפון עם הערך הזה בשדה מספר." in page for page in pages) == [False, True]


def change_form(**changes: object) -> dict[str, object]:
    return {
        "name": "מספרת חלוץ",
        "timezone": "Asia/Jerusalem",
        "language": "he",
        "domains-TOTAL_FORMS": 0,
        "domains-INITIAL_FORMS": 0,
        "phone_numbers-TOTAL_FORMS": 1,
        "phone_numbers-INITIAL_FORMS": 1,
        **changes,
    }


def number_row(business: Business, **changes: object) -> dict[str, object]:
    number = PhoneNumber.objects.get(business=business, e164="+97237630001")
    row = {"id": number.pk, "business": business.pk, "e164": number.e164, "voice": "on", "sms": "on"}
    row.update(changes)
    return {f"phone_numbers-0-{name}": value for name, value in row.items() if value != ""}


def test_details_change_and_only_changes_are_written_down(
    admin: Client, business: Business, other_business: Business
) -> None:
    page = f"{PAGE}/{business.pk}/change/"
    assert admin.post(page, change_form(**number_row(business))).status_code == 302
    assert actions() == []

    assert admin.post(page, change_form(name="חלוץ", **number_row(business))).status_code == 302

    business.refresh_from_db()
    other_business.refresh_from_db()
    assert (business.name, other_business.name) == ("חלוץ", "מוסך שקד")
    entry = PlatformAuditEntry.objects.get()
    assert (entry.action, entry.data) == ("business.changed", {"fields": ["name"]})


def test_another_time_zone_moves_what_customers_are_told(
    admin: Client, business: Business, other_business
) -> None:
    form = change_form(timezone="Europe/Rome", **number_row(business))

    assert admin.post(f"{PAGE}/{business.pk}/change/", form).status_code == 302

    business.refresh_from_db()
    assert business.timezone == "Europe/Rome"
    with in_tenant(business.schema_name):
        assert OutboxEvent.objects.get().payload["noun"] == "settings"
    with in_tenant(other_business.schema_name):
        assert not OutboxEvent.objects.exists()


def test_a_time_zone_that_does_not_exist_is_refused(admin: Client, business: Business) -> None:
    page = admin.post(
        f"{PAGE}/{business.pk}/change/", change_form(timezone="Mars/Base", **number_row(business))
    )

    assert "אין אזור זמן כזה" in page.content.decode()
    business.refresh_from_db()
    assert business.timezone == "Asia/Jerusalem"


def test_numbers_are_added_changed_and_removed_at_the_business_and_written_down(
    admin: Client, business: Business, other_business: Business
) -> None:
    page = f"{PAGE}/{business.pk}/change/"
    added = {"phone_numbers-1-e164": "03-763-0009", "phone_numbers-1-voice": "on"}
    given = change_form(**number_row(business, voice="", sms=""), **added)
    admin.post(page, {**given, "phone_numbers-TOTAL_FORMS": 2})

    assert list(business.phone_numbers.values_list("e164", "voice", "sms")) == [
        ("+97237630001", False, False),
        ("+97237630009", True, False),
    ]
    entries = PlatformAuditEntry.objects.order_by("pk")
    assert [(entry.action, entry.business_id, entry.data) for entry in entries] == [
        (
            "number.changed",
            business.pk,
            {"last_four": "0001", "voice": False, "sms": False, "whatsapp": True},
        ),
        (
            "number.added",
            business.pk,
            {"last_four": "0009", "voice": True, "sms": False, "whatsapp": False},
        ),
    ]

    admin.post(page, change_form(**number_row(business, DELETE="on")))

    assert list(business.phone_numbers.values_list("e164", flat=True)) == ["+97237630009"]
    assert list(other_business.phone_numbers.values_list("e164", flat=True)) == ["+97237630002"]
    assert actions()[-1] == "number.removed"


def test_a_number_never_moves_to_another_business(
    admin: Client, business: Business, other_business: Business
) -> None:
    number = PhoneNumber.objects.get(business=business)
    given = {"e164": number.e164, "business": other_business.pk}

    admin.post(f"/admin/tenants/phonenumber/{number.pk}/change/", given)

    number.refresh_from_db()
    assert (number.business, number.voice) == (business, False)
    assert actions() == ["number.changed"]


def test_numbers_removed_from_the_list_are_each_written_down(admin: Client, business: Business) -> None:
    chosen = list(PhoneNumber.objects.values_list("pk", flat=True))

    admin.post(
        "/admin/tenants/phonenumber/",
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert not PhoneNumber.objects.exists()
    assert actions() == ["number.removed", "number.removed"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_opens_a_business_or_touches_numbers(business: Business, who: str) -> None:
    client = OUTSIDERS[who](business)
    number = PhoneNumber.objects.get(business=business)

    for path, given in {
        f"{PAGE}/add/": NEW,
        f"{PAGE}/{business.pk}/change/": change_form(name="x", **number_row(business, DELETE="on")),
        f"/admin/tenants/phonenumber/{number.pk}/delete/": {"post": "yes"},
        "/admin/tenants/phonenumber/add/": {"e164": "037630009", "business": business.pk},
    }.items():
        answer = client.post(path, given)
        assert (answer.status_code, answer.headers["Location"][:14]) == (302, "/admin/login/?")

    assert list(Business.objects.values_list("name", flat=True)) == ["מספרת חלוץ", "מוסך שקד"]
    assert PhoneNumber.objects.count() == 2
    assert actions() == []
