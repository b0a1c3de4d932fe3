"""A web process of its own on the bench's database, and how much memory it holds."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psutil

from prosaas.local.bootstrap import ROOT
from prosaas.local.ports import port_free

READY_SECONDS = 60


@contextmanager
def web_running() -> Iterator[tuple[psutil.Process, int]]:
    """The process and its port."""
    port = port_free()
    command = [sys.executable, "-m", "uvicorn", "prosaas.asgi:application", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=dict(os.environ))
    try:
        _wait(port)
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        process.wait(timeout=30)


def get(port: int, *, host: str, path: str, token: str) -> None:
    """Raises when the answer is not 200."""
    ask(port, path, {"Host": host, "Authorization": f"Bearer {token}"})


def ask(port: int, path: str, headers: Mapping[str, str]) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=dict(headers))
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (our own address)
        answer.read()


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1_048_576


def _wait(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            ask(port, "/healthz", {})
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
