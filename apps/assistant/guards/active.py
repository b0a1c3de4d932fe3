"""Which guards stand. All of them, always; a test or a bench takes one away to show what it is for."""

from apps.assistant.guards.kinds import Guard

away: set[Guard] = set()


def guards_standing() -> frozenset[Guard]:
    return frozenset(Guard) - away
