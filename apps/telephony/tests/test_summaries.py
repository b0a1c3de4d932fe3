"""The summary of a call comes, however long the provider is busy."""

from datetime import timedelta
from typing import Any

from apps.assistant.errors import SummaryDelayedError, SummaryFailedError
from apps.conversations.services import message_upsert
from apps.core import clock
from apps.core.testing import JobQueue
from apps.telephony.models import Call
from apps.telephony.services.summaries import summaries_sweep
from apps.telephony.tasks import call_summarise
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


def call_make(*, minutes_ago: float, text: str = "אפשר תור?", **fields: Any) -> Call:
    ended_at = clock.now() - timedelta(minutes=minutes_ago)
    started_at = ended_at - timedelta(minutes=2)
    call: Call = CallFactory.create(**{"started_at": started_at, "ended_at": ended_at, **fields})
    assert call.conversation_id is not None
    message_upsert(
        conversation_id=call.conversation_id,
        source_kind="call",
        source_id=call.pk,
        external_id="u1",
        position=1,
        author="customer",
        text=text,
        started_at=started_at,
    )
    return call


def test_a_busy_provider_is_asked_again_for_minutes_and_a_refusing_one_is_not() -> None:
    retried = call_summarise.autoretry_for
    assert issubclass(SummaryDelayedError, retried)
    assert not issubclass(SummaryFailedError, retried)
    pauses = [min(call_summarise.retry_backoff * 2**n, 600) for n in range(call_summarise.max_retries)]
    assert sum(pauses) == 510


def test_calls_without_a_summary_are_found(business: Any, other_business: Any, jobs: JobQueue) -> None:
    missing = call_make(minutes_ago=20)
    call_make(minutes_ago=20, summary="ביקשה תור")
    call_make(minutes_ago=20, text="")
    call_make(minutes_ago=10)
    call_make(minutes_ago=30 * 24 * 60 + 1)
    call_make(minutes_ago=20, ended_at=None, status="in_progress")
    with in_tenant(other_business.schema_name):
        call_make(minutes_ago=20)
    jobs.clear()

    assert summaries_sweep() == [missing.pk]
    assert summaries_sweep() == []

    (asked,) = jobs.waiting()
    assert (asked.name, asked.schema) == ("telephony.call_summarise", business.schema_name)
    assert asked.kwargs == {"call_id": missing.pk}


def test_what_is_never_answered_is_asked_for_seven_times_in_a_day(business: Any, jobs: JobQueue) -> None:
    call_make(minutes_ago=0)
    now, asked = clock.now(), []
    for minutes in range(0, 3 * 24 * 60, 15):
        with clock.frozen(now + timedelta(minutes=minutes, seconds=1)):
            asked += [minutes for _ in summaries_sweep()]
    assert asked == [15, 30, 60, 120, 240, 480, 960]
