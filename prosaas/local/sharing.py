"""One local server, several processes: the last one out stops it.

Users are counted with a shared file lock. The kernel drops the lock of a killed process, so `kill -9` leaves
no false count.
"""

import atexit
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_joined: dict[tuple[Path, str], str] = {}


@contextmanager
def _turn(folder: Path, name: str) -> Iterator[None]:
    """Only one process at a time starts or stops a server."""
    with (folder / f"{name}.turn").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def server_join(folder: Path, name: str, *, ensure: Callable[[], str], stop: Callable[[], None]) -> str:
    """Return the address that `ensure` gives for a running server, starting it when needed.

    `stop` is called when the last process that joined ends.
    A second call in one process returns the same address.
    """
    if (folder, name) in _joined:
        return _joined[folder, name]
    folder.mkdir(parents=True, exist_ok=True)
    users = (folder / f"{name}.users").open("a")
    with _turn(folder, name):
        fcntl.flock(users, fcntl.LOCK_SH)
        address = ensure()
    _joined[folder, name] = address
    joined_by = os.getpid()

    def leave() -> None:
        if os.getpid() != joined_by:
            return
        with _turn(folder, name):
            if _is_last(users):
                stop()
            users.close()

    atexit.register(leave)
    return address
