"""What a process leaves when it dies without a word, read by another one."""

import subprocess
import sys
from pathlib import Path

from apps.telephony.media.recording import Track
from apps.telephony.media.spool import Spool, entries_left

# A call whose caller says byte n in second n, and a turn a second; the store never answers.
CALL = """
import asyncio, sys
from pathlib import Path
from apps.telephony.media.journal import Journal
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.media.spool import Spool

async def main():
    folder = Path(sys.argv[1])
    tracks = {track: folder / f"call-1.{track}.ulaw" for track in Track}
    journal = Journal(
        store=lambda entries: asyncio.Event().wait(),
        spool=Spool(entries=folder / "call-1.journal", tracks=tracks),
    )
    for second in range(200):
        batch = [TrackWrite(track, 8000 * second, bytes([second]) * 8000) for track in Track]
        journal.put_audio(batch)
        journal.put("turn", {"position": second})
        while len(journal._kept) <= second:
            await asyncio.sleep(0)
        assert journal._audio == []
        print(second, flush=True)

asyncio.run(main())
"""


def test_a_process_that_is_killed_loses_at_most_its_last_batch(tmp_path: Path) -> None:
    running = subprocess.Popen([sys.executable, "-c", CALL, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    journal = tmp_path / "call-1.journal"
    told = [int(next(running.stdout)) for _ in range(40)]
    with entries_left(journal) as entries:
        assert entries is None
    running.kill()
    told += [int(line) for line in running.stdout]
    running.wait()

    kept = told[-1] + 1
    for track in Track:
        sound = (tmp_path / f"call-1.{track}.ulaw").read_bytes()
        whole = b"".join(bytes([second]) * 8000 for second in range(kept + 1))
        assert len(sound) >= 8000 * kept
        assert whole.startswith(sound)
    with entries_left(journal) as entries:
        assert entries is not None
        assert [entry["position"] for entry in entries][:kept] == list(range(kept))
    assert not journal.exists()


def test_a_half_written_line_is_left_out(tmp_path: Path) -> None:
    journal = tmp_path / "call-1.journal"
    journal.write_bytes(b'{"entry":"turn"}\n{"entry":"fin')

    with entries_left(journal) as entries:
        assert entries == [{"entry": "turn"}]


def test_a_journal_that_could_not_be_taken_up_stays(tmp_path: Path) -> None:
    spool = Spool(entries=tmp_path / "call-1.journal", tracks={track: tmp_path / track for track in Track})
    spool.keep([{"entry": "turn"}], [])
    spool.close(is_stored=False)

    for _ in range(2):
        try:
            with entries_left(tmp_path / "call-1.journal") as entries:
                assert entries == [{"entry": "turn"}]
                raise ConnectionError
        except ConnectionError:
            continue

    assert (tmp_path / "call-1.journal").exists()
