from datetime import UTC, datetime, timedelta

import pytest

from apps.conversations.models import Conversation, Message
from apps.conversations.selectors import messages_of
from apps.conversations.services import conversation_open, message_upsert
from apps.conversations.tests.factories import ConversationFactory
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant

ANSWERED = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def saved(conversation, **changes):
    turn = {
        "conversation_id": conversation.pk,
        "source_kind": "call",
        "source_id": 17,
        "external_id": "item_1",
        "position": 0,
        "author": "ai",
        "text": "שלום, במה אפשר לעזור?",
        "started_at": ANSWERED,
        "offset_ms": 700,
        "duration_ms": 1900,
    }
    return message_upsert(**{**turn, **changes})


def test_a_lead_has_one_conversation_per_channel(business):
    lead = LeadFactory.create()

    first = conversation_open(lead_id=lead.pk, channel="phone")
    again = conversation_open(lead_id=lead.pk, channel="phone")
    written = conversation_open(lead_id=lead.pk, channel="whatsapp")

    assert first.pk == again.pk != written.pk
    assert (first.ai_state, Conversation.objects.count()) == ("on", 2)


def test_a_turn_is_stored_whole(business):
    message = saved(ConversationFactory.create(), unheard_text="אני יכול")

    stored = Message.objects.get(pk=message.pk)
    assert (stored.author, stored.text, stored.unheard_text) == ("ai", "שלום, במה אפשר לעזור?", "אני יכול")
    assert (stored.position, stored.offset_ms, stored.duration_ms) == (0, 700, 1900)
    assert stored.started_at == ANSWERED


def test_the_same_turn_again_changes_and_announces_nothing(business):
    conversation = ConversationFactory.create()
    first = saved(conversation)
    again = saved(conversation)

    assert first.pk == again.pk
    assert Message.objects.count() == 1
    event = OutboxEvent.objects.get()
    assert (event.type, event.payload) == (
        "message.saved",
        {"id": first.pk, "conversation_id": conversation.pk, "source_kind": "call", "source_id": 17},
    )


def test_a_correction_replaces_the_turn_and_is_announced(business):
    conversation = ConversationFactory.create()
    saved(conversation)

    corrected = saved(conversation, text="שלום", unheard_text="במה אפשר לעזור?", duration_ms=600)

    stored = Message.objects.get()
    assert stored.pk == corrected.pk
    assert (stored.text, stored.unheard_text, stored.duration_ms) == ("שלום", "במה אפשר לעזור?", 600)
    assert OutboxEvent.objects.count() == 2


def test_a_turn_never_moves_to_another_conversation(business):
    conversation = ConversationFactory.create()
    saved(conversation)

    saved(ConversationFactory.create(), text="אחר")

    assert Message.objects.get().conversation_id == conversation.pk


def test_the_same_item_in_another_call_is_another_turn(business):
    conversation = ConversationFactory.create()
    saved(conversation)
    saved(conversation, source_id=18)

    assert Message.objects.count() == 2


def test_turns_come_in_the_order_they_were_spoken_not_written(business):
    conversation = ConversationFactory.create()
    for external_id, position in (("late", 2), ("first", 0), ("second", 1)):
        saved(conversation, external_id=external_id, position=position)
    saved(conversation, external_id="elsewhere", source_id=18)

    turns = messages_of(source_kind="call", source_id=17)

    assert [turn.external_id for turn in turns] == ["first", "second", "late"]


def test_events_hold_no_words_of_the_customer(business):
    saved(ConversationFactory.create(), author="customer", text="קוראים לי דנה")

    assert "דנה" not in str(OutboxEvent.objects.get().payload)


def test_turns_of_another_business_are_not_seen(business, other_business):
    with in_tenant(other_business.schema_name):
        saved(ConversationFactory.create())

    assert list(messages_of(source_kind="call", source_id=17)) == []


@pytest.mark.parametrize("rivals", [8])
def test_writers_of_one_turn_at_once_leave_one_turn(tenants_db, business, rivals):
    conversation = ConversationFactory.create()

    def write(number):
        return lambda: saved(conversation, started_at=ANSWERED + timedelta(milliseconds=number))

    at_once(business.schema_name, [write(number) for number in range(rivals)])

    assert Message.objects.count() == 1


def test_openers_of_one_conversation_at_once_get_the_same(tenants_db, business):
    lead = LeadFactory.create()

    opened = at_once(
        business.schema_name, [lambda: conversation_open(lead_id=lead.pk, channel="phone").pk] * 8
    )

    assert len(set(opened)) == 1
    assert Conversation.objects.count() == 1
