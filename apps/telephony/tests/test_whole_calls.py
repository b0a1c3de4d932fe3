"""Whole calls over real sockets: a caller who speaks, a model that listens, and what is stored of it."""

import asyncio
from typing import Any

from apps.assistant.models import ToolRun
from apps.conversations.models import Message
from apps.core.testing import JobQueue
from apps.crm.models import ContactIdentity, FieldProvenance, Lead, Task
from apps.scheduling.models import Appointment
from apps.simulator.openai.faults import Fault
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import SCENARIOS, Interrupt, Listen, Press, Scenario, Wait
from apps.telephony.models import Call, Recording
from apps.telephony.tests.conftest import LATE_MS, SHAKED, Served, books_closed
from apps.tenants.context import in_tenant
from apps.usage.models import UsageRecord

DANA, YOSSI = "+972521234567", "+972549876543"


def at(business: Any, read: Any) -> Any:
    with in_tenant(business.schema_name):
        return read()


def test_two_businesses_answer_at_once_and_each_keeps_its_own(
    served: Served, business: Any, other_business: Any, jobs: JobQueue, settings: Any
) -> None:
    """The same scenario, the same hour asked for, at the same time: nothing of one shows at the other."""

    async def both() -> tuple[Any, Any]:
        return await asyncio.gather(
            place_call(served.call(from_number=DANA), SCENARIOS["booking"]),
            place_call(served.call(SHAKED, from_number=YOSSI), SCENARIOS["booking"]),
        )

    reports = asyncio.run(both())
    books_closed()
    assert [report.problems for report in reports] == [[], []]
    assert [sum(gap["ms"] for gap in report.gaps) < LATE_MS for report in reports] == [True, True]
    for place, phone, other_phone in ((business, DANA, YOSSI), (other_business, YOSSI, DANA)):
        with in_tenant(place.schema_name):
            call = Call.objects.get()
            lead = Lead.objects.get()
            assert (call.status, call.outcome, call.end_reason) == ("completed", "booked", "caller_hung_up")
            assert (lead.name, lead.phone, lead.pk) == ("דנה כהן", phone, call.lead_id)
            assert not ContactIdentity.objects.filter(value=other_phone).exists()
            meeting = Appointment.objects.get()
            assert (meeting.source_kind, meeting.source_id, meeting.status) == ("call", call.pk, "confirmed")
            said = list(Message.objects.order_by("position").values_list("author", "text"))
            assert said[0][0] == "ai"
            assert ("customer", "אני רוצה לקבוע תור") in said
            assert ("customer", "קוראים לי דנה כהן") in said
            proposed = FieldProvenance.objects.get(field="name", status="proposed")
            assert (proposed.lead_id, proposed.value, proposed.source_id) == (lead.pk, "דנה כהן", call.pk)
            assert Message.objects.get(external_id=proposed.external_id).author == "customer"
            assert proposed.confidence is not None
            assert proposed.confidence > 50
            assert set(ToolRun.objects.values_list("name", "ok")) == {
                ("save_lead", True),
                ("check_availability", True),
                ("hold_slot", True),
                ("book_appointment", True),
            }
            recording = Recording.objects.get()
            assert abs(recording.duration_ms - call.duration_ms) < LATE_MS
            assert recording.file.name.startswith(f"{place.schema_name}/recordings/")
            assert max(recording.peaks) > 10
            assert call.first_audio_ms is not None
            assert call.first_audio_ms < 1500 + LATE_MS
        usage = UsageRecord.objects.filter(business=place, source_kind="call", source_id=call.pk)
        assert set(usage.values_list("kind", flat=True)) == {"realtime", "transcription", "telephony"}
        assert sum(usage.values_list("cost_micro_usd", flat=True)) > 0
        assert list((settings.SPOOL_ROOT / place.schema_name).iterdir()) == []
    assert jobs.names().count("telephony.call_summarise") == 2


def test_who_asks_for_a_person_leaves_a_task_that_the_business_finds_with_the_call(
    served: Served, business: Any, other_business: Any, api: Any
) -> None:
    report = asyncio.run(place_call(served.call(from_number=DANA), SCENARIOS["call_back"]))
    books_closed()

    assert report.problems == []
    call = Call.objects.get()
    assert call.lead is not None
    assert call.lead.phone == DANA
    [task] = api.get("/api/v1/tasks/").json()["results"]
    assert (task["title"], task["lead"]["id"]) == ("לחזור אל הלקוח: ביקש לדבר עם נציג", call.lead.pk)
    assert (task["source_kind"], task["source_id"], task["created_by"]["kind"]) == ("call", call.pk, "ai")
    assert list(ToolRun.objects.values_list("name", "ok")) == [("create_task", True)]
    assert Appointment.objects.count() == 0
    assert at(other_business, Task.objects.count) == 0


def test_the_tools_reach_the_model_on_the_wire(served: Served, business: Any) -> None:
    scenario = Scenario("greeted", (Listen(),), "listens to the greeting")
    report = asyncio.run(place_call(served.call(), scenario))
    assert report.problems == []
    session = served.openai.state.sessions.all()[-1]
    update = next(event for event in session.client_events if event["type"] == "session.update")["session"]
    assert [tool["name"] for tool in update["tools"]] == [
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
    assert update["audio"]["input"]["format"] == update["audio"]["output"]["format"] == {"type": "audio/pcmu"}
    assert session.errors == []


def test_a_caller_who_cuts_in_is_heard_and_the_transcript_keeps_what_was_heard(
    served: Served, business: Any
) -> None:
    scenario = Scenario(
        "cut",
        (Interrupt("book", after_ms=1500), Listen()),
        "cuts into the greeting",
        clears_min=1,
    )
    report = asyncio.run(place_call(served.call(), scenario))
    books_closed()
    assert report.problems == []
    session = served.openai.state.sessions.all()[-1]
    (truncate,) = session.summary()["truncates"]
    clear = report.clears[0]
    greeting = Message.objects.get(author="ai", position=1)
    assert greeting.unheard_text != ""
    assert greeting.duration_ms is not None
    assert abs(truncate["audio_end_ms"] - greeting.duration_ms) <= 1
    heard_ms = clear["at_ms"] - report.first_audio_ms
    assert abs(truncate["audio_end_ms"] - heard_ms) <= 40 + 400
    assert session.errors == []


def test_a_model_that_drops_the_line_is_replaced_and_the_call_goes_on(served: Served, business: Any) -> None:
    served.openai.state.faults.add(Fault("drop", {"after_audio_ms": 5000}))
    report = asyncio.run(place_call(served.call(), SCENARIOS["booking"]))
    books_closed()
    assert report.problems == []
    assert Call.objects.get().outcome == "booked"
    assert Appointment.objects.count() == 1
    assert ToolRun.objects.filter(name="book_appointment").count() == 1


def test_a_model_that_refuses_ends_the_call_with_an_apology(served: Served, business: Any) -> None:
    served.openai.state.faults.add(Fault("refuse", {"status": 401}, count=5))
    report = asyncio.run(place_call(served.call(), Scenario("wait", (Wait(8000),), "waits")))
    books_closed()
    served.openai.state.faults.waiting.clear()
    call = Call.objects.get()
    assert (call.status, call.end_reason) == ("failed", "model_unreachable")
    assert call.lead is not None
    assert call.lead.phone == DANA
    assert any("תקלה" in said for said in report.said_by_twilio)


def test_digits_typed_on_the_phone_reach_the_model_as_words_of_the_caller(
    served: Served, business: Any
) -> None:
    scenario = Scenario("typed", (Listen(), Press("0521234567"), Listen()), "types a number")
    asyncio.run(place_call(served.call(), scenario))
    books_closed()
    assert Message.objects.filter(author="customer", text__contains="0521234567").count() == 1
    session = served.openai.state.sessions.all()[-1]
    items = [event["item"] for event in session.client_events if event["type"] == "conversation.item.create"]
    assert any("0521234567" in str(item.get("content")) for item in items)


def test_no_socket_to_the_model_stays_open_after_a_hang_up(served: Served, business: Any) -> None:
    scenario = Scenario("greeted", (Listen(),), "listens to the greeting")
    asyncio.run(place_call(served.call(), scenario))
    books_closed()
    assert [log for log in served.openai.state.sessions.live() if log.appends] == []
