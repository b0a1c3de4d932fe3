"""Digits typed during a call, gathered into an entry. Pure.

`#` ends an entry and alone skips; so does a pause, because not everybody presses `#`; `*` starts over. How
many digits an entry has is nobody's guess: a number may be local or international.
"""

from dataclasses import dataclass

PAUSE_MS = 2_000
# A `#` this soon after a pause ended the entry belongs to that entry: it came late, and skips nothing.
LATE_HASH_MS = 3_000


@dataclass(slots=True)
class DtmfEntry:
    _digits: str = ""
    _last_ms: float = 0.0
    _hash_until_ms: float = float("-inf")

    def add(self, digit: str, now_ms: float) -> str | None:
        """Returns the finished entry ("" when the caller skips with `#` alone), or None while it grows."""
        self._last_ms = now_ms
        is_late_hash = digit == "#" and not self._digits and now_ms <= self._hash_until_ms
        self._hash_until_ms = float("-inf")
        if is_late_hash:
            return None
        if digit == "#":
            return self._take()
        self._digits = "" if digit == "*" else self._digits + digit
        return None

    def pause(self, now_ms: float) -> str | None:
        """The entry, when the caller stopped typing."""
        if self._digits and now_ms - self._last_ms >= PAUSE_MS:
            self._hash_until_ms = now_ms + LATE_HASH_MS
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
