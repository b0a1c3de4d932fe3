"""One local server, several processes: it runs for as long as one of them lives.

The kernel keeps the count with locks, which it takes from a process that ends, however it ends: no moment of
an interruption leaves a server behind, and no `kill -9`. The files, beside the server's data:

NAME.users    shared by every process that uses the server; its keeper waits to have it alone, then ends it
NAME.server   locked by the keeper, the server and its children: free when the last of them is gone
NAME.turn     locked by the one process that joins or leaves just now
NAME.url      where the server answers
"""

import atexit
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

KEEPER = Path(__file__).with_name("keeper.py")

_joined: dict[tuple[Path, str], str] = {}


@dataclass(frozen=True)
class Launch:
    """The right to start the server; `lock` goes to whatever works on its data."""

    users: Path
    lock: IO[str]

    def __call__(
        self,
        command: list[str],
        *,
        end: signal.Signals,
        log: Path,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start the command under a keeper that ends it with the signal. The process is the keeper's."""
        with self.users.open("a") as users, log.open("wb") as output:
            locks = (users.fileno(), self.lock.fileno())
            keeper = [sys.executable, "-I", "-S", str(KEEPER), *map(str, (*locks, end.value))]
            return subprocess.Popen(
                [*keeper, *command],
                pass_fds=locks,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )


def server_join(
    folder: Path,
    name: str,
    *,
    start: Callable[[Launch], str],
    answers: Callable[[str], bool],
    ended: Callable[[], object] = lambda: None,
) -> str:
    """Return the address of the server that runs, else start it with `start`, which returns its address.

    It ends with the last process that joined, which then calls `ended` unless it is killed.
    A second call in one process returns the same address.
    """
    if (folder, name) in _joined:
        return _joined[folder, name]
    folder.mkdir(parents=True, exist_ok=True)
    users = _lock_file(folder, name, "users").open("a")
    atexit.register(_leave, folder, name, users, ended, joined_by=os.getpid())
    with _lock_file(folder, name, "turn").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        # Waits while a keeper has it alone, and so is ending the server.
        fcntl.flock(users, fcntl.LOCK_SH)
        url = folder / f"{name}.url"
        address = url.read_text() if url.exists() else ""
        if not address or not answers(address):
            address = _start(folder, name, users, start)
            write_private(url, address)
    _joined[folder, name] = address
    return address


def write_private(path: Path, text: str) -> None:
    """Readable for its owner only, also while it is being written."""
    path.touch(mode=0o600)
    path.write_text(text)


def _start(folder: Path, name: str, users: IO[str], start: Callable[[Launch], str]) -> str:
    # One that does not answer, because whoever started it was killed meanwhile, ends when nobody uses it.
    fcntl.flock(users, fcntl.LOCK_UN)
    with _lock_file(folder, name, "server").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        return start(Launch(_lock_file(folder, name, "users"), lock))


def _leave(folder: Path, name: str, users: IO[str], ended: Callable[[], object], *, joined_by: int) -> None:
    """Come back when the server has ended, if this was its last user. It would end without this too."""
    if os.getpid() != joined_by:
        return
    with _lock_file(folder, name, "turn").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        is_last = _is_alone(users)
        users.close()
        if is_last:
            with _lock_file(folder, name, "server").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                ended()


def _is_alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_file(folder: Path, name: str, what: str) -> Path:
    return folder / f"{name}.{what}"
