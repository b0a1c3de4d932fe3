"""What is kept of an uploaded file, and for how long."""

import io
from datetime import timedelta

from django.core.files.storage import default_storage

from apps.core import clock
from apps.crm.models import LeadImport
from apps.crm.services.import_files import file_keep
from apps.crm.services.import_runs import imports_sweep
from apps.crm.tests.uploading import CSV, checked, upload
from apps.crm.tests.workbooks import workbook


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
