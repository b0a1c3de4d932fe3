"""Whatever a business keeps about a person is told and erased with that person.

A model of a business is either answered for by an owner (apps.crm.ownership) or stands below with the reason
why it holds nothing of a customer. So an app that is written later cannot be forgotten.
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from rest_framework.test import APIClient

from apps.assistant.models import ToolRun
from apps.audit.actors import SYSTEM
from apps.conversations.models import Message
from apps.core import clock
from apps.crm.errors.privacy import ErasureInCallError
from apps.crm.models import Lead, Task
from apps.crm.services.leads import lead_delete
from apps.crm.services.privacy import lead_erase
from apps.crm.tests.people import lead_of
from apps.events.services import events_deliver
from apps.reminders.models import Answer, Reminder
from apps.scheduling.models import Appointment
from apps.scheduling.tests.factories import AppointmentFactory
from apps.telephony.models import Call, Recording
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tracks import tracks_of
from apps.tenants.context import current_schema, in_tenant
from tests.isolation.owned import answered_for, models_of_businesses

NOBODY_IN_IT = {
    "audit.AuditEntry": "ids and names of fields only, and kept on purpose",
    "events.OutboxEvent": "ids and small facts, for a week",
    "requests.KeyedRequest": "ids, a keyed digest and a sealed answer, for a day; erasing forgets both",
    "crm.LeadStatus": "the business's own words",
    "crm.CustomField": "the business's own words",
    "crm.LeadImport": "a sample and a file until the import is over, a day at most",
    "reminders.ReminderPlan": "the business's own words",
    "scheduling.AppointmentSettings": "how the business works",
    "scheduling.CalendarFeed": "an address for members of the business",
    "scheduling.DateException": "how the business works",
    "scheduling.DateHours": "how the business works",
    "scheduling.OpeningHours": "how the business works",
    "scheduling.Resource": "people and rooms of the business",
    "scheduling.Service": "what can be booked",
    "assistant.AssistantProfile": "who answers",
    "assistant.FaqEntry": "the business's own words",
    "assistant.PromptTest": "talks the business made up",
    "assistant.PromptTestRun": "what was answered in them",
    "assistant.PromptVersion": "the business's own words",
}
SECRET = "secret-of-dana"
NUMBER = "+972521234567"


def test_somebody_answers_for_every_model() -> None:
    forgotten = {
        model._meta.label for model in models_of_businesses() if model not in answered_for()
    } - NOBODY_IN_IT.keys()
    assert not forgotten, (
        f"{sorted(forgotten)}: register what they hold about a person in apps.crm.ownership,"
        " or say in NOBODY_IN_IT why they hold nothing"
    )


def test_what_holds_nobody_leads_to_nobody() -> None:
    """It refers to no lead and to nothing that a lead owns, neither by a key nor by a number."""
    mine = answered_for()
    leading = [
        f"{model._meta.label}.{field.name}"
        for model in models_of_businesses()
        if model._meta.label in NOBODY_IN_IT
        for field in model._meta.concrete_fields
        if field.related_model in mine or field.name in ("lead", "lead_id", "phone", "email")
    ]
    assert leading == []


@pytest.fixture
def lead(business, settings, tmp_path: Path) -> Lead:
    """Somebody who called, was recorded, met, and whose older call was left behind by a deleted lead."""
    settings.MEDIA_ROOT, settings.SPOOL_ROOT = tmp_path / "media", tmp_path / "spool"
    deleted, _ = lead_of(NUMBER)
    left_over = call_of(deleted)
    lead_delete(lead_id=deleted.pk, actor=SYSTEM)
    left_over.refresh_from_db()
    assert left_over.lead_id is None
    lead, _ = lead_of(NUMBER)
    call = call_of(lead)
    meeting: Appointment = AppointmentFactory.create(
        lead=lead, notes=SECRET, starts_at=clock.now() + timedelta(days=1)
    )
    Reminder.objects.create(
        appointment=meeting,
        lead=lead,
        kind="booked",
        starts_at=meeting.starts_at,
        wished_at=clock.now(),
        due_at=clock.now(),
        refused=["sms"],
        text=SECRET,
    )
    Answer.objects.create(
        lead=lead, provider_id="SM1", text=SECRET, meaning="confirm", received_at=clock.now()
    )
    Task.objects.create(title=SECRET, source_kind="appointment", source_id=meeting.pk, created_by_kind="user")
    Task.objects.create(
        title=SECRET, source_kind="conversation", source_id=call.conversation_id, created_by_kind="ai"
    )
    Task.objects.create(title=SECRET, source_kind="call", source_id=call.pk, created_by_kind="ai")
    ToolRun.objects.create(
        source_kind="call",
        source_id=call.pk,
        tool_call_id="1",
        name="save_lead",
        lead_id=lead.pk,
        output={"said": SECRET},
    )
    return lead


def call_of(lead: Lead) -> Call:
    call: Call = CallFactory.create(
        lead=lead,
        conversation__lead=lead,
        from_number=NUMBER,
        summary=SECRET,
        status="completed",
        ended_at=clock.now(),
    )
    assert call.conversation is not None
    Message.objects.create(
        conversation=call.conversation,
        author="customer",
        text=SECRET,
        source_kind="call",
        source_id=call.pk,
        external_id="1",
        position=1,
        started_at=clock.now(),
    )
    file = default_storage.save(f"{current_schema()}/recordings/{call.pk}.wav", ContentFile(SECRET.encode()))
    Recording.objects.create(
        call=call,
        file=file,
        duration_ms=1,
        size_bytes=1,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
    )
    for path in tracks_of(call.pk):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SECRET.encode())
    return call


def everything_stored(schema: str) -> str:
    """Every row of every table of the business, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        tables = [table for (table,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" t')
            found += [f"{table}: {text}" for (text,) in cursor.fetchall()]
    return "\n".join(found)


def files_under(folder: str) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_all_apps_tell(lead: Lead, api: APIClient) -> None:
    meeting = Appointment.objects.get()

    told = api.get(f"/api/v1/leads/{lead.pk}/personal-data/").json()["records"]

    assert {name: len(rows) for name, rows in told.items() if rows} == {
        "leads": 1,
        "identities": 1,
        "calls": 2,
        "recordings": 2,
        "actions_of_the_assistant": 1,
        "conversations": 1,
        "messages": 1,
        "appointments": 1,
        "reminders": 1,
        "answers": 1,
        "history": 1,
        "tasks_from_calls": 1,
        "tasks_from_conversations": 1,
        "tasks_from_appointments": 1,
    }
    assert told["messages"][0]["text"] == SECRET
    assert told["recordings"][0]["url"].startswith("/api/v1/calls/")
    assert told["appointments"][0]["notes"] == SECRET
    assert datetime.fromisoformat(told["appointments"][0]["busy"]["start"]) == meeting.busy.lower
    assert datetime.fromisoformat(told["appointments"][0]["busy"]["end"]) == meeting.busy.upper
    assert told["reminders"][0]["text"] == SECRET


def test_all_apps_forget_and_the_files_go_after_the_commit(business, lead: Lead, jobs) -> None:
    assert SECRET in everything_stored(business.schema_name)
    assert len(files_under(settings.MEDIA_ROOT)) == 2

    lead_erase(lead_id=lead.pk, confirm="0521234567", actor=SYSTEM)

    stored = everything_stored(business.schema_name)
    assert SECRET not in stored
    assert NUMBER not in stored
    assert len(files_under(settings.MEDIA_ROOT)) == 2, "nothing goes before the commit"
    events_deliver()
    jobs.run()
    jobs.run()
    assert files_under(settings.MEDIA_ROOT) == files_under(settings.SPOOL_ROOT) == []


def test_the_other_business_keeps_its_own_of_the_same_number(
    business, other_business, lead: Lead, jobs
) -> None:
    with in_tenant(other_business.schema_name):
        theirs, _ = lead_of(NUMBER)
        call_of(theirs)
    jobs.run()
    with in_tenant(other_business.schema_name):
        before = everything_stored(other_business.schema_name)

    lead_erase(lead_id=lead.pk, confirm=NUMBER, actor=SYSTEM)
    jobs.run()

    with in_tenant(other_business.schema_name):
        assert everything_stored(other_business.schema_name) == before
    assert [path for path in files_under(settings.MEDIA_ROOT) if other_business.schema_name in str(path)]


def test_nobody_is_erased_in_the_middle_of_a_call(business, lead: Lead) -> None:
    Call.objects.filter(lead=lead).update(status="in_progress", ended_at=None)
    before = everything_stored(business.schema_name)

    with pytest.raises(ErasureInCallError):
        lead_erase(lead_id=lead.pk, confirm=NUMBER, actor=SYSTEM)

    assert everything_stored(business.schema_name) == before
