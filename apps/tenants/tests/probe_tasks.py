"""Jobs for tests: they leave a mark in the business they run in, and say so in Valkey."""

from pathlib import Path

import redis
from django.conf import settings
from django.db import transaction

from apps.audit.actors import SYSTEM
from apps.audit.services import audit_record
from apps.core.jobs import job
from apps.core.testing import until
from apps.tenants.context import current_schema

DONE = "probe:done"


@job("tests.probe")
def probe(*, marker: str) -> None:
    _mark(marker)
    _tell(marker)


@job("tests.probe_briefly", seconds=2)
def probe_briefly(*, marker: str) -> None:
    """All or nothing, and not for long."""
    with transaction.atomic():
        _mark(marker)
    _tell(marker)


@job("tests.probe_behind")
def probe_behind(*, marker: str, gate: str) -> None:
    """At work until the file `gate` is there."""
    until(Path(gate).exists)
    _tell(marker)


def _mark(marker: str) -> None:
    audit_record(actor=SYSTEM, action=marker, target_kind="probe", target_id=1)


def _tell(marker: str) -> None:
    redis.Redis.from_url(settings.REDIS_URL).rpush(DONE, f"{current_schema()} {marker}")
