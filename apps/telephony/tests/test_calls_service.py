from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.conversations.models import Message
from apps.conversations.services import message_upsert
from apps.core import clock
from apps.core.testing import JobQueue
from apps.crm.models import SourceKind
from apps.crm.origin import Origin
from apps.crm.services.leads import lead_write
from apps.events.models import OutboxEvent
from apps.telephony.errors import BusyError, CallOverError, StreamRefusedError
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call
from apps.telephony.services import calls
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tracks import call_spool
from apps.tenants.context import in_tenant
from apps.usage.models import UsageRecord

START = {"sid": "CA1", "account_sid": "AC1", "from_number": "+972521234567", "to_number": "+97237630001"}


def caller_says(call: Call, text: str) -> None:
    assert call.conversation_id is not None
    message_upsert(
        conversation_id=call.conversation_id,
        source_kind="call",
        source_id=call.pk,
        external_id="u1",
        position=1,
        author="customer",
        text=text,
        started_at=call.started_at,
    )


def test_a_call_lets_one_stream_in(business: Any) -> None:
    calls.call_start(**START)
    answered = calls.call_answer(sid="CA1")
    assert answered.caller_e164 == "+972521234567"
    with pytest.raises(StreamRefusedError) as refused:
        calls.call_answer(sid="CA1")
    assert refused.value.reason == "token_used"
    assert OutboxEvent.objects.filter(type="call.updated").count() == 1
    with pytest.raises(CallOverError):
        calls.call_start(**START)


def test_a_repeated_webhook_is_not_a_new_call_and_makes_none_last_longer(business: Any) -> None:
    """What is opened for a call is opened once, and its stream comes while the first token is good."""
    assert [calls.call_start(**START).is_new for _ in range(2)] == [True, False]
    Call.objects.update(started_at=clock.now() - calls.STREAM_WITHIN - timedelta(seconds=1))

    with pytest.raises(CallOverError):
        calls.call_start(**START)
    with pytest.raises(StreamRefusedError):
        calls.call_answer(sid="CA1")
    assert Call.objects.get().status == "ringing"


def test_a_call_that_nobody_rang_lets_nobody_in(business: Any, other_business: Any) -> None:
    calls.call_start(**START)
    with in_tenant(other_business.schema_name), pytest.raises(StreamRefusedError):
        calls.call_answer(sid="CA1")
    assert Call.objects.get().status == "ringing"


def test_a_caller_who_calls_again_is_the_same_lead(business: Any) -> None:
    calls.call_start(**START)
    calls.call_start(**{**START, "sid": "CA2", "from_number": "052-123-4567"})
    first, second = Call.objects.order_by("id")
    assert first.lead_id == second.lead_id
    assert first.conversation_id == second.conversation_id


def test_lines_that_never_came_to_life_do_not_stay_taken(business: Any, settings: Any) -> None:
    settings.MAX_CALLS_PER_BUSINESS = 1
    calls.call_start(**START)
    with pytest.raises(BusyError):
        calls.call_start(**{**START, "sid": "CA2"})
    with clock.frozen(clock.now() + calls.RINGING_TAKES_A_LINE + timedelta(seconds=1)):
        calls.call_start(**{**START, "sid": "CA2"})


def test_the_end_is_told_once(business: Any, jobs: JobQueue) -> None:
    call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    with transaction.atomic():
        for reason in ("caller_hung_up", "connection_lost"):
            calls.call_finish(call_id=call.pk, reason=reason, duration_ms=5000, ended_at=clock.now())
    call.refresh_from_db()
    assert (call.status, call.end_reason, call.duration_ms) == ("completed", "caller_hung_up", 5000)
    assert AuditEntry.objects.filter(action="call.finish").count() == 1
    assert OutboxEvent.objects.filter(type="call.finished").count() == 1


@pytest.mark.parametrize(
    ("says", "told", "reason", "outcome"),
    [
        ("", {}, "caller_hung_up", "abandoned"),
        ("כמה עולה תספורת?", {}, "caller_hung_up", "answered"),
        ("קוראים לי דנה", {"name": "דנה"}, "caller_hung_up", "lead"),
        ("קוראים לי דנה", {"name": "דנה"}, "model_unreachable", "failed"),
    ],
)
def test_the_outcome_is_what_this_call_brought(
    business: Any, says: str, told: dict[str, str], reason: str, outcome: str
) -> None:
    """The lead is known by name before; what another call learned of them is not this one's."""
    call = CallFactory.create(status="in_progress", ended_at=None, conversation__lead__name="רות")
    earlier = Origin(kind=SourceKind.CALL, id=call.pk + 1, turn="u1", confidence=90)
    lead_write(call.lead, {"city": "חיפה"}, actor=AI, origin=earlier)
    if says:
        caller_says(call, says)
    if told:
        heard = Origin(kind=SourceKind.CALL, id=call.pk, turn="u1", confidence=90)
        lead_write(call.lead, told, actor=AI, origin=heard)
    calls.call_finish(call_id=call.pk, reason=reason, duration_ms=5000, ended_at=clock.now())
    call.refresh_from_db()
    assert call.outcome == outcome


def test_calls_whose_end_was_never_told_are_closed(business: Any, other_business: Any) -> None:
    now = clock.now()
    lost = {"ended_at": None, "duration_ms": None}
    rang = CallFactory.create(
        status="ringing", started_at=now - timedelta(minutes=3), answered_at=None, **lost
    )
    ran = CallFactory.create(status="in_progress", started_at=now - timedelta(hours=1), **lost)
    fresh = CallFactory.create(status="ringing", started_at=now, answered_at=None, **lost)
    with in_tenant(other_business.schema_name):
        theirs = CallFactory.create(
            status="ringing", started_at=now - timedelta(minutes=3), answered_at=None, **lost
        )
    assert sorted(calls.calls_reap()) == [rang.pk, ran.pk]
    ends = dict(Call.objects.values_list("pk", "end_reason"))
    assert ends == {rang.pk: "never_connected", ran.pk: "never_ended", fresh.pk: ""}
    with in_tenant(other_business.schema_name):
        assert Call.objects.get(pk=theirs.pk).status == "ringing"


@pytest.mark.parametrize(
    ("sound_ms", "says", "lasted_ms"), [(60_000, "", 60_000), (0, "שלום", 900), (0, "", None)]
)
def test_a_call_whose_process_died_costs_what_is_known_of_it(
    business: Any, settings: Any, tmp_path: Path, sound_ms: int, says: str, lasted_ms: int | None
) -> None:
    """By the sound it left on this machine, or by the last word that is stored."""
    settings.SPOOL_ROOT = tmp_path
    call = CallFactory.create(
        status="in_progress", started_at=clock.now() - timedelta(hours=1), ended_at=None, duration_ms=None
    )
    if sound_ms:
        call_spool(business.schema_name, call.pk).keep([], [TrackWrite(Track.CALLER, 0, b"\x10" * 480_000)])
    if says:
        caller_says(call, says)
        Message.objects.update(offset_ms=0, duration_ms=900)

    calls.calls_reap()

    call.refresh_from_db()
    assert (call.end_reason, call.duration_ms) == ("never_ended", lasted_ms)
    costs = list(UsageRecord.objects.filter(business=business).values_list("kind", "seconds"))
    assert costs == ([("telephony", lasted_ms / 1000)] if lasted_ms else [])


def test_a_call_cannot_be_over_without_an_end(business: Any) -> None:
    with pytest.raises(IntegrityError, match="call_over_has_end"), transaction.atomic():
        CallFactory.create(ended_at=None)
