import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from prosaas.local.bootstrap import ROOT

HANDED_OVER = "import sys; print('handed over', *sys.argv[1:])\n"
INSTALLED = "Python packages"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that locks no package, so that only the virtual environment itself takes time."""
    folder = tmp_path / "תיקייה עם רווח"
    local = folder / "prosaas" / "local"
    local.mkdir(parents=True)
    shutil.copy(ROOT / "prosaas" / "local" / "bootstrap.py", local)
    (local / "__main__.py").write_text(HANDED_OVER)
    (folder / "requirements.txt").write_text("# nothing\n")
    return folder


def bootstrap(checkout: Path) -> str:
    command = [sys.executable, str(checkout / "prosaas" / "local" / "bootstrap.py"), "run", "--once"]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout.endswith("handed over run --once\n")
    return done.stdout


def test_makes_the_environment_once_and_again_when_the_lock_changes(checkout: Path):
    assert INSTALLED in bootstrap(checkout)
    assert bootstrap(checkout) == "handed over run --once\n"
    (checkout / "requirements.txt").write_text("# nothing either\n")
    assert INSTALLED in bootstrap(checkout)


def test_makes_it_anew_in_a_moved_folder_and_after_an_interrupted_set_up(checkout: Path):
    bootstrap(checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    assert INSTALLED in bootstrap(moved)
    assert str(moved) in (moved / ".venv" / "bin" / "activate").read_text()
    (moved / ".venv" / "prosaas-unfinished").touch()
    kept = moved / ".venv" / "half-written"
    kept.touch()
    assert INSTALLED in bootstrap(moved)
    assert not kept.exists()
    assert bootstrap(moved) == "handed over run --once\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_set_up_that_is_interrupted_says_so_and_leaves_nothing_running(checkout: Path, number: int):
    """The pip of this checkout waits for ever, with a child, as the one of a slow network does."""
    bootstrap(checkout)
    (checkout / "requirements.txt").write_text("# something new\n")
    pip = checkout / ".venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (pip / "pip.py").write_text(
        "import os, subprocess, time\n"
        "print(os.getpid(), subprocess.Popen(['sleep', '600']).pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    shutil.rmtree(pip / "pip", ignore_errors=True)
    run = subprocess.Popen(
        [sys.executable, str(checkout / "prosaas" / "local" / "bootstrap.py"), "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PIP_NO_INDEX": "1"},
        process_group=0,
    )
    assert run.stdout is not None
    assert run.stdout.readline().startswith(f"• {INSTALLED}")
    waiting = [psutil.Process(int(pid)) for pid in run.stdout.readline().split()]

    os.killpg(run.pid, number)

    said, _ = run.communicate()
    assert (run.returncode, said) == (128 + number, "\nInterrupted.\n" if number == signal.SIGINT else "")
    assert psutil.wait_procs(waiting, timeout=60)[1] == []
    assert (checkout / ".venv" / "prosaas-unfinished").exists()
