from datetime import timedelta

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.core import clock
from apps.crm.models import Lead, LeadStatus
from apps.crm.services.custom_fields import custom_field_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA


def test_leads_are_listed_newest_first_with_their_status(api):
    LeadFactory.create(name="ראשונה")
    second = LeadFactory.create(name="שנייה", phone="+972521234567", city="חיפה")

    answer = api.get("/api/v1/leads/")

    assert answer.status_code == 200
    assert [lead["name"] for lead in answer.json()["results"]] == ["שנייה", "ראשונה"]
    status = LeadStatus.objects.get(is_default=True)
    assert answer.json()["results"][0] == {
        "id": second.pk,
        "name": "שנייה",
        "phone": "+972521234567",
        "email": "",
        "status": {
            "id": status.pk,
            "label": "חדש",
            "colour": "#2563eb",
            "kind": "open",
            "stale_after_days": 2,
        },
        "source": "phone",
        "owner_id": None,
        "city": "חיפה",
        "service_wanted": "",
        "notes": "",
        "tags": [],
        "next_step": "",
        "next_step_at": None,
        "custom": {},
        "version": 1,
        "last_activity_at": second.last_activity_at.isoformat().replace("+00:00", "Z"),
        "created_at": second.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": second.updated_at.isoformat().replace("+00:00", "Z"),
    }


def test_pages_follow_each_other_without_a_gap(api):
    leads = LeadFactory.create_batch(5)

    first = api.get("/api/v1/leads/", {"page_size": 2}).json()
    second = api.get(first["next"]).json()
    third = api.get(second["next"]).json()

    pages = [[lead["id"] for lead in page["results"]] for page in (first, second, third)]
    newest = [lead.pk for lead in reversed(leads)]
    assert pages == [newest[:2], newest[2:4], newest[4:]]
    assert third["next"] is None


def test_a_page_costs_the_same_whatever_its_size(api, django_assert_num_queries):
    LeadFactory.create_batch(3)
    with django_assert_num_queries(ARRIVAL_QUERIES + 1):
        api.get("/api/v1/leads/")

    LeadFactory.create_batch(20)
    with django_assert_num_queries(ARRIVAL_QUERIES + 1):
        assert len(api.get("/api/v1/leads/").json()["results"]) == 23


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("כהן", ["דנה כהן"]),
        ("052123", ["דנה כהן"]),
        ("+97252-12", ["דנה כהן"]),
        ("4567", ["דנה כהן"]),
        ("RON@", ["רון לוי"]),
        ("אין כזה", []),
        (" ", ["רון לוי", "דנה כהן"]),
    ],
)
def test_search_finds_names_numbers_and_addresses(api, query, found):
    LeadFactory.create(name="דנה כהן", phone="+972521234567")
    LeadFactory.create(name="רון לוי", email="ron@example.com")

    results = api.get("/api/v1/leads/", {"q": query}).json()["results"]

    assert [lead["name"] for lead in results] == found


@pytest.mark.parametrize("query", ["%", "א", "_-.", "\U0001f600"])
def test_a_search_for_less_than_two_letters_is_refused(api, query):
    answer = api.get("/api/v1/leads/", {"q": query})

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "search_too_short")
    assert answer.json()["error"]["field"] == "q"


def test_leads_can_be_filtered_by_status(api):
    won = LeadStatus.objects.get(kind="won")
    LeadFactory.create()
    lead = LeadFactory.create(status=won)

    results = api.get("/api/v1/leads/", {"status": won.pk}).json()["results"]

    assert [row["id"] for row in results] == [lead.pk]
    assert api.get("/api/v1/leads/", {"status": "won"}).status_code == 400


def test_a_list_can_be_narrowed_in_every_way(api):
    custom_field_create(key="size", label="גודל", kind="choice", choices=["קטן", "גדול"], actor=DANA)
    custom_field_create(key="budget", label="תקציב", kind="number", actor=DANA)
    owner = api.membership.user_id
    LeadFactory.create(name="אחר", city="אילת", custom={"size": "קטן", "budget": 5})
    LeadFactory.create(
        name="דנה",
        city="חיפה",
        source="form",
        tags=["VIP", "אתר"],
        owner_id=owner,
        custom={"size": "גדול", "budget": 1200},
        last_activity_at=clock.now() - timedelta(days=30),
    )

    for query in (
        {"owner": owner},
        {"source": "form"},
        {"tag": "אתר"},
        {"city": "חיפה"},
        {"stale": "true"},
        {"custom.size": "גדול"},
        {"custom.budget": "1200.0"},
        {"custom.size": "גדול", "tag": "VIP", "q": "דנ"},
    ):
        results = api.get("/api/v1/leads/", query).json()["results"]
        assert [lead["name"] for lead in results] == ["דנה"], query
    moment = clock.now().isoformat()
    assert api.get("/api/v1/leads/", {"created_from": moment}).json()["results"] == []
    assert len(api.get("/api/v1/leads/", {"created_to": moment}).json()["results"]) == 2
    assert (
        api.get("/api/v1/leads/", {"custom.nothing": "1"}).json()["error"]["code"] == "custom_field_unknown"
    )
    assert api.get("/api/v1/leads/", {"custom.budget": "הרבה"}).status_code == 422


@pytest.mark.parametrize(
    ("ordering", "names"),
    [
        ("-created", ["ג", "ב", "א"]),
        ("created", ["א", "ב", "ג"]),
        ("name", ["א", "ב", "ג"]),
        ("-last_activity", ["ב", "ג", "א"]),
        ("-updated", ["א", "ג", "ב"]),
    ],
)
def test_a_list_can_be_ordered_and_paged(api, ordering, names):
    now = clock.now()
    for name, heard, updated in (("א", 1, 9), ("ב", 3, 5), ("ג", 2, 7)):
        lead = LeadFactory.create(name=name, last_activity_at=now + timedelta(hours=heard))
        Lead.objects.filter(pk=lead.pk).update(updated_at=now + timedelta(hours=updated))

    first = api.get("/api/v1/leads/", {"ordering": ordering, "page_size": 2}).json()
    second = api.get(first["next"]).json()

    assert [lead["name"] for lead in [*first["results"], *second["results"]]] == names
    assert api.get("/api/v1/leads/", {"ordering": "random"}).status_code == 400


def test_who_can_own_leads_is_listed_by_name(api, sign_in, business, other_api):
    sign_in(business, "agent")

    members = sign_in(business, "agent").get("/api/v1/leads/owners/").json()

    assert {member["role"] for member in members} == {"owner", "agent"}
    assert api.membership.user_id in [member["user_id"] for member in members]
    assert other_api.membership.user_id not in [member["user_id"] for member in members]
