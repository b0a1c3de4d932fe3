"""When a response that failed is asked for again. Pure."""

import re

# After as many failures in a row as there are pauses, and one more, nobody asks again.
PAUSES_MS = (500, 1_000, 2_000)
MAX_FAILURES = len(PAUSES_MS) + 1
LONGEST_PAUSE_MS = 5_000
_TRY_AGAIN = re.compile(r"try again in (?P<number>\d+(?:\.\d+)?)(?P<unit>ms|s)\b")


def pause_ms(failures: int, *, asked_ms: float) -> float:
    """How long to wait after the `failures`-th failure in a row, when the server asks for `asked_ms`."""
    return min(max(PAUSES_MS[failures - 1], asked_ms), LONGEST_PAUSE_MS)


def asked_pause_ms(message: object) -> float:
    """A busy server says it in words only: "Please try again in 1.2s" or "in 450ms". 0: it does not."""
    said = _TRY_AGAIN.search(message) if isinstance(message, str) else None
    return float(said["number"]) * (1 if said["unit"] == "ms" else 1000) if said else 0.0
