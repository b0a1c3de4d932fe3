"""An import that is killed, sent twice, or meets people who are captured at the same moment."""

import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings as configured

from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.models import (
    ContactIdentity,
    FieldProvenance,
    Lead,
    LeadImport,
    LeadImportRow,
    LeadMerge,
    MergeSuggestion,
    SourceKind,
)
from apps.crm.origin import Origin
from apps.crm.services import import_runs
from apps.crm.services.import_runs import import_run, imports_sweep
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.services.statuses import status_create, status_delete
from apps.crm.tests.importing import finished, outcomes, running
from apps.crm.tests.people import DANA, captured, identities_of, lead_of
from apps.crm.tests.threads import at_once
from apps.tenants.testing import database_address

PHONES = [f"05212{number:05}" for number in range(120)]
KILLED = """
import sys
import django
django.setup()
from apps.crm.services import import_runs
from apps.tenants.context import in_tenant
import_runs.BATCH = 20
with in_tenant(sys.argv[1]):
    import_runs.import_run(import_id=int(sys.argv[2]))
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(import_runs, "BATCH", 20)


def file_of(phones):
    return "שם,טלפון\n" + "".join(f"לקוח {phone},{phone}\n" for phone in phones)


def is_done_once(lead_import, count):
    assert lead_import.state == "done"
    assert outcomes(lead_import) == [count, 0, 0, 0]
    assert Lead.objects.count() == ContactIdentity.objects.count() == count
    assert LeadImportRow.objects.filter(outcome="created").count() == count
    assert AuditEntry.objects.filter(action="lead.created").count() == count


def test_a_worker_that_is_killed_is_followed_by_one_that_goes_on(tenants_db, business, settings, jobs):
    phones = [f"0521{number:06}" for number in range(4000)]
    lead_import = running(file_of(phones))
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "REDIS_URL": configured.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.test",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-c", KILLED, business.schema_name, str(lead_import.pk)]
    with subprocess.Popen(command, env=environment) as worker:
        deadline = time.monotonic() + 60
        while not LeadImport.objects.filter(pk=lead_import.pk, rows_done__gt=0).exists():
            assert worker.poll() is None
            assert time.monotonic() < deadline
        worker.kill()
    left = LeadImport.objects.get(pk=lead_import.pk)
    assert left.state == "running"
    assert 0 < left.rows_done < 4000

    with clock.frozen(clock.now() + timedelta(minutes=5)):
        imports_sweep()
    jobs.run()

    is_done_once(LeadImport.objects.get(pk=lead_import.pk), 4000)


def test_one_that_never_gets_further_is_given_up_with_a_word(business, jobs):
    lead_import = running(file_of(PHONES[:3]))
    LeadImport.objects.filter(pk=lead_import.pk).update(stalls=5)

    with clock.frozen(clock.now() + timedelta(minutes=5)):
        imports_sweep()

    lead_import.refresh_from_db()
    assert (lead_import.state, lead_import.error_code) == ("failed", "import_stalled")
    import_run(import_id=lead_import.pk)
    assert Lead.objects.count() == 0


def test_a_job_that_comes_many_times_at_once_imports_once(tenants_db, business, small_batches):
    lead_import = running(file_of(PHONES))

    at_once(business.schema_name, [partial(import_run, import_id=lead_import.pk)] * 4)
    import_run(import_id=lead_import.pk)

    is_done_once(LeadImport.objects.get(pk=lead_import.pk), len(PHONES))


@pytest.mark.parametrize("duplicates", ["skip", "update"])
def test_an_import_beside_live_calls_makes_one_lead_a_number(tenants_db, business, small_batches, duplicates):
    lead_import = running(file_of(PHONES), duplicates=duplicates)

    def calls(seed):
        order = random.Random(seed).sample(PHONES, len(PHONES))
        return lambda: [lead_of(phone) for phone in order]

    results = at_once(
        business.schema_name, [partial(import_run, import_id=lead_import.pk), *map(calls, range(4))]
    )

    lead_import.refresh_from_db()
    assert lead_import.state == "done"
    assert sum(outcomes(lead_import)) == len(PHONES)
    assert Lead.objects.count() == ContactIdentity.objects.count() == len(PHONES)
    assert AuditEntry.objects.filter(action="lead.created").count() == len(PHONES)
    made_by_calls = sum(is_new for result in results[1:] for _, is_new in result)
    assert lead_import.created + made_by_calls == len(PHONES)
    assert lead_import.failed == 0
    if duplicates == "update":
        assert Lead.objects.filter(name="").count() == 0


def test_an_import_beside_edits_and_merges_ends_whole(tenants_db, business, small_batches):
    leads = [lead_of(phone)[0] for phone in PHONES]
    lead_import = running(file_of(PHONES), duplicates="update")

    def edit():
        for lead in leads[::3]:
            lead_update(lead_id=lead.pk, changes={"city": "חיפה"}, actor=DANA)

    def merge():
        for winner, loser in zip(leads[1::3], leads[2::3], strict=True):
            lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)

    at_once(business.schema_name, [partial(import_run, import_id=lead_import.pk), edit, merge])

    lead_import.refresh_from_db()
    assert lead_import.state == "done"
    assert sum(outcomes(lead_import)) == len(PHONES)
    assert lead_import.failed == 0
    live = Lead.objects.filter(merged_into=None)
    assert live.count() == len(PHONES) - len(leads[2::3])
    assert live.filter(name="").count() == 0
    assert Lead.objects.filter(city="חיפה").count() == len(leads[::3])


def test_a_row_about_two_leads_merges_them_where_anybody_else_would(business):
    by_phone, _ = lead_of("0521234567")
    by_email = captured(("email", "dana@example.com"), source="form").lead

    lead_import = finished("שם,טלפון,מייל\nדנה,0521234567,dana@example.com\n", duplicates="update")

    assert outcomes(lead_import) == [0, 1, 0, 0]
    assert LeadMerge.objects.get().winner_id == by_phone.pk
    assert Lead.objects.get(merged_into=None).name == "דנה"
    assert identities_of(by_phone) == [("email", "dana@example.com"), ("phone", "+972521234567")]
    assert by_email.pk != by_phone.pk


def test_a_row_about_two_people_asks_about_them(business):
    first, _ = lead_of("0521234567")
    second = captured(("phone", "0541112222"), ("email", "dana@example.com")).lead

    lead_import = finished("שם,טלפון,מייל\nדנה,0521234567,dana@example.com\n", duplicates="update")

    assert outcomes(lead_import) == [0, 1, 0, 0]
    assert LeadMerge.objects.count() == 0
    suggested = MergeSuggestion.objects.get()
    assert (suggested.first_id, suggested.second_id) == (first.pk, second.pk)


def test_what_the_assistant_proposed_is_settled_by_what_the_file_says(business):
    lead, _ = lead_of("0521234567")
    said = Origin(kind=SourceKind.CALL, id=1)
    lead_update(lead_id=lead.pk, changes={"name": "דינה", "city": "נשר"}, actor=DANA, origin=said)

    finished("שם,טלפון\nדנה,0521234567\n", duplicates="update")

    assert dict(FieldProvenance.objects.values_list("field", "status")) == {
        "name": "superseded",
        "city": "proposed",
    }


def test_a_status_that_is_deleted_meanwhile_is_a_fault_of_its_rows(business):
    status = status_create(label="זמני", colour="#2563eb", kind="open", actor=DANA)
    lead_import = running("שם,סטטוס\nדנה,זמני\nיוסי,\n")
    status_delete(status_id=status.pk, move_to=None, actor=DANA)

    import_run(import_id=lead_import.pk)

    lead_import.refresh_from_db()
    assert (lead_import.state, outcomes(lead_import)) == ("done", [1, 0, 0, 1])
