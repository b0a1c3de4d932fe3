import pytest

from apps.core import clock
from apps.scheduling.tests.moments import NOW


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield
