"""A job that catches up on calls is interrupted as a worker does it: nothing it had in hand is given up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from billiard.pool import soft_timeout_sighandler
from django.core.files.storage import default_storage
from psycopg import sql

from apps.conversations.models import Message
from apps.core.jobs import JobInterruptedError
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call, Recording
from apps.telephony.services import journal, recordings
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tests.test_journal_service import FINISH, TURN
from apps.telephony.tracks import call_spool, journal_path, track_path
from apps.tenants.context import current_schema, in_tenant
from apps.tenants.testing import database_address

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


@contextmanager
def interrupted_soon() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, soft_timeout_sighandler)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def turns_held(schema: str) -> Iterator[None]:
    """Whoever writes a turn hears nothing from PostgreSQL until this is over."""
    with psycopg.connect(database_address()) as server:
        table = sql.Identifier(schema, Message._meta.db_table)
        server.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(table))
        yield


def test_an_entry_that_was_being_stored_stays_in_the_spool(
    business: Any, other_business: Any, left: Call
) -> None:
    with turns_held(business.schema_name), pytest.raises(JobInterruptedError), interrupted_soon():
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
