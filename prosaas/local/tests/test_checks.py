import os
import signal
import subprocess
import sys

import pytest

from prosaas.local.bootstrap import ROOT

RUNNER = """
import sys
from threading import Event
try:
    print("testing", flush=True)
    Event().wait()
except KeyboardInterrupt:
    print("stopped what it started", flush=True)
"""
CHECKS = """
import os, sys
from prosaas.local.__main__ import signals_take
from prosaas.local.checks import checks_tell
from prosaas.local.lanes import Check
signals_take()
tests = [Check("tests", [sys.executable, "-c", sys.argv[1]])]
checks_tell([[tests]], dict(os.environ))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_test_run_stops_what_its_tests_started(number: signal.Signals):
    with subprocess.Popen(
        [sys.executable, "-c", CHECKS, RUNNER],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as checks:
        while checks.stdout.readline() != "testing\n":
            assert checks.poll() is None
        checks.send_signal(number)
        assert checks.stdout.read() == "stopped what it started\n"
    assert checks.returncode != 0
