"""Agents that are ready, by business, channel and version of the prompt. Safe from any thread."""

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock
from typing import Generic, TypeVar

from apps.assistant.metrics import AGENT_CACHE, AGENTS_KEPT

V = TypeVar("V")
LASTS_SECONDS = 30 * 60
MOST = 2048
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Kept(Generic[V]):
    value: V
    until: float


class AgentCache(Generic[V]):
    """`now` is a clock in seconds that only goes forward."""

    def __init__(
        self, *, lasts_seconds: float = LASTS_SECONDS, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._lasts, self._now = lasts_seconds, now
        self.begin_anew()

    def begin_anew(self) -> None:
        """In a forked process: a lock may have been held in its parent."""
        self._lock = RLock()
        self._kept: OrderedDict[Key, _Kept[V]] = OrderedDict()
        self._changes = 0

    def get(self, *, schema: str, channel: str, version: str, make: Callable[[], V]) -> V:
        """The one that is kept, or what `make` gives; of several that ask at once each gets the same."""
        key = (schema, channel, version)
        with self._lock:
            kept, changes = self._kept.get(key), self._changes
            if kept is not None and self._now() < kept.until:
                self._kept.move_to_end(key)
                AGENT_CACHE.labels(result="hit").inc()
                return kept.value
            AGENT_CACHE.labels(result="miss" if kept is None else "expired").inc()
        made = make()
        with self._lock:
            rival = self._kept.get(key)
            if rival is not None and self._now() < rival.until:
                return rival.value
            # What changed while it was made may be missing in it.
            if changes == self._changes:
                self._kept[key] = _Kept(made, self._now() + self._lasts)
                if len(self._kept) > MOST:
                    self._kept.popitem(last=False)
            AGENTS_KEPT.set(len(self._kept))
        return made

    def forget(self, schema: str | None) -> None:
        """What is kept of the business; of all of them when None."""
        with self._lock:
            self._changes += 1
            for key in [each for each in self._kept if schema in (None, each[0])]:
                del self._kept[key]
            AGENTS_KEPT.set(len(self._kept))

    def __len__(self) -> int:
        return len(self._kept)


def survives_fork(cache: AgentCache[V]) -> AgentCache[V]:
    os.register_at_fork(after_in_child=cache.begin_anew)
    return cache
