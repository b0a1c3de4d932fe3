"""Work that every active business does regularly."""

import random

from apps.core.jobs import enqueue_in
from apps.tenants.models import Business


def job_fan_out(*, name: str, spread_seconds: float) -> int:
    """Enqueues the job once in every active business, spread out so that they do not start together."""
    schemas = Business.objects.filter(status=Business.Status.ACTIVE).values_list("schema_name", flat=True)
    for schema in schemas:
        enqueue_in(schema, name, delay_seconds=random.uniform(0, spread_seconds))  # noqa: S311 - not a secret
    return len(schemas)
