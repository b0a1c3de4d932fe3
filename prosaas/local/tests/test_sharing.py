"""Whatever ends a process that uses the servers, and whenever: none of them outlives it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from prosaas.local.bootstrap import ROOT
from prosaas.local.tests.users import user_of

PROGRAM = """
import sys
from pathlib import Path
from prosaas.local.__main__ import signals_take
from prosaas.local.environment import services_start
signals_take()
print("starting", flush=True)
services_start({}, state=Path(sys.argv[1]))
print("started", flush=True)
sys.stdin.read()
"""
# Seconds after the first line: from before the first server is there to after the last one answers.
MOMENTS = [0.0, 0.03, 0.07, 0.12, 0.2, 0.4]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With data, so that every start is a short one."""
    folder = tmp_path_factory.mktemp("servers")
    with starting(folder) as process:
        assert process.stdout.readline() == "started\n"
        process.terminate()
    assert servers(folder) == []
    return folder


def starting(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout.readline() == "starting\n"
    return process


def servers(root: Path) -> list[psutil.Process]:
    """All that works on data in this folder: servers, their keepers, initdb."""
    return [process for process in psutil.process_iter() if is_of(process, root)]


def is_of(process: psutil.Process, root: Path) -> bool:
    try:
        is_named = any(f"{root}/" in word for word in process.cmdline())
        return is_named or Path(process.cwd()).is_relative_to(root)
    except psutil.Error:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_start_leaves_nothing_when_it_comes_back(root: Path, number: signal.Signals):
    for moment in MOMENTS:
        with starting(root) as process:
            try:
                process.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                process.send_signal(number)
            assert process.wait(timeout=30) != 0
        assert servers(root) == [], f"after {moment} s"


def test_a_second_signal_does_not_cut_the_way_out_short(root: Path):
    for moment in MOMENTS:
        with starting(root) as process:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) != 0
        assert servers(root) == [], f"after {moment} s"


def test_a_killed_start_leaves_nothing_either_and_does_not_hinder_the_next(root: Path):
    for moment in MOMENTS:
        with starting(root) as process:
            try:
                process.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                process.kill()
            process.wait()
    with starting(root) as process:
        assert process.stdout.readline() == "started\n"
        running = servers(root)
        process.kill()
    assert psutil.wait_procs(running, timeout=30)[1] == []
    assert servers(root) == []


def test_a_killed_keeper_takes_its_server_along(root: Path):
    with user_of("postgres", root), user_of("valkey", root):
        running = servers(root)
        keepers = [process for process in running if any("keeper.py" in word for word in process.cmdline())]
        assert len(keepers) == 2
        for keeper in keepers:
            os.kill(keeper.pid, signal.SIGKILL)
        with starting(root) as process:
            assert process.stdout.readline() == "started\n"
            assert not any(old.is_running() and old.status() != psutil.STATUS_ZOMBIE for old in running)
            process.terminate()
    assert servers(root) == []
