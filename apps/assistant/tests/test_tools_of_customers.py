"""Looking up, moving and cancelling what a customer has, calling back, calling a person, ending a call."""

import json

import pytest

from apps.accounts.permissions import VERBS
from apps.assistant.models import FaqEntry, GuardHit, ToolRun
from apps.assistant.registry import TOOLS, tools_of, tools_render_realtime
from apps.assistant.tests.calls import CALLER, context_of, error_code, ran, slot
from apps.assistant.tools import tool_run
from apps.conversations.services import conversation_open
from apps.crm.models import Lead, Task
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import Appointment, Resource, Service
from apps.scheduling.tests.factories import AppointmentFactory
from apps.scheduling.tests.moments import MONDAY, at
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


def booked(lead, hour=10, **more):
    return AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, hour), **more)


def test_a_tool_has_a_verb_of_the_table_and_a_channel():
    for tool in TOOLS.values():
        assert tool.verb in VERBS
        assert tool.channels
        assert tool.parameters["additionalProperties"] is False
    assert "end_call" not in {tool.name for tool in tools_of(channel="whatsapp")}
    assert "end_call" in {tool["name"] for tool in tools_render_realtime()}


def test_a_tool_of_the_phone_is_unknown_in_writing(lead):
    context = context_of(lead, channel="whatsapp")

    assert error_code(tool_run(name="end_call", arguments="{}", context=context)) == "unknown_tool"


def test_a_customer_finds_only_what_is_their_own(lead):
    other = LeadFactory.create(name="רון לוי")
    booked(other, 12)
    mine = booked(lead, 10, service_label="תספורת")

    output = ran("find_lead", lead).output

    assert output["appointments"] == [
        {
            "appointment_id": mine.pk,
            "starts_at": "2026-11-23T10:00:00+02:00",
            "service": "תספורת",
            "say": "יום שני, עשרים ושלושה בנובמבר, בשעה עשר בבוקר",
        }
    ]
    assert output["phone_ends_with"] == CALLER[-4:]
    assert "רון" not in json.dumps(output, ensure_ascii=False)


def test_services_are_listed_with_the_prices_that_the_business_set(lead):
    Service.objects.create(label="תספורת", duration_minutes=30, price=120)
    Service.objects.create(label="צבע", duration_minutes=90)
    Service.objects.create(label="ישן", duration_minutes=10, is_active=False)

    assert ran("list_services", lead).output == {
        "services": [
            {"service": "תספורת", "minutes": 30, "price_ils": 120.0},
            {"service": "צבע", "minutes": 90},
        ]
    }


def test_a_question_is_answered_in_the_business_own_words_or_not_at_all(lead):
    FaqEntry.objects.create(question="יש לכם חניה?", answer="כן, חניה חינם מאחורי הבניין.", order=9)

    def asked(question, call):
        context = context_of(lead, call, channel="whatsapp", source_kind="conversation", source_id=7)
        arguments = json.dumps({"question": question})
        return tool_run(name="answer_from_faq", arguments=arguments, context=context).output

    assert asked("יש לכם חניה?", "call_1") == {"answer": "כן, חניה חינם מאחורי הבניין."}
    assert asked("מי ראש הממשלה?", "call_2") == {"answer": None}


def test_the_only_appointment_is_moved_without_naming_it(lead):
    old = booked(lead)

    outcome = ran("reschedule_appointment", lead, slot_id=slot("2026-11-23T15:00:00+02:00"))

    assert outcome.output["say"] == "העברתי את הפגישה ליום שני, עשרים ושלושה בנובמבר, בשעה שלוש אחר הצהריים."
    old.refresh_from_db()
    assert old.status == "cancelled"
    moved = Appointment.objects.get(status="confirmed")
    assert (moved.starts_at, moved.lineage, moved.pk) == (at(MONDAY, 15), old.lineage, outcome.appointment_id)


def test_every_hour_that_is_offered_for_a_move_takes_the_appointment(lead, other_business):
    gal = Resource.objects.create(name="גל", position=1)
    service = Service.objects.create(label="תספורת", duration_minutes=30)
    Service.objects.create(label="צבע", duration_minutes=60)
    mine = booked(lead, 9, service=service, service_label="תספורת")
    AppointmentFactory.create(starts_at=at(MONDAY, 11))

    offered = ran("check_availability", lead, date="2026-11-23", moving=mine.pk).output

    assert (offered["status"], offered["service"], len(offered["slots"])) == ("available", "תספורת", 17)
    appointment_id, people = mine.pk, []
    for number, each in enumerate(offered["slots"]):
        moved = ran(
            "reschedule_appointment",
            lead,
            call=f"move_{number}",
            appointment_id=appointment_id,
            slot_id=each["slot_id"],
        )
        assert (moved.ok, moved.output.get("starts_at")) == (True, each["starts_at"])
        appointment_id = moved.appointment_id
        people.append(Appointment.objects.get(pk=appointment_id).resource_id)
    # Nobody changes the person without need.
    assert people == [mine.resource_id] * 3 + [gal.pk] * 14
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_whom_somebody_else_has_booked_is_not_looked_at_for_a_move(lead):
    theirs = booked(LeadFactory.create(), 12)

    assert (
        error_code(ran("check_availability", lead, date="2026-11-23", moving=theirs.pk)) == "no_appointment"
    )
    booked(lead, 10)
    outcome = ran("check_availability", lead, call="call_2", date="2026-11-23", moving=theirs.pk)
    assert error_code(outcome) == "appointment_unclear"


def test_an_hour_that_is_taken_moves_nothing(lead):
    mine = booked(lead)
    AppointmentFactory.create(starts_at=at(MONDAY, 15))

    outcome = ran("reschedule_appointment", lead, slot_id=slot("2026-11-23T15:00:00+02:00"))

    assert error_code(outcome) == "slot_taken"
    mine.refresh_from_db()
    assert mine.status == "confirmed"


def test_an_hour_at_which_the_customer_has_another_moves_nothing_and_says_which(lead, other_business):
    mine, other = booked(lead, 10), booked(lead, 15)
    Appointment.objects.filter(pk=other.pk).update(service_label="צבע")
    before = list(Appointment.objects.order_by("pk").values())

    outcome = ran(
        "reschedule_appointment", lead, appointment_id=mine.pk, slot_id=slot("2026-11-23T15:00:00+02:00")
    )

    assert error_code(outcome) == "already_booked"
    assert outcome.output["appointment"] == {
        "appointment_id": other.pk,
        "service": "צבע",
        "starts_at": "2026-11-23T15:00:00+02:00",
    }
    assert outcome.output["say"] == (
        "יום שני, עשרים ושלושה בנובמבר, בשעה שלוש אחר הצהריים, כבר רשום ביומן: צבע."
        " לאיזה מועד אחר להעביר את הפגישה?"
    )
    assert list(Appointment.objects.order_by("pk").values()) == before


def test_the_only_appointment_is_cancelled(lead):
    mine = booked(lead)

    outcome = ran("cancel_appointment", lead)

    assert outcome.output["say"] == "ביטלתי את הפגישה של יום שני, עשרים ושלושה בנובמבר, בשעה עשר בבוקר."
    mine.refresh_from_db()
    assert mine.status == "cancelled"


def test_of_two_appointments_it_is_asked_which(lead):
    first, second = booked(lead, 10), booked(lead, 12)

    unclear = ran("cancel_appointment", lead)
    assert error_code(unclear) == "appointment_unclear"
    assert [each["appointment_id"] for each in unclear.output["appointments"]] == [first.pk, second.pk]
    assert ran("cancel_appointment", lead, call="call_2", appointment_id=second.pk).ok

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("confirmed", "cancelled")


@pytest.mark.parametrize("name", ["cancel_appointment", "reschedule_appointment"])
def test_nobody_elses_appointment_is_touched(lead, name):
    theirs = booked(LeadFactory.create(), 12)
    arguments = {"slot_id": slot("2026-11-23T15:00:00+02:00")} if name.startswith("resch") else {}

    assert error_code(ran(name, lead, appointment_id=theirs.pk, **arguments)) == "no_appointment"
    booked(lead, 9)
    again = ran(name, lead, call="call_2", appointment_id=theirs.pk, **arguments)
    assert error_code(again) == "appointment_unclear"
    theirs.refresh_from_db()
    assert theirs.status == "confirmed"


def test_a_callback_is_a_task_due_when_the_customer_said(lead):
    CallFactory.create(pk=31)

    outcome = ran("set_callback", lead, about="מחיר של החלקה", when="מחר בעשר בבוקר")

    task = Task.objects.get()
    assert (task.title, task.details, task.due_at) == (
        "לחזור ללקוח: מחיר של החלקה",
        "מחר בעשר בבוקר",
        at(MONDAY, 10),
    )
    assert outcome.output["say"] == "הבקשה הועברה לבית העסק, ויחזרו אליך."


def test_a_person_is_called_and_the_assistant_falls_silent_in_writing(lead):
    conversation = conversation_open(lead_id=lead.pk, channel="whatsapp")
    context = context_of(lead, channel="whatsapp", source_kind="conversation", source_id=conversation.pk)

    outcome = tool_run(name="transfer_to_person", arguments='{"why": "תלונה"}', context=context)

    assert outcome.output["connected"] is False
    task = Task.objects.get()
    assert (task.title, task.priority, task.source_kind) == (
        "לקוח מבקש נציג: תלונה",
        "urgent",
        "conversation",
    )
    conversation.refresh_from_db()
    assert conversation.ai_state == "off"


def test_what_a_guard_stops_is_kept_and_done_by_nobody(lead):
    context = context_of(lead)
    arguments = json.dumps({"slot_id": slot("2026-11-23T09:30:00+02:00")})

    first = tool_run(name="book_appointment", arguments=arguments, context=context)
    assert tool_run(name="book_appointment", arguments=arguments, context=context) == first

    assert error_code(first) == "slot_not_offered"
    assert Appointment.objects.count() == 0
    hit = GuardHit.objects.get()
    assert (hit.guard, hit.source_kind, hit.source_id, hit.external_id, hit.lead_id) == (
        "slot_not_offered",
        "call",
        31,
        "call_1",
        lead.pk,
    )
    assert ToolRun.objects.get().arguments == json.loads(arguments)


def test_a_number_that_is_not_confirmed_does_not_cost_the_name(lead):
    context = context_of(lead)
    arguments = json.dumps({"name": "דנה", "phone": "0541112222"})

    outcome = tool_run(name="save_lead", arguments=arguments, context=context)

    assert error_code(outcome) == "phone_not_confirmed"
    assert outcome.output["saved"] == ["name"]
    kept = Lead.objects.get(pk=lead.pk)
    assert (kept.name, kept.phone) == ("דנה", CALLER)
