"""The recording of a call: made from its tracks when it ends, gone seven days later."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from apps.audit.actors import SYSTEM
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.jobs import JobInterruptedError
from apps.telephony.media.playout import BYTES_PER_MS
from apps.telephony.media.recording import Track, compose, peaks_of
from apps.telephony.models import Call, Recording
from apps.telephony.tracks import journal_path, spool_folder, track_path, tracks_left, tracks_of
from apps.tenants.context import current_schema
from apps.tenants.flags import is_feature_enabled

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=7)
TRACKS_KEPT_FOR = timedelta(days=1)


def recording_save(*, call_id: int, ended_at: datetime) -> Recording | None:
    """Compose both tracks into a WAV file. None when nothing was heard; once made, it stays as it is.

    None as well when the business has recording switched off by now: then the tracks go too.
    """
    made = Recording.objects.filter(call_id=call_id).first()
    paths = {track: track_path(call_id, track) for track in Track}
    if made is None and not _is_wanted(call_id):
        for path in paths.values():
            path.unlink(missing_ok=True)
        return None
    sides = {track: path.read_bytes() if path.exists() else b"" for track, path in paths.items()}
    if made is not None or not any(sides.values()):
        return made
    with tempfile.TemporaryFile() as file:
        for piece in compose(sides[Track.CALLER], sides[Track.ASSISTANT]):
            file.write(piece)
        size = file.tell()
        # The name cannot be guessed, and starts with the business's own folder.
        name = f"{current_schema()}/recordings/{call_id}-{secrets.token_urlsafe(12)}.wav"
        with _gone_if_broken(name):
            saved = default_storage.save(name, File(file))
            with transaction.atomic():
                made = Recording.objects.create(
                    call_id=call_id,
                    file=saved,
                    duration_ms=max(map(len, sides.values())) // BYTES_PER_MS,
                    size_bytes=size,
                    peaks=peaks_of(sides[Track.CALLER], sides[Track.ASSISTANT]),
                    created_at=clock.now(),
                    expires_at=ended_at + KEPT_FOR,
                )
    for path in paths.values():
        path.unlink(missing_ok=True)
    return made


@contextmanager
def _gone_if_broken(name: str) -> Iterator[None]:
    """A file that was written in part, or that no row knows of, is nobody's."""
    try:
        yield
    except BaseException:
        with suppress(Exception):
            default_storage.delete(name)
        raise


def _is_wanted(call_id: int) -> bool:
    """Whether the sound may be kept. A call that began while it might says from now on that it is not."""
    if is_feature_enabled(schema=current_schema(), name="recording"):
        return Call.objects.filter(pk=call_id, is_recorded=True).exists()
    Call.objects.filter(pk=call_id).update(is_recorded=False)
    return False


def recording_attempt(*, call_id: int) -> None:
    """The recording of a call that has ended, from its tracks on this machine.

    A disk or a store that takes nothing costs neither the call's end nor the sound: its tracks stay, and
    `recordings_catch_up` tries again.
    """
    try:
        call = Call.objects.filter(pk=call_id, ended_at__isnull=False).first()
        if call is not None and call.ended_at is not None:
            recording_save(call_id=call_id, ended_at=call.ended_at)
    except JobInterruptedError:
        raise
    except Exception as error:
        log.error("recording_delayed", call_id=call_id, error=type(error).__name__)


def recordings_catch_up() -> None:
    """Make the recordings of ended calls whose tracks still lie here."""
    left = tracks_left(current_schema())
    made = Recording.objects.filter(call_id__in=left).values_list("call_id", flat=True)
    for call_id in sorted(set(left) - set(made)):
        recording_attempt(call_id=call_id)


def call_files_delete(*, call_id: int, name: str) -> None:
    """What a call that is gone left in files; what is not there is deleted already."""
    if name:
        default_storage.delete(name)
    for path in (*tracks_of(call_id), journal_path(current_schema(), call_id)):
        path.unlink(missing_ok=True)


def tracks_forget() -> int:
    """Raw audio that nobody made a recording of is not kept longer than a day."""
    oldest = (clock.now() - TRACKS_KEPT_FOR).timestamp()
    stale = [path for path in spool_folder(current_schema()).glob("*.ulaw") if path.stat().st_mtime < oldest]
    for path in stale:
        path.unlink()
    return len(stale)


def recordings_expire() -> int:
    """Delete recordings whose time is over: the file first, then the row that knows of it."""
    expired = list(Recording.objects.filter(expires_at__lte=clock.now()))
    for recording in expired:
        recording.file.delete(save=False)
        with transaction.atomic():
            recording.delete()
            audit_record(
                actor=SYSTEM, action="recording.expire", target_kind="call", target_id=recording.call_id
            )
    return len(expired)
