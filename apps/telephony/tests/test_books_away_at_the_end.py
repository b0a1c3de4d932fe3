"""The database goes away while a call runs and is still away when it ends: nothing of the call is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from apps.conversations.models import Message
from apps.core.testing import JobQueue
from apps.simulator.audio.mulaw import SILENCE
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.scenario import Listen, Say, Scenario
from apps.telephony.media import journal
from apps.telephony.media.recording import Track, compose
from apps.telephony.models import Call, Recording
from apps.telephony.tasks import calls_catch_up
from apps.telephony.tests.conftest import LATE_MS, Database, Served, books_closed
from apps.telephony.tracks import journal_path, track_path
from apps.tenants.context import in_tenant
from apps.usage.models import UsageRecord

# The caller asks for a meeting, hears the answer, and hangs up.
ASKS = Scenario("asks", (Listen(), Say("book"), Listen()), "asks and hangs up")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "DRAIN_SECONDS", 1)


def test_a_call_that_ended_without_a_database_is_whole_when_it_is_back(
    served: Served, business: Any, other_business: Any, database: Database, jobs: JobQueue, settings: Any
) -> None:
    calls: list[PhoneCall] = []
    cut = asyncio.Event()

    @asynccontextmanager
    async def cut_when_the_caller_was_greeted(call: PhoneCall) -> AsyncIterator[None]:
        async def cut_then() -> None:
            await cut.wait()
            await sync_to_async(database.cut)()

        calls.append(call)
        cutting = asyncio.create_task(cut_then())
        yield
        await cutting

    report = asyncio.run(
        place_call(
            served.call(),
            ASKS,
            on_turn=lambda turn: cut.set() if turn.author == "caller" else None,
            around=cut_when_the_caller_was_greeted,
        )
    )
    books_closed()
    database.mend()

    call = Call.objects.get()
    assert report.problems == []
    assert (call.status, call.ended_at) == ("in_progress", None)
    assert journal_path("b_halutz", call.pk).exists()
    tracks = {track: track_path(call.pk, track).read_bytes() for track in Track}

    calls_catch_up.apply(throw=True)

    call.refresh_from_db()
    assert (call.status, call.end_reason) == ("completed", "caller_hung_up")
    said = list(Message.objects.order_by("position").values_list("author", "text"))
    assert [author for author, _ in said] == ["ai", "customer", "ai"]
    assert said[1] == ("customer", "אני רוצה לקבוע תור")
    usage = UsageRecord.objects.filter(business=business, source_kind="call", source_id=call.pk)
    assert set(usage.values_list("kind", flat=True)) == {"realtime", "transcription", "telephony"}
    assert jobs.names().count("telephony.call_summarise") == 1
    recording = Recording.objects.get()
    assert abs(recording.duration_ms - (call.duration_ms or 0)) < LATE_MS
    with recording.file.open() as file:
        assert file.read() == b"".join(compose(tracks[Track.CALLER], tracks[Track.ASSISTANT]))
    # Not a byte of what was said and heard is missing.
    (ended,) = calls
    assert len(spoken(ended.caller_tape)) > 8000
    assert len(spoken(ended.assistant_tape)) > 8000
    assert spoken(ended.caller_tape) == spoken(tracks[Track.CALLER])
    assert spoken(ended.assistant_tape) == spoken(tracks[Track.ASSISTANT])
    assert list((settings.SPOOL_ROOT / "b_halutz").iterdir()) == []
    with in_tenant(other_business.schema_name):
        assert (Call.objects.count(), Message.objects.count(), Recording.objects.count()) == (0, 0, 0)


def spoken(tape: bytes) -> bytes:
    """The sound in it, without the pauses, in which a line may starve for some milliseconds."""
    return tape.replace(SILENCE, b"")
