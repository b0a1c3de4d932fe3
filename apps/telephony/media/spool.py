"""What a running call leaves on disk before anything else is done with it: its entries and its sound.

It needs no database, so nothing is lost when there is none, nor when the process that carries the call dies.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from .recording import SILENCE, Track, TrackWrite

Entry = dict[str, Any]


class Spool:
    """The files of one call: the entries that are not in the database yet, and a track of mu-law a side.

    The methods block. One process writes the files, one call of a method at a time; from the first sound
    on it holds a lock on the entries until `close`, so that whoever looks for what dead processes left passes
    them over.
    """

    def __init__(self, *, entries: Path, tracks: Mapping[Track, Path]) -> None:
        self._path = entries
        self._tracks = tracks
        self._file: BinaryIO | None = None

    def keep(self, entries: list[Entry], audio: list[TrackWrite]) -> None:
        """The sound first: with the entry that ends a call its recording is made of what is there."""
        self._file = self._file or _locked(self._path)
        for track, path in self._tracks.items():
            _track_write(path, [write for write in audio if write.track == track])
        if entries:
            self._file.write(b"".join(orjson.dumps(entry) + b"\n" for entry in entries))

    def entries_stored(self) -> None:
        """All entries are in the database."""
        if self._file is not None:
            self._file.truncate(0)

    def close(self, *, is_stored: bool) -> None:
        """The call is over. What is not stored stays, and is free for others to take up."""
        if self._file is None:
            return
        if is_stored:
            self._path.unlink(missing_ok=True)
        self._file.close()


@contextmanager
def entries_left(path: Path) -> Iterator[list[Entry] | None]:
    """What a call left behind, kept from others meanwhile; None while its process still writes there.

    Leaving without an exception removes the file. A half-written last line is left out.
    """
    with path.open("rb") as file:
        if not _is_locked(file, fcntl.LOCK_NB):
            yield None
            return
        yield list(_parsed(file))
        path.unlink(missing_ok=True)


def _parsed(lines: Iterable[bytes]) -> Iterator[Entry]:
    for line in lines:
        try:
            yield orjson.loads(line)
        except orjson.JSONDecodeError:
            return


def _locked(path: Path) -> BinaryIO:
    """Opened for appending. Until it is ours, somebody may take the new file for a left one and remove it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        # Unbuffered: what was written is in the file, whatever happens to this process.
        file = path.open("ab", buffering=0)
        if _is_locked(file) and os.fstat(file.fileno()).st_nlink:
            return file
        file.close()


def _is_locked(file: BinaryIO, flags: int = 0) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | flags)
    except BlockingIOError:
        return False
    return True


def _track_write(path: Path, writes: list[TrackWrite]) -> None:
    """Put audio on a track, with silence where nothing was heard."""
    if not writes:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "w+b") as file:
        for write in writes:
            _write(file, write)


def _write(file: BinaryIO, write: TrackWrite) -> None:
    end = file.seek(0, 2)
    if not write.audio:
        file.truncate(min(end, write.offset))
        return
    file.write(SILENCE * (write.offset - end))
    file.seek(write.offset)
    file.write(write.audio)
