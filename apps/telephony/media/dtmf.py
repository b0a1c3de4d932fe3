"""Digits typed during a call, gathered into an entry. Pure.

Ten digits are a phone number and need no `#`; `#` ends an entry and alone skips; `*` starts over.
"""

from dataclasses import dataclass

WHOLE_NUMBER = 10
PAUSE_MS = 2_000


@dataclass(slots=True)
class DtmfEntry:
    _digits: str = ""
    _last_ms: float = 0.0

    def add(self, digit: str, now_ms: float) -> str | None:
        """Returns the finished entry ("" when the caller skips with `#` alone), or None while it grows."""
        self._last_ms = now_ms
        if digit == "*":
            self._digits = ""
            return None
        if digit == "#":
            return self._take()
        self._digits += digit
        return self._take() if len(self._digits) == WHOLE_NUMBER else None

    def pause(self, now_ms: float) -> str | None:
        """The entry, when the caller stopped typing."""
        if self._digits and now_ms - self._last_ms >= PAUSE_MS:
            return self._take()
        return None

    def rest(self) -> str | None:
        """What was typed when the call ends, if anything."""
        return self._take() if self._digits else None

    def wake_at_ms(self) -> float | None:
        return self._last_ms + PAUSE_MS if self._digits else None

    def _take(self) -> str:
        digits, self._digits = self._digits, ""
        return digits
