"""There is always something to know a lead by."""

import pytest
from django.db import IntegrityError, transaction

from apps.audit.models import AuditEntry
from apps.crm.errors.leads import LeadEmptyError, TagsInvalidError
from apps.crm.models import ContactIdentity, FieldProvenance, Lead
from apps.crm.origin import Origin
from apps.crm.services.decisions import provenance_reject
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge, merge_undo
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA, captured
from apps.crm.tests.uploading import imported
from apps.tenants.context import in_tenant

INVISIBLE = ["\u200f\u202e\u200b", "\u3164", "\u2800", "\u0301", " \u00ad "]


@pytest.mark.parametrize("name", INVISIBLE)
@pytest.mark.parametrize("source", ["manual", "whatsapp"])
def test_the_last_that_a_lead_is_known_by_stays(api, other_business, name, source):
    lead = LeadFactory.create(name="דנה", phone="+972521234567", source=source)

    refused = api.patch(
        f"/api/v1/leads/{lead.pk}/", {"name": name, "phone": "", "city": "חיפה"}, format="json"
    )

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "lead_empty")
    lead.refresh_from_db()
    assert (lead.name, lead.phone, lead.city, lead.version) == ("דנה", "+972521234567", "", 1)
    assert api.patch(f"/api/v1/leads/{lead.pk}/", {"name": name}, format="json").json()["name"] == ""


@pytest.mark.parametrize("name", INVISIBLE)
def test_an_invisible_name_makes_no_lead(api, other_business, name):
    refused = api.post("/api/v1/leads/", {"name": name, "city": "חיפה"}, format="json")

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "lead_empty")
    assert (Lead.objects.count(), AuditEntry.objects.filter(target_kind="lead").count()) == (0, 0)
    assert api.post("/api/v1/leads/", {"name": name, "phone": "0521234567"}, format="json").status_code == 201


@pytest.mark.parametrize("source", ["manual", "form", "import", "api"])
def test_the_database_holds_no_empty_lead(business, other_business, source):
    for schema in (business.schema_name, other_business.schema_name):
        with in_tenant(schema):
            with pytest.raises(IntegrityError, match="lead_known_by_something"), transaction.atomic():
                LeadFactory.create(name="", source=source)
            assert Lead.objects.count() == 0


def test_who_hides_is_a_lead_all_the_same(business, other_business):
    lead = captured(("lid", "123456789012345"), source="whatsapp").lead

    lead_update(lead_id=lead.pk, changes={"city": "חיפה"}, actor=DANA)

    lead.refresh_from_db()
    assert (lead.name, lead.phone, lead.email, lead.city) == ("", "", "", "חיפה")
    with pytest.raises(LeadEmptyError):
        captured(("lid", "223456789012345"), source="api")
    assert ContactIdentity.objects.count() == 1


def test_a_name_that_was_understood_wrongly_is_taken_back_from_who_hides(business, other_business):
    origin = Origin(kind="call", id=5)
    lead = captured(("lid", "1"), source="whatsapp", details={"name": "דנה"}, origin=origin).lead
    known = captured(("phone", "0521234567"), source="form", details={"name": "רון"}, origin=origin).lead
    lead_update(lead_id=known.pk, changes={"phone": ""}, actor=DANA)

    provenance_reject(
        lead_id=lead.pk, provenance_id=FieldProvenance.objects.get(lead=lead, field="name").pk, actor=DANA
    )
    with pytest.raises(LeadEmptyError):
        provenance_reject(
            lead_id=known.pk,
            provenance_id=FieldProvenance.objects.get(lead=known, field="name").pk,
            actor=DANA,
        )

    assert [Lead.objects.get(pk=each.pk).name for each in (lead, known)] == ["", "רון"]


def test_a_merge_is_not_undone_into_nothing(business, other_business):
    winner = LeadFactory.create(name="", phone="+972521234567", source="manual")
    loser = LeadFactory.create(name="דנה", source="manual")
    merge = lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)
    lead_update(lead_id=winner.pk, changes={"phone": ""}, actor=DANA)

    with pytest.raises(LeadEmptyError):
        merge_undo(merge_id=merge.pk, actor=DANA)

    assert Lead.objects.get(pk=loser.pk).merged_into_id == winner.pk
    lead_update(lead_id=winner.pk, changes={"email": "d@example.com"}, actor=DANA)
    merge_undo(merge_id=merge.pk, actor=DANA)
    assert Lead.objects.get(pk=winner.pk).name == ""


def test_an_import_is_not_undone_into_nothing(api, jobs, other_business, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lead = captured(("phone", "0521234567"), source="form").lead
    done = imported(api, jobs, "שם,טלפון\nדנה,0521234567\n", duplicates="update")
    lead_update(lead_id=lead.pk, changes={"phone": ""}, actor=DANA)

    assert api.post(f"/api/v1/imports/{done['id']}/rollback/").status_code == 202
    jobs.run()

    lead.refresh_from_db()
    assert (lead.name, lead.phone) == ("דנה", "")
    undone = api.get(f"/api/v1/imports/{done['id']}/").json()
    assert (undone["state"], undone["restored"], undone["left"]) == ("rolled_back", 0, 1)


def test_an_invisible_tag_is_no_tag(business, other_business):
    lead = LeadFactory.create(tags=["VIP"])

    with pytest.raises(TagsInvalidError):
        lead_update(lead_id=lead.pk, changes={"tags": ["\u200b"]}, actor=DANA)

    lead.refresh_from_db()
    assert (lead.tags, lead.version) == (["VIP"], 1)
