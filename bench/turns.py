"""How long a caller waits: from the end of what they said to the first sound of the answer, by kind of turn.

Whole calls over real sockets: the simulator's caller speaks recorded Hebrew, the product's bridge carries it,
the stand-in for OpenAI hears, thinks and speaks at its usual pace (`Pace`). A plain turn is answered by the
model, a frequent question by the business's own words, and a tool turn needs the diary first.
"""

import argparse
import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from apps.simulator.phrasebook.book import phrase_get
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import Act, HearOut, Say, Scenario
from apps.simulator.twilio.settings import CallSettings
from bench.talks.script import Script
from bench.talks.stage import Stage, stage_set
from bench.talks.system import ACCOUNT_SID, AUTH_TOKEN, System, system_running
from bench.talks.waiting import Wait, figures_of, waits_of

CALLS = 9
AT_ONCE = 3
PLAIN, FAQ, TOOL = "plain", "faq", "tool"
KINDS = {"price": PLAIN, "address": FAQ, "hours": FAQ, "tomorrow": TOOL}
# A booking is begun so that a day is asked of the diary.
SAID = ("address", "price", "hours", "book", "name_dana", "tomorrow")
FREQUENT = [
    {"q": "איפה אתם נמצאים?", "a": "אנחנו ברחוב הרצל בכניסה השנייה."},
    {"q": "מה שעות הפתיחה?", "a": "אנחנו פתוחים כל יום מתשע עד שבע."},
]
MEDIAN_TARGET_MS = 1_200


def call_played(place: int, system: System) -> tuple[list[Wait], list[str]]:
    """One call to a business of its own: what its caller waited for, and what went wrong."""
    from django.db import connections

    try:
        script = Script(name=f"turns-{place}", channel="phone", business={"faq": FREQUENT}, says=[])
        stage = stage_set(script, place=place)
    finally:
        connections.close_all()
    report = asyncio.run(place_call(_settings(stage, system), _scenario()))
    kinds = {phrase_get(key).text: kind for key, kind in KINDS.items()}
    return waits_of(report.turns, kinds), report.problems


def _scenario() -> Scenario:
    acts: list[Act] = [HearOut()]
    for key in SAID:
        acts += [Say(key), HearOut()]
    return Scenario("turns", tuple(acts), "asks what the model, the business and the diary know")


def _settings(stage: Stage, system: System) -> CallSettings:
    return CallSettings(
        base_url=system.base_url,
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        from_number=stage.caller,
        to_number=stage.number,
    )


def targets_of(found: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """No figure is no target met."""
    rows = [
        *(
            (f"{kind} turn, median", figures["median_ms"], "ms", MEDIAN_TARGET_MS)
            for kind, figures in found.items()
        ),
        ("turns without an answer", sum(figures["unanswered"] for figures in found.values()), "turns", 0),
        (
            "questions answered twice",
            found[FAQ]["answered_twice"] + found[PLAIN]["answered_twice"],
            "turns",
            0,
        ),
    ]
    return [
        {
            "name": name,
            "value": value,
            "unit": unit,
            "target": target,
            "met": value is not None and value <= target,
        }
        for name, value, unit, target in rows
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.turns", description=__doc__)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    as_json = parser.parse_args().json
    with system_running() as system, ThreadPoolExecutor(AT_ONCE) as pool:
        calls = list(pool.map(lambda place: call_played(place, system), range(500, 500 + CALLS)))
    waits = [wait for call, _ in calls for wait in call]
    found = {kind: figures_of(wait for wait in waits if wait.kind == kind) for kind in (PLAIN, FAQ, TOOL)}
    targets = targets_of(found)
    if not as_json:
        for target in targets:
            print(
                f"{target['name']:28} {target['value']!s:>8} {target['unit']:6} (target {target['target']})"
            )
    problems = [problem for _, called in calls for problem in called]
    print(
        json.dumps(
            {"calls": CALLS, "kinds": found, "problems": problems, "targets": targets}, ensure_ascii=False
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
