import asyncio
from pathlib import Path
from typing import Any

import pytest

from apps.core.testing import PATIENCE_SECONDS
from apps.telephony.media import journal as module
from apps.telephony.media.journal import Journal, StoreAwayError
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.media.spool import Spool, entries_left


class Store:
    """A store that is away the first `away` times."""

    def __init__(self, away: int = 0, breaks: bool = False) -> None:
        self.away = away
        self.breaks = breaks
        self.entries: list[dict[str, Any]] = []
        self.has_stored = asyncio.Event()

    async def write(self, entries: list[dict[str, Any]]) -> None:
        if self.breaks:
            raise RuntimeError("not a matter of being away")
        if self.away:
            self.away -= 1
            raise StoreAwayError
        self.entries += entries
        self.has_stored.set()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", (0.001,))
    monkeypatch.setattr(module, "DRAIN_SECONDS", PATIENCE_SECONDS)


@pytest.fixture
def _gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DRAIN_SECONDS", 0.05)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "b_demo"


def spool_in(folder: Path) -> Spool:
    tracks = {track: folder / f"call-1.{track}.ulaw" for track in Track}
    return Spool(entries=folder / "call-1.journal", tracks=tracks)


def left_in(folder: Path) -> list[dict[str, Any]] | None:
    with entries_left(folder / "call-1.journal") as entries:
        return entries


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


async def test_entries_are_stored_in_their_order_and_the_sound_stays_on_disk(folder: Path) -> None:
    store = Store()
    journal = Journal(store=store.write, spool=spool_in(folder))
    for number in range(20):
        journal.put("turn", {"position": number})
        await asyncio.sleep(0)
    journal.put_audio([TrackWrite(Track.CALLER, 2, b"x")])
    assert await journal.close() is True
    assert [entry["position"] for entry in store.entries] == list(range(20))
    assert await asyncio.to_thread(files, folder) == {"call-1.caller.ulaw": b"\xff\xffx"}


async def test_a_store_that_comes_back_gets_everything_once_and_in_order(folder: Path) -> None:
    store = Store(away=5)
    journal = Journal(store=store.write, spool=spool_in(folder))
    journal.put("turn", {"position": 1})
    await asyncio.sleep(0.003)
    journal.put("turn", {"position": 2})
    assert await journal.close() is True
    assert [entry["position"] for entry in store.entries] == [1, 2]
    assert await asyncio.to_thread(files, folder) == {}


@pytest.mark.usefixtures("_gives_up")
@pytest.mark.parametrize("store", [Store(away=1_000_000), Store(breaks=True)])
async def test_what_cannot_be_stored_is_left_on_disk(folder: Path, store: Store) -> None:
    journal = Journal(store=store.write, spool=spool_in(folder))
    journal.put("turn", {"position": 1, "text": "שלום"})
    journal.put_audio([TrackWrite(Track.CALLER, 0, b"caller"), TrackWrite(Track.ASSISTANT, 0, b"both")])
    journal.put("finish", {"reason": "caller_hung_up"})
    assert await journal.close() is False
    sound = await asyncio.to_thread(files, folder)
    assert (sound["call-1.caller.ulaw"], sound["call-1.assistant.ulaw"]) == (b"caller", b"both")
    assert await asyncio.to_thread(left_in, folder) == [
        {"entry": "turn", "number": 1, "position": 1, "text": "שלום"},
        {"entry": "finish", "number": 2, "reason": "caller_hung_up"},
    ]


@pytest.mark.usefixtures("_gives_up")
async def test_only_what_is_not_stored_is_left(folder: Path) -> None:
    """A process that dies later leaves nothing to be stored twice."""
    store = Store()
    journal = Journal(store=store.write, spool=spool_in(folder))
    journal.put("turn", {"position": 1})
    await store.has_stored.wait()
    store.away = 1_000_000
    journal.put("turn", {"position": 2})
    assert await journal.close() is False
    assert await asyncio.to_thread(left_in, folder) == [{"entry": "turn", "number": 2, "position": 2}]


async def test_a_disk_that_takes_nothing_costs_the_sound_and_not_the_books(folder: Path) -> None:
    await asyncio.to_thread(folder.write_text, "a file where the folder should be")
    store = Store()
    journal = Journal(store=store.write, spool=spool_in(folder))
    journal.put_audio([TrackWrite(Track.CALLER, 0, b"x")])
    journal.put("finish", {"reason": "caller_hung_up"})
    assert await journal.close() is True
    assert store.entries == [{"entry": "finish", "number": 1, "reason": "caller_hung_up"}]
