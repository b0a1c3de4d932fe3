"""`make check` and `make test`: every check in order of its price, each with its name and its time."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from prosaas.local import postgres
from prosaas.local.bootstrap import ROOT, VENV, alone
from prosaas.local.browser import chromium_prepare
from prosaas.local.environment import TEST_SERVERS, settings_isolated
from prosaas.local.frontend import FRONTEND, frontend_prepare, node_environment, npm_run, packages_install
from prosaas.local.totals import Totals, totals_read

PATIENCE_SECONDS = 60
REPORTS = ROOT / ".local" / "test" / "reports"
PYTHON_CODE = ("apps", "prosaas", "bench", "tests", "conftest.py", "manage.py")


@dataclass(frozen=True)
class Check:
    """One command with a name. A runner of tests also leaves a JUnit report."""

    name: str
    command: list[str]
    folder: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)
    report: Path | None = None


def _python(name: str, *arguments: str, **environment: str) -> Check:
    return Check(name, [sys.executable, "-m", *arguments], environment=environment)


def _npm(name: str, script: str) -> Check:
    return Check(name, npm_run("run", "--silent", script), folder=FRONTEND)


# Calls last as long as calls do, so workers wait: on two cores 564 s with three of them, 501 s with four.
WORKERS = 4


def static_checks() -> list[Check]:
    return [
        _python("ruff", "ruff", "check", "."),
        _python("ruff format", "ruff", "format", "--check", "--quiet", "."),
        Check("who may import whom", [str(VENV / "bin" / "lint-imports")]),
        _npm("TypeScript", "typecheck"),
        _npm("ESLint", "lint"),
        Check("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
        _python("API description and its types", "prosaas.local.api", "check"),
        _python("mypy", "mypy", *(name for name in PYTHON_CODE if (ROOT / name).exists())),
    ]


def tests(chromium: str) -> list[Check]:
    vitest, whole, browser = (REPORTS / f"{name}.xml" for name in ("vitest", "pytest", "browser"))
    junit = ("--reporter=default", "--reporter=junit", f"--outputFile.junit={vitest}")
    return [
        Check("Vitest", npm_run("run", "--silent", "test", "--", *junit), folder=FRONTEND, report=vitest),
        _pytest("pytest", "-n", str(WORKERS), "--dist", "worksteal", report=whole),
        _pytest("browser", "tests/browser", report=browser, CHROMIUM=chromium),
    ]


def _pytest(name: str, *arguments: str, report: Path, **environment: str) -> Check:
    return replace(_python(name, "pytest", *arguments, f"--junitxml={report}", **environment), report=report)


def checks_run(*, with_tests: bool) -> int:
    """Run them all, even after one failed. Returns the exit code."""
    with alone():
        frontend_prepare()
    chosen = static_checks()
    if with_tests:
        chosen += tests(chromium_prepare())
    return checks_tell(chosen, _test_environment())


def checks_tell(chosen: list[Check], environment: dict[str, str]) -> int:
    """Run the checks and end with the tests' total, when there are tests, as a line alone."""
    started = time.monotonic()
    failed = []
    totals = None
    for check in chosen:
        if check.report:
            check.report.unlink(missing_ok=True)
        is_passed = _passes(check, environment)
        if check.report:
            totals = (totals or Totals()) + totals_read(check.report, is_passed=is_passed)
        if not is_passed:
            failed.append(check.name)
    print(f"\n{len(chosen)} checks in {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        print(f"✗ Failed: {', '.join(failed)}", flush=True)
    if totals:
        print(totals, flush=True)
    return 1 if failed or (totals and totals.failed) else 0


def api_write() -> int:
    """Write the API's description and types, in the same environment in which they are checked."""
    with alone():
        packages_install()
    return 0 if _passes(_python("API", "prosaas.local.api", "write"), _test_environment()) else 1


def _test_environment() -> dict[str, str]:
    """The server is started here once, so that no single check pays for it."""
    kept = settings_isolated()
    database_url = os.environ.get("DATABASE_URL") or postgres.start(TEST_SERVERS, durable=False)
    settings = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "prosaas.settings.test"}
    return node_environment(kept | settings)


def _passes(check: Check, environment: dict[str, str]) -> bool:
    print(f"\n▶ {check.name}", flush=True)
    started = time.monotonic()
    with subprocess.Popen(
        check.command, cwd=check.folder, env=environment | check.environment, start_new_session=True
    ) as running:
        try:
            is_passed = running.wait() == 0
        except BaseException:
            _interrupt(running)
            raise
    print(f"{'✓' if is_passed else '✗'} {check.name}: {time.monotonic() - started:.1f} s", flush=True)
    return is_passed


def _interrupt(running: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does, whichever signal it was: the tests then stop the machine they started."""
    os.killpg(running.pid, signal.SIGINT)
    try:
        running.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
