"""The product in this process, on a database of the run's own, beside the stand-in for OpenAI."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from apps.simulator.openai.pace import Pace
from apps.simulator.server import RunningSimulator, simulator_in_thread
from bench.tenancy.database import database
from prosaas.local.bootstrap import ROOT
from prosaas.local.ports import port_free

STATE = ROOT / ".local" / "bench"
ACCOUNT_SID, AUTH_TOKEN = "AC" + "0" * 32, "bench-" + "0" * 26
ZONE = ZoneInfo("Asia/Jerusalem")
# A Sunday: every dialogue happens on it.
NOW = datetime(2026, 11, 22, 9, tzinfo=ZONE)


@dataclass(frozen=True)
class System:
    base_url: str
    openai: RunningSimulator


@contextmanager
def system_running() -> Iterator[System]:
    with TemporaryDirectory() as folder, simulator_in_thread(pace=Pace()) as openai:
        port = port_free()
        base_url = f"http://localhost:{port}"
        os.environ |= {
            "PORT": str(port),
            "PUBLIC_BASE_URL": base_url,
            "OPENAI_API_KEY": "simulator",
            "OPENAI_BASE_URL": openai.openai_base_url,
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "MEDIA_ROOT": str(Path(folder) / "media"),
            "LOCAL_SPOOL": str(Path(folder) / "spool"),
        }
        with database(STATE, name="bench_dialogues"):
            with _served(port):
                yield System(base_url, openai)
            _connections_close()


@contextmanager
def _served(port: int) -> Iterator[None]:
    import django
    import uvicorn

    django.setup()
    from apps.core import clock

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device, no path)
        from django.core.management import call_command

        call_command("migrate_tenants", stdout=nowhere)
    server = uvicorn.Server(
        uvicorn.Config(
            "prosaas.asgi:application",
            host="127.0.0.1",
            port=port,
            loop="uvloop",
            lifespan="off",
            ws_max_size=65536,
            log_level="error",
            timeout_graceful_shutdown=3,
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waiting = threading.Event()
    while not server.started and thread.is_alive():
        waiting.wait(0.05)
    try:
        with clock.frozen(NOW):
            yield
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def _connections_close() -> None:
    from typing import Any

    from django.db import connection

    wrapper: Any = connection
    wrapper.close()
    wrapper.close_pool()
