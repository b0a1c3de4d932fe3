"""What must be stored of a call: in order, by one writer, off the audio path.

Entries are plain data and safe to write twice. When PostgreSQL is away they go to a file under the spool and
are read back, in order, before anything newer is written; a file that a dead process left behind is replayed
by the job `telephony.spools_replay`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import orjson
import structlog

from .recording import TrackWrite

log = structlog.get_logger(__name__)

Entry = dict[str, Any]
Write = Callable[[list[Entry], list[TrackWrite]], Awaitable[None]]
# How long a finished call waits for the database before it leaves its entries to the replay.
DRAIN_SECONDS = 20
RETRY_SECONDS = (0.5, 1, 2, 5)


class StoreAwayError(Exception):
    """The database cannot be reached; the same write may succeed later."""


class Journal:
    """The journal of one call. `put` and `put_audio` never wait."""

    def __init__(self, *, write: Write, spool: Path) -> None:
        self._write = write
        self._spool = spool
        self._entries: list[Entry] = []
        self._audio: list[TrackWrite] = []
        self._something = asyncio.Event()
        self._is_closing = False
        self._task = asyncio.create_task(self._run(), name=f"journal {spool.stem}")

    def put(self, name: str, data: dict[str, Any]) -> None:
        """`name` is the entry's writer, such as "turn"."""
        self._entries.append({"entry": name, **data})
        self._something.set()

    def put_audio(self, writes: list[TrackWrite]) -> None:
        self._audio.extend(writes)
        self._something.set()

    async def settle(self, *, seconds: float) -> bool:
        """No entry comes any more: wait until all is stored, but no longer than this. False: it is not."""
        self._is_closing = True
        self._something.set()
        await asyncio.wait({self._task}, timeout=seconds)
        return self._task.done() and self._task.exception() is None

    async def close(self) -> bool:
        """Wait until all is stored. False: it was left in the spool."""
        if await self.settle(seconds=DRAIN_SECONDS):
            return True
        self._task.cancel()
        (broken,) = await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.to_thread(spool_append, self._spool, self._entries)
        log.error("journal_left_in_spool", entries=len(self._entries), error=type(broken).__name__)
        return False

    async def _run(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            while self._entries or self._audio:
                await self._write_batch()
            if self._is_closing:
                return

    async def _write_batch(self) -> None:
        """Entries leave memory only when they are stored; what comes meanwhile waits behind them."""
        entries, audio = list(self._entries), list(self._audio)
        for attempt in range(1_000_000):
            try:
                await self._write(entries, audio)
                break
            except StoreAwayError:
                log.warning("journal_store_away", entries=len(entries), attempt=attempt)
                await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
        del self._entries[: len(entries)]
        del self._audio[: len(audio)]


def spool_append(spool: Path, entries: list[Entry]) -> None:
    """Add entries to a call's spool file, one JSON object a line."""
    spool.parent.mkdir(parents=True, exist_ok=True)
    with spool.open("ab") as file:
        for entry in entries:
            file.write(orjson.dumps(entry) + b"\n")


def spool_read(spool: Path) -> list[Entry]:
    """The entries of a spool file; a half-written last line is left out."""
    entries: list[Entry] = []
    for line in spool.read_bytes().splitlines():
        try:
            entries.append(orjson.loads(line))
        except orjson.JSONDecodeError:
            break
    return entries
