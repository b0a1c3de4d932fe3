"""Who runs here, and what a killed run left behind."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from prosaas.local.bootstrap import fail
from prosaas.local.environment import RUN_MARK

GRACE_SECONDS = 5


@contextmanager
def run_claimed(state: Path) -> Iterator[None]:
    """Be the one run of this folder: give way to a living one, stop what a killed one left."""
    record = state / "run.json"
    state.mkdir(parents=True, exist_ok=True)
    with (state / "run.turn").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        other = _living_run(record)
        if other is not None:
            where = f"at {other['address']}" if other["address"] else "and is starting"
            fail(f"ProSaaS already runs in this folder {where} (process {other['pid']}): press Ctrl-C there")
        if processes_stop(state):
            print("• Stopped what an earlier run left behind", flush=True)
        _write(record, address=None)
    try:
        yield
    finally:
        processes_stop(state)
        record.unlink(missing_ok=True)


def run_address_note(state: Path, address: str) -> None:
    """Let others find this run: written once it answers."""
    _write(state / "run.json", address=address)


def run_address(state: Path) -> str | None:
    """The address of the run that is up and answers, if there is one."""
    run = _living_run(state / "run.json")
    address = run.get("address") if run else None
    return str(address) if address else None


def processes_stop(state: Path) -> bool:
    """Stop every process that carries this folder's mark. Returns whether there was one."""
    found = [process for process in psutil.process_iter() if _is_marked(process, state)]
    for process in found:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in psutil.wait_procs(found, timeout=GRACE_SECONDS)[1]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return bool(found)


def _is_marked(process: psutil.Process, state: Path) -> bool:
    if process.pid == os.getpid():
        return False
    with suppress(psutil.Error):
        mark: str | None = process.environ().get(RUN_MARK)
        return mark == str(state)
    return False


def _write(record: Path, *, address: str | None) -> None:
    me = psutil.Process()
    unfinished = record.with_suffix(".new")
    unfinished.write_text(json.dumps({"pid": me.pid, "created": me.create_time(), "address": address}))
    unfinished.rename(record)


def _living_run(record: Path) -> dict[str, object] | None:
    """The recorded run, unless its process is gone (or its id belongs to another program now)."""
    with suppress(FileNotFoundError, ValueError, psutil.NoSuchProcess):
        found: dict[str, object] = json.loads(record.read_text())
        if psutil.Process(int(str(found["pid"]))).create_time() == found["created"]:
            return found
    return None
