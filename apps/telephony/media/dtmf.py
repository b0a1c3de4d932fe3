"""Digits typed during a call, gathered into an entry. Pure.

`#` ends an entry and alone skips; so does a pause, because not everybody presses `#`; `*` starts over. Right
after an entry `#` says nothing more: it came late, or was pressed twice. How many digits an entry has is
nobody's guess: a number may be local or international.
"""

from dataclasses import dataclass

PAUSE_MS = 2_000
# A `#` this soon after an entry belongs to that entry, and skips nothing.
LATE_HASH_MS = 3_000


@dataclass(slots=True)
class DtmfEntry:
    _digits: str = ""
    _last_ms: float = 0.0
    _hash_until_ms: float = float("-inf")

    def add(self, digit: str, now_ms: float) -> str | None:
        """Returns the finished entry ("" when the caller skips with `#` alone), or None while it grows."""
        self._last_ms = now_ms
        if digit == "#":
            is_after_entry = not self._digits and now_ms <= self._hash_until_ms
            return None if is_after_entry else self._end(now_ms)
        self._hash_until_ms = float("-inf")
        self._digits = "" if digit == "*" else self._digits + digit
        return None

    def pause(self, now_ms: float) -> str | None:
        """The entry, when the caller stopped typing."""
        if self._digits and now_ms - self._last_ms >= PAUSE_MS:
            return self._end(now_ms)
        return None

    def rest(self) -> str | None:
        """What was typed when the call ends, if anything."""
        return self._take() if self._digits else None

    def wake_at_ms(self) -> float | None:
        return self._last_ms + PAUSE_MS if self._digits else None

    def _end(self, now_ms: float) -> str:
        self._hash_until_ms = now_ms + LATE_HASH_MS
        return self._take()

    def _take(self) -> str:
        digits, self._digits = self._digits, ""
        return digits
