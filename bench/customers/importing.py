"""A file of 50,000 leads goes in by a process of its own, as a worker does it, while the site is asked."""

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from bench.customers.words import CITIES, FAMILY, GIVEN, SERVICES
from prosaas.local.bootstrap import ROOT

ROWS = 50_000
HEADINGS = ["שם", "טלפון", "אימייל", "עיר", "שירות"]


def file_write(folder: Path) -> Path:
    path = folder / "leads.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(ROWS):
            writer.writerow(
                [
                    f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // 7 % len(FAMILY)]}",
                    f"03-{6_000_000 + number}",
                    f"new{number}@example.com",
                    CITIES[number % len(CITIES)],
                    SERVICES[number % len(SERVICES)],
                ]
            )
    return path


def measured(site: Any) -> dict[str, Any]:
    """Seconds of the dry run and of the import, and how the list of leads answered meanwhile."""
    from bench.customers.asking import Spread

    with tempfile.TemporaryDirectory() as folder:
        path = file_write(Path(folder))
        command = [sys.executable, "-m", "bench.customers.importing", site.schema, str(path)]
        worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        taken, failures = [], 0
        while worker.poll() is None:
            started = time.perf_counter()
            try:
                site.whole("/api/v1/leads/")
            except RuntimeError:
                failures += 1
            taken.append(time.perf_counter() - started)
            time.sleep(0.02)
        said, _ = worker.communicate()
    if worker.returncode:
        raise RuntimeError("the import failed")
    answered = Spread.of(taken)
    return {
        **json.loads(said.splitlines()[-1]),
        "site_answers": len(taken),
        "site_failures": failures,
        "site_p50_ms": answered.p50,
        "site_p95_ms": answered.p95,
    }


def run(schema: str, path: Path) -> dict[str, float]:
    """In the worker: what the jobs do, one after another."""
    from apps.audit.actors import SYSTEM
    from apps.crm.models import LeadImport
    from apps.crm.services.import_runs import import_check_run, import_run
    from apps.crm.services.imports import import_check, import_start, import_upload
    from apps.tenants.context import in_tenant

    with in_tenant(schema):
        with path.open("rb") as file:
            made = import_upload(file=file, size=path.stat().st_size, name=path.name, actor=SYSTEM)
        import_check(import_id=made.pk, mapping=made.mapping, duplicates="skip", actor=SYSTEM)
        started = time.perf_counter()
        _work(import_check_run, made)
        checked = time.perf_counter()
        import_start(import_id=made.pk, actor=SYSTEM)
        _work(import_run, made)
        done = time.perf_counter()
        result = LeadImport.objects.get(pk=made.pk)
    if (result.state, result.created) != (LeadImport.State.DONE, ROWS):
        raise RuntimeError(f"{result.state}: {result.created} of {ROWS}")
    return {"dry_run_s": round(checked - started, 1), "import_s": round(done - checked, 1)}


def _work(job: Callable[..., None], lead_import: Any) -> None:
    """A job that runs for long stops and is sent again; a worker takes it up at once."""
    while True:
        job(import_id=lead_import.pk)
        lead_import.refresh_from_db()
        if lead_import.state not in lead_import.WORKING:
            return


if __name__ == "__main__":
    django.setup()
    print(json.dumps(run(sys.argv[1], Path(sys.argv[2]))))
