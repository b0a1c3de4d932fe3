import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from prosaas.local.environment import RUN_MARK
from prosaas.local.leftovers import processes_stop, run_address, run_address_note, run_claimed

SLEEP = [sys.executable, "-c", "import sys; sys.stdin.read()"]


def process_of_a_run(state: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(SLEEP, stdin=subprocess.PIPE, env={**os.environ, RUN_MARK: str(state)})


def record(state: Path, *, pid: int, created: float) -> None:
    run = {"pid": pid, "created": created, "address": "http://demo.localhost:1"}
    (state / "run.json").write_text(json.dumps(run))


def test_only_processes_of_this_folder_are_stopped(tmp_path: Path):
    ours, foreign = process_of_a_run(tmp_path), process_of_a_run(tmp_path / "other")
    assert processes_stop(tmp_path) is True
    assert not psutil.pid_exists(ours.pid)
    assert foreign.poll() is None
    foreign.kill()
    foreign.wait()
    assert processes_stop(tmp_path) is False


def test_a_second_run_gives_way_to_a_living_one(tmp_path: Path):
    other = subprocess.Popen(SLEEP, stdin=subprocess.PIPE)
    record(tmp_path, pid=other.pid, created=psutil.Process(other.pid).create_time())
    with (
        pytest.raises(SystemExit, match=r"already runs in this folder at http://demo\.localhost:1"),
        run_claimed(tmp_path),
    ):
        pass
    assert run_address(tmp_path) == "http://demo.localhost:1"
    other.kill()
    other.wait()


def test_what_a_killed_run_left_is_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    record(tmp_path, pid=os.getpid(), created=1.0)
    left = process_of_a_run(tmp_path)
    with run_claimed(tmp_path):
        assert not psutil.pid_exists(left.pid)
        assert "Stopped what an earlier run left behind" in capsys.readouterr().out
        assert run_address(tmp_path) is None
        run_address_note(tmp_path, "http://demo.localhost:2")
        assert run_address(tmp_path) == "http://demo.localhost:2"
    assert run_address(tmp_path) is None
