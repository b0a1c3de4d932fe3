"""The processes of one machine, under honcho."""

import os
import shlex
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from honcho.compat import ProcessManager
from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

from prosaas.local.bootstrap import ROOT, VENV
from prosaas.local.environment import Ports, serving_environment

UVICORN = [
    *(sys.executable, "-m", "uvicorn", "prosaas.asgi:application", "--host", "127.0.0.1"),
    *("--loop", "uvloop", "--http", "httptools", "--lifespan", "off", "--no-access-log"),
    *("--ws-per-message-deflate", "false", "--forwarded-allow-ips", "127.0.0.1"),
    *("--timeout-graceful-shutdown", "3"),
]
# Makes and drops schemas, so its database role owns them; the others' owns no table.
OWNING = "schemas"
# Nobody waits for this work on the line.
BACKGROUND = [sys.executable, "-I", "-S", str(Path(__file__).with_name("background.py"))]
CELERY = [*BACKGROUND, sys.executable, "-m", "celery", "-A", "prosaas"]


class Logs(Printer):
    """Writes each process's lines to a file of its own, and to the terminal when asked."""

    def __init__(self, folder: Path, *, echo: bool) -> None:
        super().__init__(sys.stdout)
        self._folder = folder
        self._echo = echo
        self._files: dict[str, IO[bytes]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, message: Message) -> None:
        data = message.data if isinstance(message.data, bytes) else message.data.encode()
        file = self._file(message.name)
        file.write(data)
        file.flush()
        if self._echo and message.name != SYSTEM_PRINTER_NAME:
            super().write(message)

    def _file(self, name: str) -> IO[bytes]:
        if name not in self._files:
            self._files[name] = log_path(self._folder, name).open("wb")
        return self._files[name]


class Signals(ProcessManager):
    """Asks a process to stop, and not its children: a worker stops its own, once they have done their job."""

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


class Processes(Manager):
    """Knows which process ended without being asked to, and can be stopped while it is still starting."""

    def __init__(self, printer: Printer, commands: Mapping[str, list[str]]) -> None:
        super().__init__(printer)
        self._procmgr = Signals()
        self.commands = commands
        self.failed: str | None = None
        self.is_stop_wanted = False

    def terminate(self) -> None:
        """Stop all. A process without an id cannot be told yet: then as soon as it has one."""
        self.is_stop_wanted = True
        if super()._all_started():
            super().terminate()

    def _all_started(self) -> bool:
        self._keepers_watch()
        is_all = bool(super()._all_started())
        if is_all and self.is_stop_wanted:
            super().terminate()
        return is_all

    def _keepers_watch(self) -> None:
        """honcho forks a keeper for each process, which alone tells of its end: one that was killed tells
        nothing, and its process is stopped in its place.
        """
        for process in self._processes.values():
            keeper = process.get("process")
            if "returncode" not in process and keeper is not None and keeper.exitcode:
                self._procmgr.terminate(process.setdefault("pid", keeper.pid))
                process["returncode"] = keeper.exitcode

    def _any_stopped(self) -> bool:
        if self.failed is None and not self.is_stop_wanted:
            ended = [name for name, process in self._processes.items() if "returncode" in process]
            self.failed = ended[0] if ended else None
        return bool(super()._any_stopped())


def log_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.log"


def commands(ports: Ports, *, state: Path, with_simulator: bool) -> dict[str, list[str]]:
    """What is started, by name."""
    schedule = str(state / "celerybeat-schedule")
    started = {
        "door": [str(VENV / "bin" / "caddy"), "run", "--config", str(ROOT / "deploy" / "Caddyfile")],
        "web": [*UVICORN, "--port", str(ports.web)],
        "media": [*UVICORN, "--port", str(ports.media), "--ws-max-size", "65536"],
        "worker": _worker(queue="celery", concurrency=2),
        "bulk": _worker(queue="bulk", concurrency=1),
        OWNING: _worker(queue="schemas", concurrency=1),
        "beat": [*CELERY, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO"],
    }
    if with_simulator:
        started["simulator"] = [sys.executable, "-m", "apps.simulator"]
    return started


def _worker(*, queue: str, concurrency: int) -> list[str]:
    """Two on one machine need names of their own."""
    options = ["--queues", queue, "--hostname", f"{queue}@%h", "--concurrency", str(concurrency)]
    return [*CELERY, "worker", *options, "--loglevel", "INFO"]


def door_environment(ports: Ports, *, state: Path) -> dict[str, str]:
    """What deploy/Caddyfile asks for. Its own folder keeps it out of the user's."""
    return {
        "SITE_ADDRESS": f"http://:{ports.door}",
        "WEB": f"127.0.0.1:{ports.web}",
        "MEDIA": f"127.0.0.1:{ports.media}",
        "DOOR_LOG_LEVEL": "ERROR",
        "ASK": f"127.0.0.1:{ports.web}",
        "XDG_DATA_HOME": str(state / "caddy"),
        "XDG_CONFIG_HOME": str(state / "caddy"),
    }


def processes_build(
    environment: Mapping[str, str], ports: Ports, *, state: Path, with_simulator: bool, echo: bool
) -> Processes:
    """Nothing is started before `loop()`."""
    started = commands(ports, state=state, with_simulator=with_simulator)
    serving = serving_environment(environment)
    processes = Processes(Logs(state / "logs", echo=echo), started)
    for name, command in started.items():
        extra = door_environment(ports, state=state) if name == "door" else {}
        told = environment if name == OWNING else serving
        # exec: the signal must reach the program, not a shell in front of it
        processes.add_process(name, f"exec {shlex.join(command)}", env={**told, **extra}, cwd=str(ROOT))
    return processes
