"""Calls over real sockets: the product under uvicorn, the stand-ins for Twilio and OpenAI beside it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from django.db import connection, connections

from apps.core.testing import PATIENCE_SECONDS
from apps.simulator.openai.pace import Pace
from apps.simulator.server import RunningSimulator, simulator_in_thread
from apps.simulator.twilio.settings import CallSettings
from apps.telephony.running import calls_running
from prosaas.local.ports import port_free

ACCOUNT_SID, AUTH_TOKEN = "AC" + "0" * 32, "test-twilio-token"
HALUTZ, SHAKED = "+97237630001", "+97237630002"


# What a busy machine may bring late on a line that is measured in real time.
LATE_MS = 3_000


@dataclass(frozen=True)
class Served:
    """`base_url`: where the product answers; `openai`: the stand-in it talks to."""

    base_url: str
    openai: RunningSimulator

    def call(self, to: str = HALUTZ, **changes: Any) -> CallSettings:
        account = {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN}
        return CallSettings(base_url=self.base_url, to_number=to, **{**account, **changes})


@pytest.fixture(scope="session")
def openai_stand_in() -> Iterator[RunningSimulator]:
    with simulator_in_thread(pace=Pace()) as running:
        yield running


@pytest.fixture(scope="session")
def server_port() -> Iterator[int]:
    """The product under uvicorn, as the media process runs it. One for all tests: its calls are their own."""
    port = port_free()
    server = uvicorn.Server(
        uvicorn.Config(
            "prosaas.asgi:application",
            host="127.0.0.1",
            port=port,
            loop="uvloop",
            lifespan="off",
            ws_max_size=65536,
            ws_per_message_deflate=False,
            log_level="warning",
            timeout_graceful_shutdown=3,
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waiting = threading.Event()
    while not server.started and thread.is_alive():
        waiting.wait(0.01)
    yield port
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()


@pytest.fixture
def served(
    settings: Any,
    tmp_path: Path,
    business: Any,
    tenants_db: None,
    server_port: int,
    openai_stand_in: RunningSimulator,
) -> Iterator[Served]:
    """The whole product over the test database; what it writes is seen by everybody."""
    settings.PUBLIC_BASE_URL = f"http://localhost:{server_port}"
    settings.PUBLIC_BASE_URLS = [settings.PUBLIC_BASE_URL]
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT_SID, AUTH_TOKEN
    settings.OPENAI_API_KEY = "simulator"
    settings.OPENAI_BASE_URL = openai_stand_in.openai_base_url
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SPOOL_ROOT = tmp_path / "spool"
    yield Served(settings.PUBLIC_BASE_URL, openai_stand_in)
    books_closed()


def books_closed(seconds: float = PATIENCE_SECONDS) -> None:
    """Return when every call of this process has ended and all of it is stored."""
    waiting, deadline = threading.Event(), time.monotonic() + seconds
    while calls_running():
        assert time.monotonic() < deadline, "a call never ended"
        waiting.wait(0.01)


class Database:
    """The product's way to the test database, which can be cut."""

    def __init__(self) -> None:
        self._place = connections["default"].settings_dict
        self._pool = self._place["OPTIONS"]["pool"]
        self._kept = (self._place["PORT"], self._pool["timeout"])

    def cut(self) -> None:
        self._lead_to(port_free(), 0.3)

    def mend(self) -> None:
        self._lead_to(*self._kept)

    def _lead_to(self, port: Any, timeout: float) -> None:
        wrapper: Any = connection
        wrapper.close()
        wrapper.close_pool()
        self._place["PORT"], self._pool["timeout"] = port, timeout


@pytest.fixture
def database(served: Served) -> Iterator[Database]:
    database = Database()
    yield database
    database.mend()
