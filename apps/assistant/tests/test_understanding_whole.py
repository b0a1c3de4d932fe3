"""From a call to the next chat with the stand-in for the provider, also where it misbehaves."""

import pytest

from apps.assistant.errors import SummaryDelayedError, SummaryFailedError
from apps.assistant.memory.remembering import memory_make
from apps.assistant.memory.selectors import memory_of
from apps.assistant.models import MeetingProposal, Understanding
from apps.assistant.selectors import assistant_snapshot_get
from apps.assistant.tests.talks import call_of
from apps.assistant.understanding import asking
from apps.assistant.understanding.services import conversation_understand
from apps.core import clock
from apps.scheduling.models import Appointment
from apps.scheduling.tests.moments import MONDAY, at
from apps.simulator.openai.faults import Fault
from apps.simulator.server import simulator_in_thread

TALK = (
    ("ai", "שלום, במה אפשר לעזור?"),
    ("customer", "קוראים לי דנה כהן, אני רוצה לקבוע תור"),
    ("ai", "מתי נוח לך?"),
    ("customer", "מחר, אני מעדיפה שעות בוקר"),
    ("ai", "מחר בעשר בבוקר?"),
    ("customer", "כן, מצוין"),
)
ANYWAY = [{"status": 429}, {"status": 503}, {"content": "סיכום"}, {"content": "{}"}, {"cut": True}]


@pytest.fixture
def simulator(settings, monkeypatch):
    monkeypatch.setattr(asking, "PAUSE_SECONDS", 0.001)
    with simulator_in_thread() as simulator:
        settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY = simulator.openai_base_url, "simulator"
        yield simulator
    asking._client.cache_clear()


@pytest.fixture
def call(lead):
    return call_of(lead, *TALK)


def understood(call):
    return conversation_understand(source_kind="call", source_id=call.pk)


def test_a_caller_is_known_in_the_next_chat_and_what_was_agreed_waits_for_staff(simulator, call, lead, jobs):
    understanding = understood(call)
    memory_make(understanding_id=understanding.pk)

    lead.refresh_from_db()
    assert (lead.name, understanding.topic) == ("דנה כהן", "קביעת תור")
    assert [entry.text for entry in memory_of(lead_id=lead.pk)][1:] == ["אני מעדיפה שעות בוקר"]
    chat = assistant_snapshot_get(channel="whatsapp", lead_id=lead.pk, now=clock.now())
    assert '"remembered": ["אני מעדיפה שעות בוקר"]' in chat.instructions
    assert MeetingProposal.objects.get().starts_at == at(MONDAY, 10)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("fault", ANYWAY)
def test_one_fault_costs_a_second_try_and_nothing_else(simulator, call, jobs, fault):
    simulator.state.faults.add(Fault("text", fault))
    assert understood(call).topic == "קביעת תור"
    assert simulator.state.faults.waiting == []


@pytest.mark.parametrize(
    ("fault", "count", "error"),
    [
        ({"status": 503}, 3, SummaryDelayedError),
        ({"status": 401}, 1, SummaryFailedError),
        ({"refusal": "I can't help with that"}, 1, SummaryFailedError),
        ({"cut": True}, 3, SummaryFailedError),
    ],
)
def test_what_cannot_be_understood_now_leaves_nothing(simulator, call, lead, jobs, fault, count, error):
    simulator.state.faults.add(Fault("text", fault, count))
    with pytest.raises(error):
        understood(call)

    lead.refresh_from_db()
    assert (lead.name, Understanding.objects.count(), MeetingProposal.objects.count()) == ("", 0, 0)
    assert simulator.state.faults.waiting == []
    assert understood(call) is not None


@pytest.mark.parametrize("fault", ANYWAY)
def test_a_memory_survives_a_fault_too(simulator, call, lead, jobs, fault):
    understanding = understood(call)
    simulator.state.faults.add(Fault("text", fault, 3))
    with pytest.raises(SummaryFailedError):
        memory_make(understanding_id=understanding.pk)
    assert memory_of(lead_id=lead.pk) == []
    memory_make(understanding_id=understanding.pk)
    assert len(memory_of(lead_id=lead.pk)) == 2
