"""Slots and bookings: how fast a month is offered, how many bookings a second, and who gets one slot.

On a database of its own, made for the run and dropped after it. `--only pure` and its like run one part.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

import django

from apps.scheduling.hours import Hours, Opening
from apps.scheduling.slots import Provider, Question, ServiceRules, SlotRules, slots_find
from bench.diary.rivals import rivals_for_one_slot
from bench.diary.stage import diary_fill, stage_ready
from bench.diary.sustained import bookings_sustained
from bench.tenancy.database import database
from bench.tenancy.web import get, web_running
from prosaas.local.bootstrap import ROOT

ZONE = ZoneInfo("Asia/Jerusalem")
STATE = ROOT / ".local" / "bench"
MONTH = timedelta(days=31)
RESOURCES, MEETINGS = 5, 2000
ROUNDS = 200
HALF_HOUR = timedelta(minutes=30)
WEEK = tuple(Opening(day, time_of_day(9), time_of_day(18 if day < 5 else 13)) for day in range(6))


def milliseconds(call: Callable[[], object], rounds: int = ROUNDS) -> dict[str, float]:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {"median": statistics.median(taken), "p95": taken[int(len(taken) * 0.95)]}


def pure() -> dict[str, float]:
    """A month of five resources with 2,000 meetings, all of them within it."""
    now = datetime(2026, 12, 1, tzinfo=ZONE).astimezone(UTC)
    rules = SlotRules(slot_minutes=15, min_notice_minutes=60, window_days=60)
    hours = Hours(WEEK)

    def asked(providers: list[Provider]) -> Question:
        service = ServiceRules(duration=HALF_HOUR, after=timedelta(minutes=15))
        return Question(rules=rules, service=service, providers=providers, now=now, zone=ZONE)

    empty = asked([Provider(resource_id=1, hours=hours)])
    grid = [slot.starts_at for slot in slots_find(empty, window_start=now, window_end=now + MONTH)][::2]
    drawn = random.Random(7)  # noqa: S311 (the same meetings every time)
    busy = [[(start, start + HALF_HOUR) for start in drawn.sample(grid, 400)] for _ in range(RESOURCES)]
    question = asked(
        [Provider(resource_id=number, hours=hours, busy=busy[number]) for number in range(RESOURCES)]
    )
    found = milliseconds(lambda: slots_find(question, window_start=now, window_end=now + MONTH))
    return {"pure_ms": found["median"], "pure_p95_ms": found["p95"]}


def in_django(token: str) -> Iterator[tuple[str, float]]:
    """One provider with 2,000 meetings over 300 days, then with ten times the history, then all five."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from apps.core import clock
    from apps.scheduling.selectors.slots import slots_available

    def month(resource_id: int | None = None, service_id: int | None = None) -> Callable[[], object]:
        day = clock.now().astimezone(ZONE).date()
        return lambda: slots_available(
            date_from=day,
            date_to=day + timedelta(days=30),
            now=clock.now(),
            resource_id=resource_id,
            service_id=service_id,
        )

    stage = diary_fill(meetings=MEETINGS, days=300)
    with CaptureQueriesContext(connection) as asked:
        month(stage.resource_ids[0])()
    yield "queries", float(len(asked))
    one = milliseconds(month(stage.resource_ids[0]))
    yield "django_ms", one["median"]
    yield "django_p95_ms", one["p95"]
    all_five = milliseconds(month(None, stage.service_id))
    yield "django_five_resources_ms", all_five["median"]
    diary_fill(meetings=9 * MEETINGS, days=2700, before=300)
    grown = milliseconds(month(stage.resource_ids[0]))
    yield "django_tenfold_ms", grown["median"]
    yield "growth", grown["median"] / one["median"]
    yield from endpoint(token, stage.service_id)


def endpoint(token: str, service_id: int) -> Iterator[tuple[str, float]]:
    """The month of the service with five resources, over HTTP with sign-in, permission and JSON."""
    day = datetime.now(ZONE).date()
    path = f"/api/v1/appointments/slots/?from={day}&to={day + timedelta(days=30)}&service={service_id}"
    with web_running() as (_, port):
        for _ in range(10):
            get(port, host="bench-0.localhost", path=path, token=token)
        found = milliseconds(lambda: get(port, host="bench-0.localhost", path=path, token=token))
    yield "endpoint_ms", found["median"]
    yield "endpoint_p95_ms", found["p95"]


def measure(only: str) -> dict[str, float]:
    found = pure() if only in ("", "pure") else {}
    if only == "pure":
        return found
    # As in production: Django would note every statement.
    os.environ["DEBUG"] = "false"
    with database(STATE, name="bench_slots"):
        django.setup()
        from apps.tenants.context import in_tenant

        schema, token = stage_ready()
        if only in ("", "django"):
            with in_tenant(schema):
                found |= dict(in_django(token))
        if only in ("", "bookings"):
            found |= bookings_sustained(schema)
        if only in ("", "rivals"):
            found |= rivals_for_one_slot(schema)
        from django.db import connection

        wrapper: Any = connection
        wrapper.close_pool()
    return found


TARGETS = [
    ("pure month, 5 resources, 2,000 meetings", "pure_ms", "ms", 3.0),
    ("Django month, one provider", "django_ms", "ms", 5.0),
    ("queries", "queries", "queries", 3.0),
    ("ten times the history against once", "growth", "times", 1.25),
    ("endpoint p95", "endpoint_p95_ms", "ms", 40.0),
    ("bookings a second", "bookings_per_second", "per second", 200.0),
    ("wrong bookings of those", "bookings_wrong", "bookings", 0.0),
    ("races for one slot with another end than 1 and 49", "races_wrong", "races", 0.0),
]
AT_LEAST = frozenset({"bookings_per_second"})


def targets_of(found: dict[str, float]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "value": round(found[key], 3),
            "unit": unit,
            "target": target,
            "met": found[key] >= target if key in AT_LEAST else found[key] <= target,
        }
        for name, key, unit, target in TARGETS
        if key in found
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.slots")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    parser.add_argument("--only", choices=["pure", "django", "bookings", "rivals"], default="")
    given = parser.parse_args()
    found = measure(given.only)
    targets = targets_of(found)
    if not given.json:
        for target in targets:
            print(f"{target['name']:52} {target['value']:>9} {target['unit']:11} (target {target['target']})")
        for name, value in found.items():
            print(f"{name:40} {value:>9.3f}")
    print(json.dumps({**found, "cores": os.cpu_count(), "load_average": os.getloadavg(), "targets": targets}))


if __name__ == "__main__":
    main()
