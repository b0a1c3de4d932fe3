"""Work for later: named, after commit, in the business that asked for it.

    @job("telephony.call_summarise")            # in apps/telephony/tasks.py
    def call_summarise(*, call_id: int) -> None: ...

    enqueue("telephony.call_summarise", call_id=call.id)    # in a service

A job is delivered at least once, so it must be safe to run twice. It takes ids, never objects.
In a business that is closed a job ends before it begins, also one that waits or is tried again: nothing there
calls outside or writes. What must still be done then says so (`in_closed=True`).
None is lost because PostgreSQL is away: it waits for it, about a day. One that was interrupted, because
PostgreSQL is there and does not answer for example, is tried again like one that failed.
"""

import json
from collections.abc import Callable
from typing import Any

import httpx
import redis
import structlog
from celery import current_app, shared_task
from celery.exceptions import Retry, SoftTimeLimitExceeded
from celery.utils.time import get_exponential_backoff_interval
from django.db import OperationalError, connection, transaction
from kombu.exceptions import OperationalError as QueueError

from apps.core.errors import ContendedError
from apps.core.outage import is_database_away

QUEUE_AWAY = (QueueError, redis.ConnectionError, redis.TimeoutError, ConnectionError)
RETRY_ON = (*QUEUE_AWAY, OperationalError, ContendedError, TimeoutError, httpx.TransportError)
# Raised wherever a job stands when its time is over. Who keeps on after any other error must let it through.
JobInterruptedError = SoftTimeLimitExceeded
# django-tenants' wrapper, of which the stubs of Django know nothing.
_connection: Any = connection
SCHEMA_HEADER = "_schema_name"
# How often a job found PostgreSQL away. Such runs are not counted among its retries.
AWAY_HEADER = "_database_away"
LONGEST_PAUSE_SECONDS = 600
# With pauses of 300 s in the middle: a day.
MOST_AWAY = 300
log = structlog.get_logger(__name__)
# Which businesses are closed is known above: apps.tenants says who answers.
_closed: list[Callable[[str], bool]] = []


class WrongSchemaError(RuntimeError):
    """The business of a job is gone; running it in another schema would be worse than losing it."""


def closed_asked_of(is_closed: Callable[[str], bool]) -> None:
    """From now on no job runs in a schema of which this is true, but those that are `in_closed`."""
    _closed.append(is_closed)


def job(
    name: str,
    *,
    retry_on: tuple[type[Exception], ...] = RETRY_ON,
    retries: int = 8,
    seconds: int = 60,
    in_closed: bool = False,
) -> Callable[[Callable[..., Any]], Any]:
    """Declares a job called `<app>.<verb_noun>`.

    After `seconds` the job is interrupted with JobInterruptedError; one that goes on all the same is killed
    for good ten seconds later. After that error and those in `retry_on` it is tried again, `retries` times in
    all, after 2, 4, 8 ... (at most 600) seconds with jitter.
    `in_closed` is for what finishes what was begun while the business was open, or keeps its books.
    """

    def declare(run: Callable[..., Any]) -> Any:
        def guarded(self: Any, /, **kwargs: Any) -> Any:
            try:
                # The business is entered by the class of the task: apps.tenants.jobs.
                with self.entered():
                    if not in_closed and any(is_closed(_connection.schema_name) for is_closed in _closed):
                        log.info("job_of_closed_business", job=name)
                        return None
                    return run(**kwargs)
            except Exception as error:
                if is_database_away(error):
                    _put_back(self, error)
                raise

        guarded.__name__ = run.__name__
        guarded.__doc__ = run.__doc__
        guarded.__module__ = run.__module__
        return shared_task(
            name=name,
            bind=True,
            autoretry_for=(*retry_on, JobInterruptedError),
            max_retries=retries,
            retry_backoff=2,
            retry_backoff_max=LONGEST_PAUSE_SECONDS,
            retry_jitter=True,
            soft_time_limit=seconds,
            time_limit=seconds + 10,
        )(guarded)

    return declare


def _put_back(task: Any, error: Exception) -> None:
    """Into the queue, for when PostgreSQL may be there again: ends this run with Retry.

    Returns after a day of it, and where the job was called and not sent.
    """
    request = task.request
    away = (request.headers or {}).get(AWAY_HEADER, 0)
    if request.called_directly or away >= MOST_AWAY:
        return
    # Celery describes what it takes as a Number, which no int is to a type checker.
    seconds: Any = get_exponential_backoff_interval(
        factor=2, retries=away, maximum=LONGEST_PAUSE_SECONDS, full_jitter=True
    )
    headers = {**(request.headers or {}), AWAY_HEADER: away + 1}
    again = task.signature_from_request(countdown=seconds, headers=headers)
    if not request.is_eager:
        again.apply_async()
    raise Retry(exc=error, when=seconds, is_eager=request.is_eager, sig=again) from error


def enqueue(name: str, **kwargs: Any) -> None:
    """Sends the job after the surrounding transaction commits, into the business entered right now."""
    enqueue_in(_connection.schema_name, name, **kwargs)


def enqueue_in(schema: str, name: str, *, delay_seconds: float = 0, **kwargs: Any) -> None:
    """Like `enqueue`, for a business named by its schema and not before `delay_seconds`."""
    json.dumps(kwargs)

    def send_job() -> None:
        send(schema, name, delay_seconds=delay_seconds, **kwargs)

    # What was committed stays committed when the queue is away: the failure is logged, not raised. It is
    # logged by the function's name, so a `partial`, which has none, would raise after all.
    transaction.on_commit(send_job, robust=True)


def send(schema: str, name: str, *, delay_seconds: float = 0, **kwargs: Any) -> None:
    """Hands the job to the queue at once; raises when the queue cannot be reached."""
    current_app.send_task(
        name, kwargs=kwargs, headers={SCHEMA_HEADER: schema}, countdown=delay_seconds or None
    )
