"""Hebrew conversations through the whole product, with a model that misbehaves: what comes of them.

Each dialogue of `talks/scripts/` runs through the real bridge of the telephone or the real text agent against
the stand-in for OpenAI. Then each guard is taken away: what its dialogues forbid must happen. `--only WORD`
runs those with the word in their name or kind, `--channel` those of one, `--without GUARD` only those of a
guard, without it.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from bench.talks.aftermath import aftermath_run
from bench.talks.judging import Verdict, verdict_of
from bench.talks.playing import played
from bench.talks.script import CHANNELS, KINDS, Script, scripts_all
from bench.talks.stage import stage_set
from bench.talks.system import System, system_running

AT_ONCE = 4
_places = count(100)


def verdict_on(script: Script, system: System) -> Verdict:
    from django.db import connections

    try:
        stage = stage_set(script, place=next(_places))
        troubles = played(script, stage, system)
        aftermath_run(script, stage)
        verdict = verdict_of(script, stage)
        verdict.missing += troubles
        return verdict
    except Exception as error:
        return Verdict(missing=[f"{type(error).__name__}: {error}"])
    finally:
        # This thread ends after the run; a connection that it kept would be gone from the pool for good.
        connections.close_all()


def run(scripts: Sequence[Script], system: System, *, told: bool) -> dict[str, Verdict]:
    """By name, what came of each."""
    found = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [(script, pool.submit(verdict_on, script, system)) for script in scripts]
        for script, verdict in running:
            found[script.name] = verdict.result()
            if told:
                problems = found[script.name].problems
                print(f"{'FAIL' if problems else 'ok  '} {script.channel:8} {script.name}", flush=True)
                for problem in problems:
                    print(f"       {problem}", flush=True)
    return found


def guards_taken_away(scripts: Sequence[Script], system: System, *, told: bool) -> dict[str, dict[str, bool]]:
    """By guard and dialogue: whether what the dialogue forbids happens without the guard."""
    from apps.assistant.guards.kinds import Guard
    from apps.assistant.testing import guard_away

    shown = {}
    for guard in Guard:
        own = [script for script in scripts if script.guard == guard]
        with guard_away(guard):
            found = run(own, system, told=False)
        shown[guard.value] = {name: bool(verdict.forbidden) for name, verdict in found.items()}
        for name, verdict in found.items() if told else ():
            print(f"{'ok  ' if verdict.forbidden else 'FAIL'} without {guard.value}: {name}", flush=True)
            print(f"       {verdict.forbidden or verdict.problems}", flush=True)
    return shown


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.dialogues", description=__doc__)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    parser.add_argument("--only", default="", help="dialogues with this in their name or kind")
    parser.add_argument("--channel", default="", choices=["", *CHANNELS])
    parser.add_argument("--without", default="", help="take this guard away and run its dialogues")
    given = parser.parse_args()
    scripts = [script for script in scripts_all() if given.only in f"{script.name} {script.kind}"]
    if given.channel:
        scripts = [script for script in scripts if script.channel == given.channel]
    if given.without:
        scripts = [script for script in scripts if script.guard == given.without]
    began = time.monotonic()
    with system_running() as system:
        found = {} if given.without else run(scripts, system, told=not given.json)
        shown = guards_taken_away(scripts, system, told=not given.json)
    failed = {name: verdict.problems for name, verdict in found.items() if verdict.problems}
    result = {
        "dialogues": len(found),
        "failed": failed,
        "without_guard": shown,
        "seconds": round(time.monotonic() - began, 1),
        "targets": [
            _target("dialogues that come out right", len(found) - len(failed), len(found)),
            *(_kind_target(kind) for kind in KINDS),
            *(_guard_target(guard, happened) for guard, happened in shown.items() if happened),
        ],
    }
    print(json.dumps(result, ensure_ascii=False))
    return 0


def _kind_target(kind: str) -> dict[str, object]:
    told = {script.channel for script in scripts_all() if script.kind == kind}
    return _target(f"{kind}: told on the phone and in writing", len(told), len(CHANNELS))


def _guard_target(guard: str, happened: dict[str, bool]) -> dict[str, object]:
    """That each guard has a dialogue is tested; here are those of the dialogues that were asked for."""
    return _target(f"without {guard} the forbidden happens", sum(happened.values()), len(happened))


def _target(name: str, value: int, target: int) -> dict[str, object]:
    return {"name": name, "value": value, "unit": "of them", "target": target, "met": value >= target}


if __name__ == "__main__":
    sys.exit(main())
