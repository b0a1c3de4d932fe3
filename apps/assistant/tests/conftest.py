import pytest

from apps.assistant.tests.calls import CALLER
from apps.assistant.tests.provider import provider_running
from apps.assistant.understanding import asking
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


@pytest.fixture
def provider(settings, monkeypatch):
    monkeypatch.setattr(asking, "PAUSE_SECONDS", 0.001)
    with provider_running(settings) as provider:
        yield provider
