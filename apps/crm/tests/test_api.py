import pytest

from apps.audit.models import AuditEntry
from apps.crm.models import Lead, LeadStatus
from apps.crm.tests.factories import LeadFactory
from apps.tenants.context import in_tenant

# The host's business, the sign-in, the membership, and the search path before the first two.
ARRIVAL_QUERIES = 5


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
        ("%", []),
        (" ", ["רון לוי", "דנה כהן"]),
    ],
)
def test_search_finds_names_numbers_and_addresses(api, query, found):
    LeadFactory.create(name="דנה כהן", phone="+972521234567")
    LeadFactory.create(name="רון לוי", email="ron@example.com")

    results = api.get("/api/v1/leads/", {"q": query}).json()["results"]

    assert [lead["name"] for lead in results] == found


def test_leads_can_be_filtered_by_status(api):
    won = LeadStatus.objects.get(kind="won")
    LeadFactory.create()
    lead = LeadFactory.create(status=won)

    results = api.get("/api/v1/leads/", {"status": won.pk}).json()["results"]

    assert [row["id"] for row in results] == [lead.pk]
    assert api.get("/api/v1/leads/", {"status": "won"}).status_code == 400


def test_one_lead_is_changed_by_the_person_signed_in(api, django_assert_num_queries):
    lead = LeadFactory.create()
    won = LeadStatus.objects.get(kind="won")

    answer = api.patch(
        f"/api/v1/leads/{lead.pk}/", {"status": won.pk, "phone": "052-1234567", "version": 1}, format="json"
    )

    assert answer.status_code == 200
    assert answer.json()["status"]["kind"] == "won"
    assert (answer.json()["phone"], answer.json()["version"]) == ("+972521234567", 2)
    assert api.get(f"/api/v1/leads/{lead.pk}/").json() == answer.json()
    assert AuditEntry.objects.get(action="lead.updated").actor_user_id == api.membership.user_id
    with django_assert_num_queries(ARRIVAL_QUERIES + 1):
        api.get(f"/api/v1/leads/{lead.pk}/")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"version": 7, "name": "רון"}, 412, "lead_changed"),
        ({"phone": "12"}, 422, "phone_invalid"),
        ({"email": "dana"}, 422, "email_invalid"),
        ({"status": 999_999}, 422, "status_unknown"),
        ({"name": "ד" * 121}, 400, "invalid"),
        ({"name": None}, 400, "invalid"),
        ({"name": "ד\x00"}, 400, "malformed"),
    ],
)
def test_a_change_that_cannot_be_is_refused_whole(api, change, status, code):
    lead = LeadFactory.create(name="דנה")

    answer = api.patch(f"/api/v1/leads/{lead.pk}/", {"city": "חיפה", **change}, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    lead.refresh_from_db()
    assert (lead.name, lead.city, lead.version) == ("דנה", "", 1)


def test_a_refusal_speaks_the_language_of_the_reader(api):
    lead = LeadFactory.create()

    hebrew = api.patch(f"/api/v1/leads/{lead.pk}/", {"phone": "12"}, format="json").json()["error"]
    english = api.patch(
        f"/api/v1/leads/{lead.pk}/", {"phone": "12"}, format="json", headers={"accept-language": "en"}
    ).json()["error"]

    assert hebrew["message"] == "מספר הטלפון לא תקין. יש להזין מספר מלא, למשל 0521234567."
    assert english["message"] == "This is not a phone number. Give all of its digits, such as 0521234567."
    assert hebrew["field"] == english["field"] == "phone"


@pytest.mark.parametrize("method", ["get", "patch"])
def test_a_lead_of_another_business_does_not_exist_here(api, other_business, method):
    with in_tenant(other_business.schema_name):
        theirs = LeadFactory.create(id=900_001, name="שלהם")

    answer = getattr(api, method)(f"/api/v1/leads/{theirs.pk}/", {"name": "שלנו"}, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "lead_not_found")
    assert api.get("/api/v1/leads/").json()["results"] == []
    with in_tenant(other_business.schema_name):
        assert Lead.objects.get(pk=theirs.pk).name == "שלהם"


def test_an_id_no_table_can_hold_is_not_found(api):
    assert api.get(f"/api/v1/leads/{10**30}/").status_code == 404


def test_statuses_come_in_the_business_order(api):
    LeadStatus.objects.filter(label="חדש").update(order=90)

    answer = api.get("/api/v1/leads/statuses/")

    assert [status["label"] for status in answer.json()][-1] == "חדש"
    assert len(answer.json()) == 7


def test_nobody_reads_leads_without_signing_in(anonymous):
    assert anonymous.get("/api/v1/leads/").status_code == 401
    assert anonymous.get("/api/v1/leads/statuses/").status_code == 401
    assert anonymous.patch("/api/v1/leads/1/", {}, format="json").status_code == 401


def test_an_agent_may_read_and_change_leads(sign_in, business):
    agent = sign_in(business, "agent")
    lead = LeadFactory.create()

    assert agent.get("/api/v1/leads/").status_code == 200
    assert agent.patch(f"/api/v1/leads/{lead.pk}/", {"name": "דנה"}, format="json").status_code == 200
