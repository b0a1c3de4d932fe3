from collections.abc import Iterator

import pytest

from apps.tenants.testing import tables_clean
from tests.isolation.stage import Stage, stage_make


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker) -> Iterator[Stage]:
    """Really committed, once a module: what a test does to it happens inside `undone()`."""
    with django_db_blocker.unblock():
        yield stage_make()
        tables_clean()
