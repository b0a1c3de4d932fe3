"""The CRM of one business with 100,000 leads beside 20 others: lists, board, timeline, search and import.

On a database of its own, made for the run and dropped after it. A view is compared with the SQL it asks,
sent by psycopg and rendered by orjson, in the same minute; what the tenant switch and the sign-in cost stands
apart.
"""

import argparse
import gc
import json
import os
import tempfile
import time
from dataclasses import asdict
from typing import Any

import django

from bench.tenancy.database import database
from prosaas.local.bootstrap import ROOT

STATE = ROOT / ".local" / "bench"
OTHERS = 20
ROUNDS = 200
MOST_TIMES = 2.2
FLAT = 1.15


def measure(*, rounds: int, others: int, with_import: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as media, database(STATE, name="bench_crm"):
        os.environ["MEDIA_ROOT"] = media
        django.setup()
        from django.db import connection

        try:
            return _measured(rounds=rounds, others=others, with_import=with_import)
        finally:
            wrapper: Any = connection
            wrapper.close_pool()


def _measured(*, rounds: int, others: int, with_import: bool) -> dict[str, Any]:
    from bench.customers import importing, pages, searching
    from bench.customers.asking import Plain, Site
    from bench.customers.data import LARGE
    from bench.customers.setup import businesses_furnished

    started = time.perf_counter()
    member = businesses_furnished(others=others)
    setup_s = time.perf_counter() - started
    site = Site(member)
    plain = Plain(os.environ["DATABASE_URL"], site.schema)
    gc.freeze()
    found: dict[str, Any] = {
        "size": {**asdict(LARGE), "messages": LARGE.messages, "others": others},
        "setup_s": round(setup_s, 1),
        "pages": pages.measured(site, plain, rounds=rounds),
        "page_1000_against_1": round(pages.growth(site, rounds=rounds), 3),
        "search": searching.measured(site),
    }
    if with_import:
        found["import"] = importing.measured(site)
    plain.close()
    return found


def targets_of(found: dict[str, Any]) -> list[dict[str, Any]]:
    first, far = found["pages"]["list, page 1"], found["pages"]["list, page 1,000"]
    search = found["search"]["all of three and more"]
    rows = [
        ("a page of 50 against psycopg and orjson", first["times"], "times", MOST_TIMES),
        ("page 1,000 against psycopg and orjson", far["times"], "times", MOST_TIMES),
        ("queries a page", first["queries"], "queries", 1),
        ("page 1,000 against page 1", found["page_1000_against_1"], "times", FLAT),
        ("search box in the database, p95", search["box"]["p95"], "ms", 3),
        ("search in the list in the database, p95", search["list"]["p95"], "ms", 3),
        ("search box at the endpoint, p95", search["endpoint"]["p95"], "ms", 30),
    ]
    if "import" in found:
        told = found["import"]
        rows += [
            ("import of 50,000 rows", told["import_s"], "s", 60),
            ("refused or failed while it ran", told["site_failures"], "answers", 0),
        ]
    return [
        {"name": name, "value": value, "unit": unit, "target": target, "met": value <= target}
        for name, value, unit, target in rows
    ]


def told(found: dict[str, Any], targets: list[dict[str, Any]]) -> None:
    print(f"{'':36}{'view':>16}{'psycopg+orjson':>18}{'times':>7}{'whole site':>16}{'arrival':>9}  queries")
    for name, each in found["pages"].items():
        view, sql, whole = each["view_ms"], each["psycopg_orjson_ms"], each["whole_ms"]
        print(
            f"{name:36}{view['p50']:8.2f}{view['p95']:8.2f}{sql['p50']:10.2f}{sql['p95']:8.2f}"
            f"{each['times']:7.2f}{whole['p50']:8.2f}{whole['p95']:8.2f}"
            f"{each['switch_and_sign_in_ms']['p50']:9.2f}  {each['queries']}"
        )
    print(f"\n{'search, ms':36}{'box, database':>16}{'list, database':>18}{'box, endpoint':>18}")
    for name, each in found["search"].items():
        spreads = [each["box"], each["list"], each["endpoint"]]
        print(f"{name:36}" + "".join(f"{spread['p50']:9.2f}{spread['p95']:8.2f}" for spread in spreads))
    print()
    if "import" in found:
        print(f"import: {found['import']}")
    print(f"set-up: {found['setup_s']} s\n")
    for target in targets:
        mark = "met" if target["met"] else "MISSED"
        print(
            f"{target['name']:42} {target['value']:>8} {target['unit']:8} (target {target['target']}) {mark}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crm")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--others", type=int, default=OTHERS, help="businesses beside the large one")
    parser.add_argument("--no-import", action="store_true", help="leave the import out")
    asked = parser.parse_args()
    found = measure(rounds=asked.rounds, others=asked.others, with_import=not asked.no_import)
    targets = targets_of(found)
    if not asked.json:
        told(found, targets)
    print(json.dumps({**found, "targets": targets}, ensure_ascii=False))


if __name__ == "__main__":
    main()
