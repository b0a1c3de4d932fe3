"""Checks that run beside each other, each lane in its order, and still read as if they had run in turn."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from prosaas.local.bootstrap import ROOT

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Check:
    """One command with a name. A runner of tests also leaves a JUnit report."""

    name: str
    command: list[str]
    folder: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)
    report: Path | None = None


class Lanes:
    """A lane alone writes as it goes; of several, each check's words come when it is over."""

    def __init__(self, lanes: list[list[Check]], environment: dict[str, str]) -> None:
        self._lanes = lanes
        self._environment = environment
        self._running: list[subprocess.Popen[bytes]] = []
        self._is_interrupted = False
        self._starting, self._telling = Lock(), Lock()

    def run(self) -> list[Check]:
        """All of them, even after one failed. Returns those that failed."""
        with ThreadPoolExecutor(len(self._lanes)) as threads:
            try:
                return [check for failed in threads.map(self._lane_run, self._lanes) for check in failed]
            except BaseException:
                self._interrupt()
                raise

    def _lane_run(self, lane: list[Check]) -> list[Check]:
        return [check for check in lane if not self._passes(check)]

    def _passes(self, check: Check) -> bool:
        started = time.monotonic()
        is_alone = len(self._lanes) == 1
        if is_alone:
            print(f"\n▶ {check.name}", flush=True)
        running = self._start(check, output=None if is_alone else subprocess.PIPE)
        if running is None:
            return False
        said, _ = running.communicate()
        if self._is_interrupted:
            return False
        is_passed = running.returncode == 0
        with self._telling:
            if not is_alone:
                print(f"\n▶ {check.name}", flush=True)
                sys.stdout.buffer.write(said)
            mark = "✓" if is_passed else "✗"
            print(f"{mark} {check.name}: {time.monotonic() - started:.1f} s", flush=True)
        return is_passed

    def _start(self, check: Check, *, output: int | None) -> subprocess.Popen[bytes] | None:
        """None when everything is being stopped."""
        with self._starting:
            if self._is_interrupted:
                return None
            running = subprocess.Popen(
                check.command,
                cwd=check.folder,
                env=self._environment | check.environment,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
            )
            self._running.append(running)
            return running

    def _interrupt(self) -> None:
        """As Ctrl-C does, whichever signal it was: the tests then stop the machine they started."""
        with self._starting:
            self._is_interrupted = True
        for running in self._running:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGINT)
        for running in self._running:
            try:
                running.wait(timeout=PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
