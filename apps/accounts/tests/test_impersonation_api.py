from datetime import timedelta
from functools import partial

import pytest
from rest_framework.test import APIClient

from apps.accounts.errors import LinkInvalidError
from apps.accounts.models import Impersonation, Membership, RefreshSession, User
from apps.accounts.services import impersonation_open, impersonations_expire
from apps.accounts.testing import membership_make, system_admin_make
from apps.accounts.tests.links import IMPERSONATION, acting, impersonation_begin, redeem, secrets_in
from apps.accounts.tests.signing_in import LOGOUT, ME, OURS, answer, at, bearer, refresh, signed_in
from apps.accounts.tests.told import told_access
from apps.accounts.visitors import Visitor
from apps.audit.models import AuditEntry
from apps.audit.platform.models import PlatformAuditEntry
from apps.core import clock
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.threads import at_once
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

HALF_AN_HOUR = timedelta(minutes=30)


def test_a_system_admin_acts_as_a_member_for_half_an_hour(system_admin: User, member: Membership) -> None:
    now = clock.now()
    with clock.frozen(now):
        address = impersonation_begin(system_admin, member, "  לקוח דיווח\nעל תקלה ")
        response = redeem(address)

    assert address.startswith("https://halutz.testserver/impersonate#code=")
    assert response.status_code == 200
    assert response.json()["user"]["id"] == member.user_id
    cookie = response.cookies["refresh"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (1800, True, "Strict")
    assert "device" not in response.cookies
    client = at("halutz")
    client.cookies["refresh"] = cookie.value
    bearer(client, response.json()["access"])
    with clock.frozen(now + HALF_AN_HOUR - timedelta(seconds=1)):
        assert client.get(ME).json()["impersonation"] == {
            "by": "רות מזרחי",
            "reason": "לקוח דיווח על תקלה",
            "ends_at": (now + HALF_AN_HOUR).isoformat().replace("+00:00", "Z"),
        }
        renewed = refresh(client)
        assert (renewed.status_code, renewed.cookies["refresh"]["max-age"]) == (200, 1)
    with clock.frozen(now + HALF_AN_HOUR):
        assert client.get(ME).status_code == 401
        bearer(client, renewed.json()["access"])
        assert client.get(ME).status_code == 401
        assert answer(refresh(client)) == (401, "session_ended")


def test_both_names_are_in_both_journals(system_admin: User, member: Membership) -> None:
    client = acting(system_admin, member)
    client.delete(IMPERSONATION)

    pk = Impersonation.objects.get().pk
    facts = {"impersonation": pk, "reason": "לקוח דיווח על תקלה"}
    entries = AuditEntry.objects.order_by("pk").values_list(
        "action", "actor_user_id", "impersonator_user_id", "target_kind", "target_id", "data"
    )
    assert list(entries) == [
        (f"impersonation.{what}", member.user_id, system_admin.pk, "user", member.user_id, facts)
        for what in ("started", "ended")
    ]
    platform = PlatformAuditEntry.objects.order_by("pk").values_list(
        "action", "actor_user_id", "business_id", "target_id", "data"
    )
    assert list(platform) == [
        (f"impersonation.{what}", system_admin.pk, member.business_id, member.user_id, facts)
        for what in ("started", "ended")
    ]


def test_what_is_done_meanwhile_is_done_under_both_names(system_admin: User, member: Membership) -> None:
    lead = LeadFactory.create()

    response = acting(system_admin, member).patch(f"/api/v1/leads/{lead.pk}/", {"name": "רון"}, format="json")

    assert response.status_code == 200
    entry = AuditEntry.objects.get(action="lead.updated")
    assert (entry.actor_user_id, entry.impersonator_user_id) == (member.user_id, system_admin.pk)


def test_one_click_ends_it(system_admin: User, member: Membership, settings) -> None:
    settings.PUBLIC_BASE_URL = "https://prosaas.example"
    client = acting(system_admin, member)

    response = client.delete(IMPERSONATION)

    assert (response.status_code, response.json()) == (200, {"redirect": "https://prosaas.example/admin/"})
    assert response.cookies["refresh"].value == ""
    assert client.get(ME).status_code == 401
    assert answer(client.delete(IMPERSONATION)) == (401, "not_authenticated")
    assert Impersonation.objects.get().ended_at is not None
    assert told_access() == {"b_halutz"}


def test_one_that_ran_out_is_written_down_once_in_both_journals(
    system_admin: User, member: Membership, other_business: Business
) -> None:
    now = clock.now()
    elsewhere = membership_make(business=other_business)
    with clock.frozen(now):
        client = acting(system_admin, member)
        impersonation_begin(system_admin, elsewhere)
    with clock.frozen(now + HALF_AN_HOUR - timedelta(seconds=1)):
        impersonations_expire()
        assert client.get(ME).status_code == 200
    assert AuditEntry.objects.get().action == "impersonation.started"
    with clock.frozen(now + timedelta(minutes=20)):
        ended_by_hand = acting(system_admin, member)
        ended_by_hand.delete(IMPERSONATION)

    for _ in range(2):
        with clock.frozen(now + HALF_AN_HOUR + timedelta(minutes=1)):
            impersonations_expire()

    ran_out = Impersonation.objects.order_by("pk")[0]
    assert ran_out.ended_at == now + HALF_AN_HOUR
    facts = {"impersonation": ran_out.pk, "reason": "לקוח דיווח על תקלה", "ran_out": True}
    for journal in (AuditEntry, PlatformAuditEntry):
        entry = journal.objects.get(action="impersonation.ended", data__impersonation=ran_out.pk)
        assert (entry.data, entry.target_id) == (facts, member.user_id)
    entry = AuditEntry.objects.get(action="impersonation.ended", data__impersonation=ran_out.pk)
    assert (entry.actor_user_id, entry.impersonator_user_id) == (member.user_id, system_admin.pk)
    assert AuditEntry.objects.filter(action="impersonation.ended").count() == 2
    with in_tenant(other_business.schema_name):
        assert AuditEntry.objects.get(action="impersonation.ended").target_id == elsewhere.user_id


def test_signing_out_ends_it_too(system_admin: User, member: Membership) -> None:
    client = acting(system_admin, member)

    client.post(LOGOUT, headers=OURS)

    assert client.get(ME).status_code == 401
    assert Impersonation.objects.get().ended_at is not None
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "impersonation.started",
        "impersonation.ended",
    ]


def test_the_member_notices_nothing_of_ones_own(
    business: Business, system_admin: User, other_business: Business
) -> None:
    browser = signed_in(business)
    member = Membership.objects.get()
    seen, signed_in_last = member.last_seen_at, member.user.last_login
    client = acting(system_admin, member)

    assert len(browser.get("/api/v1/auth/sessions").json()) == 1
    member.refresh_from_db()
    member.user.refresh_from_db()
    assert (member.last_seen_at, member.user.last_login) == (seen, signed_in_last)
    client.delete(IMPERSONATION)
    assert browser.get(ME).json()["impersonation"] is None


def test_somebody_who_is_just_themselves_stops_nothing(api: APIClient) -> None:
    assert answer(api.delete(IMPERSONATION)) == (409, "not_impersonating")
    assert api.get(ME).status_code == 200


def test_a_code_opens_once(system_admin: User, member: Membership) -> None:
    address = impersonation_begin(system_admin, member)

    assert redeem(address).status_code == 200
    assert answer(redeem(address)) == (400, "link_invalid")
    assert RefreshSession.objects.count() == 1


def test_a_code_used_many_times_at_once_opens_once(tenants_db: None, business: Business) -> None:
    address = impersonation_begin(system_admin_make(), membership_make(business=business))

    results = at_once("b_halutz", [partial(tried, secrets_in(address)["code"], business)] * 6)

    assert sorted(results) == [*["link_invalid"] * 5, "open"]
    assert RefreshSession.objects.count() == 1


def tried(code: str, business: Business) -> str:
    try:
        impersonation_open(code=code, business=business, visitor=Visitor())
    except LinkInvalidError as error:
        return error.code
    return "open"


def test_a_code_is_over_after_two_minutes(system_admin: User, member: Membership) -> None:
    address = impersonation_begin(system_admin, member)

    with clock.frozen(clock.now() + timedelta(minutes=2, seconds=1)):
        assert answer(redeem(address)) == (400, "link_invalid")
    assert RefreshSession.objects.count() == 0


def test_a_code_opens_nothing_at_another_business(
    system_admin: User, member: Membership, other_business: Business
) -> None:
    membership_make(business=other_business, user=member.user)

    assert answer(redeem(impersonation_begin(system_admin, member), "shaked")) == (400, "link_invalid")


@pytest.mark.parametrize("origin", ["https://evil.test", "http://testserver", "http://shaked.testserver"])
def test_a_code_is_used_by_our_own_page(system_admin: User, member: Membership, origin: str) -> None:
    address = impersonation_begin(system_admin, member)

    assert answer(redeem(address, headers={"Origin": origin})) == (403, "cross_site")
    assert redeem(address).status_code == 200


def test_a_code_is_stored_as_its_digest_only(system_admin: User, member: Membership) -> None:
    code = secrets_in(impersonation_begin(system_admin, member))["code"]

    stored = Impersonation.objects.values_list("code_hash", flat=True).get()
    assert (len(code), len(stored)) == (43, 64)
    assert code not in stored


@pytest.mark.parametrize("token", ["bad", ""])
def test_a_code_opens_whoever_was_signed_in_before(
    system_admin: User, member: Membership, token: str
) -> None:
    response = redeem(impersonation_begin(system_admin, member), HTTP_AUTHORIZATION=f"Bearer {token}")

    assert response.status_code == 200


@pytest.mark.parametrize("body", [{}, {"code": ""}, {"code": 7}, {"code": "x" * 129}, [], "x"])
def test_what_is_no_code_is_refused(business: Business, body: object) -> None:
    assert at("halutz").post(IMPERSONATION, body, format="json").status_code == 400
    assert RefreshSession.objects.count() == 0


def test_a_member_who_signs_out_everywhere_ends_it(
    business: Business, system_admin: User, other_business: Business
) -> None:
    browser = signed_in(business)
    client = acting(system_admin, Membership.objects.get())

    browser.post("/api/v1/auth/logout-everywhere")

    assert client.get(ME).status_code == 401
    assert Impersonation.objects.get().ended_at is not None
