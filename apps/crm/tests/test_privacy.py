"""Everything about one person, told and erased; what higher apps keep is tried in tests/isolation."""

import io
from functools import partial

import pytest
from django.core.files.storage import default_storage

from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.privacy import ErasureInImportError
from apps.crm.models import (
    Consent,
    ContactIdentity,
    FieldProvenance,
    Lead,
    LeadImport,
    LeadImportRow,
    LeadMerge,
    LeadNote,
    MergeSuggestion,
    SourceKind,
    Task,
)
from apps.crm.origin import Origin
from apps.crm.services.consents import consent_record
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.services.imports import import_upload
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.services.notes import note_create
from apps.crm.services.privacy import lead_erase
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.importing import finished, running
from apps.crm.tests.people import DANA, lead_of
from apps.crm.tests.threads import at_once
from apps.tenants.context import in_tenant

SECRET = "סודי ביותר"
ROUNDS = 8
OF_A_PERSON = (
    Consent,
    ContactIdentity,
    FieldProvenance,
    Lead,
    LeadImportRow,
    LeadMerge,
    LeadNote,
    MergeSuggestion,
    Task,
)


def person(settings, tmp_path):
    """A lead with everything, and two that went into it one after the other."""
    settings.MEDIA_ROOT = tmp_path
    lead, _ = lead_of("0521234567")
    finished(f"שם,טלפון,עיר\nדנה כהן,0521234567,{SECRET}\n", duplicates="update")
    said = Origin(kind=SourceKind.CALL, id=1)
    lead_update(lead_id=lead.pk, changes={"service_wanted": SECRET}, actor=DANA, origin=said)
    note_create(lead_id=lead.pk, text=SECRET, actor=DANA)
    task_create(details={"title": SECRET, "lead_id": lead.pk}, actor=DANA)
    consent_record(lead_id=lead.pk, kind="marketing", granted=False, source=SECRET, actor=DANA)
    duplicate_suggest(lead_ids=(lead.pk, LeadFactory.create(name="אחר").pk), reason="phone")
    twin, older = LeadFactory.create(name=SECRET), LeadFactory.create(name=SECRET)
    lead_merge(winner_id=twin.pk, loser_id=older.pk, actor=DANA)
    lead_merge(winner_id=lead.pk, loser_id=twin.pk, actor=DANA)
    return Lead.objects.get(pk=lead.pk)


def test_everything_about_a_person_is_told(business, api, settings, tmp_path):
    lead = person(settings, tmp_path)
    stranger, _ = lead_of("0541112222")

    response = api.get(f"/api/v1/leads/{lead.pk}/personal-data/")

    told = response.json()
    assert response.headers["Content-Disposition"] == f'attachment; filename="person-{lead.pk}.json"'
    assert told["lead_id"] == lead.pk
    records = told["records"]
    assert len(records["leads"]) == 3
    expected = {
        "identities": 1,
        "notes": 1,
        "provenance": 1,
        "consents": 1,
        "tasks": 1,
        "import_rows": 1,
        "merges": 2,
        "possible_duplicates": 3,
        "calls": 0,
        "messages": 0,
        "appointments": 0,
        "recordings": 0,
    }
    assert {name: len(records[name]) for name in expected} == expected
    assert records["notes"][0]["text"] == SECRET
    assert all(row["id"] != stranger.pk for row in records["leads"])
    entry = AuditEntry.objects.get(action="lead.told")
    assert (entry.target_id, entry.data["rows"]["leads"]) == (lead.pk, 3)


def test_nothing_about_a_person_stays_but_that_somebody_was_erased(business, api, settings, tmp_path):
    lead = person(settings, tmp_path)
    kept, _ = lead_of("0541112222")
    note_create(lead_id=kept.pk, text="נשאר", actor=DANA)
    other = Lead.objects.get(name="אחר")

    response = api.post(f"/api/v1/leads/{lead.pk}/erase/", {"confirm": "דנה כהן"}, format="json")

    assert response.status_code == 204
    assert set(Lead.objects.values_list("pk", flat=True)) == {kept.pk, other.pk}
    left = {model.__name__: model.objects.count() for model in OF_A_PERSON if model.objects.exists()}
    assert left == {"Lead": 2, "ContactIdentity": 1, "LeadNote": 1}
    entry = AuditEntry.objects.get(action="lead.erased")
    assert (entry.actor_user_id, entry.target_id) == (api.membership.user_id, lead.pk)
    assert len(entry.data["leads"]) == 3
    for entry in AuditEntry.objects.all():
        assert SECRET not in str(entry.data)
        assert "דנה" not in str(entry.data)
    assert api.get(f"/api/v1/leads/{lead.pk}/").status_code == 404
    assert api.post(f"/api/v1/leads/{lead.pk}/erase/", {"confirm": "x"}, format="json").status_code == 404


def test_erasing_asks_for_the_person_by_name_or_number(business, api):
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"name": "דנה כהן"}, actor=DANA)
    path = f"/api/v1/leads/{lead.pk}/erase/"

    for wrong in ("", "דנה", "0521234568", str(lead.pk), "מחק", "+", "\u200f"):
        refused = api.post(path, {"confirm": wrong}, format="json")
        assert refused.status_code in (400, 422), wrong
    assert Lead.objects.count() == 1
    assert not AuditEntry.objects.filter(action="lead.erased").exists()
    assert api.post(path, {"confirm": " 052-123-4567 "}, format="json").status_code == 204


def test_a_person_without_name_and_number_is_confirmed_by_the_lead_s_own_number(business, api):
    lead = LeadFactory.create(name="")
    path = f"/api/v1/leads/{lead.pk}/erase/"
    assert api.post(path, {"confirm": "0"}, format="json").status_code == 422
    assert api.post(path, {"confirm": str(lead.pk)}, format="json").status_code == 204


def test_who_calls_again_after_being_erased_is_somebody_new(business, api):
    lead, _ = lead_of("0521234567")
    api.post(f"/api/v1/leads/{lead.pk}/erase/", {"confirm": "0521234567"}, format="json")

    again, is_new = lead_of("0521234567")

    assert is_new
    assert again.pk != lead.pk
    assert again.created_at <= clock.now()


def test_only_who_may_does(business, other_business, sign_in, other_api):
    lead, _ = lead_of("0521234567")
    agent = sign_in(business, "agent")
    for asking, status in ((agent, 403), (other_api, 404)):
        assert asking.get(f"/api/v1/leads/{lead.pk}/personal-data/").status_code == status
        erased = asking.post(f"/api/v1/leads/{lead.pk}/erase/", {"confirm": "0521234567"}, format="json")
        assert erased.status_code == status
    assert Lead.objects.count() == 1


def test_who_calls_while_being_erased_is_heard(tenants_db, business):
    """Either the call came first and is erased too, or the caller is somebody new."""
    for number in range(ROUNDS):
        phone = f"05212300{number:02}"
        lead, _ = lead_of(phone)

        results = at_once(
            business.schema_name,
            [partial(lead_erase, lead_id=lead.pk, confirm=phone, actor=DANA), *[partial(lead_of, phone)] * 6],
        )

        assert len(results) == 7
        assert not Lead.objects.filter(pk=lead.pk).exists()
        now = Lead.objects.filter(phone=f"+972{phone[1:]}")
        assert now.count() <= 1
        assert {found.pk for found, _ in results[1:]} <= {lead.pk, *now.values_list("pk", flat=True)}
        assert ContactIdentity.objects.filter(lead__in=now).count() == now.count()


def uploaded(content):
    data = content.encode()
    return import_upload(file=io.BytesIO(data), size=len(data), name="leads.csv", actor=DANA)


@pytest.mark.parametrize(
    "row",
    [
        "אחר,052-1234567,",
        "אחר,,Dana@Example.com",
        "דנה כהן,0549998877,",
        'ד"ר דנה כהן,,x@example.com',
        "אחר,'+972 52 123 4567,",
    ],
)
def test_a_file_that_waits_goes_with_the_person_who_stands_in_it(
    business, settings, tmp_path, row, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"name": "דנה כהן", "email": "dana@example.com"}, actor=DANA)
    theirs = uploaded(f"שם,טלפון,אימייל\nרון,0541112222,\n{row}\n")
    others = uploaded("שם,טלפון,אימייל\nדנה,0521234568,dana@example.co\nכהן,0541112222,\n")

    with django_capture_on_commit_callbacks(execute=True):
        lead_erase(lead_id=lead.pk, confirm="דנה כהן", actor=DANA)

    gone, kept = LeadImport.objects.get(pk=theirs.pk), LeadImport.objects.get(pk=others.pk)
    assert (gone.state, gone.file, gone.sample, gone.error_code) == ("failed", "", [], "import_unreadable")
    assert not default_storage.exists(theirs.file)
    assert (kept.state, kept.file, kept.sample) == ("uploaded", others.file, others.sample)
    assert default_storage.exists(others.file)


def test_nobody_is_erased_while_a_file_they_stand_in_is_imported(business, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lead, _ = lead_of("0521234567")
    lead_import = running("שם,טלפון\nדנה,0521234567\n")

    with pytest.raises(ErasureInImportError):
        lead_erase(lead_id=lead.pk, confirm="0521234567", actor=DANA)

    assert Lead.objects.filter(pk=lead.pk).exists()
    assert default_storage.exists(lead_import.file)


def test_rows_that_failed_go_with_the_person_they_name(business, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"email": "dana@example.com"}, actor=DANA)
    finished("שם,טלפון,סטטוס\nא,0541112222,אין כזה\nב,0541112223,0521234567\nג,0541112224,DANA@example.com\n")
    assert LeadImportRow.objects.filter(outcome="failed").count() == 3

    lead_erase(lead_id=lead.pk, confirm="0521234567", actor=DANA)

    [left] = LeadImportRow.objects.filter(outcome="failed")
    assert left.faults[0]["value"] == "אין כזה"


def test_rows_that_failed_are_told_to_the_person_they_name(business, other_business, api, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    rows = (
        "שם,טלפון,סטטוס\nא,0541112222,אין כזה\nב,0541112223,0521234567\nג,0541112224,DANA@example.com\n"
        "ד,0541112225,דנה כהן\n"
    )
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"name": "אחר"}, actor=DANA)
    twin = LeadFactory.create(name="דנה כהן", email="dana@example.com")
    lead_merge(winner_id=lead.pk, loser_id=twin.pk, actor=DANA)
    finished(rows)
    with in_tenant(other_business.schema_name):
        finished(rows)

    told = api.get(f"/api/v1/leads/{lead.pk}/personal-data/").json()["records"]

    values = [fault["value"] for row in told["failed_import_rows"] for fault in row["faults"]]
    assert values == ["0521234567", "DANA@example.com", "דנה כהן"]
    assert [row["number"] for row in told["failed_import_rows"]] == [3, 4, 5]
    assert AuditEntry.objects.get(action="lead.told").data["rows"]["failed_import_rows"] == 3


def test_what_waits_in_a_file_and_what_was_done_is_told(business, other_business, api, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"city": "נשר"}, actor=DANA)
    theirs = uploaded(f"שם,טלפון,עיר\nרון,0541112222,\nדנה,052-1234567,{SECRET}\n")
    uploaded("שם,טלפון\nרון,0541112222\n")
    (tmp_path / uploaded("שם,טלפון\nרון,0541112222\n").file).unlink()
    with in_tenant(other_business.schema_name):
        uploaded("שם,טלפון\nדנה,0521234567\n")

    told = api.get(f"/api/v1/leads/{lead.pk}/personal-data/").json()["records"]

    assert told["waiting_import_rows"] == [
        {"lead_import_id": theirs.pk, "number": 3, "cells": ["דנה", "052-1234567", SECRET]}
    ]
    assert [row["action"] for row in told["history"]] == ["lead.created", "lead.updated"]
    assert all(row["target_id"] == lead.pk for row in told["history"])
