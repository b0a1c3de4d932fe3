"""The server's word that it took a session's settings. Pure: every method takes `now_ms`."""

from dataclasses import dataclass

# The session's echo comes within a round trip. Without it we speak all the same, and note it.
CONFIRM_MS = 2_000


@dataclass(slots=True)
class Confirmation:
    _is_given: bool = False
    _by_ms: float = 0.0

    def await_from(self, now_ms: float) -> None:
        self._is_given = False
        self._by_ms = now_ms + CONFIRM_MS

    def given(self) -> None:
        self._is_given = True

    def is_missed(self, now_ms: float) -> bool:
        """It did not come in time. Said once: what is missed is taken as given."""
        is_missed = not self._is_given and now_ms >= self._by_ms
        self._is_given |= is_missed
        return is_missed

    @property
    def is_given(self) -> bool:
        return self._is_given

    def wake_at_ms(self) -> float | None:
        return None if self._is_given else self._by_ms
