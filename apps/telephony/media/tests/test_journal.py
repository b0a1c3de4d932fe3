import asyncio
from pathlib import Path
from typing import Any

import pytest

from apps.telephony.media import journal as module
from apps.telephony.media.journal import Journal, StoreAwayError, spool_append, spool_read
from apps.telephony.media.recording import Track, TrackWrite


class Store:
    """A store that is away the first `away` times."""

    def __init__(self, away: int = 0, breaks: bool = False) -> None:
        self.away = away
        self.breaks = breaks
        self.entries: list[dict[str, Any]] = []
        self.audio: list[TrackWrite] = []

    async def write(self, entries: list[dict[str, Any]], audio: list[TrackWrite]) -> None:
        if self.breaks:
            raise RuntimeError("not a matter of being away")
        if self.away:
            self.away -= 1
            raise StoreAwayError
        self.entries += entries
        self.audio += audio


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", (0.001,))
    monkeypatch.setattr(module, "DRAIN_SECONDS", 0.05)


async def test_entries_are_stored_in_their_order(tmp_path: Path) -> None:
    store = Store()
    journal = Journal(write=store.write, spool=tmp_path / "call-1.journal")
    for number in range(20):
        journal.put("turn", {"position": number})
        await asyncio.sleep(0)
    journal.put_audio([TrackWrite(Track.CALLER, 0, b"x")])
    assert await journal.close() is True
    assert [entry["position"] for entry in store.entries] == list(range(20))
    assert store.audio == [TrackWrite(Track.CALLER, 0, b"x")]
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []


async def test_a_store_that_comes_back_gets_everything_once_and_in_order(tmp_path: Path) -> None:
    store = Store(away=5)
    journal = Journal(write=store.write, spool=tmp_path / "call-1.journal")
    journal.put("turn", {"position": 1})
    await asyncio.sleep(0.003)
    journal.put("turn", {"position": 2})
    assert await journal.close() is True
    assert [entry["position"] for entry in store.entries] == [1, 2]


@pytest.mark.parametrize("store", [Store(away=1_000_000), Store(breaks=True)])
async def test_what_cannot_be_stored_is_left_in_the_spool(tmp_path: Path, store: Store) -> None:
    spool = tmp_path / "b_demo" / "call-1.journal"
    journal = Journal(write=store.write, spool=spool)
    journal.put("turn", {"position": 1, "text": "שלום"})
    journal.put("finish", {"reason": "caller_hung_up"})
    assert await journal.close() is False
    assert spool_read(spool) == [
        {"entry": "turn", "position": 1, "text": "שלום"},
        {"entry": "finish", "reason": "caller_hung_up"},
    ]


def test_a_half_written_line_is_left_out(tmp_path: Path) -> None:
    spool = tmp_path / "call-1.journal"
    spool_append(spool, [{"entry": "turn"}])
    with spool.open("ab") as file:
        file.write(b'{"entry":"fin')
    assert spool_read(spool) == [{"entry": "turn"}]
