"""`keeper.py USERS SERVER SIGNAL COMMAND…`: runs a server until nobody uses it, then ends it with SIGNAL.

USERS and SERVER are open files of `sharing.py`. Whoever uses the server shares the lock on USERS, and the
kernel takes it from those who end, however they end: when the keeper gets it alone, nobody is left. SERVER is
locked already and handed on to the server.

Run by path, in a session of its own and with the standard library only: a keeper stands beside every server.
"""

import ctypes
import fcntl
import signal
import subprocess
import sys
import threading
import time

PATIENCE_SECONDS = 30
PR_SET_PDEATHSIG = 1


def main() -> int:
    users, server_lock, number, *command = sys.argv[1:]
    end = signal.Signals(int(number))
    server = subprocess.Popen(
        command,
        pass_fds=[int(server_lock)],
        preexec_fn=lambda: end_with_parent(end),  # noqa: PLW1509 - no thread runs yet
    )
    threading.Thread(target=end_when_unused, args=(server, int(users), end), daemon=True).start()
    return server.wait()


def end_with_parent(end: signal.Signals) -> None:
    """A killed keeper takes its server with it. Only Linux knows this."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, end)


def end_when_unused(server: subprocess.Popen[bytes], users: int, end: signal.Signals) -> None:
    fcntl.flock(users, fcntl.LOCK_EX)
    server.send_signal(end)
    time.sleep(PATIENCE_SECONDS)
    server.kill()


if __name__ == "__main__":
    sys.exit(main())
