"""`make check` and `make test`: every check with its name and its time.

What waits for one thing runs beside what waits for another; only pytest runs alone, for its calls are made in
real time.
"""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from prosaas.local import postgres
from prosaas.local.bootstrap import ROOT, VENV, alone
from prosaas.local.browser import chromium_prepare
from prosaas.local.environment import TEST_SERVERS, settings_isolated
from prosaas.local.frontend import FRONTEND, frontend_prepare, node_environment, npm_run, packages_install
from prosaas.local.lanes import Check, Lanes
from prosaas.local.totals import Totals, totals_read

REPORTS = ROOT / ".local" / "test" / "reports"
PYTHON_CODE = ("apps", "prosaas", "bench", "tests", "conftest.py", "manage.py")


def _python(name: str, *arguments: str, **environment: str) -> Check:
    return Check(name, [sys.executable, "-m", *arguments], environment=environment)


def _npm(name: str, script: str) -> Check:
    return Check(name, npm_run("run", "--silent", script), folder=FRONTEND)


# Calls last as long as calls do, so workers wait: on two cores 564 s with three of them, 501 s with four.
WORKERS = 4


def dashboard_checks() -> list[Check]:
    return [_npm("TypeScript", "typecheck"), _npm("ESLint", "lint")]


def python_checks() -> list[Check]:
    return [
        _python("ruff", "ruff", "check", "."),
        _python("ruff format", "ruff", "format", "--check", "--quiet", "."),
        Check("who may import whom", [str(VENV / "bin" / "lint-imports")]),
        Check("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
        _python("API description and its types", "prosaas.local.api", "check"),
        _python("mypy", "mypy", *(name for name in PYTHON_CODE if (ROOT / name).exists())),
    ]


def vitest() -> Check:
    report = REPORTS / "vitest.xml"
    junit = ("--reporter=default", "--reporter=junit", f"--outputFile.junit={report}")
    return Check("Vitest", npm_run("run", "--silent", "test", "--", *junit), folder=FRONTEND, report=report)


def browser(chromium: str) -> Check:
    return _pytest("browser", "tests/browser", report=REPORTS / "browser.xml", CHROMIUM=chromium)


def whole() -> Check:
    return _pytest("pytest", "-n", str(WORKERS), "--dist", "worksteal", report=REPORTS / "pytest.xml")


def _pytest(name: str, *arguments: str, report: Path, **environment: str) -> Check:
    return replace(_python(name, "pytest", *arguments, f"--junitxml={report}", **environment), report=report)


def checks_run(*, with_tests: bool) -> int:
    """Run them all, even after one failed. Returns the exit code."""
    with alone():
        frontend_prepare()
    stages = [[python_checks(), dashboard_checks()]]
    if with_tests:
        stages = [
            [python_checks(), [*dashboard_checks(), vitest()], [browser(chromium_prepare())]],
            [[whole()]],
        ]
    return checks_tell(stages, _test_environment())


def checks_tell(stages: list[list[list[Check]]], environment: dict[str, str]) -> int:
    """Run stage after stage, each one's lanes beside each other, and end with the tests' total, if there are
    tests, as a line alone.
    """
    started = time.monotonic()
    checks = [check for lanes in stages for lane in lanes for check in lane]
    tested = [(check, check.report) for check in checks if check.report]
    for _, report in tested:
        report.unlink(missing_ok=True)
    failed = [check for lanes in stages for check in Lanes(lanes, environment).run()]
    print(f"\n{len(checks)} checks in {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        print(f"✗ Failed: {', '.join(check.name for check in failed)}", flush=True)
    totals = sum(
        (totals_read(report, is_passed=check not in failed) for check, report in tested), start=Totals()
    )
    if tested:
        print(totals, flush=True)
    return 1 if failed or totals.failed else 0


def api_write() -> int:
    """Write the API's description and types, in the same environment in which they are checked."""
    with alone():
        packages_install()
    return 1 if Lanes([[_python("API", "prosaas.local.api", "write")]], _test_environment()).run() else 0


def _test_environment() -> dict[str, str]:
    """The server is started here once, so that no single check pays for it."""
    kept = settings_isolated()
    database_url = os.environ.get("DATABASE_URL") or postgres.start(TEST_SERVERS, durable=False)
    settings = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "prosaas.settings.test"}
    return node_environment(kept | settings)
