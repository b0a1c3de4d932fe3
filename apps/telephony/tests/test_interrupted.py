"""A job that catches up on calls is interrupted as a worker does it: nothing it had in hand is given up."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from apps.conversations.models import Message
from apps.core.jobs import JobInterruptedError
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call, Recording
from apps.telephony.services import journal, recordings
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tests.interrupting import interrupted_soon, table_held
from apps.telephony.tests.test_journal_service import FINISH, TURN
from apps.telephony.tracks import call_spool, journal_path, track_path
from apps.tenants.context import current_schema, in_tenant

pytestmark = pytest.mark.usefixtures("tenants_db")


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SPOOL_ROOT = tmp_path / "spool"


@pytest.fixture
def left(business: Any) -> Call:
    """A call whose process died with all of it on disk."""
    call: Call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    spool = call_spool(current_schema(), call.pk)
    entries = [{**entry, "number": number} for number, entry in enumerate([TURN, FINISH], start=1)]
    spool.keep(entries, [TrackWrite(Track.CALLER, 0, b"\x10" * 8000)])
    spool.close(is_stored=False)
    return call


def test_an_entry_that_was_being_stored_stays_in_the_spool(
    business: Any, other_business: Any, left: Call
) -> None:
    with table_held(business.schema_name, Message), pytest.raises(JobInterruptedError), interrupted_soon():
        journal.spools_replay()

    left.refresh_from_db()
    assert (left.status, left.last_entry, Message.objects.count()) == ("in_progress", 0, 0)
    assert journal_path(business.schema_name, left.pk).exists()

    assert journal.spools_replay() == 1

    left.refresh_from_db()
    assert (left.status, left.last_entry) == ("completed", 2)
    assert Message.objects.get().text == "שלום"
    with in_tenant(other_business.schema_name):
        assert Message.objects.count() == 0


def test_a_recording_that_was_being_written_keeps_its_tracks(
    business: Any, other_business: Any, left: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_too_long(name: str, content: Any) -> str:
        raise JobInterruptedError

    with monkeypatch.context() as slow:
        slow.setattr(default_storage, "save", take_too_long)
        with pytest.raises(JobInterruptedError):
            journal.spools_replay()

    assert Recording.objects.count() == 0
    assert track_path(left.pk, Track.CALLER).exists()

    recordings.recordings_catch_up()

    assert Recording.objects.get().call_id == left.pk
