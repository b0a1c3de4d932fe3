"""Where the raw tracks and the journal of a call wait while it runs: files of the process that runs it."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from apps.telephony.media.recording import SILENCE, Track, TrackWrite
from apps.tenants.context import current_schema

JOURNAL_SUFFIX = ".journal"


def spool_folder(schema: str) -> Path:
    return Path(settings.SPOOL_ROOT) / schema


def journal_path(schema: str, call_id: int) -> Path:
    return spool_folder(schema) / f"call-{call_id}{JOURNAL_SUFFIX}"


def track_path(call_id: int, track: Track) -> Path:
    return spool_folder(current_schema()) / f"call-{call_id}.{track}.ulaw"


def tracks_of(call_id: int) -> list[Path]:
    return [track_path(call_id, track) for track in Track]


def tracks_write(*, call_id: int, writes: Iterable[TrackWrite]) -> None:
    """Put audio on the call's track files: mu-law, with silence where nothing was heard."""
    for track in Track:
        of_track = [write for write in writes if write.track == track]
        if not of_track:
            continue
        path = track_path(call_id, track)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if path.exists() else "w+b") as file:
            for write in of_track:
                _write(file, write)


def _write(file: BinaryIO, write: TrackWrite) -> None:
    end = file.seek(0, 2)
    if not write.audio:
        file.truncate(min(end, write.offset))
        return
    file.write(SILENCE * (write.offset - end))
    file.seek(write.offset)
    file.write(write.audio)
