"""The process that carried a call is dead, and Twilio says that the call is over."""

from pathlib import Path
from typing import Any

import pytest

from apps.conversations.models import Message
from apps.core import clock
from apps.core.testing import JobQueue
from apps.telephony.errors import CallCarriedError
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call, Recording
from apps.telephony.services import calls, ending
from apps.telephony.tasks import call_close
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tests.test_journal_service import FINISH, TURN
from apps.telephony.tracks import call_spool, spool_folder
from apps.tenants.context import in_tenant
from apps.usage.models import UsageRecord

SAYS = TURN | {"author": "customer", "text": "אפשר תור?", "number": 1}
SOUND = [TrackWrite(Track.CALLER, 0, b"\x10" * 8000)]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SPOOL_ROOT = tmp_path / "spool"


@pytest.fixture
def call(business: Any, other_business: Any) -> Call:
    call: Call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    return call


def test_it_is_ended_with_all_that_was_left_of_it(business: Any, call: Call, jobs: JobQueue) -> None:
    spool = call_spool(business.schema_name, call.pk)
    spool.keep([SAYS], SOUND)
    spool.close(is_stored=False)

    calls.call_hung_up(sid=call.sid)
    calls.call_hung_up(sid=call.sid)
    call.refresh_from_db()
    assert call.status == "in_progress"
    assert jobs.names() == ["telephony.call_close"] * 2
    closing = jobs.waiting()[0]
    calls_close(jobs)

    call.refresh_from_db()
    assert (call.status, call.end_reason, call.outcome) == ("completed", "connection_lost", "answered")
    assert call.ended_at is not None
    assert call.ended_at.isoformat()[:22] == closing.kwargs["ended_at"][:22]
    assert Message.objects.get().text == "אפשר תור?"
    assert Recording.objects.get().duration_ms == 1000
    (cost,) = UsageRecord.objects.filter(business=business)
    assert (cost.kind, cost.seconds) == ("telephony", (call.duration_ms or 0) / 1000)
    assert jobs.names().count("telephony.call_summarise") == 1
    assert list(spool_folder(business.schema_name).iterdir()) == []
    calls.call_hung_up(sid=call.sid)
    assert jobs.names().count("telephony.call_close") == 2


def test_the_end_that_was_left_on_disk_is_the_end(business: Any, call: Call, jobs: JobQueue) -> None:
    spool = call_spool(business.schema_name, call.pk)
    spool.keep([SAYS, FINISH | {"number": 2}], SOUND)
    spool.close(is_stored=False)

    calls.call_hung_up(sid=call.sid)
    calls_close(jobs)

    call.refresh_from_db()
    assert (call.end_reason, call.duration_ms) == ("caller_hung_up", 5000)


def test_a_call_that_is_still_carried_is_left_to_its_process(
    business: Any, call: Call, jobs: JobQueue
) -> None:
    """Also when nothing but sound is there yet."""
    spool = call_spool(business.schema_name, call.pk)
    spool.keep([], SOUND)
    calls.call_hung_up(sid=call.sid)

    with pytest.raises(CallCarriedError):
        closed(jobs)

    call.refresh_from_db()
    assert (call.status, Recording.objects.count()) == ("in_progress", 0)
    spool.close(is_stored=True)


def test_nobody_elses_call_is_ended(business: Any, other_business: Any, call: Call, jobs: JobQueue) -> None:
    with in_tenant(other_business.schema_name):
        theirs = CallFactory.create(pk=call.pk, status="in_progress", ended_at=None, duration_ms=None)
    calls.call_hung_up(sid=call.sid)
    calls_close(jobs)
    with in_tenant(other_business.schema_name):
        assert Call.objects.get(pk=theirs.pk).status == "in_progress"
    jobs.clear()
    calls.call_hung_up(sid=theirs.sid)
    assert jobs.names() == []


def closed(jobs: JobQueue) -> None:
    """The job's work, without its retries."""
    (queued,) = jobs.waiting()
    ending.call_close(call_id=queued.kwargs["call_id"], ended_at=clock.now())


def calls_close(jobs: JobQueue) -> None:
    """Every job that closes a call, each as often as it was sent."""
    for queued in jobs.waiting():
        if queued.name == "telephony.call_close":
            call_close.apply(kwargs=queued.kwargs, throw=True)
