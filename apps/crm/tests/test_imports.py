"""A file of leads from the upload to the last row, over the API and with the real jobs."""

import csv
import io

from apps.audit.models import AuditEntry
from apps.crm.models import ContactIdentity, Lead, LeadImportRow, LeadStatus
from apps.crm.tests.people import lead_of
from apps.crm.tests.uploading import CSV, checked, counts, imported
from apps.crm.tests.workbooks import workbook
from apps.events.models import OutboxEvent


def test_a_file_becomes_leads(business, api, jobs):
    done = imported(api, jobs, CSV)

    assert (done["state"], done["rows_done"], done["rows_total"]) == ("done", 2, 2)
    assert counts(done) == {"created": 2, "updated": 0, "skipped": 0, "failed": 0}
    dana = Lead.objects.get(name="דנה כהן")
    assert (dana.phone, dana.city, dana.source, dana.version) == ("+972521234567", "חיפה", "import", 1)
    assert dana.status == LeadStatus.objects.get(is_default=True)
    assert ContactIdentity.objects.get(value="+972521234567").lead == dana
    entry = AuditEntry.objects.get(action="lead.created", target_id=dana.pk)
    assert (entry.actor_user_id, entry.data) == (api.membership.user_id, {"import_id": done["id"]})


def test_an_excel_file_becomes_leads_and_its_columns_are_chosen_by_hand(business, api, jobs):
    content = workbook(["א", "ב"], ["דנה", 521234567], ["יוסי", "+1 415 555 0100"])

    done = imported(api, jobs, content, mapping=["name", "phone"], name="leads.xlsx")

    assert counts(done)["created"] == 2
    assert list(Lead.objects.order_by("pk").values_list("name", "phone")) == [
        ("דנה", "+972521234567"),
        ("יוסי", "+14155550100"),
    ]


def test_a_dry_run_writes_no_lead_and_says_what_is_wrong_with_every_row(business, api, jobs):
    lead_of("0521234567")
    content = 'שם,טלפון,דוא"ל\nדנה,0521234567,\nיוסי,12,nobody\n=1+1,0541112222,\n'.replace('דוא"ל', "מייל")

    answer = checked(api, jobs, content)

    assert answer["state"] == "checked"
    assert counts(answer) == {"created": 1, "updated": 0, "skipped": 1, "failed": 1}
    assert Lead.objects.count() == 1
    errors = api.get(f"/api/v1/imports/{answer['id']}/errors/", headers={"accept-language": "en"})
    text = b"".join(errors.streaming_content).decode()
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["Row", "Column", "Value", "What to correct"],
        ["3", "Phone", "12", "This is not a phone number. Give all of its digits, such as 0521234567."],
        [
            "3",
            "E-mail",
            "nobody",
            "This is not an e-mail address. Give all of it, such as name@example.com.",
        ],
    ]
    hebrew = api.get(f"/api/v1/imports/{answer['id']}/errors/")
    assert "מספר הטלפון לא תקין" in b"".join(hebrew.streaming_content).decode()


def test_values_in_the_errors_are_no_formulas(business, api, jobs):
    answer = checked(api, jobs, "שם,טלפון\nדנה,=HYPERLINK(1)\n")

    text = b"".join(api.get(f"/api/v1/imports/{answer['id']}/errors/").streaming_content).decode()

    assert "'=HYPERLINK(1)" in text


def test_the_same_person_twice_in_a_file_is_one_lead(business, api, jobs):
    content = "שם,טלפון,מייל\nדנה,0521234567,\nדנה,052-123-4567,dana@example.com\n,,dana@example.com\n"

    done = imported(api, jobs, content, duplicates="update")

    assert counts(done) == {"created": 1, "updated": 1, "skipped": 1, "failed": 0}
    lead = Lead.objects.get()
    assert (lead.email, lead.version) == ("dana@example.com", 1)
    assert lead.identities.count() == 2


def test_skip_leaves_a_known_lead_as_it_is(business, api, jobs):
    known, _ = lead_of("0521234567")

    done = imported(api, jobs, CSV, duplicates="skip")

    known.refresh_from_db()
    assert counts(done) == {"created": 1, "updated": 0, "skipped": 1, "failed": 0}
    assert (known.name, known.city, known.version) == ("", "", 1)


def test_update_writes_what_the_file_has_and_adds_notes_and_tags(business, api, jobs):
    known, _ = lead_of("0521234567")
    Lead.objects.filter(pk=known.pk).update(name="ד", city="נשר", notes="ישן", tags=["א"], email="a@b.co")
    content = "שם,טלפון,עיר,הערות,תגיות,סטטוס\nדנה כהן,0521234567,,חדש,ב;א,נסגר בהצלחה\n"

    done = imported(api, jobs, content, duplicates="update")

    known.refresh_from_db()
    assert counts(done)["updated"] == 1
    assert (known.name, known.city, known.email, known.version) == ("דנה כהן", "נשר", "a@b.co", 2)
    assert (known.notes, known.tags, known.status.kind) == ("ישן\nחדש", ["א", "ב"], "won")
    entry = AuditEntry.objects.get(action="lead.updated", target_id=known.pk)
    assert entry.data["fields"] == ["name", "notes", "status_id", "tags"]
    assert entry.data["status_to"] == known.status_id


def test_a_note_is_added_unless_it_stands_there_in_lines_of_its_own(business, other_business, api, jobs):
    told = "לא מעוניין בגבינה\nלחזור\nבערב"
    known, _ = lead_of("0521234567")
    same, _ = lead_of("0521234568")
    Lead.objects.filter(pk__in=[known.pk, same.pk]).update(notes=told)
    content = 'טלפון,הערות\n0521234567,מעוניין\n0521234568,"לחזור\nבערב"\n'

    tried = checked(api, jobs, content, duplicates="update")
    done = imported(api, jobs, content, duplicates="update")

    assert counts(tried) == counts(done) == {"created": 0, "updated": 1, "skipped": 1, "failed": 0}
    assert dict(Lead.objects.values_list("pk", "notes")) == {known.pk: f"{told}\nמעוניין", same.pk: told}


def test_the_dry_run_says_what_the_run_does(business, other_business, api, jobs):
    content = "שם,טלפון,תגיות\nדנה,0521234567,א\nרון,0521234568,\nדנה,0521234567,א\n"

    for expected in ({"created": 2, "updated": 0, "skipped": 1, "failed": 0}, {"created": 0, "skipped": 3}):
        tried = checked(api, jobs, content, duplicates="update")
        done = imported(api, jobs, content, duplicates="update")
        assert counts(tried) == counts(done) == counts(done) | expected


def test_what_a_full_lead_has_no_room_for_is_a_fault_of_its_row(business, other_business, api, jobs):
    noted, _ = lead_of("0521234567")
    tagged, _ = lead_of("0521234568")
    tags = [f"ת{number}" for number in range(20)]
    Lead.objects.filter(pk=noted.pk).update(notes="א" * 19_990)
    Lead.objects.filter(pk=tagged.pk).update(tags=tags)
    content = (
        "טלפון,הערות,תגיות,עיר\n0521234567,הערה חשובה מאוד,,נשר\n0521234568,,חדשה,נשר\n0521234568,,ת3,חיפה\n"
    )

    tried = checked(api, jobs, content, duplicates="update")
    done = imported(api, jobs, content, duplicates="update")

    assert counts(tried) == counts(done) == {"created": 0, "updated": 1, "skipped": 0, "failed": 2}
    for lead_import in (tried, done):
        failed = LeadImportRow.objects.filter(lead_import=lead_import["id"], outcome="failed")
        assert [
            (row.number, row.faults[0]["field"], row.faults[0]["code"]) for row in failed.order_by("number")
        ] == [
            (2, "notes", "notes_full"),
            (3, "tags", "tags_full"),
        ]
    noted.refresh_from_db()
    tagged.refresh_from_db()
    assert (noted.notes, noted.city, noted.version) == ("א" * 19_990, "", 1)
    assert (tagged.tags, tagged.city) == (tags, "חיפה")


def test_create_makes_another_lead_and_asks_about_the_two(business, api, jobs):
    known, _ = lead_of("0521234567")

    done = imported(api, jobs, CSV, duplicates="create")

    made = Lead.objects.get(name="דנה כהן")
    assert counts(done) == {"created": 2, "updated": 0, "skipped": 0, "failed": 0}
    assert ContactIdentity.objects.get(value="+972521234567").lead == known
    asked = api.get(f"/api/v1/leads/{made.pk}/duplicates/").json()
    assert [(pair["first"]["id"], pair["second"]["id"]) for pair in asked] == [(known.pk, made.pk)]


def test_rows_with_faults_are_left_out_and_kept_to_be_looked_at(business, api, jobs):
    done = imported(api, jobs, "שם,טלפון\nדנה,12\nיוסי,0541112222\n,\n,0\n")

    assert counts(done) == {"created": 1, "updated": 0, "skipped": 0, "failed": 2}
    assert list(LeadImportRow.objects.filter(outcome="failed").values_list("number", flat=True)) == [2, 5]


def test_dashboards_are_told_how_far_it_is(business, api, jobs):
    done = imported(api, jobs, CSV)

    told = OutboxEvent.objects.filter(type="lead_import.changed").order_by("pk")
    assert [(event.payload["state"], event.payload["rows_done"]) for event in told] == [
        ("checking", 0),
        ("checking", 2),
        ("checked", 2),
        ("running", 0),
        ("running", 2),
        ("done", 2),
    ]
    assert {event.payload["id"] for event in told} == {done["id"]}
    assert not OutboxEvent.objects.filter(type="lead.created").exists()


def test_the_other_business_sees_nothing_of_it(business, other_business, api, other_api, jobs):
    done = imported(api, jobs, CSV)

    assert other_api.get("/api/v1/imports/").json()["results"] == []
    for path in ("", "errors/"):
        assert other_api.get(f"/api/v1/imports/{done['id']}/{path}").status_code == 404
    assert other_api.post(f"/api/v1/imports/{done['id']}/rollback/").status_code == 404
    assert Lead.objects.count() == 2
