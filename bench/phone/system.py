"""The product as `make run` starts it, told three things: a model's key and address, and a Twilio token."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from prosaas.local.bootstrap import ROOT
from prosaas.local.ports import port_free

AUTH_TOKEN = "bench-" + "0" * 26
STATE = ROOT / ".local" / "bench"
READY_SECONDS = 120


@dataclass(frozen=True)
class System:
    base_url: str
    process: subprocess.Popen[bytes]

    def pin_media(self, core: int) -> None:
        """The process that carries the calls gets one core and shares it with nothing of its own."""
        self.media_process().cpu_affinity([core])

    def media_process(self) -> psutil.Process:
        """The one that carries the calls."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            if "--ws-max-size" in child.cmdline():
                return child
        raise RuntimeError("no media process")


@contextmanager
def system_running(*, openai_base_url: str, core: int) -> Iterator[System]:
    """Start everything and stop it again. `core`: the one that carries the calls; the others take any."""
    port = port_free()
    base_url = f"http://localhost:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TWILIO_")} | {
        "PORT": str(port),
        "OPENAI_API_KEY": "bench",
        "OPENAI_BASE_URL": openai_base_url,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
    }
    command = [sys.executable, "-m", "prosaas.local", "run", "--state", str(STATE)]
    log = Path(STATE / "system.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait(process, f"{base_url}/readyz/media", log)
        system = System(base_url, process)
        system.pin_media(core)
        yield system
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    process.terminate()
    raise RuntimeError(f"the system did not start:\n{log.read_text()[-3000:]}")
