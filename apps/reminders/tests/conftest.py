import pytest

from apps.reminders.tests.answering import BASE, TOKEN, webhook
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


@pytest.fixture
def says(tenants_db, business, other_business, settings):
    """A customer's SMS to the first business; real commits, as the webhook works on threads of its own."""
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, TOKEN
    settings.PUBLIC_BASE_URL, settings.PUBLIC_BASE_URLS = BASE, [BASE]

    def say(text, sid="SM1", **form):
        return webhook(Body=text, MessageSid=sid, **form)

    return say
