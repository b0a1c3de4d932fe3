"""Where the raw tracks and the journal of a call wait while it runs: files of the process that runs it."""

from pathlib import Path

from django.conf import settings

from apps.telephony.media.playout import BYTES_PER_MS
from apps.telephony.media.recording import Track
from apps.telephony.media.spool import Spool
from apps.tenants.context import current_schema

JOURNAL_SUFFIX = ".journal"


def spool_folder(schema: str) -> Path:
    return Path(settings.SPOOL_ROOT) / schema


def call_spool(schema: str, call_id: int) -> Spool:
    return Spool(
        entries=journal_path(schema, call_id),
        tracks={track: _track_path(schema, call_id, track) for track in Track},
    )


def journal_path(schema: str, call_id: int) -> Path:
    return spool_folder(schema) / f"call-{call_id}{JOURNAL_SUFFIX}"


def journals_left(schema: str) -> list[tuple[int, Path]]:
    """The calls that have a journal on this machine, and where."""
    found = sorted(spool_folder(schema).glob(f"call-*{JOURNAL_SUFFIX}"))
    return [(int(path.name.removesuffix(JOURNAL_SUFFIX).removeprefix("call-")), path) for path in found]


def track_path(call_id: int, track: Track) -> Path:
    return _track_path(current_schema(), call_id, track)


def tracks_of(call_id: int) -> list[Path]:
    return [track_path(call_id, track) for track in Track]


def sound_ms(call_id: int) -> int:
    """How long the tracks are that lie here; 0 when there are none."""
    sizes = (path.stat().st_size for path in tracks_of(call_id) if path.exists())
    return max(sizes, default=0) // BYTES_PER_MS


def tracks_left(schema: str) -> list[int]:
    """The calls whose tracks lie on this machine."""
    names = {path.name.split(".")[0] for path in spool_folder(schema).glob("call-*.ulaw")}
    return sorted(int(name.removeprefix("call-")) for name in names)


def _track_path(schema: str, call_id: int, track: Track) -> Path:
    return spool_folder(schema) / f"call-{call_id}.{track}.ulaw"
