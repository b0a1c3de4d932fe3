"""The assistant that writes, against the stand-in for OpenAI."""

import pytest

from apps.assistant.agent.services import text_agent_reply, text_agent_try
from apps.assistant.agent.talking import thread_of
from apps.assistant.errors import ReplyDelayedError, ReplyFailedError
from apps.assistant.guards.evidence import CUSTOMER, Turn
from apps.assistant.guards.kinds import Guard
from apps.assistant.models import FaqEntry, GuardHit, HandOver, ToolRun
from apps.assistant.testing import guard_away
from apps.assistant.tests.calls import CALLER
from apps.conversations.models import Message
from apps.conversations.services import conversation_open
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.crm.models import Lead, Task
from apps.crm.tests.factories import LeadFactory
from apps.events.models import OutboxEvent
from apps.scheduling.models import Appointment
from apps.simulator.dialogue.habits import Habit
from apps.simulator.openai.pace import Pace
from apps.simulator.server import simulator_in_thread
from apps.tenants.context import in_tenant
from apps.usage.models import UsageRecord


@pytest.fixture(scope="module")
def openai():
    with simulator_in_thread(pace=Pace()) as running:
        yield running


@pytest.fixture
def wired(settings, openai):
    openai.state.habits.ordered.clear()
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


def test_the_next_answer_is_told_of_a_tool_where_it_was_called(conversation):
    for text in ("אני רוצה לקבוע תור", "קוראים לי דנה כהן", "מחר", "כן, בתשע בבוקר"):
        answered(conversation, text)
    messages = list(Message.objects.order_by("position"))

    thread = thread_of(messages, ToolRun.objects.order_by("pk"))

    kinds = [item.get("name") or item.get("role") or item["type"] for item in thread.items()]
    result = "function_call_output"
    assert kinds[:11] == [
        *("user", "assistant"),
        *("user", "save_lead", result, "assistant"),
        *("user", "check_availability", result, "assistant"),
        "user",
    ]


def test_a_question_that_the_business_answered_asks_no_model(conversation):
    entry = FaqEntry.objects.create(question="יש לכם חניה?", answer="כן, חניה חינם מאחורי הבניין.", order=9)

    reply = answered(conversation, "יש לכם חניה?")

    assert (reply.text, reply.faq.entry_id) == ("כן, חניה חינם מאחורי הבניין.", entry.pk)
    assert (reply.cost_micro_usd, UsageRecord.objects.count()) == (0, 0)
    asked = answered(conversation, "אני רוצה לקבוע תור")
    assert asked.faq.entry_id is None
    assert "השם" in asked.text


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


def claims(openai, **habit):
    openai.state.habits.ordered.clear()
    openai.state.habits.add(Habit(where=CALLER[-4:], **habit))


def test_an_untrue_draft_is_written_once_more(conversation, wired):
    claims(wired, hears="תור", says="קבעתי לך תור למחר.")

    reply = answered(conversation, "אני רוצה לקבוע תור")

    assert "השם" in reply.text
    assert [hit.guard for hit in reply.guards] == ["booking_claimed"]
    hit = GuardHit.objects.get()
    assert (hit.guard, hit.channel, hit.source_kind, hit.source_id) == (
        "booking_claimed",
        "whatsapp",
        "conversation",
        conversation.pk,
    )
    assert (hit.words, hit.external_id) == ("קבעתי לך תור למחר.", "reply to wamid.0")


def test_after_a_second_untrue_draft_the_servers_own_sentence_is_sent(conversation, wired):
    claims(wired, hears="תור", says="קבעתי לך תור למחר.", times=2)

    reply = answered(conversation, "אני רוצה לקבוע תור")

    assert reply.text == "תיקון: עדיין לא נקבעה פגישה. לבדוק מה פנוי?"
    assert len(reply.guards) == 2
    assert Appointment.objects.count() == 0


def test_without_its_guard_the_untrue_draft_is_sent(conversation, wired):
    claims(wired, hears="תור", says="קבעתי לך תור למחר.")

    with guard_away(Guard.BOOKING):
        assert answered(conversation, "אני רוצה לקבוע תור").text == "קבעתי לך תור למחר."


def test_a_circle_is_handed_to_a_person_once(conversation):
    for _ in range(2):
        write(conversation, "זוהי הודעה אוטומטית")

    first = text_agent_reply(conversation_id=conversation.pk, channel="whatsapp")
    again = text_agent_reply(conversation_id=conversation.pk, channel="whatsapp")

    assert (first.text, first.handed_over) == ("", "bot_to_bot")
    assert again.text == ""
    handed = HandOver.objects.get()
    assert (handed.conversation_id, handed.reason, handed.facts) == (
        conversation.pk,
        "bot_to_bot",
        {"automatic_messages": 2},
    )
    task = Task.objects.get()
    assert (task.pk, task.source_kind, task.source_id) == (handed.task_id, "conversation", conversation.pk)
    conversation.refresh_from_db()
    assert conversation.ai_state == "off"
    assert UsageRecord.objects.count() == 0


def test_a_provider_that_refuses_is_an_error_without_its_words(conversation, settings):
    settings.OPENAI_API_KEY = "bad-key"
    write(conversation, "שלום")

    with pytest.raises(ReplyFailedError) as raised:
        text_agent_reply(conversation_id=conversation.pk, channel="whatsapp")
    assert not isinstance(raised.value, ReplyDelayedError)
    assert raised.value.__cause__ is None


def test_a_provider_that_is_away_may_be_asked_later(conversation, settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    write(conversation, "שלום")

    with pytest.raises(ReplyDelayedError):
        text_agent_reply(conversation_id=conversation.pk, channel="whatsapp")


def test_a_conversation_of_another_business_is_not_there(conversation, other_business):
    with in_tenant(other_business.schema_name), pytest.raises(NotFoundError):
        text_agent_reply(conversation_id=conversation.pk, channel="whatsapp")
