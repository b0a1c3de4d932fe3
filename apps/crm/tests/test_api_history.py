import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.crm.models import Consent, ContactIdentity, FieldProvenance, Lead, LeadNote
from apps.crm.origin import Origin
from apps.crm.services.leads import lead_update
from apps.crm.services.notes import note_create
from apps.crm.tests.factories import LeadFactory
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


@pytest.fixture
def lead(business):
    return LeadFactory.create(name="דנה")


def of(lead, *path):
    return "/".join(["/api/v1/leads", str(lead.pk), *map(str, path), ""])


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_notes_name_their_authors(api, lead, django_assert_num_queries):
    note_create(lead_id=lead.pk, text="מהשיחה", actor=AI)
    made = api.post(of(lead, "notes"), {"text": "לחזור מחר"}, format="json")
    assert made.status_code == 201

    # The lead, its notes, and the names of all authors.
    with django_assert_num_queries(ARRIVAL_QUERIES + 3):
        notes = api.get(of(lead, "notes")).json()["results"]

    user = api.membership.user
    assert notes[0] == made.json()
    assert notes[0]["author"] == {"kind": "user", "user_id": user.pk, "name": user.full_name}
    assert notes[1]["author"] == {"kind": "ai", "user_id": None, "name": ""}


def test_a_note_is_changed_by_its_author_and_deleted_by_those_who_may(api, lead, sign_in, business):
    author, other = sign_in(business, "agent"), sign_in(business, "agent")
    note = author.post(of(lead, "notes"), {"text": "לחזור מחר"}, format="json").json()
    url = of(lead, "notes", note["id"])

    assert code(other.patch(url, {"text": "שקר"}, format="json")) == (403, "note_not_yours")
    assert code(other.delete(url)) == (403, "note_not_yours")
    assert code(api.patch(url, {"text": "שקר"}, format="json")) == (403, "note_not_yours")
    assert author.patch(url, {"text": "לחזור היום"}, format="json").json()["text"] == "לחזור היום"
    assert api.delete(url).status_code == 204
    assert LeadNote.objects.count() == 0


def test_proposed_values_are_listed_accepted_and_rejected(api, lead):
    changes = {"name": "דנה כהן", "city": "חיפה"}
    lead_update(lead_id=lead.pk, changes=changes, actor=AI, origin=Origin(kind="call", id=31, turn="item_7"))

    rows = api.get(of(lead, "provenance"), {"status": "proposed"}).json()["results"]
    assert [(row["field"], row["value"], row["previous"]) for row in rows] == [
        ("name", "דנה כהן", "דנה"),
        ("city", "חיפה", ""),
    ]
    assert (rows[0]["source_kind"], rows[0]["source_id"], rows[0]["external_id"]) == ("call", 31, "item_7")
    assert rows[0]["actor"] == {"kind": "ai", "user_id": None, "name": ""}

    accepted = api.post(of(lead, "provenance", rows[0]["id"], "accept")).json()
    rejected = api.post(of(lead, "provenance", rows[1]["id"], "reject")).json()

    assert (accepted["status"], rejected["status"]) == ("accepted", "rejected")
    stored = Lead.objects.get(pk=lead.pk)
    assert (stored.name, stored.city) == ("דנה כהן", "")
    assert code(api.post(of(lead, "provenance", rows[1]["id"], "accept"))) == (409, "provenance_decided")
    assert api.get(of(lead, "provenance"), {"status": "proposed"}).json()["results"] == []


def test_a_value_of_another_lead_is_not_there(api, lead):
    lead_update(lead_id=lead.pk, changes={"city": "חיפה"}, actor=AI, origin=Origin(kind="call", id=31))
    row, other = FieldProvenance.objects.get(), LeadFactory.create()

    assert code(api.post(of(other, "provenance", row.pk, "reject"))) == (404, "provenance_not_found")
    assert Lead.objects.get(pk=lead.pk).city == "חיפה"


def test_consents_are_a_record_of_which_the_newest_holds(api, lead):
    CallFactory.create(pk=31)
    given = {"kind": "marketing", "source": "בשיחה", "source_kind": "call", "source_id": 31}
    for granted in (True, False):
        made = api.post(of(lead, "consents"), {**given, "granted": granted}, format="json")
        assert (made.status_code, made.json()["granted"], made.json()["is_current"]) == (201, granted, True)

    rows = api.get(of(lead, "consents")).json()

    assert [(row["granted"], row["is_current"]) for row in rows] == [(False, True), (True, False)]
    assert rows[0]["actor"]["user_id"] == api.membership.user_id
    assert api.delete(of(lead, "consents")).status_code == 405
    assert Consent.objects.count() == 2


@pytest.mark.parametrize("kind", ["call", "message", "import", "form", "user", ""])
def test_a_consent_comes_from_nothing_that_is_not_there(api, lead, other_business, kind):
    with in_tenant(other_business.schema_name):
        CallFactory.create(pk=32)
    given = {"kind": "marketing", "granted": True, "source": "בשיחה", "source_kind": kind, "source_id": 32}

    refused = api.post(of(lead, "consents"), given, format="json")

    assert code(refused) == (404, "consent_source_not_found")
    assert (Consent.objects.count(), AuditEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "marketing", "granted": True},
        {"kind": "dancing", "granted": True, "source": "x"},
        {"kind": "marketing", "granted": "maybe", "source": "x"},
        {"kind": "marketing", "source": "x"},
    ],
)
def test_a_consent_without_its_source_is_none(api, lead, given):
    assert code(api.post(of(lead, "consents"), given, format="json")) == (400, "invalid")
    assert Consent.objects.count() == 0


@pytest.mark.parametrize("path", ["notes", "provenance", "consents", "duplicates", "merges"])
def test_nobody_s_history_is_not_found(api, path):
    assert code(api.get(f"/api/v1/leads/999999/{path}/")) == (404, "lead_not_found")


def test_addresses_are_shown_but_not_an_id_that_hides_a_number(api, business, other_business):
    lead = LeadFactory.create()
    for kind, value in [
        ("phone", "+972521234567"),
        ("wa_id", "972521234567"),
        ("lid", "184467440737@lid"),
        ("bsuid", "IL.9xKq7"),
    ]:
        ContactIdentity.objects.create(lead=lead, kind=kind, value=value)
    ContactIdentity.objects.create(lead=LeadFactory.create(), kind="email", value="other@example.com")

    shown = api.get(f"/api/v1/leads/{lead.pk}/identities/").json()

    assert [(each["kind"], each["value"], each["is_proven"]) for each in shown] == [
        ("phone", "+972521234567", True),
        ("wa_id", "972521234567", True),
        ("lid", "••••0737", True),
        ("bsuid", "••••xKq7", True),
    ]
    assert api.get(f"/api/v1/leads/{lead.pk + 99}/identities/").status_code == 404
    with in_tenant(other_business.schema_name):
        assert ContactIdentity.objects.count() == 0


def test_an_address_is_removed_by_who_may_and_only_once(api, sign_in, business, other_api, lead):
    written = [
        ContactIdentity.objects.create(lead=lead, kind="email", value=f"{n}@example.com") for n in "ab"
    ]
    urls = [of(lead, "identities", identity.pk) for identity in written]

    assert code(other_api.delete(urls[0])) == (404, "lead_not_found")
    assert sign_in(business, "agent").delete(urls[0]).status_code == 204
    assert code(api.delete(urls[0])) == (404, "identity_not_found")
    assert [each["value"] for each in api.get(of(lead, "identities")).json()] == ["b@example.com"]


def test_an_address_the_lead_was_heard_from_is_removed_by_admins_only(sign_in, business, lead):
    heard = ContactIdentity.objects.create(lead=lead, kind="wa_id", value="972521234567")
    url = of(lead, "identities", heard.pk)

    assert code(sign_in(business, "agent").delete(url)) == (403, "identity_proven")
    assert ContactIdentity.objects.filter(pk=heard.pk).exists()
    assert sign_in(business, "admin").delete(url).status_code == 204
