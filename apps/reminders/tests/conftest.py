import pytest

from apps.reminders.tests.told import SID
from apps.simulator.server import simulator_in_thread


@pytest.fixture(scope="module")
def simulator():
    with simulator_in_thread() as running:
        yield running


@pytest.fixture
def twilio(simulator, settings):
    """What Twilio has, by the API."""
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, "token"
    settings.TWILIO_API_BASE_URL = simulator.twilio_base_url
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_BASE_URL = "http://127.0.0.1:9"
    state = simulator.state.twilio
    state.messages.clear()
    state.errors.clear()
    return state
