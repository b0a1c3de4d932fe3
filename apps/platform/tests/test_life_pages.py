"""What a system admin does to a business through the pages, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.audit.platform.models import PlatformAuditEntry
from apps.audit.platform.selectors import platform_audit_entries
from apps.core import clock
from apps.platform.admin.life import DEEDS
from apps.platform.tests.people import OUTSIDERS, system_admin
from apps.tenants.flags import is_feature_enabled
from apps.tenants.models import Business, FeatureFlag

PAGE = "/admin/tenants/business"
GIVEN = {
    "suspend": {"reason": "חוב פתוח"},
    "remove": {"typed_name": "מספרת חלוץ"},
    "flags": {"payments": "on"},
    "impersonate": {"membership": "1", "reason": "בדיקה"},
    "resume": {},
    "retry": {},
    "keep": {},
}


@pytest.fixture
def admin(business: Business) -> Client:
    return system_admin()


def now(business: Business) -> Business:
    return Business.objects.get(pk=business.pk)


def journal() -> list[tuple[str, int | None, dict[str, object]]]:
    """Oldest first: what, at which business, with which facts."""
    return [
        (entry.action, entry.business_id, entry.data) for entry in PlatformAuditEntry.objects.order_by("pk")
    ]


def do(admin: Client, business: Business, name: str, **given: object):
    return admin.post(f"{PAGE}/{business.pk}/{name}/", given)


def test_suspending_closes_one_business_with_its_reason_and_resuming_opens_it(
    admin: Client, business: Business, other_business: Business
) -> None:
    answer = do(admin, business, "suspend", reason="חוב פתוח")

    assert answer.headers["Location"] == f"{PAGE}/{business.pk}/change/"
    assert (now(business).status, now(business).suspended_reason) == ("suspended", "חוב פתוח")
    assert now(other_business).status == "active"
    page = admin.get(f"{PAGE}/{business.pk}/change/").content.decode()
    assert "העסק מושהה: אין שיחות, הודעות וכניסות. הסיבה: חוב פתוח" in page
    assert "../resume/" in page
    assert "../suspend/" not in page

    do(admin, business, "resume")

    assert (now(business).status, now(business).suspended_reason) == ("active", "")
    assert journal() == [
        ("business.suspended", business.pk, {"reason": "חוב פתוח"}),
        ("business.resumed", business.pk, {}),
    ]
    assert {entry.actor_name for entry in platform_audit_entries()} == {"רות מזרחי"}


def test_a_suspension_without_a_reason_does_not_happen(admin: Client, business: Business) -> None:
    page = do(admin, business, "suspend", reason="  ")

    assert "יש להזין תוכן בשדה זה" in page.content.decode()
    assert now(business).status == "active"
    assert journal() == []


@pytest.mark.parametrize("typed", ["", "מספרת", "מוסך שקד"])
def test_only_the_business_own_name_asks_for_its_deletion(
    admin: Client, business: Business, typed: str
) -> None:
    page = do(admin, business, "remove", typed_name=typed)

    assert page.status_code == (400 if typed else 200)
    assert ("השם שהוקלד אינו שם העסק" in page.content.decode()) is bool(typed)
    assert now(business).status == "active"
    assert journal() == []


def test_deletion_waits_thirty_days_and_can_be_taken_back(
    admin: Client, business: Business, other_business: Business
) -> None:
    before = clock.now()

    do(admin, business, "remove", typed_name="מספרת חלוץ")

    asked = now(business)
    assert asked.status == "deleting"
    assert before + timedelta(days=30) <= asked.delete_after <= clock.now() + timedelta(days=30)
    assert now(other_business).status == "active"
    assert "עד אז אפשר לבטל" in admin.get(f"{PAGE}/{business.pk}/change/").content.decode()

    do(admin, business, "keep")

    assert (now(business).status, now(business).delete_after) == ("active", None)
    assert [action for action, *_ in journal()] == [
        "business.deletion_requested",
        "business.deletion_cancelled",
    ]


def has_recording(business: Business) -> bool:
    return is_feature_enabled(schema=business.schema_name, name="recording")


def test_features_are_switched_one_by_one_and_only_changes_are_written_down(
    admin: Client, business: Business, other_business: Business
) -> None:
    assert has_recording(business)
    assert "checked" in admin.get(f"{PAGE}/{business.pk}/flags/").content.decode()
    do(admin, business, "flags")
    do(admin, business, "flags")

    assert not has_recording(business)
    assert has_recording(other_business)
    assert journal() == [("business.flag_set", business.pk, {"flag": "recording", "is_enabled": False})]

    do(admin, business, "flags", recording="on")

    assert has_recording(business)
    assert journal()[1:] == [("business.flag_set", business.pk, {"flag": "recording", "is_enabled": True})]


def test_a_failed_business_says_where_it_stopped_and_is_sent_to_a_worker_again(
    admin: Client, business: Business, jobs
) -> None:
    Business.objects.filter(pk=business.pk).update(
        status="failed", provisioning_step="tables", provisioning_error="OperationalError"
    )
    page = admin.get(f"{PAGE}/{business.pk}/change/").content.decode()
    assert "ההקמה נעצרה (OperationalError)" in page
    assert '<li aria-current="step" class="house-here">' in page

    do(admin, business, "retry")

    for _ in range(2):
        assert do(admin, business, "retry").status_code == 409
    assert jobs.names() == ["tenants.business_provision"]
    assert (now(business).status, now(business).provisioning_error) == ("provisioning", "")
    jobs.run()
    assert (now(business).status, now(business).provisioning_step) == ("active", "done")
    assert journal() == [("business.provisioning_retried", business.pk, {})]


def test_what_does_not_fit_the_state_is_refused_in_words_and_changes_nothing(
    admin: Client, business: Business
) -> None:
    for name in ("resume", "keep", "retry"):
        page = do(admin, business, name)
        assert page.status_code == 409
        assert "הפעולה אינה מתאימה למצב הנוכחי של העסק" in page.content.decode()
    assert now(business).status == "active"
    assert journal() == []


def test_a_refusal_is_english_for_who_reads_english(admin: Client, business: Business) -> None:
    page = admin.post(f"{PAGE}/{business.pk}/resume/", headers={"accept-language": "en"})

    assert "This does not fit the business&#x27;s present state." in page.content.decode()


def test_looking_changes_nothing(admin: Client, business: Business) -> None:
    before = Business.objects.filter(pk=business.pk).values().get()
    for name in DEEDS:
        given = GIVEN[name]
        assert admin.get(f"{PAGE}/{business.pk}/{name}/", given).status_code == 200
        assert admin.head(f"{PAGE}/{business.pk}/{name}/", given).status_code == 200

    assert Business.objects.filter(pk=business.pk).values().get() == before
    assert not FeatureFlag.objects.exists()
    assert journal() == []


def test_a_form_of_another_site_is_refused(business: Business, admin: Client) -> None:
    admin.handler.enforce_csrf_checks = True

    assert do(admin, business, "suspend", reason="x").status_code == 403
    assert now(business).status == "active"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_does_anything(business: Business, who: str) -> None:
    client = OUTSIDERS[who](business)
    before = Business.objects.filter(pk=business.pk).values().get()

    for name, given in GIVEN.items():
        answers = (do(client, business, name, **given), client.get(f"{PAGE}/{business.pk}/{name}/"))
        for answer in answers:
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/admin/login/")
    assert client.get("/admin/").status_code == 302
    assert client.post(f"{PAGE}/add/", {"name": "x", "slug": "x"}).status_code == 302

    assert Business.objects.filter(pk=business.pk).values().get() == before
    assert Business.objects.count() == 2
    assert not FeatureFlag.objects.exists()
    assert journal() == []


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_asks_for_its_verb(
    admin: Client, business: Business, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if system admins lost that verb: the page goes, and so does its button."""
    monkeypatch.setattr(
        "apps.platform.admin.deeds.can_platform",
        lambda *, user, verb: verb != DEEDS[name].verb,
    )

    assert do(admin, business, name, **GIVEN[name]).status_code == 403
    assert f"../{name}/" not in admin.get(f"{PAGE}/{business.pk}/change/").content.decode()
    assert now(business).status == "active"


def test_a_business_that_is_not_there_is_not_found(admin: Client) -> None:
    assert admin.get(f"{PAGE}/999999/suspend/").status_code == 404
    assert admin.post(f"{PAGE}/999999/suspend/", {"reason": "x"}).status_code == 404
