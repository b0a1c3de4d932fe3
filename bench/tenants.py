"""Many businesses on one installation: opening one, migrating all of them, and what a web process holds.

On a database of its own, made for the run and dropped after it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

import django

from bench.tenancy.database import database
from bench.tenancy.web import get, megabytes, web_running
from prosaas.local.bootstrap import ROOT

BUSINESSES = 300
TIMED = 5
STATE = ROOT / ".local" / "bench"
# A full garbage collection of a warm process moves this much by itself.
FLAT = 1.5


def command_seconds(*arguments: str, settings: str = "prosaas.settings.local") -> float:
    """A management command as an operator types it, Python's own start included."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def businesses_open(count: int) -> list[float]:
    """Opens them as an operator does, owner included. Seconds each."""
    from apps.accounts.services import business_open

    taken = []
    for number in range(count):
        started = time.perf_counter()
        business_open(
            name=f"עסק {number}",
            slug=f"bench-{number}",
            owner_email=f"owner{number}@bench.test",
            owner_name="דנה לוי",
            owner_password=None,
            phone_e164s=[f"+9723700{number:04}"],
        )
        taken.append(time.perf_counter() - started)
    return taken


def memory() -> dict[str, float]:
    """Of one web process, after every business was asked for its leads once, and once more."""
    from apps.accounts.models import Membership
    from apps.accounts.testing import access_make

    members = list(Membership.objects.select_related("business", "user").order_by("id"))
    asked = [(f"{member.business.slug}.localhost", access_make(member)) for member in members]
    with web_running() as (process, port):
        for host, token in asked[:TIMED]:
            get(port, host=host, path="/api/v1/leads/", token=token)
        found = {"web_mb_first": megabytes(process)}
        for when in ("web_mb_all", "web_mb_all_again"):
            for host, token in asked:
                get(port, host=host, path="/api/v1/leads/", token=token)
            found[when] = megabytes(process)
    return found


def measure() -> dict[str, float]:
    with database(STATE, name="bench_tenants"):
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate_tenants", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123 (ends with us)
        opened = businesses_open(BUSINESSES)
        found = {
            "create_first_s": statistics.median(opened[:TIMED]),
            "create_last_s": statistics.median(opened[-TIMED:]),
            "create_worst_s": max(opened),
            "noop_migrate_s": statistics.median(command_seconds("migrate_tenants") for _ in range(TIMED)),
            "one_migration_s": command_seconds("migrate_tenants", settings="bench.tenancy.settings"),
            **memory(),
        }
        wrapper: Any = connection
        wrapper.close_pool()
    return found


def targets_of(found: dict[str, float]) -> list[dict[str, Any]]:
    rows = [
        ("no-op migrate, 300 businesses", found["noop_migrate_s"], "s", 1.0),
        ("creation at 1", found["create_first_s"], "s", 1.5),
        ("creation at 300", found["create_last_s"], "s", 1.5),
        ("creation at 300 against at 1", found["create_last_s"] / found["create_first_s"], "times", FLAT),
    ]
    return [
        {"name": name, "value": round(value, 3), "unit": unit, "target": target, "met": value <= target}
        for name, value, unit, target in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.tenants")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    as_json = parser.parse_args().json
    found = measure()
    targets = targets_of(found)
    if not as_json:
        for target in targets:
            print(f"{target['name']:40} {target['value']:>8} {target['unit']:8} (target {target['target']})")
        for name, value in found.items():
            print(f"{name:40} {value:>8.3f}")
    print(json.dumps({**found, "businesses": BUSINESSES, "targets": targets}))


if __name__ == "__main__":
    main()
