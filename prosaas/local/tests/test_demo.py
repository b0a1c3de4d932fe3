import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from prosaas.local.bootstrap import ROOT
from prosaas.local.demo import story_lines
from prosaas.local.ports import ports_free

STORY = {
    "turns": [{"author": "ai", "text": "שלום", "unheard": ""}],
    "lead_name": "",
    "lead_phone": "",
    "meeting_starts_at": "",
    "meeting_service": "",
    "recording_ms": 0,
    "cost_micro_usd": 0,
    "summary": "",
    "first_audio_ms": None,
}


def test_tells_only_what_is_there():
    assert story_lines(STORY) == [("Transcript", "1 turns"), ("Cost", "$0.0000")]


def test_tells_it_in_the_order_a_person_asks():
    whole = STORY | {
        "lead_name": "דנה כהן",
        "lead_phone": "+972521234567",
        "meeting_starts_at": "2026-11-24T09:30:00+02:00",
        "meeting_service": "תספורת",
        "recording_ms": 41_400,
        "cost_micro_usd": 118_800,
        "summary": "רוצה תור",
        "first_audio_ms": 380,
    }
    assert story_lines(whole) == [
        ("Lead", "דנה כהן, +972521234567"),
        ("Meeting", "Tuesday 24.11.2026 09:30 תספורת"),
        ("Summary", "רוצה תור"),
        ("Transcript", "1 turns"),
        ("Recording", "41 s"),
        ("Cost", "$0.1188"),
        ("First word", "after 380 ms"),
    ]


# Ready, but whoever calls hears nothing more.
SILENT = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event

class Silent(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def do_POST(self):
        print("called", flush=True)
        Event().wait()

ThreadingHTTPServer(("", int(sys.argv[1])), Silent).serve_forever()
"""
DEMO = """
import json, shlex, sys
from functools import partial
from pathlib import Path
from prosaas.local.__main__ import signals_take
from prosaas.local.demo import story_tell
from prosaas.local.environment import Ports
from prosaas.local.processes import Logs, Processes
from prosaas.local.run import Machine, _supervise

state, silent, ports = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
servers = {name: [sys.executable, "-c", silent, str(port)] for name, port in ports.items()}
processes = Processes(Logs(state / "logs", echo=True), servers)
for name, command in servers.items():
    processes.add_process(name, "exec " + shlex.join(command))
environment = {"TWILIO_AUTH_TOKEN": "0" * 32}
signals_take()
machine = Machine(state, Ports(**ports, simulator=0), environment, processes)
sys.exit(_supervise(machine, partial(story_tell, once=True)))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_call_is_no_failure_and_is_named(tmp_path: Path, number: signal.Signals):
    ports = json.dumps(dict(zip(["door", "web", "media"], ports_free(3), strict=True)))
    with subprocess.Popen(
        [sys.executable, "-c", DEMO, str(tmp_path), SILENT, ports],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as demo:
        before = []
        for line in demo.stdout:
            before.append(line)
            if "called" in line:
                break
        demo.send_signal(number)
        after = demo.stdout.read()
    assert any("A simulated call" in line for line in before)
    assert demo.returncode == 128 + number
    assert after == "\nInterrupted.\n"
