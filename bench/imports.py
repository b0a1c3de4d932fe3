"""A file of 50,000 leads in and 100,000 out, over HTTP with a real worker, while somebody reads the list.

On a database of its own, made for the run and dropped after it.
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
import httpx
import psutil
from openpyxl import Workbook

from bench.tenancy.database import database
from bench.tenancy.web import megabytes, web_running
from bench.tenants import STATE, businesses_open
from prosaas.local.bootstrap import ROOT

ROWS = 50_000
HEADINGS = ["שם", "טלפון", "מייל", "עיר", "שירות", "הערות", "תגיות"]
NAMES = ["דנה", "יוסי", "רות", "משה", "אבי", "נועה", "תמר", "גיל", "שרה", "דוד"]
CITIES = ["חיפה", "תל-אביב", "ירושלים", "באר-שבע", "אילת"]
LONGEST_S = 60
SLOWEST_LIST_MS = 500


def rows(first: int) -> Iterator[list[str]]:
    yield HEADINGS
    for number in range(first, first + ROWS):
        name = f"{NAMES[number % 10]} {NAMES[number // 10 % 10]}"
        yield [
            *(name, f"05{20_000_000 + number:08}", f"p{number}@bench.test", CITIES[number % 5]),
            *("תספורת", f"הערה מספר {number}", "VIP"),
        ]


def csv_file(first: int) -> bytes:
    return "\n".join(",".join(row) for row in rows(first)).encode("windows-1255")


def xlsx_file(first: int) -> bytes:
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows(first):
        sheet.append(row)
    book.save(content)
    return content.getvalue()


@contextmanager
def worker_running() -> Iterator[psutil.Process]:
    command = [
        sys.executable,
        "-m",
        "celery",
        "--quiet",
        "-A",
        "prosaas",
        "worker",
        "--queues",
        "bulk",
        "--concurrency",
        "1",
        "-l",
        "ERROR",
    ]
    process = subprocess.Popen([*command, "--without-mingle", "--without-gossip"], cwd=ROOT)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


class Reader:
    """Asks for the first page of the list again and again; milliseconds of each answer."""

    def __init__(self, client: httpx.Client) -> None:
        self.taken: list[float] = []
        self._client, self._stop = client, threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._stop.wait(0.1):
            started = time.perf_counter()
            self._client.get("/api/v1/leads/").raise_for_status()
            self.taken.append((time.perf_counter() - started) * 1000)

    def p95(self) -> float:
        return statistics.quantiles(self.taken, n=20)[-1]


def imported(client: httpx.Client, name: str, content: bytes) -> tuple[int, dict[str, float]]:
    """The id of the import, and the seconds of each step."""
    found = {}
    started = time.perf_counter()
    made = client.post("/api/v1/imports/", files={"file": (name, content)}).raise_for_status().json()
    found["upload_s"] = time.perf_counter() - started
    path = f"/api/v1/imports/{made['id']}/"
    body = {"mapping": made["mapping"], "duplicates": "update"}
    client.post(f"{path}dry-run/", json=body).raise_for_status()
    found["dry_run_s"] = reached(client, path, "checked")
    client.post(f"{path}start/").raise_for_status()
    found["import_s"] = reached(client, path, "done")
    assert client.get(path).json()["created"] == ROWS
    return made["id"], found


def reached(client: httpx.Client, path: str, state: str) -> float:
    started = time.perf_counter()
    while True:
        now = client.get(path).raise_for_status().json()["state"]
        if now == state:
            return time.perf_counter() - started
        assert now in ("checking", "running", "rolling_back"), now
        time.sleep(0.2)


def exported(client: httpx.Client, web: psutil.Process, kind: str) -> dict[str, float]:
    started, most, size, first = time.perf_counter(), megabytes(web), 0, 0.0
    before = most
    with client.stream("GET", f"/api/v1/leads/export/?format={kind}") as answer:
        answer.raise_for_status()
        for piece in answer.iter_bytes():
            first = first or time.perf_counter() - started
            size += len(piece)
            most = max(most, megabytes(web))
    return {
        f"export_{kind}_s": time.perf_counter() - started,
        f"export_{kind}_first_byte_s": first,
        f"export_{kind}_mb": size / 1_048_576,
        f"export_{kind}_grew_mb": most - before,
    }


def in_and_out(client: httpx.Client, web: psutil.Process, worker: psutil.Process) -> dict[str, float]:
    found: dict[str, float] = {}
    for kind, content in (("csv", csv_file(0)), ("xlsx", xlsx_file(ROWS))):
        with Reader(client) as reader:
            import_id, taken = imported(client, f"leads.{kind}", content)
        found |= {f"{kind}_{name}": value for name, value in taken.items()}
        found[f"{kind}_file_mb"] = len(content) / 1_048_576
        found[f"{kind}_list_p95_ms"] = reader.p95()
        found[f"{kind}_list_worst_ms"] = max(reader.taken)
    found["worker_mb"] = sum(megabytes(each) for each in worker.children())
    for kind in ("csv", "xlsx"):
        found |= exported(client, web, kind)
    client.post(f"/api/v1/imports/{import_id}/rollback/").raise_for_status()
    found["rollback_s"] = reached(client, f"/api/v1/imports/{import_id}/", "rolled_back")
    return found


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as media, database(STATE, name="bench_imports"):
        os.environ["MEDIA_ROOT"] = media
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from apps.accounts.models import Membership
        from apps.accounts.testing import access_make

        call_command("migrate_tenants", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123 (ends with us)
        businesses_open(1)
        token = access_make(Membership.objects.select_related("business", "user").get())
        headers = {"Host": "bench-0.localhost", "Authorization": f"Bearer {token}"}
        with (
            web_running() as (web, port),
            worker_running() as worker,
            httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=120) as client,
        ):
            found = in_and_out(client, web, worker)
        wrapper: Any = connection
        wrapper.close_pool()
    return found


def targets_of(found: dict[str, float]) -> list[dict[str, Any]]:
    rows_of_targets = [
        (f"import of {ROWS} rows of CSV", found["csv_import_s"], "s", LONGEST_S),
        (f"import of {ROWS} rows of Excel", found["xlsx_import_s"], "s", LONGEST_S),
        ("a list page meanwhile, p95", found["csv_list_p95_ms"], "ms", SLOWEST_LIST_MS),
        ("memory an export of 100,000 leads adds", found["export_xlsx_grew_mb"], "MB", 32),
    ]
    return [
        {"name": name, "value": round(value, 2), "unit": unit, "target": target, "met": value <= target}
        for name, value, unit, target in rows_of_targets
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.imports")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    as_json = parser.parse_args().json
    found = measure()
    targets = targets_of(found)
    if not as_json:
        for target in targets:
            print(f"{target['name']:40} {target['value']:>8} {target['unit']:4} (target {target['target']})")
        for name, value in found.items():
            print(f"{name:40} {value:>10.3f}")
    print(json.dumps({**found, "rows": ROWS, "targets": targets}))


if __name__ == "__main__":
    main()
