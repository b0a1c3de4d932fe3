"""What a conversation is still owed is asked for again: after a suspension, after the provider's bad day."""

from datetime import timedelta

import pytest

from apps.assistant.memory.remembering import memories_sweep
from apps.assistant.memory.selectors import memory_of
from apps.assistant.memory.services import memory_erase
from apps.assistant.models import Understanding
from apps.assistant.tests.provider import completion
from apps.assistant.tests.talks import REMEMBERED, UNDERSTOOD, call_of, say
from apps.assistant.understanding.services import conversation_understand
from apps.assistant.understanding.threads import conversations_missed, conversations_quiet
from apps.conversations.tests.factories import ConversationFactory
from apps.core import clock
from apps.core.jobs import enqueue
from apps.crm.tests.people import DANA
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

TALK = (("ai", "שלום"), ("customer", "אני מעדיפה שעות בוקר"), ("ai", "רשמתי"))
MEMORY = "assistant.memory_make"


@pytest.fixture
def call(lead):
    return call_of(lead, *TALK)


def understood(source_kind, source_id, provider):
    provider.will_answer(completion(UNDERSTOOD))
    return conversation_understand(source_kind=source_kind, source_id=source_id)


def status_set(business, status):
    Business.objects.filter(pk=business.pk).update(status=status)


def minutes_later(count):
    return clock.frozen(clock.now() + timedelta(minutes=count, seconds=1))


def test_a_memory_that_a_suspension_swallowed_is_made_when_the_business_is_open_again(
    business, other_business, lead, call, provider, jobs
):
    understood("call", call.pk, provider)
    assert MEMORY in jobs.names()
    status_set(business, Business.Status.SUSPENDED)
    jobs.run()
    assert memory_of(lead_id=lead.pk) == []

    with minutes_later(3 * 24 * 60):
        enqueue("telephony.summaries_sweep")
        jobs.run()
        assert Understanding.objects.get().memory_sweeps == 0, "not counted while nothing can come of it"
        status_set(business, Business.Status.ACTIVE)
        provider.will_answer(completion(REMEMBERED))
        for each in (business, other_business):
            with in_tenant(each.schema_name):
                enqueue("telephony.summaries_sweep")
        jobs.run()

    assert [entry.text for entry in memory_of(lead_id=lead.pk)] == [REMEMBERED["summary"]]
    assert Understanding.objects.get().is_remembered


def test_a_summary_that_a_suspension_swallowed_comes_then_too(business, call, provider, jobs):
    status_set(business, Business.Status.SUSPENDED)
    enqueue("telephony.call_summarise", call_id=call.pk)
    jobs.run()
    status_set(business, Business.Status.ACTIVE)

    with clock.frozen(call.ended_at + timedelta(days=3)):
        provider.will_answer(completion(UNDERSTOOD), completion(REMEMBERED))
        enqueue("telephony.summaries_sweep")
        jobs.run()

    call.refresh_from_db()
    assert call.summary == UNDERSTOOD["summary"]
    assert Understanding.objects.get().is_remembered


def test_a_chat_that_was_written_before_a_suspension_of_days_is_understood_after_it(
    business, other_business, lead, provider, jobs
):
    chat = ConversationFactory.create(lead=lead, channel="whatsapp")
    say(chat, *TALK, kind="message", source_id=chat.pk)
    status_set(business, Business.Status.SUSPENDED)
    sweeps = ("assistant.conversations_quiet", "assistant.conversations_missed")

    with minutes_later(3 * 24 * 60):
        for sweep in sweeps:
            enqueue(sweep)
        jobs.run()
        assert not Understanding.objects.exists()
        status_set(business, Business.Status.ACTIVE)
        provider.will_answer(completion(UNDERSTOOD), completion(REMEMBERED))
        assert conversations_quiet() == []
        for each in (business, other_business):
            with in_tenant(each.schema_name):
                enqueue("assistant.conversations_missed")
        jobs.run()
        assert conversations_missed() == []

    understood_once = Understanding.objects.get()
    assert (understood_once.source_kind, understood_once.source_id) == ("conversation", chat.pk)
    assert len(provider.asked) == 2, "for the understanding and the memory"


def test_what_was_written_more_than_a_month_ago_is_let_go(lead, jobs):
    chat = ConversationFactory.create(lead=lead, channel="whatsapp")
    say(chat, *TALK, kind="message", source_id=chat.pk)

    with minutes_later(30 * 24 * 60 - 60):
        assert conversations_missed() == [chat.pk]
    with minutes_later(30 * 24 * 60 + 60):
        assert conversations_missed() == []


def test_a_chat_s_memory_is_asked_for_like_a_call_s(business, other_business, lead, provider, jobs):
    chat = ConversationFactory.create(lead=lead, channel="whatsapp")
    say(chat, *TALK, kind="message", source_id=chat.pk)
    chats = understood("conversation", chat.pk, provider)
    jobs.clear()

    assert memories_sweep() == []
    with minutes_later(15), in_tenant(other_business.schema_name):
        assert memories_sweep() == []
    with minutes_later(15):
        assert memories_sweep() == [chats.pk]
        assert memories_sweep() == []

    (asked,) = jobs.waiting()
    assert (asked.name, asked.schema) == (MEMORY, business.schema_name)
    assert asked.kwargs == {"understanding_id": chats.pk}


def test_it_is_asked_for_seven_times_and_never_after_a_month(lead, call, provider, jobs):
    understood("call", call.pk, provider)
    asked = []
    for minutes in range(0, 3 * 24 * 60, 15):
        with minutes_later(minutes):
            asked += [minutes for _ in memories_sweep()]
    assert asked == [15, 30, 60, 120, 240, 480, 960]

    Understanding.objects.update(memory_sweeps=0)
    with minutes_later(30 * 24 * 60):
        assert memories_sweep() == []


def test_what_is_remembered_or_was_erased_is_owed_no_more(lead, call, provider, jobs):
    understood("call", call.pk, provider)
    memory_erase(lead_id=lead.pk, actor=DANA)

    with minutes_later(15):
        assert memories_sweep() == []
