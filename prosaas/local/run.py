"""`make run`: every process up, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from prosaas.local.bootstrap import ROOT, alone, fail, timed
from prosaas.local.environment import (
    Ports,
    environment_build,
    ports_choose,
    services_start,
    settings_given,
    settings_isolated,
    simulator_runs,
)
from prosaas.local.frontend import frontend_prepare
from prosaas.local.leftovers import run_address_note, run_claimed
from prosaas.local.processes import Processes, log_path, processes_build
from prosaas.local.waiting import NotReadyError, ready_wait, tail

READY_SECONDS = 90
# What a shell calls the end by Ctrl-C: success, once everything was up and told.
STOPPED_BY_CTRL_C = 128 + signal.SIGINT
PUBLIC_URL = "http://localhost:{port}"
STAYING = "  Ctrl-C stops everything.\n"
DASHBOARD_URL = "http://demo.localhost:{port}"


class StoppedError(RuntimeError):
    """Everything is being stopped, so nothing can be found out any more."""


@dataclass(frozen=True)
class Machine:
    """A machine that is being brought up: its processes, and what they were told."""

    state: Path
    ports: Ports
    environment: dict[str, str]
    processes: Processes

    @property
    def public_url(self) -> str:
        return PUBLIC_URL.format(port=self.ports.door)

    @property
    def dashboard_url(self) -> str:
        return DASHBOARD_URL.format(port=self.ports.door)

    @property
    def is_stopping(self) -> bool:
        return self.processes.is_stop_wanted

    def wait(self) -> None:
        """Return when all answer. Raises NotReadyError with the log of the one that does not."""
        inside = "http://127.0.0.1:{}{}"
        addresses = [
            ("web", inside.format(self.ports.web, "/readyz")),
            ("media", inside.format(self.ports.media, "/readyz")),
            ("door", f"{self.public_url}/readyz"),
            ("door", f"{self.public_url}/readyz/media"),
        ]
        if "simulator" in self.processes.commands:
            addresses.append(("simulator", inside.format(self.ports.simulator, "/healthz")))
        for name, address in addresses:
            ready_wait(name, address, log=self.log(name), deadline_seconds=READY_SECONDS)

    def log(self, name: str) -> Path:
        return log_path(self.state / "logs", name)


def run(*, state: Path, isolated: bool) -> int:
    """Start everything, print where it is, and stay. Returns the exit code."""
    given = settings_isolated() if isolated else settings_given()
    return machine_run(given, state=state, echo=True, once_ready=_stay)


def machine_run(
    given: Mapping[str, str], *, state: Path, echo: bool, once_ready: Callable[[Machine], int | None]
) -> int:
    """Bring a machine up, call `once_ready` when it answers, and keep it up until a signal.

    `once_ready` runs beside the processes; a number it returns stops them and becomes the exit code.
    A process that ends by itself stops the others, and the exit code is not 0.
    """
    with alone():
        frontend_prepare()
    with run_claimed(state):
        with timed("PostgreSQL and Valkey"):
            services = services_start(given, state=state)
        ports = ports_choose(given)
        environment = environment_build(given, state=state, ports=ports, services=services)
        database_prepare(environment)
        processes = processes_build(
            environment, ports, state=state, with_simulator=simulator_runs(given), echo=echo
        )
        return _supervise(Machine(state, ports, environment, processes), once_ready)


def database_prepare(environment: Mapping[str, str]) -> None:
    """Migrate every schema, and make the business `demo` when it is not there."""
    for title, command in {"Migrations": "migrate_tenants", "The business demo": "seed_demo"}.items():
        with timed(title):
            done = subprocess.run(
                [sys.executable, "manage.py", command],
                cwd=ROOT,
                env=dict(environment),
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode != 0:
                fail(f"manage.py {command} failed\n{why_failed(done.stdout, done.stderr)}")


def why_failed(told: str, errors: str) -> str:
    """A wrong setting says so in its last line; of everything else the traceback is wanted."""
    last = errors.strip().rpartition("\n")[2]
    setting = last.removeprefix("django.core.exceptions.ImproperlyConfigured: ")
    return f"  {setting}" if setting != last else f"{told[-3000:]}{errors[-5000:]}"


def addresses_print(machine: Machine) -> None:
    """The end of the start: where a person goes now."""
    password = machine.environment.get("DEMO_PASSWORD", "demo-prosaas")
    print(
        f"""
  Dashboard   {machine.dashboard_url}   owner@demo.test, admin@demo.test or agent@demo.test / {password}
  Admin       {machine.public_url}/admin/   system@prosaas.test / {password}
  Logs        {machine.state / "logs"}
""",
        flush=True,
    )


def _stay(machine: Machine) -> None:
    addresses_print(machine)
    print(STAYING, flush=True)


def _supervise(machine: Machine, once_ready: Callable[[Machine], int | None]) -> int:
    outcomes: list[int | None] = []

    def accompany() -> None:
        outcome = _accompany(machine, once_ready)
        if machine.is_stopping:
            return
        outcomes.append(outcome)
        if outcome is not None:
            machine.processes.terminate()

    print("• Starting " + ", ".join(machine.processes.commands), flush=True)
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    threading.Thread(target=accompany, daemon=True).start()
    machine.processes.loop()
    failed = machine.processes.failed
    if failed is not None:
        print(
            f"\n✗ {failed} ended by itself; the others were stopped\n{tail(machine.log(failed))}", flush=True
        )
        return 1
    if not outcomes:
        print("\nInterrupted.", flush=True)
    elif outcomes[0] is not None:
        return outcomes[0]
    elif machine.processes.returncode == STOPPED_BY_CTRL_C:
        return 0
    return int(machine.processes.returncode or 0)


def _accompany(machine: Machine, once_ready: Callable[[Machine], int | None]) -> int | None:
    try:
        with timed("Waiting for them to answer"):
            machine.wait()
        run_address_note(machine.state, machine.dashboard_url)
        return once_ready(machine)
    except Exception as error:
        # What fails while everything is being stopped says nothing. Else nobody but this thread sees it, and
        # without a code the processes would stay up for ever.
        if machine.is_stopping:
            return None
        if isinstance(error, NotReadyError):
            print(f"\n✗ {error}", flush=True)
        else:
            traceback.print_exc()
        return 1
