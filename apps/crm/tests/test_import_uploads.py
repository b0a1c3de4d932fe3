"""A file that is sent: what is understood of it, and what is refused."""

import pytest

from apps.audit.models import AuditEntry
from apps.crm.importing.limits import MOST_BYTES
from apps.crm.models import CustomField, Lead, LeadImport
from apps.crm.tests.uploading import CSV, upload


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


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("he", "הקובץ ריק. יש לפתוח אותו, לוודא שהלידים נמצאים בו, לשמור ולהעלות שוב."),
        ("en", "The file is empty. Open it, see that the leads are in it, save it and upload it again."),
    ],
)
def test_a_file_without_a_byte_is_called_empty_and_not_missing(business, api, language, sentence):
    refused = upload(api, b"", **{"accept-language": language})

    assert refused.status_code == 422
    assert refused.json()["error"] == {"code": "import_file_empty", "message": sentence, "field": "file"}
    missing = api.post("/api/v1/imports/", {}, format="multipart")
    assert missing.json()["error"]["code"] == "import_file_missing"
    assert LeadImport.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        (
            "leads.xls",
            "<html><body><table><tr><td>שם</td></tr><tr><td>דנה</td></tr></table></body></html>",
            "html",
        ),
        ("leads.csv", b"%PDF-1.4\n1,2\n3,4\n", "pdf"),
        ("leads.xlsx", b"%PDF-1.4\n1,2\n3,4\n", "pdf"),
    ],
)
def test_a_file_of_another_kind_is_refused_whatever_it_is_called(business, api, name, content, kind):
    refused = upload(api, content, name)

    assert refused.status_code == 422
    assert (refused.json()["error"]["code"], refused.json()["error"]["kind"]) == ("import_not_table", kind)
    assert (LeadImport.objects.count(), Lead.objects.count()) == (0, 0)
