"""When a response that failed is asked for again. Pure."""

import re
from dataclasses import dataclass

# After as many failures in a row as there are pauses, and one more, nobody asks again.
PAUSES_MS = (500, 1_000, 2_000)
MAX_FAILURES = len(PAUSES_MS) + 1
LONGEST_PAUSE_MS = 5_000
_TRY_AGAIN = re.compile(r"try again in (?P<number>\d+(?:\.\d+)?)(?P<unit>ms|s)\b")


@dataclass(slots=True)
class Retries:
    """Failures in a row, and responses in a row that were empty: those end with the caller's patience."""

    _failures: int = 0
    _empties: int = 0

    def answered(self) -> None:
        self._failures = self._empties = 0

    def failed(self, *, asked_ms: float) -> float:
        """One more failed. Returns how long to wait, in ms, when the server asks for `asked_ms`."""
        self._failures += 1
        return min(max(_pause_ms(self._failures), asked_ms), LONGEST_PAUSE_MS)

    def empty(self) -> float:
        """One more gave nothing to hear. Returns how long to wait, in ms."""
        self._empties += 1
        return _pause_ms(self._empties)

    @property
    def are_over(self) -> bool:
        return self._failures >= MAX_FAILURES


def _pause_ms(number: int) -> float:
    return PAUSES_MS[min(number, len(PAUSES_MS)) - 1]


def asked_pause_ms(message: object) -> float:
    """A busy server says it in words only: "Please try again in 1.2s" or "in 450ms". 0: it does not."""
    said = _TRY_AGAIN.search(message) if isinstance(message, str) else None
    return float(said["number"]) * (1 if said["unit"] == "ms" else 1000) if said else 0.0


# A session that dies sooner than this will die again: three in a row, and nobody keeps dialling.
YOUNG_MS = 5_000
MAX_EARLY_DEATHS = 3


@dataclass(slots=True)
class EarlyDeaths:
    """Sessions in a row that were lost as soon as they were there."""

    _count: int = 0
    _born_at_ms: float = 0.0

    def born(self, now_ms: float) -> None:
        self._born_at_ms = now_ms

    def died(self, now_ms: float) -> None:
        self._count = self._count + 1 if now_ms - self._born_at_ms < YOUNG_MS else 0

    @property
    def are_too_many(self) -> bool:
        return self._count >= MAX_EARLY_DEATHS
