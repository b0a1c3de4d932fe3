"""What the caller hears while a tool takes long. Pure: every method takes `now_ms`."""

from dataclasses import dataclass
from typing import Literal

from .patience import GIVE_UP_MS

FILLER_AFTER_MS = 1_500
# Who was asked to wait once waits longer before it is said again, and not for ever.
NEXT_FILLER_AFTER_MS = 4_000
MOST_FILLERS = 3


@dataclass(slots=True)
class ToolWait:
    _silent_since_ms: float | None = None
    _fillers: int = 0
    _has_filled: bool = False

    def over(self) -> None:
        """No tool runs any more."""
        self._silent_since_ms, self._fillers, self._has_filled = None, 0, False

    def excused(self) -> None:
        """Somebody speaks."""
        self._silent_since_ms, self._has_filled = None, False

    def silent(self, now_ms: float) -> Literal["fill", "give_up"] | None:
        """A tool runs and nobody speaks. What is due, if anything: of each silence one filler."""
        if self._silent_since_ms is None:
            self._silent_since_ms = now_ms
        if now_ms >= self._silent_since_ms + GIVE_UP_MS:
            return "give_up"
        if self._may_fill() and now_ms >= self._silent_since_ms + self._after_ms():
            self._fillers, self._has_filled = self._fillers + 1, True
            return "fill"
        return None

    def wake_at_ms(self) -> float | None:
        if self._silent_since_ms is None:
            return None
        return self._silent_since_ms + (self._after_ms() if self._may_fill() else GIVE_UP_MS)

    def _may_fill(self) -> bool:
        return not self._has_filled and self._fillers < MOST_FILLERS

    def _after_ms(self) -> float:
        return NEXT_FILLER_AFTER_MS if self._fillers else FILLER_AFTER_MS
