"""One thread a process hears, over Valkey, in which businesses something happened."""

import atexit
import os
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.tenants.context import PUBLIC_SCHEMA, scoped

log = structlog.get_logger(__name__)
CHANNEL = scoped(PUBLIC_SCHEMA, "happened")
QUIET_SECONDS = 2
"""So long nothing may come before the link is tried; so long again, and it counts as lost."""
AGAIN_SECONDS = 1


Forget = Callable[[str | None], None]
_awaited: list[tuple[frozenset[str], Forget]] = []


def hear(until: Iterable[str], forget: Forget) -> None:
    """`forget` is called with the schema in which an event of these types happened, and with None when some
    may have been missed in any.
    """
    _awaited.append((frozenset(until), forget))


def is_awaited(event_type: str) -> bool:
    return any(event_type in until for until, _ in _awaited)


def is_hearing() -> bool:
    """Whether every change is heard from now on. The first question begins to listen."""
    return _ear.is_on()


def tell(schema: str, event_type: str) -> None:
    """Every process, this one at once. Raises what redis raises when Valkey is away."""
    _heard(schema, event_type)
    _client(os.getpid()).publish(CHANNEL, f"{schema} {event_type}")


def tell_or_log(schema: str, event_type: str) -> None:
    """As `tell`, where the outbox tells it again later."""
    try:
        tell(schema, event_type)
    except (redis.RedisError, OSError) as error:
        log.warning("change_untold", business=schema, event_type=event_type, error=type(error).__name__)


class _Ear:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """In a forked process: the thread stayed behind in its parent."""
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._is_on = False

    def is_on(self) -> bool:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._listen, name="happened", daemon=True)
                    self._thread.start()
        return self._is_on

    def close(self) -> None:
        self._closed.set()

    def _listen(self) -> None:
        is_known = False
        while not self._closed.is_set():
            try:
                self._listen_once()
            except (redis.RedisError, OSError) as error:
                if (self._is_on or not is_known) and not self._closed.is_set():
                    log.warning("changes_unheard", error=type(error).__name__)
                is_known = True
            self._is_on = False
            missed()
            self._closed.wait(AGAIN_SECONDS)

    def _listen_once(self) -> None:
        """Until the link is lost, which raises."""
        link: Any = _client(os.getpid()).pubsub()  # type: ignore[no-untyped-call]  # redis leaves it untyped
        with link:
            link.subscribe(CHANNEL)
            is_tried = False
            while not self._closed.is_set():
                message = link.get_message(timeout=QUIET_SECONDS)
                if message is None:
                    if is_tried:
                        raise redis.TimeoutError
                    link.ping()
                    is_tried = True
                    continue
                is_tried = False
                if message["type"] == "subscribe":
                    missed()
                    self._is_on = True
                elif message["type"] == "message":
                    _heard(*message["data"].decode().split(" ", 1))


def _heard(schema: str, event_type: str) -> None:
    for until, forget in _awaited:
        if event_type in until:
            forget(schema)


def missed() -> None:
    """Nothing that anybody here keeps is sure any more."""
    for _, forget in _awaited:
        forget(None)


@lru_cache(maxsize=1)
def _client(process: int) -> redis.Redis:
    """One a process. A link that is lost is not mended in silence: what was said meanwhile is missed."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=5, retry=Retry(NoBackoff(), 0)
    )


def _forked() -> None:
    _ear.begin_anew()
    missed()


_ear = _Ear()
os.register_at_fork(after_in_child=_forked)
atexit.register(_ear.close)
