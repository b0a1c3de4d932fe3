import pytest

from apps.assistant.tests.calls import CALLER
from apps.core import clock
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.tests.moments import NOW


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def lead(business):
    return LeadFactory.create(name="", phone=CALLER)
