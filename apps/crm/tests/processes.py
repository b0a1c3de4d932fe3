"""Callers at the same moment, each a process of its own: they share nothing but the database.

As a program it calls and tells what each caller got: `python -m apps.crm.tests.processes SCHEMA COUNT PHONE`.
"""

import json
import multiprocessing
import os
import subprocess
import sys

import django
from django.conf import settings

START = 60
"""Seconds until all of them have come."""


def calls_in_processes(schema: str, count: int, phone: str) -> list[tuple[int, bool]]:
    """The lead's id, and whether it was made now, as each of `count` callers got it."""
    from apps.tenants.testing import database_address

    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.test",
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "apps.crm.tests.processes", schema, str(count), phone]
    run = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    return [(lead_id, is_new) for lead_id, is_new in json.loads(run.stdout)]


def main(schema: str, count: str, phone: str) -> None:
    django.setup()
    from django.db import connection

    from apps.crm.tests.people import lead_of
    from apps.tenants.context import in_tenant

    # Forked before anything is connected, so that the code is read once.
    forked = multiprocessing.get_context("fork")
    start, heard = forked.Barrier(int(count)), forked.SimpleQueue()

    def call() -> None:
        with in_tenant(schema):
            connection.ensure_connection()
            start.wait(timeout=START)
            lead, is_new = lead_of(phone)
        heard.put((lead.pk, is_new))

    callers = [forked.Process(target=call) for _ in range(int(count))]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    if any(caller.exitcode for caller in callers):
        sys.exit(1)
    sys.stdout.write(json.dumps([heard.get() for _ in callers]))


if __name__ == "__main__":
    main(*sys.argv[1:])
