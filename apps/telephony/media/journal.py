"""What must be kept of a call: off the audio path, on disk first, then in the database, in order.

Entries are plain data, numbered from 1, so that whoever stores them stores each once. The sound needs no
database and goes to disk only. What the database does not take while the call runs stays on disk, and the job
`telephony.calls_catch_up` takes it up.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

import structlog

from .recording import TrackWrite
from .spool import Entry, Spool

log = structlog.get_logger(__name__)

Store = Callable[[list[Entry]], Awaitable[None]]
# How long a finished call waits for the database before it leaves its entries on disk.
DRAIN_SECONDS = 20
RETRY_SECONDS = (0.5, 1, 2, 5)


class StoreAwayError(Exception):
    """The database cannot be reached; the same write may succeed later."""


class Journal:
    """The journal of one call. `put` and `put_audio` never wait."""

    def __init__(self, *, store: Store, spool: Spool) -> None:
        self._store = store
        self._spool = spool
        self._entries: list[Entry] = []
        self._audio: list[TrackWrite] = []
        self._kept: list[Entry] = []
        # Entries on disk, or on their way there, that are not in the database.
        self._unstored = 0
        self._numbered = 0
        self._something, self._something_kept = asyncio.Event(), asyncio.Event()
        self._is_closing = False
        self._keeper = asyncio.create_task(self._keep_all(), name="journal keeper")
        self._keeper.add_done_callback(lambda _: self._something_kept.set())
        self._storer = asyncio.create_task(self._store_all(), name="journal storer")

    def put(self, name: str, data: dict[str, Any]) -> None:
        """`name` is the entry's writer, such as "turn"."""
        self._numbered += 1
        self._entries.append({"entry": name, "number": self._numbered, **data})
        self._something.set()

    def put_audio(self, writes: list[TrackWrite]) -> None:
        self._audio.extend(writes)
        self._something.set()

    async def settle(self, *, seconds: float) -> bool:
        """No entry comes any more: wait until all is stored, but no longer than this. False: it is not."""
        self._is_closing = True
        self._something.set()
        await asyncio.wait({self._storer}, timeout=seconds)
        return self._storer.done() and self._storer.exception() is None

    async def close(self) -> bool:
        """Wait until all is stored. False: it was left on disk."""
        is_stored = await self.settle(seconds=DRAIN_SECONDS)
        await self._keeper
        if not is_stored:
            self._storer.cancel()
            (broken,) = await asyncio.gather(self._storer, return_exceptions=True)
            log.error("journal_left_in_spool", entries=self._unstored, error=type(broken).__name__)
        await self._on_disk(partial(self._spool.close, is_stored=is_stored))
        return is_stored

    async def _keep_all(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            while self._entries or self._audio:
                entries, self._entries = self._entries, []
                audio, self._audio = self._audio, []
                self._unstored += len(entries)
                await self._on_disk(partial(self._spool.keep, entries, audio))
                self._kept += entries
                self._something_kept.set()
            if self._is_closing:
                return

    async def _store_all(self) -> None:
        while True:
            await self._something_kept.wait()
            self._something_kept.clear()
            while self._kept:
                await self._store_batch()
            if self._keeper.done():
                return

    async def _store_batch(self) -> None:
        """Entries leave memory only when they are stored; what comes meanwhile waits behind them."""
        entries = list(self._kept)
        for attempt in range(1_000_000):
            try:
                await self._store(entries)
                break
            except StoreAwayError:
                log.warning("journal_store_away", entries=len(entries), attempt=attempt)
                await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
        del self._kept[: len(entries)]
        self._unstored -= len(entries)
        if not self._unstored:
            await self._on_disk(self._spool.entries_stored)

    async def _on_disk(self, work: Callable[[], None]) -> None:
        """In the order of the calls. A disk that takes nothing more costs the sound, not the call's books."""
        try:
            await asyncio.get_running_loop().run_in_executor(_disk(), work)
        except (OSError, TypeError) as error:
            log.error("spool_failed", error=type(error).__name__)


@cache
def _disk() -> ThreadPoolExecutor:
    """One thread a process: threads that wait for the interpreter make the audio late."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="spool")
