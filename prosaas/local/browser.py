"""A Chromium for the browser test: an installed one, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys

from prosaas.local.bootstrap import fail, timed

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def chromium_find() -> str | None:
    """The path of a Chromium that starts, or None. `CHROMIUM` in the environment goes first."""
    installed = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES)]
    for path in installed:
        if path and _starts(path):
            return path
    own = _playwright_own()
    return own if own and _starts(own) else None


def chromium_prepare() -> str:
    """The path of a Chromium, installed now when there is none. Ends with what to do when that fails."""
    found = chromium_find()
    if found is not None:
        return found
    with timed("Chromium (once)"):
        if os.geteuid() == 0 and shutil.which("apt-get"):
            _apt_get("update", "-qq")
            _apt_get("install", "-y", "-qq", "chromium")
        if chromium_find() is None:
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return chromium_find() or fail("the browser test needs Chromium: apt-get install chromium")


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)


def _starts(path: str) -> bool:
    """Ubuntu's package is a stub that only names another installer, so the file alone says nothing."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _playwright_own() -> str | None:
    asked = subprocess.run(
        [sys.executable, "-c", PLAYWRIGHT_OWN], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or None
