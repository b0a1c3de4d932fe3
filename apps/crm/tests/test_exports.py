"""The view on the screen as a file: the same leads in the same order, safe to open, whatever its size."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import AsyncRequestFactory
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.api.downloads import download
from apps.crm.models import CustomField, Lead, LeadStatus
from apps.crm.selectors.exports import PAGE
from apps.crm.services import exports
from apps.crm.services.consents import consent_record
from apps.crm.services.leads import lead_update
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA, lead_of
from apps.crm.tests.uploading import counts, imported


def content_of(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def rows_of(api, **asked):
    """The lines of an export as CSV, each as a dictionary by heading."""
    text = content_of(api.get("/api/v1/leads/export/", asked)).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_a_lead_is_written_as_people_read_it(business, api):
    CustomField.objects.create(key="budget", label="תקציב", kind="number", order=0)
    lead, _ = lead_of("0521234567")
    owner = api.membership
    lead_update(
        lead_id=lead.pk,
        changes={
            "name": "דנה כהן",
            "owner_id": owner.user_id,
            "tags": ["VIP", "חוזרת"],
            "notes": 'אמרה: "כן"\nלחזור',
            "custom": {"budget": 1200},
        },
        actor=DANA,
    )
    consent_record(lead_id=lead.pk, kind="marketing", granted=True, source="בשיחה", actor=DANA)
    consent_record(lead_id=lead.pk, kind="marketing", granted=False, source="בשיחה", actor=DANA)

    (row,) = rows_of(api)

    assert list(row) == [
        *("שם מלא", "טלפון", 'דוא"ל', "סטטוס", "אחראי", "עיר", "שירות מבוקש", "תגיות", "הערות", "הצעד הבא"),
        *("מועד הצעד הבא", "מקור", "הסכמה לדיוור", "נוצר", "פעילות אחרונה", "תקציב"),
    ]
    assert (row["שם מלא"], row["טלפון"], row["תגיות"]) == ("דנה כהן", "052-123-4567", "VIP, חוזרת")
    assert (row["סטטוס"], row["אחראי"], row["מקור"]) == ("חדש", owner.user.full_name, "שיחה")
    assert (row["הערות"], row["הסכמה לדיוור"], row["תקציב"]) == ('אמרה: "כן"\nלחזור', "לא", "1200")


def test_the_headings_are_in_the_readers_language(business, api):
    LeadFactory.create(name="Dana")
    response = api.get("/api/v1/leads/export/", headers={"accept-language": "en"})
    assert content_of(response).decode().startswith("\ufeffFull name,Phone,E-mail,Status")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="leads-')


def test_only_the_view_is_written_and_in_its_order(business, api):
    won = LeadStatus.objects.get(kind="won")
    for name in ("ג", "א", "ב"):
        LeadFactory.create(name=name, status=won, city="חיפה")
    LeadFactory.create(name="אחר", city="חיפה")
    LeadFactory.create(name="רחוק", status=won)

    names = [row["שם מלא"] for row in rows_of(api, status=won.pk, city="חיפה", ordering="name")]
    newest = [row["שם מלא"] for row in rows_of(api, status=won.pk, city="חיפה")]

    assert (names, newest) == (["א", "ב", "ג"], ["ב", "א", "ג"])


@pytest.mark.parametrize("ordering", ["-created", "created", "-last_activity", "name", "-updated"])
def test_a_long_view_is_read_page_by_page_and_loses_nobody(business, api, ordering):
    now = clock.now()
    LeadFactory.create_batch(PAGE * 2 + 7, name="אותו שם", last_activity_at=now)
    Lead.objects.filter(pk__in=Lead.objects.order_by("pk")[:30]).update(
        name="אחר", last_activity_at=now - timedelta(days=1)
    )
    listed = []
    url = f"/api/v1/leads/?page_size=200&ordering={ordering}"
    while url:
        page = api.get(url).json()
        listed += [row["name"] for row in page["results"]]
        url = page["next"]

    with CaptureQueriesContext(connection) as asked:
        exported = [row["שם מלא"] for row in rows_of(api, ordering=ordering)]

    assert exported == listed
    assert len(exported) == PAGE * 2 + 7
    pages = [query for query in asked.captured_queries if 'FROM "crm_lead"' in query["sql"]]
    assert len(pages) == 4  # the count and three pages


@pytest.mark.parametrize(
    "name",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\tא", "\rא"),
        *("＝1+1", "＋1", "－1", "＠SUM(A1)", " =1+1", "\t =1", "\r\n=1", "\u00a0=1", "\ufeff=1"),
    ],
)
def test_nothing_in_a_file_is_calculated(business, api, name):
    LeadFactory.create(name=name, notes=f"{name}\n=2")

    (row,) = rows_of(api)
    content = content_of(api.get("/api/v1/leads/export/?format=xlsx"))

    assert row["שם מלא"] == f"'{name}"
    assert row["הערות"].startswith(f"'{name[0]}")
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_an_excel_file_opens_and_reads_from_the_right(business, api):
    LeadFactory.create(name="<דנה> & 'כהן' 👩‍🦰\x0b", email="d@example.com")

    response = api.get("/api/v1/leads/export/?format=xlsx")

    book = load_workbook(io.BytesIO(content_of(response)))
    sheet = book.active
    assert (sheet.title, sheet.sheet_view.rightToLeft, sheet.freeze_panes) == ("לידים", True, "A2")
    assert sheet["A1"].font.b
    assert [cell.value for cell in sheet[2]][:3] == [
        "<דנה> & 'כהן' 👩‍🦰\N{REPLACEMENT CHARACTER}",
        None,
        "d@example.com",
    ]


def test_what_was_exported_can_be_imported_again(business, api, jobs, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"name": "=דנה", "tags": ["א", "ב"], "city": "חיפה"}, actor=DANA)
    abroad, _ = lead_of("+14155550100")
    for kind in ("csv", "xlsx"):
        content = content_of(api.get(f"/api/v1/leads/export/?format={kind}"))

        done = imported(api, jobs, content, duplicates="update", name=f"leads.{kind}")

        assert counts(done) == {"created": 0, "updated": 0, "skipped": 2, "failed": 0}
    lead.refresh_from_db()
    assert (lead.name, lead.version, lead.tags) == ("=דנה", 2, ["א", "ב"])
    assert Lead.objects.get(pk=abroad.pk).version == 1


def test_taking_leads_out_is_written_down_without_words(business, api):
    LeadFactory.create_batch(3, city="חיפה")

    rows_of(api, city="חיפה", q="לקוח", ordering="name", created_from="2026-01-01T00:00:00Z")

    entry = AuditEntry.objects.get(action="leads.exported")
    assert entry.actor_user_id == api.membership.user_id
    assert entry.data == {
        "leads": 3,
        "filters": {
            "city": True,
            "created_from": "2026-01-01T00:00:00Z",
            "ordering": "name",
            "q": True,
        },
    }


def test_more_than_an_export_takes_is_refused_and_not_written_down(business, api, monkeypatch):
    monkeypatch.setattr(exports, "MOST_LEADS", 2)
    LeadFactory.create_batch(3)

    refused = api.get("/api/v1/leads/export/?format=csv", headers={"accept-language": "en"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "export_too_large")
    assert refused.json()["error"]["leads"] == 3
    assert not AuditEntry.objects.filter(action="leads.exported").exists()


def test_only_who_may_export_does(business, other_business, sign_in, other_api):
    LeadFactory.create(name="סוד")

    assert sign_in(business, "agent").get("/api/v1/leads/export/").status_code == 403
    assert sign_in(business, "admin").get("/api/v1/leads/export/").status_code == 200
    assert "סוד" not in content_of(other_api.get("/api/v1/leads/export/")).decode()


def test_a_question_that_makes_no_sense_is_refused_as_json(business, api):
    for asked in ("format=pdf", "ordering=phone", "custom.none=1"):
        refused = api.get(f"/api/v1/leads/export/?{asked}", headers={"accept": "text/csv"})
        assert 400 <= refused.status_code < 500
        assert refused.json()["error"]["code"]


async def test_an_asynchronous_server_gets_each_piece_from_its_own_business(tenants_db, business):
    """Such a server would collect a plain stream in memory, and its loop has no business."""
    from apps.crm.exporting.csv_writing import csv_pieces
    from apps.tenants.context import current_schema, run_in_tenant

    request = AsyncRequestFactory().get("/")

    def answer():
        rows = ([current_schema()] for _ in range(1001))
        return download(request, csv_pieces(rows), name="a.csv", content_type="text/csv")

    response = await run_in_tenant(business.schema_name, answer)
    pieces = [piece async for piece in response.streaming_content]

    assert len(pieces) == 3
    assert set(b"".join(pieces).decode().strip("\ufeff").split()) == {business.schema_name}
