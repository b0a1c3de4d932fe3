"""For tests and benches only."""

from collections.abc import Iterator
from contextlib import contextmanager

from apps.assistant.guards import active
from apps.assistant.guards.kinds import Guard


@contextmanager
def guard_away(guard: Guard) -> Iterator[None]:
    """This process does without the guard meanwhile: what it is for happens."""
    active._away.add(guard)  # noqa: SLF001 (nobody else may)
    try:
        yield
    finally:
        active._away.discard(guard)  # noqa: SLF001
