import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.audit.models import AuditEntry
from apps.crm.models import Lead, LeadStatus
from apps.crm.services.custom_fields import custom_field_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.tenants.context import in_tenant


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


@pytest.mark.parametrize(("method", "body"), [("get", None), ("patch", {"name": "שלנו"})])
def test_a_lead_of_another_business_does_not_exist_here(api, other_business, method, body):
    with in_tenant(other_business.schema_name):
        theirs = LeadFactory.create(id=900_001, name="שלהם")

    answer = getattr(api, method)(f"/api/v1/leads/{theirs.pk}/", body, format="json")

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


def test_a_lead_is_added_with_what_people_know(api):
    owner = api.membership.user_id
    custom_field_create(key="budget", label="תקציב", kind="number", actor=DANA)
    given = {
        "name": "דנה כהן",
        "phone": "052-1234567",
        "email": "Dana@Example.com",
        "city": "חיפה",
        "tags": ["VIP"],
        "owner_id": owner,
        "next_step": "להתקשר",
        "next_step_at": "2026-11-24T09:00:00+02:00",
        "custom": {"budget": 1200},
    }

    answer = api.post("/api/v1/leads/", given, format="json")

    assert answer.status_code == 201
    body = answer.json()
    assert body | given | {"phone": "+972521234567", "email": "dana@example.com"} == body | {
        **given,
        "phone": "+972521234567",
        "email": "dana@example.com",
    }
    assert (body["phone"], body["email"], body["source"]) == ("+972521234567", "dana@example.com", "manual")
    assert (body["matched"], body["status"]["label"], body["custom"]) == (False, "חדש", {"budget": 1200})
    assert body["next_step_at"] == "2026-11-24T07:00:00Z"
    assert answer.headers["ETag"] == 'W/"1"'
    assert AuditEntry.objects.get(action="lead.created").actor_user_id == owner


def test_somebody_who_is_known_is_found_not_added(api):
    lead = api.post("/api/v1/leads/", {"phone": "0521234567"}, format="json").json()

    answer = api.post(
        "/api/v1/leads/", {"phone": "+972521234567", "name": "דנה", "source": "form"}, format="json"
    )

    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["matched"]) == (lead["id"], True)
    assert (answer.json()["name"], answer.json()["source"]) == ("דנה", "manual")
    assert Lead.objects.count() == 1


def test_what_somebody_known_writes_again_is_added_once(api, other_business):
    def wrote(notes):
        given = {"phone": "0521234567", "source": "form", "notes": notes}
        return api.post("/api/v1/leads/", given, format="json").json()

    first = wrote("בבקשה להתקשר בעניין הגג")
    again = [wrote("דחוף: הגג דולף עכשיו") for _ in range(2)][-1]

    assert (again["id"], again["matched"]) == (first["id"], True)
    assert again["notes"] == "בבקשה להתקשר בעניין הגג\nדחוף: הגג דולף עכשיו"
    entry = AuditEntry.objects.get(action="lead.updated", target_id=first["id"])
    assert entry.data["fields"] == ["notes"]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({}, 422, "lead_empty"),
        ({"city": "חיפה"}, 422, "lead_empty"),
        ({"name": "דנה", "source": "phone"}, 400, "invalid"),
        ({"name": "דנה", "custom": {"budget": 1}}, 422, "custom_field_unknown"),
        ({"name": "דנה", "custom": "x"}, 400, "invalid"),
        ({"name": "דנה", "tags": ["א" * 41]}, 400, "invalid"),
        ({"name": "דנה", "owner_id": 999_999}, 422, "member_unknown"),
        ({"name": "דנה", "next_step_at": "מחר"}, 400, "invalid"),
        ([1, 2], 400, "invalid"),
        ("דנה", 400, "invalid"),
    ],
)
def test_a_lead_that_cannot_be_is_not_added(api, given, status, code):
    answer = api.post("/api/v1/leads/", given, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert Lead.objects.count() == 0


def test_a_tag_of_an_older_state_changes_nothing_and_shows_the_newer(api):
    lead = LeadFactory.create(name="דנה")
    url = f"/api/v1/leads/{lead.pk}/"
    tag = api.get(url).headers["ETag"]
    assert api.patch(url, {"city": "חיפה"}, format="json", headers={"if-match": tag}).status_code == 200

    late = api.patch(url, {"city": "אילת"}, format="json", headers={"if-match": tag})

    assert (late.status_code, late.json()["error"]["code"]) == (412, "lead_changed")
    assert late.json()["error"]["version"] == 2
    assert late.json()["error"]["current"] == api.get(url).json()
    assert Lead.objects.get(pk=lead.pk).city == "חיפה"
    fresh = api.get(url).headers["ETag"]
    assert api.patch(url, {"city": "אילת"}, format="json", headers={"if-match": fresh}).status_code == 200


def test_deleting_is_for_those_who_lead(api, sign_in, business):
    lead = LeadFactory.create()
    url = f"/api/v1/leads/{lead.pk}/"

    assert sign_in(business, "agent").delete(url).status_code == 403
    assert Lead.objects.count() == 1
    assert api.delete(url).status_code == 204
    assert api.delete(url).status_code == 404
