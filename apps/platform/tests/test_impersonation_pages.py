"""A system admin acts as a member, from the administration."""

import re

import pytest
from django.test import Client

from apps.accounts.models import Impersonation, Membership
from apps.accounts.testing import membership_make
from apps.audit.models import AuditEntry
from apps.audit.platform.models import PlatformAuditEntry
from apps.platform.tests.people import OUTSIDERS, SYSTEM_ADMIN, system_admin
from apps.tenants.context import in_tenant
from apps.tenants.models import Business


@pytest.fixture
def admin(business: Business) -> Client:
    return system_admin()


@pytest.fixture
def member(business: Business) -> Membership:
    return membership_make(business=business, role="agent")


def page(business: Business) -> str:
    return f"/admin/tenants/business/{business.pk}/impersonate/"


def test_it_leads_to_the_business_with_a_code_that_opens_once_and_both_journals_know(
    admin: Client, business: Business, member: Membership
) -> None:
    answer = admin.post(page(business), {"membership": member.pk, "reason": "לקוח ביקש עזרה"})

    address = answer.headers["Location"]
    assert re.fullmatch(r"https?://halutz\.testserver(:\d+)?/impersonate#code=[\w-]{40,}", address)
    begun = Impersonation.objects.get()
    assert (begun.system_admin.email, begun.membership, begun.reason) == (
        SYSTEM_ADMIN,
        member,
        "לקוח ביקש עזרה",
    )
    entry = PlatformAuditEntry.objects.get()
    assert (entry.action, entry.business_id, entry.target_id) == (
        "impersonation.started",
        business.pk,
        member.user_id,
    )
    with in_tenant(business.schema_name):
        own = AuditEntry.objects.get(action="impersonation.started")
    assert (own.actor_user_id, own.impersonator_user_id) == (member.user_id, begun.system_admin_id)
    code = address.partition("code=")[2]
    guest = Client(headers={"host": "halutz.testserver", "x-requested-with": "XMLHttpRequest"})
    statuses = [
        guest.post("/api/v1/auth/impersonation", {"code": code}, content_type="application/json").status_code
        for _ in range(2)
    ]
    assert statuses[0] == 200
    assert statuses[1] != 200


def test_the_page_lets_its_form_lead_to_that_business_only(
    admin: Client, business: Business, member: Membership
) -> None:
    policy = admin.get(page(business)).headers["Content-Security-Policy"]

    [forms] = [rule for rule in policy.split("; ") if rule.startswith("form-action")]
    assert re.fullmatch(r"form-action 'self' https?://halutz\.testserver(:\d+)?/", forms)


def test_without_a_reason_or_as_somebody_of_another_business_it_does_not_begin(
    admin: Client, business: Business, other_business: Business, member: Membership
) -> None:
    stranger = membership_make(business=other_business)

    for given in (
        {"membership": member.pk, "reason": "  "},
        {"membership": stranger.pk, "reason": "בדיקה"},
        {"reason": "בדיקה"},
    ):
        assert admin.post(page(business), given).status_code == 200

    assert not Impersonation.objects.exists()
    assert not PlatformAuditEntry.objects.exists()


def test_nobody_is_impersonated_at_a_closed_business(
    admin: Client, business: Business, member: Membership
) -> None:
    Business.objects.filter(pk=business.pk).update(status="suspended")

    answer = admin.post(page(business), {"membership": member.pk, "reason": "בדיקה"})

    assert "Location" not in answer.headers
    assert not Impersonation.objects.exists()


def test_looking_begins_nothing(admin: Client, business: Business, member: Membership) -> None:
    assert admin.get(page(business), {"membership": member.pk, "reason": "בדיקה"}).status_code == 200
    assert not Impersonation.objects.exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_acts_as_a_member(business: Business, member: Membership, who: str) -> None:
    client = OUTSIDERS[who](business)

    answer = client.post(page(business), {"membership": member.pk, "reason": "בדיקה"})

    assert answer.headers["Location"].startswith("/admin/login/")
    assert not Impersonation.objects.exists()
    assert not PlatformAuditEntry.objects.exists()
