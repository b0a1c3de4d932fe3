import json

import pytest
from django.db import connection
from structlog.testing import capture_logs

from apps.assistant.models import ToolRun
from apps.assistant.selectors import tool_runs_of
from apps.assistant.tests.calls import CALLER, context_of, error_code, ran, slot, talk_of
from apps.assistant.tools import TOOLS, ToolContext, tool_run, tools_render_realtime
from apps.core.jobs import JobInterruptedError
from apps.crm.models import Task
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.scheduling.models import Appointment, AppointmentSettings, OpeningHours
from apps.scheduling.tests.factories import AppointmentFactory
from apps.scheduling.tests.moments import MONDAY, at
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tests.interrupting import interrupted_soon, table_held
from apps.tenants.context import in_tenant


def test_tools_are_plain_json_schema_for_a_realtime_session():
    tools = tools_render_realtime()

    assert [tool["name"] for tool in tools] == [
        "find_lead",
        "save_lead",
        "create_task",
        "set_callback",
        "list_services",
        "check_availability",
        "hold_slot",
        "book_appointment",
        "reschedule_appointment",
        "cancel_appointment",
        "transfer_to_person",
        "end_call",
    ]
    assert json.dumps(tools) == json.dumps(tools_render_realtime())
    booking = tools[7]["parameters"]
    assert (booking["type"], booking["required"], booking["additionalProperties"]) == (
        "object",
        ["slot_id"],
        False,
    )
    checking = tools[5]["parameters"]["properties"]
    assert checking["part_of_day"]["enum"] == ["morning", "noon", "afternoon", "evening"]
    for tool in tools:
        assert tool["type"] == "function"
        for described in tool["parameters"]["properties"].values():
            assert described["type"] in ("string", "integer")
            assert described["description"]
            assert not {"anyOf", "$ref", "default", "title"} & described.keys()


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("book_appointment", "{", "invalid_arguments"),
        ("book_appointment", "[]", "invalid_arguments"),
        ("book_appointment", "", "invalid_arguments"),
        ("book_appointment", '{"starts_at": "2026-11-23T09:30:00+02:00"}', "invalid_arguments"),
        ("book_appointment", '{"slot_id": "x", "price": 5}', "invalid_arguments"),
        ("book_appointment", '{"slot_id": "מחר בתשע"}', "slot_not_offered"),
        ("hold_slot", '{"slot_id": "1c9a3f0-0-0-000000000000"}', "slot_not_offered"),
        ("hold_slot", '{"slot_id": ""}', "slot_not_offered"),
        ("check_availability", '{"date": "23/11/2026"}', "invalid_arguments"),
        ("check_availability", '{"date": "2026-11-23", "part_of_day": "later"}', "invalid_arguments"),
        ("check_availability", '{"date": "9999-12-31"}', "invalid_arguments"),
        ("save_lead", '{"name": 5}', "invalid_arguments"),
        ("save_lead", json.dumps({"name": "ד" * 121}), "invalid_arguments"),
        ("create_task", '{"what": " "}', "invalid_arguments"),
        ("cancel_everything", "{}", "unknown_tool"),
    ],
)
def test_a_call_that_makes_no_sense_is_explained_to_the_model(lead, name, arguments, code):
    outcome = tool_run(name=name, arguments=arguments, context=context_of(lead))

    assert error_code(outcome) == code
    assert outcome.output["error"]["message"]
    assert Appointment.objects.count() == 0
    lead.refresh_from_db()
    assert lead.version == 1


def test_a_lead_that_is_gone_is_an_answer_not_an_exception(business):
    wanted = {"slot_id": slot("2026-11-23T09:30:00+02:00")}
    context = ToolContext(
        channel="phone",
        source_kind="call",
        source_id=31,
        lead_id=999_999,
        tool_call_id="call_1",
        talk=talk_of(wanted),
    )

    outcome = tool_run(
        name="book_appointment",
        arguments=json.dumps(wanted),
        context=context,
    )

    assert error_code(outcome) == "lead_not_found"


def test_a_fault_of_the_database_is_logged_by_its_own_name(lead):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE scheduling_appointment RENAME TO elsewhere")

    with capture_logs() as logged:
        outcome = ran("book_appointment", lead, slot_id=slot("2026-11-23T09:30:00+02:00"), name="דנה")

    assert error_code(outcome) == "tool_failed"
    assert [entry["error"] for entry in logged if entry["event"] == "tool_failed"] == ["UndefinedTable"]


def test_a_fault_of_ours_is_an_answer_and_leaves_nothing_behind(lead):
    OpeningHours.objects.all().delete()
    AppointmentSettings.objects.all().delete()

    outcome = ran("book_appointment", lead, slot_id=slot("2026-11-23T09:30:00+02:00"), name="דנה")

    assert error_code(outcome) == "tool_failed"
    assert ToolRun.objects.count() == 0
    lead.refresh_from_db()
    assert lead.name == ""


def test_a_job_whose_time_is_over_gets_no_answer_and_leaves_nothing_behind(
    tenants_db, business, other_business
):
    lead = LeadFactory.create(name="", phone=CALLER)
    CallFactory.create(pk=31)

    with table_held(business.schema_name, Task), pytest.raises(JobInterruptedError), interrupted_soon():
        ran("create_task", lead, what="לחזור אליה")

    assert (ToolRun.objects.count(), Task.objects.count()) == (0, 0)
    assert ran("create_task", lead, what="לחזור אליה").ok
    assert Task.objects.count() == 1
    with in_tenant(other_business.schema_name):
        assert Task.objects.count() == 0


def test_a_call_made_again_does_nothing_and_returns_the_first_result(lead):
    first = ran("book_appointment", lead, slot_id=slot("2026-11-23T09:30:00+02:00"))
    events = OutboxEvent.objects.count()

    again = ran("book_appointment", lead, slot_id=slot("2026-11-23T11:00:00+02:00"))

    assert again == first
    assert Appointment.objects.count() == 1
    assert OutboxEvent.objects.count() == events


def test_a_refusal_is_remembered_too(lead):
    taken = AppointmentFactory.create(starts_at=at(MONDAY, 10))
    first = ran("book_appointment", lead, slot_id=slot("2026-11-23T10:00:00+02:00"))
    taken.delete()

    assert ran("book_appointment", lead, slot_id=slot("2026-11-23T10:00:00+02:00")) == first
    assert Appointment.objects.count() == 0


def test_the_same_call_id_in_another_call_is_another_call(lead):
    ran("save_lead", lead, name="דנה")
    tool_run(name="save_lead", arguments='{"name": "רון"}', context=context_of(lead, source_id=32))

    lead.refresh_from_db()
    assert lead.name == "רון"


def test_what_ran_in_a_call_is_listed_in_order(lead):
    ran("save_lead", lead, call="a", name="דנה")
    ran("book_appointment", lead, call="b", slot_id=slot("2026-11-28T10:00:00+02:00"))
    tool_run(name="save_lead", arguments='{"name": "רון"}', context=context_of(lead, source_id=32))

    runs = tool_runs_of(source_kind="call", source_id=31)

    assert [(run.name, run.ok) for run in runs] == [("save_lead", True), ("book_appointment", False)]


@pytest.mark.parametrize("name", sorted(set(TOOLS) - {"answer_from_faq"}))  # which is for writing
def test_one_call_at_the_same_moment_twice_happens_once(tenants_db, business, name):
    lead = LeadFactory.create(name="", phone=CALLER)
    CallFactory.create(pk=31)
    arguments = {
        "save_lead": {"notes": "לחזור אליה"},
        "create_task": {"what": "לחזור אליה"},
        "check_availability": {"date": "2026-11-23"},
        "hold_slot": {"slot_id": slot("2026-11-23T09:30:00+02:00")},
        "book_appointment": {"slot_id": slot("2026-11-23T09:30:00+02:00")},
        "reschedule_appointment": {"slot_id": slot("2026-11-23T09:30:00+02:00")},
        "set_callback": {"about": "מחיר"},
    }.get(name, {})
    booked = name in ("reschedule_appointment", "cancel_appointment")
    if booked:
        AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, 15))

    outcomes = at_once(business.schema_name, [lambda: ran(name, lead, **arguments)] * 2)

    assert outcomes[0] == outcomes[1]
    assert outcomes[0].ok
    assert ToolRun.objects.count() == 1
    blocking = Appointment.objects.filter(status__in=Appointment.BLOCKING)
    assert blocking.count() == (name in ("hold_slot", "book_appointment", "reschedule_appointment"))
    assert OutboxEvent.objects.filter(type="lead.updated").count() == (name == "save_lead")
    assert Task.objects.count() == (name in ("create_task", "set_callback", "transfer_to_person"))
