"""Hebrew conversations through the whole product, with a model that misbehaves: what comes of them.

Each dialogue of `talks/scripts/` runs through the real bridge of the telephone or the real text agent against
the stand-in for OpenAI. Then each guard is taken away: the dialogues it is for must fail. `--only WORD` runs
those with the word in their name, `--channel` those of one, `--without GUARD` only those of a guard, without
it.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from bench.talks.playing import played
from bench.talks.script import Script, scripts_all
from bench.talks.stage import stage_set
from bench.talks.system import System, system_running

AT_ONCE = 3
_places = count(100)


def problems_in(script: Script, system: System) -> list[str]:
    from django.db import connections

    from bench.talks.judging import problems_of

    try:
        stage = stage_set(script, place=next(_places))
        return [*played(script, stage, system), *problems_of(script, stage)]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    finally:
        # This thread ends after the run; a connection that it kept would be gone from the pool for good.
        connections.close_all()


def run(scripts: Sequence[Script], system: System, *, told: bool, label: str = "") -> dict[str, list[str]]:
    """By name, what was wrong with each."""
    found = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [(script, pool.submit(problems_in, script, system)) for script in scripts]
        for script, problems in running:
            found[script.name] = problems.result()
            if told:
                mark = "ok  " if not found[script.name] else "FAIL"
                print(f"{mark} {label}{script.channel:8} {script.name}", flush=True)
                for problem in found[script.name]:
                    print(f"       {problem}", flush=True)
    return found


def guards_taken_away(scripts: Sequence[Script], system: System, *, told: bool) -> dict[str, bool]:
    """By guard: whether its dialogues all fail without it."""
    from apps.assistant.guards.kinds import Guard
    from apps.assistant.testing import guard_away

    shown = {}
    for guard in sorted({script.guard for script in scripts if script.guard}):
        own = [script for script in scripts if script.guard == guard]
        with guard_away(Guard(guard)):
            found = run(own, system, told=told, label=f"without {guard}: ")
        shown[guard] = all(found.values())
    return shown


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.dialogues", description=__doc__)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    parser.add_argument("--only", default="", help="dialogues with this in their name")
    parser.add_argument("--channel", default="", choices=["", "phone", "whatsapp"])
    parser.add_argument("--without", default="", help="take this guard away and run its dialogues")
    given = parser.parse_args()
    scripts = [script for script in scripts_all() if given.only in script.name]
    if given.channel:
        scripts = [script for script in scripts if script.channel == given.channel]
    if given.without:
        scripts = [script for script in scripts if script.guard == given.without]
    began = time.monotonic()
    with system_running() as system:
        found = {} if given.without else run(scripts, system, told=not given.json)
        shown = guards_taken_away(scripts, system, told=not given.json)
    passed = sum(1 for problems in found.values() if not problems)
    result = {
        "dialogues": len(found),
        "passed": passed,
        "failed": {name: problems for name, problems in found.items() if problems},
        "guards_shown": shown,
        "seconds": round(time.monotonic() - began, 1),
        "targets": [
            _target("dialogues that come out right", passed, len(found)),
            _target("guards without which their dialogues fail", sum(shown.values()), len(shown)),
        ],
    }
    print(json.dumps(result, ensure_ascii=False))
    return 0


def _target(name: str, value: int, target: int) -> dict[str, object]:
    return {"name": name, "value": value, "unit": "of them", "target": target, "met": value >= target}


if __name__ == "__main__":
    sys.exit(main())
