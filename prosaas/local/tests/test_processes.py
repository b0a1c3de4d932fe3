import io
import os
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from apps.core.testing import until
from prosaas.local.background import AUTOGROUP
from prosaas.local.bootstrap import ROOT
from prosaas.local.environment import Ports
from prosaas.local.processes import Logs, Processes, commands, door_environment, log_path, processes_build

PORTS = Ports(door=8123, web=9001, media=9002, simulator=9003)
PYTHON = f"exec '{sys.executable}' -c "


def test_the_simulator_runs_only_when_asked(tmp_path: Path):
    assert list(commands(PORTS, state=tmp_path, with_simulator=False)) == [
        "door",
        "web",
        "media",
        "worker",
        "bulk",
        "schemas",
        "beat",
    ]
    assert "simulator" in commands(PORTS, state=tmp_path, with_simulator=True)


def test_every_server_listens_on_loopback_only(tmp_path: Path):
    started = commands(PORTS, state=tmp_path, with_simulator=True)
    for name, port in {"web": 9001, "media": 9002}.items():
        assert started[name][started[name].index("--host") + 1] == "127.0.0.1"
        assert started[name][started[name].index("--port") + 1] == str(port)


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="here sessions have no share of a core")
@pytest.mark.parametrize("name", ["worker", "bulk", "schemas", "beat"])
def test_background_work_gives_way_inside_its_session_and_with_it(tmp_path: Path, name: str):
    command = commands(PORTS, state=tmp_path, with_simulator=True)[name]
    give_way = command[: command.index(sys.executable, 1)]
    question = f"import os; print(os.nice(0), open('{AUTOGROUP}').read().split()[1:])"
    processes = Processes(Logs(tmp_path, echo=False), {})
    processes.add_process(name, "exec " + shlex.join([*give_way, sys.executable, "-c", question]))
    processes.loop()
    assert log_path(tmp_path, name).read_text() == "10 ['nice', '10']\n"


def test_the_routing_file_is_valid_locally_and_in_production(tmp_path: Path):
    caddy = commands(PORTS, state=tmp_path, with_simulator=False)["door"][0]
    production = {
        "SITE_ADDRESS": "https://",
        "TLS": "certificates",
        "BIND": "0.0.0.0",  # noqa: S104 - what compose.yaml gives
        "WEB": "web-1:8000 web-2:8000",
        "MEDIA": "media:8000",
        "ASK": "web-1:8000",
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    for given in (door_environment(PORTS, state=tmp_path), production):
        checked = subprocess.run(
            [caddy, "validate", "--config", str(ROOT / "deploy" / "Caddyfile")],
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr


def test_a_process_that_ends_by_itself_stops_the_others_and_is_named(tmp_path: Path):
    processes = Processes(Logs(tmp_path, echo=False), {})
    processes.add_process("stays", PYTHON + "'import time; time.sleep(600)'")
    processes.add_process("fails", PYTHON + "'import sys; print(\"the reason\"); sys.exit(7)'")
    processes.loop()
    assert processes.failed == "fails"
    assert processes.returncode == 7
    assert log_path(tmp_path, "fails").read_text() == "the reason\n"


TOLD = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: open(r"{path}", "a").write("told ") and exit())
print("up", flush=True)
time.sleep(600)
"""


def test_a_process_whose_keeper_was_killed_is_stopped_with_the_others_and_named(tmp_path: Path):
    """honcho forks a keeper for each; nobody else waits for its process."""
    told = tmp_path / "told"
    log = log_path(tmp_path, "orphan")
    log.touch()
    processes = Processes(Logs(tmp_path, echo=False), {})
    processes.add_process("orphan", PYTHON + shlex.quote(TOLD.format(path=told)))
    processes.add_process("stays", PYTHON + "'import time; time.sleep(600)'")

    def keeper_kill() -> None:
        while "up" not in log.read_text():
            threading.Event().wait(0.01)
        processes._processes["orphan"]["process"].kill()

    threading.Thread(target=keeper_kill).start()
    processes.loop()

    assert processes.failed == "orphan"
    until(told.exists)


def test_an_asked_stop_is_no_failure_even_before_all_have_started(tmp_path: Path):
    processes = Processes(Logs(tmp_path, echo=False), {})
    for name in ("one", "two"):
        processes.add_process(name, PYTHON + "'import time; time.sleep(600)'")
    threading.Timer(0, processes.terminate).start()
    processes.loop()
    assert processes.failed is None
    assert processes.returncode == -signal.SIGTERM


POOL_CHILD = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: print("lost", flush=True))
print("at work", flush=True)
time.sleep(1)
print("done", flush=True)
"""
WORKER = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, lambda *_: None)
subprocess.run([sys.executable, sys.argv[1]])
"""


def test_a_stop_is_asked_of_the_process_and_not_of_its_children(tmp_path: Path):
    """A worker whose pool is told as well loses the jobs in it, with a traceback each."""
    (tmp_path / "child.py").write_text(POOL_CHILD)
    log = log_path(tmp_path, "worker")
    log.touch()
    processes = Processes(Logs(tmp_path, echo=False), {})
    processes.add_process(
        "worker", PYTHON + f"{shlex.quote(WORKER)} {shlex.quote(str(tmp_path / 'child.py'))}"
    )

    def stop_at_work() -> None:
        while "at work" not in log.read_text():
            threading.Event().wait(0.01)
        processes.terminate()

    threading.Thread(target=stop_at_work).start()
    processes.loop()

    assert log.read_text() == "at work\ndone\n"


def test_lines_reach_the_terminal_only_when_asked(tmp_path: Path):
    for echo, expected in ((True, "hello"), (False, "")):
        logs = Logs(tmp_path, echo=echo)
        logs.output = io.StringIO()
        processes = Processes(logs, {})
        processes.add_process("one", PYTHON + "'print(\"hello\")'")
        processes.loop()
        assert logs.output.getvalue().partition("| ")[2].strip() == expected
        assert log_path(tmp_path, "one").read_text() == "hello\n"


def test_a_folder_with_spaces_is_one_word(tmp_path: Path):
    state = tmp_path / "תיקייה עם רווח"
    processes = processes_build({}, PORTS, state=state, with_simulator=False, echo=False)
    beat = processes._processes["beat"]["obj"]
    assert f"'{state}/celerybeat-schedule'" in beat.cmd
    assert beat.cmd.startswith("exec ")
