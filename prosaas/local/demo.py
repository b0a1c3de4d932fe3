"""`make demo`: everything up, one simulated call, and what it left behind, told in plain words."""

import json
import secrets
import subprocess
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from prosaas.local.bootstrap import ROOT
from prosaas.local.environment import settings_given
from prosaas.local.run import STAYING, Machine, StoppedError, addresses_print, machine_run
from prosaas.local.waiting import tail

BUSINESS = "demo"
SCENARIO = "booking"


def demo(*, state: Path, once: bool) -> int:
    """Returns the exit code. With `once` it is 0 only when the database holds all of the call."""
    return machine_run(settings_given(), state=state, echo=False, once_ready=partial(story_tell, once=once))


def story_tell(machine: Machine, *, once: bool) -> int | None:
    """Place the call and read back what it left. Returns an exit code when the machine should stop."""
    call_sid = f"CA{secrets.token_hex(16)}"
    is_call_good = call_place(machine, call_sid)
    is_whole = what_is_stored_print(machine, call_sid)
    addresses_print(machine)
    if once:
        return 0 if is_call_good and is_whole else 1
    print(STAYING, flush=True)
    return None


def call_place(machine: Machine, call_sid: str) -> bool:
    """One call as Twilio would place it; the caller prints who says what while it is said."""
    print(f"\n☎ A simulated call to the business {BUSINESS} (about a minute, in real time)\n", flush=True)
    returncode, _ = _module_run(
        machine,
        "apps.simulator.call",
        *("--scenario", SCENARIO, "--base-url", machine.public_url, "--call-sid", call_sid),
        is_told=True,
    )
    if returncode != 0:
        print("\n✗ The caller was not content: see the lines above", flush=True)
        print(tail(machine.log("media")), flush=True)
    return returncode == 0


def what_is_stored_print(machine: Machine, call_sid: str) -> bool:
    """What the database holds of the call now. Returns whether nothing is missing."""
    started = time.monotonic()
    _, output = _module_run(
        machine, "prosaas.local.verify", "--business", BUSINESS, "--call-sid", call_sid, is_told=False
    )
    try:
        answer = json.loads(output.splitlines()[-1])
    except (IndexError, ValueError):
        print(f"\n✗ The database could not be read:\n{output}", flush=True)
        return False
    print(f"\n  What it left in the business's own schema ({time.monotonic() - started:.1f} s later):\n")
    if answer["story"] is not None:
        for title, text in story_lines(answer["story"]):
            print(f"  {title:11} {text}")
    for piece in answer["missing"]:
        print(f"  ✗ missing   {piece}")
    if answer["missing"]:
        print(f"\n{tail(machine.log('worker'))}", flush=True)
    return not answer["missing"]


def story_lines(story: dict[str, Any]) -> list[tuple[str, str]]:
    """Title and text, in the order a person would ask; only for what is there."""
    lines = []
    if story["lead_phone"] or story["lead_name"]:
        lines.append(("Lead", f"{story['lead_name'] or '(no name)'}, {story['lead_phone']}"))
    if story["meeting_starts_at"]:
        starts = datetime.fromisoformat(story["meeting_starts_at"])
        lines.append(("Meeting", f"{starts:%A %d.%m.%Y %H:%M} {story['meeting_service']}".rstrip()))
    if story["summary"]:
        lines.append(("Summary", story["summary"]))
    lines.append(("Transcript", f"{len(story['turns'])} turns"))
    if story["recording_ms"]:
        lines.append(("Recording", f"{story['recording_ms'] / 1000:.0f} s"))
    lines.append(("Cost", f"${story['cost_micro_usd'] / 1_000_000:.4f}"))
    if story["first_audio_ms"] is not None:
        lines.append(("First word", f"after {story['first_audio_ms']} ms"))
    return lines


def _module_run(machine: Machine, module: str, *arguments: str, is_told: bool) -> tuple[int, str]:
    """The module's exit code and all it wrote, also printed line by line when `is_told`.

    Raises StoppedError when everything is being stopped meanwhile: what it writes then is about the stop.
    """
    # A session of its own: Ctrl-C is for this program, which then stops the module.
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=machine.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        written = []
        for line in running.stdout or ():
            if machine.is_stopping:
                break
            written.append(line)
            if is_told:
                print(line, end="", flush=True)
        if machine.is_stopping:
            running.kill()
            raise StoppedError
    return running.returncode, "".join(written)
