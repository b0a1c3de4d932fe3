"""A key is tried when it is saved: at the stand-ins for Twilio and OpenAI, and where nobody answers."""

import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient
from structlog.testing import capture_logs

from apps.core.crypto import Secret
from apps.core.testing import PATIENCE_SECONDS
from apps.credentials.models import BusinessCredentials
from apps.credentials.tests.factories import ACCOUNT_SID, AUTH_TOKEN, OPENAI_KEY, OTHER_AUTH_TOKEN
from apps.credentials.trying import openai_key_try, twilio_account_try
from apps.simulator.server import RunningSimulator, simulator_in_thread
from apps.simulator.twilio.records import OrderedError

PLACE = "/api/v1/settings/credentials"


@pytest.fixture
def services(settings: Any) -> Iterator[RunningSimulator]:
    """Twilio knows our account by AUTH_TOKEN; OpenAI takes any key but those it refuses."""
    with simulator_in_thread() as running:
        running.state.twilio.auth_tokens[ACCOUNT_SID] = AUTH_TOKEN
        settings.TWILIO_API_BASE_URL = running.twilio_base_url
        settings.OPENAI_BASE_URL = running.openai_base_url
        yield running


def twilio_set(api: APIClient, token: str = AUTH_TOKEN) -> str:
    given = {"account_sid": ACCOUNT_SID, "auth_token": token}
    answer = api.put(f"{PLACE}/twilio", given, format="json")
    assert answer.status_code == 200
    return str(answer.json()["check"])


def openai_set(api: APIClient, key: str = OPENAI_KEY) -> str:
    answer = api.put(f"{PLACE}/openai", {"api_key": key}, format="json")
    assert answer.status_code == 200
    return str(answer.json()["check"])


def kept() -> tuple[Secret | None, Secret | None]:
    row = BusinessCredentials.objects.get()
    return row.twilio_auth_token, row.openai_api_key


def test_keys_that_work_are_said_to(services: RunningSimulator, api: APIClient) -> None:
    assert (twilio_set(api), openai_set(api)) == ("works", "works")
    assert kept() == (Secret(AUTH_TOKEN), Secret(OPENAI_KEY))


def test_keys_that_are_refused_are_said_to_be_and_are_kept_all_the_same(
    services: RunningSimulator, api: APIClient
) -> None:
    services.state.refused_keys.add(OPENAI_KEY)

    assert (twilio_set(api, OTHER_AUTH_TOKEN), openai_set(api)) == ("refused", "refused")
    assert kept() == (Secret(OTHER_AUTH_TOKEN), Secret(OPENAI_KEY))


def test_an_account_that_twilio_closed_is_refused(services: RunningSimulator, api: APIClient) -> None:
    services.state.twilio.suspended.add(ACCOUNT_SID)

    assert twilio_set(api) == "refused"


def test_a_service_that_fails_says_nothing_of_the_key(services: RunningSimulator, api: APIClient) -> None:
    services.state.twilio.errors.append(OrderedError("GET Accounts", 503, 20503, "Unavailable"))

    assert twilio_set(api) == "unknown"


def test_where_nobody_answers_the_key_is_kept_and_nobody_knows(api: APIClient) -> None:
    assert (twilio_set(api), openai_set(api)) == ("unknown", "unknown")
    assert kept() == (Secret(AUTH_TOKEN), Secret(OPENAI_KEY))


def test_a_service_that_never_answers_is_not_waited_for(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.OPENAI_BASE_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        settings.TWILIO_API_BASE_URL = settings.OPENAI_BASE_URL
        began = time.monotonic()
        assert openai_key_try(api_key=Secret(OPENAI_KEY)) == "unknown"
        assert time.monotonic() - began < PATIENCE_SECONDS
        began = time.monotonic()
        assert twilio_account_try(account_sid=ACCOUNT_SID, auth_token=Secret(AUTH_TOKEN)) == "unknown"
        assert time.monotonic() - began < PATIENCE_SECONDS


def test_no_answer_and_no_log_holds_the_key(
    services: RunningSimulator, api: APIClient, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logs:
        twilio_set(api)
        openai_set(api)
        settings.OPENAI_BASE_URL = "http://[nowhere/v1"
        assert openai_set(api) == "unknown"
        told = str(api.get(PLACE).json())

    assert [entry["event"] for entry in logs if "key" in entry] == ["key_tried", "key_tried", "key_not_tried"]
    for text in (str(logs), caplog.text, told):
        assert AUTH_TOKEN not in text
        assert OPENAI_KEY not in text
