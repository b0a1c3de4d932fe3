"""What a process keeps in memory of the businesses, until an event says that it changed.

LIVE_PROMPTS = Kept[str](until=("prompt.published",))      # at the top of a module that apps.py imports

def prompt_live(*, channel: str) -> str:
    return LIVE_PROMPTS.get(channel, lambda: ...)           # asks the database once a process, until then

Every process hears of an event right after its commit, and once more when the outbox is told. A process keeps
nothing while it cannot hear, so what it answers from memory is never older than that.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import RLock
from typing import Generic, TypeVar

from django.db import connection

from apps.events.hearing import hear, is_hearing, missed, tell
from apps.events.models import OutboxEvent
from apps.events.registry import subscribe
from apps.tenants.context import current_schema

V = TypeVar("V")
MOST = 4096
"""Values of one kind in one process; the one that was asked for longest ago gives way."""


class Kept(Generic[V]):
    """`until` are the types of the events that end what is kept of the business they happened in."""

    def __init__(self, *, until: Sequence[str]) -> None:
        self._values: OrderedDict[tuple[str, Hashable], V] = OrderedDict()
        self._lock = RLock()
        self._changes = 0
        hear(until, self._forget)
        for event_type in until:
            subscribe(event_type, _tell_again)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """What `make` gave for the key in the entered business, if nothing changed since.

        Inside a transaction it is always made anew: only there is seen what is not committed yet.
        """
        if connection.in_atomic_block or not is_hearing():
            return make()
        place = (current_schema(), key)
        with self._lock:
            if place in self._values:
                self._values.move_to_end(place)
                return self._values[place]
            changes = self._changes
        value = make()
        with self._lock:
            # What changed while it was made may be missing in it.
            if changes == self._changes:
                self._values[place] = value
                if len(self._values) > MOST:
                    self._values.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._values)

    def _forget(self, schema: str | None) -> None:
        """What is kept of the business; of all of them when None."""
        with self._lock:
            self._changes += 1
            for place in [each for each in self._values if schema in (None, each[0])]:
                del self._values[place]


def everything_forget() -> None:
    """In this process; for whoever changed the database past our services."""
    missed()


def _tell_again(event: OutboxEvent) -> None:
    """For processes that a message right after the commit did not reach."""
    tell(current_schema(), event.type)
