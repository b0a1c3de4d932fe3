"""Undoing an import takes back what it did and nothing that anybody did since."""

import pytest

from apps.audit.models import AuditEntry
from apps.crm.models import ContactIdentity, CustomField, Lead, LeadImportRow
from apps.crm.services.import_undoing import import_rollback_run
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.services.notes import note_create
from apps.crm.services.tasks import task_create
from apps.crm.tests.importing import finished, undone
from apps.crm.tests.people import DANA, identities_of, lead_of

CSV = "שם,טלפון\nדנה,0521234567\nיוסי,0541112222\nרות,0503334444\nגיל,0509998888\nתמר,0507776666\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def results(lead_import):
    return [lead_import.state, lead_import.deleted, lead_import.restored, lead_import.left]


def test_leads_it_made_are_gone_with_their_addresses(business):
    kept, _ = lead_of("0522222222")

    lead_import = undone(finished(CSV))

    assert results(lead_import) == ["rolled_back", 5, 0, 0]
    assert list(Lead.objects.values_list("pk", flat=True)) == [kept.pk]
    assert ContactIdentity.objects.count() == 1
    assert LeadImportRow.objects.count() == 0
    assert AuditEntry.objects.filter(action="lead.deleted", data={"import_id": lead_import.pk}).count() == 5


def test_leads_that_somebody_touched_stay_and_it_says_why(business):
    lead_import = finished(CSV)
    leads = {lead.name: lead for lead in Lead.objects.all()}
    lead_update(lead_id=leads["דנה"].pk, changes={"city": "חיפה"}, actor=DANA)
    note_create(lead_id=leads["יוסי"].pk, text="דיברנו", actor=DANA)
    task_create(details={"title": "לחזור", "lead_id": leads["רות"].pk}, actor=DANA)
    lead_of("0509998888")

    lead_import = undone(lead_import)

    assert results(lead_import) == ["rolled_back", 1, 0, 4]
    assert set(Lead.objects.values_list("name", flat=True)) == {"דנה", "יוסי", "רות", "גיל"}
    reasons = dict(LeadImportRow.objects.values_list("lead__name", "left"))
    assert reasons == {"דנה": "changed", "יוסי": "in_use", "רות": "in_use", "גיל": "in_use"}


def test_a_lead_that_was_merged_stays(business):
    other, _ = lead_of("0522222222")
    lead_import = finished("שם,טלפון\nדנה,0521234567\n")
    lead_merge(winner_id=other.pk, loser_id=Lead.objects.get(name="דנה", merged_into=None).pk, actor=DANA)

    lead_import = undone(lead_import)

    assert results(lead_import) == ["rolled_back", 0, 0, 1]
    assert identities_of(other) == [("phone", "+972521234567"), ("phone", "+972522222222")]


def test_leads_it_changed_have_again_what_they_had(business):
    CustomField.objects.create(key="budget", label="תקציב", kind="number", order=0)
    CustomField.objects.create(key="size", label="גודל", kind="text", order=1)
    lead, _ = lead_of("0521234567")
    before = {"name": "ד", "notes": "ישן", "tags": ["א"], "custom": {"budget": 5}}
    lead_update(lead_id=lead.pk, changes=before, actor=DANA)
    content = (
        "שם,טלפון,מייל,הערות,תגיות,סטטוס,תקציב,גודל\n"
        "דנה,0521234567,d@example.com,חדש,ב,נסגר בהצלחה,7,גדול\n"
        "דנה כהן,0521234567,,,,,,\n"
    )
    lead_import = finished(content, duplicates="update")
    lead.refresh_from_db()
    assert (lead.name, lead.email, lead.custom) == ("דנה כהן", "d@example.com", {"budget": 7, "size": "גדול"})
    version = lead.version

    lead_import = undone(lead_import)

    assert results(lead_import) == ["rolled_back", 0, 1, 0]
    lead = Lead.objects.select_related("status").get(pk=lead.pk)
    assert {name: getattr(lead, name) for name in before} == before
    assert (lead.email, lead.status.is_default, lead.phone) == ("", True, "+972521234567")
    assert identities_of(lead) == [("phone", "+972521234567")]
    assert lead.version > version


def test_a_field_that_changed_since_keeps_that_change(business):
    lead, _ = lead_of("0521234567")
    lead_import = finished("שם,טלפון,עיר\nדנה,0521234567,חיפה\n", duplicates="update")
    lead_update(lead_id=lead.pk, changes={"name": "דנה כהן"}, actor=DANA)

    lead_import = undone(lead_import)

    lead.refresh_from_db()
    assert (lead.name, lead.city) == ("דנה כהן", "")
    assert results(lead_import) == ["rolled_back", 0, 0, 1]
    assert LeadImportRow.objects.get().left == "changed"


def test_undoing_twice_is_undoing_once(business, api):
    lead_import = undone(finished(CSV))

    import_rollback_run(import_id=lead_import.pk)
    refused = api.post(f"/api/v1/imports/{lead_import.pk}/rollback/")

    lead_import.refresh_from_db()
    assert results(lead_import) == ["rolled_back", 5, 0, 0]
    assert (refused.status_code, refused.json()["error"]["state"]) == (409, "rolled_back")


def test_the_other_business_keeps_its_leads(business, other_business):
    from apps.tenants.context import in_tenant

    with in_tenant(other_business.schema_name):
        finished(CSV)

    undone(finished(CSV))

    with in_tenant(other_business.schema_name):
        assert Lead.objects.count() == 5
