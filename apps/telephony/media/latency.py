"""How long the caller waits for a sound. Pure."""

from dataclasses import dataclass


@dataclass(slots=True)
class Latency:
    _has_sounded: bool = False
    _waiting_since_ms: float | None = None

    def caller_stopped(self, now_ms: float) -> None:
        self._waiting_since_ms = now_ms

    def sounded(self, now_ms: float) -> tuple[str, int] | None:
        """The assistant is heard: ("first_audio" or "turn", ms waited), or None when nobody was waiting."""
        since_ms, self._waiting_since_ms = self._waiting_since_ms, None
        if not self._has_sounded:
            self._has_sounded = True
            return "first_audio", round(now_ms)
        return None if since_ms is None else ("turn", round(now_ms - since_ms))
