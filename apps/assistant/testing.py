"""For tests and benches only."""

from collections.abc import Iterator
from contextlib import contextmanager

from apps.assistant.guards import active
from apps.assistant.guards.kinds import Guard


@contextmanager
def guard_away(guard: Guard) -> Iterator[None]:
    """This process does without the guard meanwhile: what it is for happens."""
    active.away.add(guard)
    try:
        yield
    finally:
        active.away.discard(guard)
