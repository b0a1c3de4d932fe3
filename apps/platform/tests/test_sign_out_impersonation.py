"""Whoever leaves the administration acts as no member any more, at no business."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import Impersonation, Membership
from apps.accounts.testing import client_for, impersonation_make, membership_make, system_admin_make
from apps.audit.models import AuditEntry
from apps.audit.platform.models import PlatformAuditEntry
from apps.core import clock
from apps.platform.tests.people import SYSTEM_ADMIN, house
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

ME = "/api/v1/me"


@pytest.fixture
def member(business: Business) -> Membership:
    return membership_make(business=business)


@pytest.fixture
def acting(member: Membership) -> Impersonation:
    return impersonation_make(membership=member, system_admin=system_admin_make(email=SYSTEM_ADMIN))


def journals(acting: Impersonation) -> tuple[list[Any], list[Any]]:
    with in_tenant(acting.business.schema_name):
        own = list(AuditEntry.objects.filter(action="impersonation.ended").values())
    return own, list(PlatformAuditEntry.objects.filter(action="impersonation.ended").values())


def assert_told_once(acting: Impersonation) -> None:
    facts = {"impersonation": acting.pk, "reason": acting.reason}
    [own], [platforms] = journals(acting)
    assert (own["actor_user_id"], own["impersonator_user_id"], own["data"]) == (
        acting.membership.user_id,
        acting.system_admin_id,
        facts,
    )
    assert (platforms["actor_user_id"], platforms["business_id"], platforms["data"]) == (
        acting.system_admin_id,
        acting.business_id,
        facts,
    )


def test_signing_out_ends_it_at_once_and_leaves_others_alone(
    business: Business, other_business: Business, member: Membership, acting: Impersonation
) -> None:
    elsewhere = membership_make(business=other_business)
    others = impersonation_make(membership=elsewhere)
    here: APIClient = client_for(member, impersonation=acting)
    themselves, there = client_for(member), client_for(elsewhere, impersonation=others)
    admin = house(acting.system_admin)
    assert here.get(ME).status_code == 200

    for _ in range(2):
        admin.post("/admin/logout/")

    assert [client.get(ME).status_code for client in (here, themselves, there)] == [401, 200, 200]
    assert_told_once(acting)
    others.refresh_from_db()
    assert others.ended_at is None


def test_a_sign_in_that_ran_out_ends_it_too(business: Business, member: Membership) -> None:
    admin_user = system_admin_make(email=SYSTEM_ADMIN)
    admin, began = house(admin_user), clock.now()
    with clock.frozen(began + timedelta(hours=3)):
        acting = impersonation_make(membership=member, system_admin=admin_user)
        here = client_for(member, impersonation=acting)
        assert here.get(ME).status_code == 200

        admin.get("/admin/")

        assert here.get(ME).status_code == 401
    assert_told_once(acting)


def test_a_code_that_was_not_used_yet_opens_nothing_after_signing_out(
    business: Business, member: Membership
) -> None:
    admin: Client = house(system_admin_make(email=SYSTEM_ADMIN))
    answer = admin.post(
        f"/admin/tenants/business/{business.pk}/impersonate/", {"membership": member.pk, "reason": "בדיקה"}
    )
    code = answer.headers["Location"].partition("code=")[2]

    admin.post("/admin/logout/")

    guest = Client(headers={"host": "halutz.testserver", "x-requested-with": "XMLHttpRequest"})
    opened = guest.post("/api/v1/auth/impersonation", {"code": code}, content_type="application/json")
    assert opened.status_code == 400
    assert opened.json()["error"]["code"] == "link_invalid"
    assert_told_once(Impersonation.objects.get())
