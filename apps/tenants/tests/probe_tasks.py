"""A job for tests: leaves a mark in the business it runs in, and says so in Valkey."""

import redis
from django.conf import settings

from apps.audit.actors import SYSTEM
from apps.audit.services import audit_record
from apps.core.jobs import job
from apps.tenants.context import current_schema

DONE = "probe:done"


@job("tests.probe")
def probe(*, marker: str) -> None:
    audit_record(actor=SYSTEM, action=marker, target_kind="probe", target_id=1)
    redis.Redis.from_url(settings.REDIS_URL).rpush(DONE, f"{current_schema()} {marker}")
