"""How long callers waited for an answer to each of their turns, and how many answers they got. Pure."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from apps.simulator.twilio.report import Turn


@dataclass(frozen=True, slots=True)
class Wait:
    """From the end of what the caller said to the first sound after it; `ms` None: there was none."""

    kind: str
    ms: int | None
    answers: int


def waits_of(turns: Iterable[Turn], kinds: Mapping[str, str]) -> list[Wait]:
    """`turns` of one call in their order; `kinds` by the caller's words, others do not count."""
    in_order = list(turns)
    places = [place for place, turn in enumerate(in_order) if turn.author == "caller"]
    found = []
    for place, following in pairwise([*places, len(in_order)]):
        asked, answers = in_order[place], in_order[place + 1 : following]
        if asked.text in kinds:
            ms = answers[0].start_ms - asked.end_ms if answers else None
            found.append(Wait(kinds[asked.text], ms, len(answers)))
    return found


def figures_of(waits: Iterable[Wait]) -> dict[str, Any]:
    """Of one kind: how many were answered, and the wait in ms."""
    of_kind = list(waits)
    heard = sorted(wait.ms for wait in of_kind if wait.ms is not None)
    return {
        "turns": len(of_kind),
        "unanswered": len(of_kind) - len(heard),
        "answered_twice": sum(wait.answers > 1 for wait in of_kind),
        "median_ms": round(statistics.median(heard)) if heard else None,
        "p90_ms": heard[int(len(heard) * 0.9)] if heard else None,
        "longest_ms": heard[-1] if heard else None,
    }
