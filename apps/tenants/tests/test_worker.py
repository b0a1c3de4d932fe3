"""A real worker on a real queue: two businesses, jobs interleaved, several processes."""

from collections import Counter

import pytest
import redis
from django.conf import settings

from apps.audit.models import AuditEntry
from apps.core.jobs import enqueue
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from apps.tenants.tests.probe_tasks import DONE

JOBS = 30


@pytest.fixture(autouse=True)
def _no_probes_yet() -> None:
    """Other tests of this process ran the probe too."""
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.delete(DONE)


def done(count: int) -> Counter[str]:
    """Waits for that many probes and says what each wrote: "<schema> <marker>"."""
    found: Counter[str] = Counter()
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=90) as valkey:
        for _ in range(count):
            answer = valkey.blpop(DONE, timeout=60)
            assert answer is not None, f"the worker did only {found.total()} of {count} jobs"
            found[answer[1].decode()] += 1
    return found


@pytest.mark.usefixtures("worker")
def test_jobs_of_two_businesses_do_not_meet(business: Business, other_business: Business) -> None:
    schemas = [business.schema_name, other_business.schema_name]
    for _ in range(JOBS):
        for schema in schemas:
            with in_tenant(schema):
                enqueue("tests.probe", marker=schema)

    assert done(2 * JOBS) == {f"{schema} {schema}": JOBS for schema in schemas}
    for schema in schemas:
        with in_tenant(schema):
            assert Counter(AuditEntry.objects.values_list("action", flat=True)) == {schema: JOBS}
