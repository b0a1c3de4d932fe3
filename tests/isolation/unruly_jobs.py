"""The unruly work as a job of a real worker, which tells in Valkey what it saw."""

import json
from contextlib import suppress

import redis
from django.conf import settings

from apps.core.jobs import job
from tests.isolation.unruly import EXPECTED, unruly_work

DONE = "unruly:done"


@job("tests.unruly", retries=0)
def unruly(*, own: str, fault: str, elsewhere: str) -> None:
    seen: set[str] = set()
    with suppress(*EXPECTED):
        unruly_work(seen, fault=fault, elsewhere=elsewhere, pause=lambda: None)
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.rpush(DONE, json.dumps([own, sorted(seen)]))
