import pytest
from django.test import Client

BY_ADDRESS = {"headers": {"host": "10.0.0.7"}}


def test_alive_needs_no_database(client: Client, django_db_blocker) -> None:
    with django_db_blocker.block():
        response = client.get("/healthz", **BY_ADDRESS)

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_everything_answers(client: Client) -> None:
    assert client.get("/readyz", **BY_ADDRESS).json() == {"status": "ok", "missing": []}


@pytest.mark.django_db
def test_not_ready_names_what_is_missing(client: Client, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    response = client.get("/readyz", **BY_ADDRESS)

    assert (response.status_code, response.json()["missing"]) == (503, ["valkey"])


def test_metrics_are_for_this_machine(client: Client) -> None:
    response = client.get("/metrics")

    assert response.status_code == 200
    assert b"process_cpu_seconds_total" in response.content


@pytest.mark.parametrize(
    "request_from",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "},
        {"REMOTE_ADDR": ""},
    ],
)
def test_metrics_are_for_nobody_else(client: Client, request_from: dict[str, str]) -> None:
    response = client.get("/metrics", **request_from)

    assert (response.status_code, response.content) == (403, b"")


def test_metrics_are_for_the_token_from_anywhere(client: Client, settings) -> None:
    settings.METRICS_TOKEN = "a-long-token"

    def status(token: str) -> int:
        return client.get(
            "/metrics", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION=f"Bearer {token}"
        ).status_code

    assert (status("a-long-token"), status("a-long-tokem"), status("")) == (200, 403, 403)
