from collections.abc import Iterator

import pytest
from django.test import override_settings

from apps.tenants.testing import tables_clean
from tests.isolation.stage import Stage, stage_make


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Really committed, once a module: what a test does to it happens inside `undone()`."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        # A thread of an earlier test may have written after that test was cleaned up.
        tables_clean()
        yield stage_make()
        tables_clean()
