"""A file of leads from the upload to the last row, over the API and with the real jobs."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.importing.limits import MOST_BYTES
from apps.crm.models import ContactIdentity, CustomField, Lead, LeadImport, LeadImportRow, LeadStatus
from apps.crm.services.import_files import file_keep
from apps.crm.services.import_runs import imports_sweep
from apps.crm.tests.people import lead_of
from apps.events.models import OutboxEvent

CSV = "שם,טלפון,עיר\nדנה כהן,052-1234567,חיפה\nיוסי לוי,0541112222,\n"


def upload(api, content, name="leads.csv", **headers):
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, data)
    return api.post("/api/v1/imports/", {"file": file}, format="multipart", headers=headers)


def checked(api, jobs, content, *, duplicates="skip", mapping=None, name="leads.csv"):
    """Uploads a file and tries it; returns what the API says of it."""
    made = upload(api, content, name).json()
    path = f"/api/v1/imports/{made['id']}/"
    body = {"mapping": mapping or made["mapping"], "duplicates": duplicates}
    assert api.post(f"{path}dry-run/", body, format="json").status_code == 202
    jobs.run()
    return api.get(path).json()


def imported(api, jobs, content, **more):
    """The same, and imports it."""
    path = f"/api/v1/imports/{checked(api, jobs, content, **more)['id']}/"
    assert api.post(f"{path}start/").status_code == 202
    jobs.run()
    return api.get(path).json()


def counts(answer):
    return {name: answer[name] for name in ("created", "updated", "skipped", "failed")}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_preview_says_what_was_understood(business, api):
    CustomField.objects.create(key="budget", label="תקציב", kind="number", order=0)
    content = "שם מלא;נייד;תקציב;סתם\nדנה כהן;052-1234567;1,200;\nיוסי;12;;\n".encode("windows-1255")

    response = upload(api, content, "לקוחות.csv")

    answer = response.json()
    assert response.status_code == 201
    assert (answer["file_name"], answer["state"], answer["kind"]) == ("לקוחות.csv", "uploaded", "csv")
    assert (answer["encoding"], answer["delimiter"], answer["rows_total"]) == ("windows-1255", ";", 2)
    assert answer["headings"] == ["שם מלא", "נייד", "תקציב", "סתם"]
    assert answer["mapping"] == ["name", "phone", "custom.budget", None]
    assert answer["sample"][0] == ["דנה כהן", "052-1234567", "1,200", ""]
    assert answer["phones"] == [
        {"column": 1, "given": "052-1234567", "normalised": "+972521234567"},
        {"column": 1, "given": "12", "normalised": None},
    ]
    assert {"field": "custom.budget", "label": "תקציב"} in answer["targets"]
    assert Lead.objects.count() == 0


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
    from apps.crm.tests.test_import_reading import workbook

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


def test_when_it_is_over_neither_file_nor_sample_is_kept(business, api, jobs):
    answer = checked(api, jobs, CSV)
    kept = LeadImport.objects.get().file
    assert default_storage.exists(kept)

    api.post(f"/api/v1/imports/{answer['id']}/start/")
    jobs.run()

    done = LeadImport.objects.get()
    assert (done.file, done.sample) == ("", [])
    assert not default_storage.exists(kept)


def test_a_file_nobody_imported_is_forgotten_after_a_day(business, api, jobs):
    upload(api, CSV)
    kept = LeadImport.objects.get().file

    with clock.frozen(clock.now() + timedelta(hours=25)):
        imports_sweep()

    assert not default_storage.exists(kept)
    answer = api.get("/api/v1/imports/").json()["results"][0]
    assert (answer["state"], answer["error"]["code"]) == ("failed", "import_unreadable")


def test_the_rows_of_an_excel_file_are_kept_in_its_place(business, api, jobs):
    from apps.crm.tests.test_import_reading import workbook

    made = upload(
        api, workbook(["שם", "טלפון"], ["דנה", "0521234567"], [None], ["יוסי", "12"]), "a.xlsx"
    ).json()
    packed = LeadImport.objects.get().file
    body = {"mapping": made["mapping"], "duplicates": "skip"}
    for _ in range(2):
        api.post(f"/api/v1/imports/{made['id']}/dry-run/", body, format="json")
        jobs.run()

    kept = LeadImport.objects.get()
    assert (kept.state, kept.kind, kept.rows_total, kept.failed) == ("checked", "xlsx", 2, 1)
    assert kept.file != packed
    assert not default_storage.exists(packed)
    assert default_storage.open(kept.file).read().decode().splitlines() == [
        '[2,["דנה","0521234567"]]',
        '[4,["יוסי","12"]]',
    ]


def test_a_file_that_nothing_names_is_forgotten_after_a_day(business, api):
    upload(api, CSV)
    named = LeadImport.objects.get().file
    lost = file_keep(io.BytesIO(b"lost"), kind="csv")

    imports_sweep()
    assert default_storage.exists(lost)
    LeadImport.objects.update(touched_at=clock.now() + timedelta(hours=25))
    with clock.frozen(clock.now() + timedelta(hours=25)):
        imports_sweep()

    assert not default_storage.exists(lost)
    assert default_storage.exists(named)


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


@pytest.mark.parametrize("step", ["start", "rollback"])
def test_steps_out_of_their_order_are_refused(business, api, step):
    made = upload(api, CSV).json()

    refused = api.post(f"/api/v1/imports/{made['id']}/{step}/")

    assert refused.status_code == 409
    assert (refused.json()["error"]["code"], refused.json()["error"]["state"]) == ("import_state", "uploaded")
    assert Lead.objects.count() == 0


@pytest.mark.parametrize(
    ("mapping", "field"),
    [
        (["name", "name"], "name"),
        (["name", "salary"], "salary"),
        (["city", None], "mapping"),
        ([None, None, None, "name"], "mapping"),
        (["name", "custom.nothing"], "custom.nothing"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(business, api, mapping, field):
    made = upload(api, CSV).json()

    refused = api.post(
        f"/api/v1/imports/{made['id']}/dry-run/", {"mapping": mapping, "duplicates": "skip"}, format="json"
    )

    assert refused.status_code == 422
    assert (refused.json()["error"]["code"], refused.json()["error"]["field"]) == (
        "import_mapping_invalid",
        field,
    )
    assert LeadImport.objects.get().state == "uploaded"


def test_files_that_are_none_are_refused_in_the_readers_language(business, api):
    for content in (b"", b"PK\x03\x04", b"\xff\xfe\x00", "א," * 1000):
        hebrew, english = (upload(api, content, **{"accept-language": each}) for each in ("he", "en"))
        assert hebrew.status_code == english.status_code
        assert 400 <= hebrew.status_code < 500
        assert any("א" <= letter <= "ת" for letter in hebrew.json()["error"]["message"])
        assert english.json()["error"]["message"].isascii()
    assert LeadImport.objects.count() == 0
    assert AuditEntry.objects.filter(target_kind="lead_import").count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(business, api):
    refused = upload(api, b"a" * (MOST_BYTES + 1))

    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "import_too_large")
    assert api.post("/api/v1/imports/", {"file": "x"}, format="json").status_code == 415
    assert api.post("/api/v1/imports/", {"file": "x"}, format="multipart").status_code == 400


def test_the_other_business_sees_nothing_of_it(business, other_business, api, other_api, jobs):
    done = imported(api, jobs, CSV)

    assert other_api.get("/api/v1/imports/").json()["results"] == []
    for path in ("", "errors/"):
        assert other_api.get(f"/api/v1/imports/{done['id']}/{path}").status_code == 404
    assert other_api.post(f"/api/v1/imports/{done['id']}/rollback/").status_code == 404
    assert Lead.objects.count() == 2
