"""A recording that could not be made when its call ended is made as soon as it can be."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from apps.core import clock
from apps.core.jobs import enqueue
from apps.core.testing import JobQueue
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call, Recording
from apps.telephony.services import recordings
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tests.test_journal_service import FINISH, TURN, write
from apps.telephony.tracks import call_spool, track_path
from apps.tenants.context import current_schema, in_tenant
from apps.usage.models import UsageRecord


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SPOOL_ROOT = tmp_path / "spool"


@pytest.fixture
def call(business: Any) -> Call:
    call: Call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    return call


def test_a_recording_that_cannot_be_written_costs_neither_the_end_nor_the_sound(
    business: Any, call: Call, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """It is made of the tracks as soon as there is room."""
    folder = Path(settings.MEDIA_ROOT)
    with monkeypatch.context() as full:
        full.setattr(default_storage, "save", no_room)
        write(call, TURN, FINISH, audio=(TrackWrite(Track.CALLER, 0, b"\x10" * 8000),))

    call.refresh_from_db()
    assert (call.status, call.duration_ms, Recording.objects.count()) == ("completed", 5000, 0)
    (cost,) = UsageRecord.objects.filter(business=business)
    assert (cost.kind, cost.seconds) == ("telephony", 5.0)
    assert track_path(call.pk, Track.CALLER).exists()
    assert list(folder.rglob("*.wav")) == []

    recordings.recordings_catch_up()

    assert Recording.objects.get().duration_ms == 1000
    assert not track_path(call.pk, Track.CALLER).exists()
    recordings.recordings_catch_up()
    assert len(list(folder.rglob("*.wav"))) == 1


def test_what_a_call_left_behind_does_not_stand_behind_bulk_work(
    business: Any, other_business: Any, call: Call, monkeypatch: pytest.MonkeyPatch, jobs: JobQueue
) -> None:
    """All that is regularly done but in the bulk queue: the recording, the books and the end are there."""
    with monkeypatch.context() as full:
        full.setattr(default_storage, "save", no_room)
        write(call, FINISH, audio=(TrackWrite(Track.CALLER, 0, b"\x10" * 8000),))
    died = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    spool = call_spool(current_schema(), died.pk)
    spool.keep([{**FINISH, "number": 1}], [])
    spool.close(is_stored=False)
    silent = CallFactory.create(
        status="ringing", started_at=clock.now() - timedelta(minutes=3), ended_at=None, duration_ms=None
    )
    jobs.clear()

    for name in set(settings.BUSINESS_SCHEDULE) - set(settings.BULK_JOBS):
        enqueue(name)
    jobs.run()

    assert Recording.objects.get().call_id == call.pk
    died.refresh_from_db()
    silent.refresh_from_db()
    assert (died.status, died.duration_ms) == ("completed", 5000)
    assert silent.end_reason == "never_connected"
    with in_tenant(other_business.schema_name):
        assert Recording.objects.count() == 0


def no_room(name: str, content: Any) -> str:
    raise OSError(28, "No space left on device")


def test_the_sound_of_a_call_that_still_runs_is_left_to_it(business: Any, call: Call) -> None:
    call_spool(current_schema(), call.pk).keep([], [TrackWrite(Track.CALLER, 0, b"\x10" * 8000)])

    recordings.recordings_catch_up()

    assert (Recording.objects.count(), track_path(call.pk, Track.CALLER).exists()) == (0, True)
