"""The assistant that writes, against the stand-in for OpenAI."""

import pytest

from apps.assistant.agent.services import text_agent_reply, text_agent_try
from apps.assistant.guards.evidence import CUSTOMER, Turn
from apps.assistant.models import GuardHit, ToolRun
from apps.assistant.tests.calls import CALLER
from apps.conversations.models import Message
from apps.conversations.services import conversation_open
from apps.core import clock
from apps.crm.models import Lead
from apps.crm.tests.factories import LeadFactory
from apps.events.models import OutboxEvent
from apps.scheduling.models import Appointment
from apps.simulator.openai.pace import Pace
from apps.simulator.server import simulator_in_thread
from apps.usage.models import UsageRecord


@pytest.fixture(scope="module")
def openai():
    with simulator_in_thread(pace=Pace()) as running:
        yield running


@pytest.fixture
def wired(settings, openai):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "simulator", openai.openai_base_url
    return openai


@pytest.fixture
def conversation(business, wired):
    lead = LeadFactory.create(name="", phone=CALLER)
    return conversation_open(lead_id=lead.pk, channel="whatsapp")


def write(conversation, text, author="customer"):
    count = Message.objects.filter(conversation=conversation).count()
    return Message.objects.create(
        conversation=conversation,
        author=author,
        text=text,
        source_kind="conversation",
        source_id=conversation.pk,
        external_id=f"wamid.{count}",
        position=count,
        started_at=clock.now(),
    )


def answered(conversation, text):
    write(conversation, text)
    reply = text_agent_reply(conversation_id=conversation.pk, channel="whatsapp")
    write(conversation, reply.text, author="ai")
    return reply


def test_a_thread_of_messages_ends_in_a_booking(conversation):
    greeting = answered(conversation, "היי, אני רוצה לקבוע תור")
    assert "השם" in greeting.text
    named = answered(conversation, "קוראים לי דנה כהן")
    assert [tool.name for tool in named.tools] == ["save_lead"]
    offered = answered(conversation, "מחר")
    assert [tool.name for tool in offered.tools] == ["check_availability"]
    held = answered(conversation, "בתשע בבוקר")
    assert [tool.name for tool in held.tools] == ["hold_slot"]
    booked = answered(conversation, "כן")

    assert [(tool.name, tool.ok) for tool in booked.tools] == [("book_appointment", True)]
    assert booked.text.startswith("קבעתי פגישה ל")
    assert booked.guards == ()
    meeting = Appointment.objects.get()
    assert (meeting.status, meeting.source, meeting.source_id) == ("confirmed", "whatsapp", conversation.pk)
    assert Lead.objects.get().name == "דנה כהן"
    assert GuardHit.objects.count() == 0
    used = UsageRecord.objects.filter(source_kind="conversation", source_id=conversation.pk)
    assert used.count() == 9
    assert booked.cost_micro_usd > 0


def test_a_dry_run_answers_and_leaves_nothing(conversation):
    write(conversation, "קוראים לי דנה כהן, אני רוצה לקבוע תור מחר")
    events = OutboxEvent.objects.count()

    reply = text_agent_reply(conversation_id=conversation.pk, channel="whatsapp", dry_run=True)

    assert [tool.name for tool in reply.tools] == ["save_lead", "check_availability"]
    assert [tool.ok for tool in reply.tools] == [True, True]
    assert "פנוי" in reply.text
    assert Lead.objects.get().name == ""
    assert (ToolRun.objects.count(), OutboxEvent.objects.count()) == (0, events)
    assert UsageRecord.objects.filter(source_kind="trial").count() == 3


def test_a_talk_that_stands_nowhere_is_tried(business, wired):
    turns = [Turn(CUSTOMER, "קוראים לי דנה כהן, אני רוצה לקבוע תור מחר")]

    reply = text_agent_try(turns=turns, channel="whatsapp", prompt_text="דבר קצר.")

    assert [(tool.name, tool.ok) for tool in reply.tools] == [
        ("save_lead", True),
        ("check_availability", True),
    ]
    assert Lead.objects.count() == 0
    assert ToolRun.objects.count() == 0


def test_what_the_assistant_said_last_needs_no_answer(conversation):
    write(conversation, "שלום", author="ai")

    assert text_agent_reply(conversation_id=conversation.pk, channel="whatsapp").text == ""
    assert UsageRecord.objects.count() == 0
