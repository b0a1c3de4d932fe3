from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from apps.assistant.selectors import assistant_snapshot_get
from apps.conversations.models import Message
from apps.core import clock
from apps.crm.models import FieldProvenance
from apps.events.models import OutboxEvent
from apps.telephony.media.commands import RunTool
from apps.telephony.media.journal import StoreAwayError
from apps.telephony.media.permit import Permit
from apps.telephony.media.realtime import ToolCall
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call, Recording
from apps.telephony.services import journal, recordings
from apps.telephony.services.calls import AnsweredCall
from apps.telephony.services.tools import call_tool_run
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tracks import call_spool, journal_path, spool_folder, track_path
from apps.tenants.context import current_schema, in_tenant
from apps.usage.models import UsageRecord

TURN = {
    "entry": "turn",
    "item_id": "item_1",
    "author": "ai",
    "position": 1,
    "text": "שלום",
    "unheard_text": "",
    "offset_ms": 400,
    "duration_ms": 900,
}
USAGE = {
    "entry": "usage",
    "kind": "realtime",
    "model": "gpt-realtime-2.1",
    "provider_id": "resp_1",
    "usage": {
        "input_token_details": {"audio_tokens": 100, "text_tokens": 50},
        "output_token_details": {"audio_tokens": 20, "text_tokens": 5},
    },
}
FINISH = {"entry": "finish", "reason": "caller_hung_up", "duration_ms": 5000}


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SPOOL_ROOT = tmp_path / "spool"


@pytest.fixture
def call(business: Any) -> Call:
    call: Call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    return call


def write(call: Call, *entries: dict[str, Any], audio: tuple[TrackWrite, ...] = ()) -> None:
    call_spool(current_schema(), call.pk).keep([], list(audio))
    journal.journal_write(call_id=call.pk, entries=list(entries))


def test_a_journal_written_twice_is_stored_once(business: Any, call: Call) -> None:
    for _ in range(2):
        write(call, TURN, USAGE, {**TURN, "text": "של", "unheard_text": "ום"}, FINISH)
    turn = Message.objects.get()
    assert (turn.text, turn.unheard_text, turn.offset_ms, turn.duration_ms) == ("של", "ום", 400, 900)
    assert turn.started_at == call.answered_at + timedelta(milliseconds=400)
    costs = dict(UsageRecord.objects.filter(business=business).values_list("kind", "cost_micro_usd"))
    assert costs == {"realtime": 50 * 4 + 100 * 32 + 5 * 24 + 20 * 64, "telephony": 12_500}
    call.refresh_from_db()
    assert (call.status, call.end_reason, call.duration_ms) == ("completed", "caller_hung_up", 5000)


CALLERS = {**TURN, "item_id": "u1", "author": "customer", "position": 2, "confidence": 83}


def saved(call: Call, turn: str) -> FieldProvenance:
    """What the assistant wrote down after that turn."""
    assert call.lead_id is not None
    wanted = RunTool(ToolCall(f"after_{turn}", "save_lead", f'{{"name": "{turn}"}}'), after_item=turn)
    answered = AnsweredCall(
        call_id=call.pk,
        lead_id=call.lead_id,
        caller_e164="",
        is_recorded=True,
        snapshot=assistant_snapshot_get(channel="phone", lead_id=call.lead_id, now=clock.now()),
    )
    call_tool_run(answered=answered, wanted=wanted, permit=Permit())
    return FieldProvenance.objects.latest("pk")


def test_a_value_says_how_sure_its_turn_was_understood(call: Call) -> None:
    write(call, CALLERS)

    assert (saved(call, "u1").external_id, saved(call, "u2").confidence) == ("u1", None)

    assert Message.objects.get().confidence == 83
    assert FieldProvenance.objects.get(external_id="u1").confidence == 83


def test_a_turn_that_is_transcribed_after_the_tool_ran_says_it_then(call: Call) -> None:
    row, other = saved(call, "u1"), saved(call, "u2")

    write(call, CALLERS)

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.confidence, other.confidence) == (83, None)


def test_the_end_of_a_call_tells_what_a_tool_and_its_turn_did_not_see_of_each_other(call: Call) -> None:
    write(call, CALLERS)
    row = saved(call, "u1")
    FieldProvenance.objects.filter(pk=row.pk).update(confidence=None)

    write(call, FINISH)

    row.refresh_from_db()
    assert row.confidence == 83


def test_an_entry_that_cannot_be_stored_does_not_hold_up_the_others(call: Call) -> None:
    write(call, {"entry": "turn"}, {"entry": "unheard-of"}, TURN)
    assert Message.objects.count() == 1


def test_latencies_and_faults_are_kept_with_the_call(call: Call) -> None:
    write(
        call,
        {"entry": "latency", "kind": "first_audio", "ms": 380},
        {"entry": "latency", "kind": "turn", "ms": 700},
        {"entry": "latency", "kind": "turn", "ms": 900},
        {"entry": "fault", "code": "server_error"},
    )
    call.refresh_from_db()
    assert (call.first_audio_ms, call.turn_latencies_ms, call.faults) == (380, [700, 900], ["server_error"])


def test_each_entry_is_stored_once_however_often_it_is_brought(call: Call) -> None:
    entries = [
        {"entry": "latency", "number": 1, "kind": "turn", "ms": 700},
        {"entry": "fault", "number": 2, "code": "server_error"},
        {"entry": "unheard-of", "number": 3},
        {"entry": "latency", "number": 4, "kind": "turn", "ms": 900},
    ]
    write(call, *entries[:2])
    for _ in range(2):
        write(call, *entries)
    call.refresh_from_db()
    assert (call.turn_latencies_ms, call.faults, call.last_entry) == ([700, 900], ["server_error"], 4)
    assert OutboxEvent.objects.filter(type="call.updated").count() == 1


def test_a_batch_that_is_cut_short_leaves_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Storing breaks off behind the first entry: brought again, each is there once."""
    entries = [
        {"entry": "fault", "number": 1, "code": "first"},
        {"entry": "turn", "number": 2, **{name: TURN[name] for name in TURN if name != "entry"}},
    ]

    def away(**_: Any) -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(journal, "message_upsert", away)
        with pytest.raises(StoreAwayError):
            write(call, *entries)
    call.refresh_from_db()
    assert (call.faults, call.last_entry) == ([], 0)
    write(call, *entries)
    call.refresh_from_db()
    assert (call.faults, Message.objects.count()) == (["first"], 1)


def test_a_code_that_the_database_cannot_hold_is_kept_as_far_as_it_can(call: Call) -> None:
    write(call, {"entry": "fault", "code": "a\0b" + "x" * 500})
    call.refresh_from_db()
    assert call.faults == ["ab" + "x" * 126]


def test_the_recording_holds_both_sides_and_silence_where_nothing_was(business: Any, call: Call) -> None:
    caller = TrackWrite(Track.CALLER, 800, b"\x10" * 160)
    assistant = TrackWrite(Track.ASSISTANT, 0, b"\x20" * 1600)
    cut = TrackWrite(Track.ASSISTANT, 400, b"")
    write(call, audio=(caller, assistant, cut))
    assert track_path(call.pk, Track.CALLER).read_bytes() == b"\xff" * 800 + b"\x10" * 160
    assert track_path(call.pk, Track.ASSISTANT).read_bytes() == b"\x20" * 400
    write(call, FINISH)
    recording = Recording.objects.get()
    assert recording.file.name.startswith(f"{business.schema_name}/recordings/{call.pk}-")
    assert recording.size_bytes == 44 + 960 * 4 == recording.file.size
    assert recording.expires_at == call.answered_at + timedelta(seconds=5, days=7)
    assert not track_path(call.pk, Track.CALLER).exists()


def left(business: Any, call: Call, *entries: dict[str, Any]) -> Path:
    """The journal of a process that died before it could store these."""
    spool = call_spool(business.schema_name, call.pk)
    spool.keep(list(entries), [])
    spool.close(is_stored=False)
    return journal_path(business.schema_name, call.pk)


def test_what_a_dead_process_left_behind_is_stored_later(
    business: Any, other_business: Any, call: Call
) -> None:
    journal_left = left(business, call, TURN, FINISH)
    with in_tenant(other_business.schema_name):
        assert journal.spools_replay() == 0
    assert journal.spools_replay() == 1
    assert not journal_left.exists()
    assert Message.objects.get().text == "שלום"
    assert Call.objects.get().end_reason == "caller_hung_up"


def test_the_journal_of_a_call_that_runs_is_left_to_it(business: Any, call: Call) -> None:
    spool = call_spool(business.schema_name, call.pk)
    spool.keep([TURN], [])

    assert journal.spools_replay() == 0
    assert journal_path(business.schema_name, call.pk).exists()
    assert not Message.objects.exists()

    spool.close(is_stored=False)
    assert journal.spools_replay() == 1
    assert Message.objects.get().text == "שלום"


def test_the_journal_of_a_call_that_is_gone_holds_up_nobody(
    business: Any, other_business: Any, call: Call
) -> None:
    gone = CallFactory.create(status="in_progress", ended_at=None)
    of_gone = left(business, gone, TURN)
    of_call = left(business, call, TURN, FINISH)
    gone.delete()

    assert journal.spools_replay() == 2

    assert [path.exists() for path in (of_gone, of_call)] == [False, False]
    assert Message.objects.get().source_id == call.pk


def test_with_a_call_its_files_go(business: Any, other_business: Any, call: Call) -> None:
    audio = [TrackWrite(track, 0, b"\x10" * 160) for track in Track]
    for schema in (business.schema_name, other_business.schema_name):
        call_spool(schema, call.pk).keep([TURN], audio)

    recordings.call_files_delete(call_id=call.pk, name="")

    assert list(spool_folder(business.schema_name).iterdir()) == []
    assert len(list(spool_folder(other_business.schema_name).iterdir())) == 3


def test_recordings_are_gone_after_seven_days(business: Any, other_business: Any, call: Call) -> None:
    write(call, FINISH, audio=(TrackWrite(Track.CALLER, 0, b"\x10" * 160),))
    name = Recording.objects.get().file.name
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert recordings.recordings_expire() == 0
    assert default_storage.exists(name)
    with clock.frozen(clock.now() + timedelta(days=8)):
        with in_tenant(other_business.schema_name):
            assert recordings.recordings_expire() == 0
        assert recordings.recordings_expire() == 1
    assert not default_storage.exists(name)
    assert Recording.objects.count() == 0
