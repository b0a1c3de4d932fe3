"""For tests: patience, and the real job queue, looked into and worked off in the test's own thread."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

import redis
from celery import current_app
from django.conf import settings
from django.db import connection

from apps.core.jobs import SCHEMA_HEADER

T = TypeVar("T")
QUEUES = (settings.CELERY_TASK_DEFAULT_QUEUE, settings.SCHEMAS_QUEUE, settings.BULK_QUEUE)
# What services remember of the queue in the cache: which business has a job of a kind in it.
WAITING = "*.waiting"
# What never comes is noticed then; what comes late on a busy machine is no failure.
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class QueuedJob:
    name: str
    schema: str
    kwargs: dict[str, Any] = field(default_factory=dict)


class JobQueue:
    """What services enqueued. Asking fires the on-commit work of a test whose transaction never commits."""

    def __init__(self) -> None:
        current_app.loader.import_default_modules()
        self._server: Any = redis.Redis.from_url(settings.CELERY_BROKER_URL)
        self.clear()

    def clear(self) -> None:
        connection.run_on_commit = []
        self._server.delete(*QUEUES, *self._server.scan_iter(WAITING))

    def waiting(self) -> list[QueuedJob]:
        """The jobs in the queues, bulk behind the others, oldest first."""
        self._commit()
        return [
            _decoded(message) for queue in QUEUES for message in reversed(self._server.lrange(queue, 0, -1))
        ]

    def names(self) -> list[str]:
        return [queued.name for queued in self.waiting()]

    def run(self) -> list[QueuedJob]:
        """Runs every job, also those that jobs enqueue, each in its business; raises what a job raises."""
        done: list[QueuedJob] = []
        self._commit()
        while message := self._next():
            queued = _decoded(message)
            current_app.tasks[queued.name].apply(
                kwargs=queued.kwargs, headers={SCHEMA_HEADER: queued.schema}, throw=True
            )
            done.append(queued)
            self._commit()
        return done

    def _next(self) -> bytes | None:
        return next((message for queue in QUEUES if (message := self._server.rpop(queue))), None)

    def _commit(self) -> None:
        while connection.run_on_commit:
            _, send, *_ = connection.run_on_commit.pop(0)
            send()


def _decoded(message: bytes) -> QueuedJob:
    envelope = json.loads(message)
    _, kwargs, _ = json.loads(base64.b64decode(envelope["body"]))
    return QueuedJob(envelope["headers"]["task"], envelope["headers"][SCHEMA_HEADER], kwargs)


def until(ask: Callable[[], T], is_so: Callable[[T], bool] = bool) -> T:
    """What is found once it is so: for what another process or thread will do, and tells nobody of."""
    waiting, end = Event(), time.monotonic() + PATIENCE_SECONDS
    while not is_so(found := ask()):
        assert time.monotonic() < end, found
        waiting.wait(0.01)
    return found
