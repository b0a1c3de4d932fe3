"""A whole machine for the browser: door, web, media, worker, beat and simulator, with data of its own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from prosaas.local.bootstrap import ROOT
from prosaas.local.browser import chromium_prepare
from prosaas.local.leftovers import run_address

STATE = ROOT / ".local" / "test" / "browser"
START_SECONDS = 240
STOP_SECONDS = 40
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
    deadline = time.monotonic() + START_SECONDS
    try:
        while (address := run_address(STATE)) is None or not worker_is_ready():
            if run.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the machine did not come up:\n{output.read_text()[-6000:]}")
            time.sleep(0.1)
        yield Machine(address, STATE)
    finally:
        run.terminate()
        run.wait(timeout=STOP_SECONDS)


def worker_is_ready() -> bool:
    """Before that a dashboard is told nothing; on a busy machine it is the last to come up."""
    log = STATE / "logs" / "worker.log"
    return log.exists() and " ready." in log.read_text()


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
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if POLICY in said.text else None)
    yield page
    context.close()
    assert failures == []
