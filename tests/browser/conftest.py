"""A whole machine for the browser: door, web, media, worker, beat and simulator, with data of its own."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from prosaas.local.bootstrap import ROOT
from prosaas.local.browser import chromium_prepare
from prosaas.local.leftovers import run_address
from prosaas.local.run import STAYING

STATE = ROOT / ".local" / "test" / "browser"
START_SECONDS = 240
STOP_SECONDS = 90
# What never comes is noticed then; what comes late on a busy machine is no failure.
PATIENCE_MS = 60_000
POLICY = "Content Security Policy"
SCREEN = ViewportSize(width=1280, height=940)


@dataclass(frozen=True)
class Machine:
    """A running one. `dashboard_url` is the demo business's, `public_url` is where Twilio would call."""

    dashboard_url: str
    state: Path

    @property
    def public_url(self) -> str:
        return self.dashboard_url.replace("demo.", "")

    def call_place(self, scenario: str) -> subprocess.Popen[str]:
        """A simulated call to the demo business, in real time; ends with 0 when the caller was content."""
        secrets = {
            name.upper(): (self.state / name).read_text()
            for name in ("twilio_auth_token", "twilio_account_sid")
        }
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "apps.simulator.call",
                "--scenario",
                scenario,
                "--base-url",
                self.public_url,
            ],
            cwd=ROOT,
            env={**os.environ, **secrets, "PUBLIC_BASE_URL": self.public_url},
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def machine() -> Iterator[Machine]:
    shutil.rmtree(STATE, ignore_errors=True)
    STATE.mkdir(parents=True)
    output = STATE / "run.log"
    with output.open("wb") as file:
        run = subprocess.Popen(
            [sys.executable, "-m", "prosaas.local", "run", "--isolated", "--state", str(STATE)],
            cwd=ROOT,
            stdout=file,
            stderr=file,
        )
    try:
        is_up = readiness_read(run, output)
        address = run_address(STATE)
        if not is_up or address is None:
            pytest.fail(f"the machine did not come up:\n{output.read_text()[-6000:]}")
        yield Machine(address, STATE)
    finally:
        run.terminate()
        run.wait(timeout=STOP_SECONDS)


def readiness_read(run: subprocess.Popen[bytes], output: Path) -> bool:
    """Reads what the machine and its worker write, as they write it, until both say that they are ready.

    Before the worker is, a dashboard is told nothing; on a busy machine it is the last to come up. False when
    the machine ended, or START_SECONDS are over.
    """
    awaited = {STAYING.strip(), " ready."}
    command = ["tail", "-q", "-n", "+1", "-F", str(output), str(STATE / "logs" / "worker.log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as tail:

        def end_with_run() -> None:
            run.wait()
            tail.terminate()

        overdue = threading.Timer(START_SECONDS, tail.terminate)
        overdue.start()
        threading.Thread(target=end_with_run, daemon=True).start()
        assert tail.stdout is not None
        for line in tail.stdout:
            awaited = {words for words in awaited if words not in line}
            if not awaited:
                break
        overdue.cancel()
        tail.terminate()
    return not awaited


expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_prepare())
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which no script may fail and nothing may be refused by the content policy."""
    context = browser.new_context(viewport=SCREEN, locale="he-IL", timezone_id="Asia/Jerusalem")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if POLICY in said.text else None)
    yield page
    context.close()
    assert failures == []
