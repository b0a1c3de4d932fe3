import os
import subprocess
import sys
from pathlib import Path

import pytest

from prosaas.local.checks import checks_tell
from prosaas.local.lanes import Check
from prosaas.local.totals import Totals, totals_read

SUITE = """
import pytest

def test_passes(): pass
def test_fails(): assert False
@pytest.mark.skip
def test_skipped(): pass
@pytest.fixture
def broken(): raise ValueError
def test_cannot_begin(broken): pass
"""
VITEST = """<?xml version="1.0" encoding="UTF-8" ?>
<testsuites name="vitest tests" tests="4" failures="1" errors="1">
  <testsuite name="a.test.ts" tests="3">
    <testcase name="one"></testcase>
    <testcase name="two"><skipped/></testcase>
    <testcase name="three"><failure message="no"/></testcase>
  </testsuite>
  <testsuite name="vitest unhandled errors">
    <testcase name="late"><error message="late"/></testcase>
  </testsuite>
</testsuites>
"""
LEAVES_A_REPORT = "import pathlib; pathlib.Path('{}').write_text('<testsuites><testcase/></testsuites>')"


def pytest_run(folder: Path, suite: str) -> None:
    (folder / "test_suite.py").write_text(suite)
    command = [sys.executable, "-m", "pytest", "--rootdir=.", "-c", "/dev/null", "--junitxml=report.xml", "."]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_counts_what_pytest_and_vitest_report(tmp_path: Path):
    pytest_run(tmp_path, SUITE)
    assert totals_read(tmp_path / "report.xml", is_passed=False) == Totals(passed=1, failed=2, skipped=1)
    (tmp_path / "vitest.xml").write_text(VITEST)
    assert totals_read(tmp_path / "vitest.xml", is_passed=False) == Totals(passed=1, failed=2, skipped=1)


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path):
    pytest_run(tmp_path, "import nowhere")
    assert totals_read(tmp_path / "report.xml", is_passed=False) == Totals(failed=1)


def test_a_missing_or_broken_report_is_a_failure_whatever_the_exit_code(tmp_path: Path):
    assert totals_read(tmp_path / "report.xml", is_passed=True) == Totals(failed=1)
    (tmp_path / "report.xml").write_text("<testsuites><testsuite>")
    assert totals_read(tmp_path / "report.xml", is_passed=True) == Totals(failed=1)


def test_a_runner_that_fails_without_a_failed_test_is_a_failure(tmp_path: Path):
    (tmp_path / "report.xml").write_text("<testsuites><testcase/><testcase/></testsuites>")
    assert totals_read(tmp_path / "report.xml", is_passed=True) == Totals(passed=2)
    assert totals_read(tmp_path / "report.xml", is_passed=False) == Totals(passed=2, failed=1)


@pytest.mark.parametrize(
    ("totals", "line"),
    [
        (Totals(passed=1203), "1203 passed, 0 failed"),
        (Totals(passed=5, failed=2) + Totals(passed=1, skipped=3), "6 passed, 2 failed, 3 skipped"),
    ],
)
def test_the_closing_line(totals: Totals, line: str):
    assert str(totals) == line


def runner(name: str, program: str, report: Path | None = None) -> Check:
    return Check(name, [sys.executable, "-c", program], report=report)


def test_make_test_ends_with_the_total(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    report = tmp_path / "one.xml"
    good = [runner("style", "pass"), runner("one", LEAVES_A_REPORT.format(report), report)]
    assert checks_tell([[good]], dict(os.environ)) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"

    assert checks_tell([[[runner("style", "raise SystemExit(1)"), good[1]]]], dict(os.environ)) == 1
    assert capfd.readouterr().out.splitlines()[-2:] == ["✗ Failed: style", "1 passed, 0 failed"]


def test_an_old_report_is_not_counted(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    report = tmp_path / "one.xml"
    report.write_text("<testsuites><testcase/></testsuites>")
    assert checks_tell([[[runner("one", "pass", report)]]], dict(os.environ)) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"


def test_static_checks_alone_tell_no_total(capfd: pytest.CaptureFixture[str]):
    assert checks_tell([[[runner("style", "pass")]]], dict(os.environ)) == 0
    assert "passed" not in capfd.readouterr().out
