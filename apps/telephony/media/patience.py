"""How long the line may be silent while the model owes an answer. Pure: every method takes `now_ms`."""

from dataclasses import dataclass
from typing import Literal

from .turns import earliest

# An answer that does not begin is asked for once more, and nobody listens to nothing for longer than this.
GIVE_UP_MS = 6_000


@dataclass(slots=True)
class Patience:
    _silent_since_ms: float | None = None
    _asked_at_ms: float | None = None
    _ask_again_ms: float | None = None
    _give_up_ms: float = GIVE_UP_MS
    _has_asked_again: bool = False

    def sign_of_life(self) -> None:
        """Something was heard, or is being made: the silence is over, or excused."""
        self._silent_since_ms = self._asked_at_ms = None
        self._has_asked_again = False

    def silent(
        self, now_ms: float, *, ask_again_ms: float | None, give_up_ms: float = GIVE_UP_MS
    ) -> Literal["ask_again", "give_up"] | None:
        """Nobody speaks and an answer is owed. What is due, if anything.

        `ask_again_ms`: how long after it was asked for it is asked for again; None: it was not asked for, or
        has begun.
        """
        if self._silent_since_ms is None:
            self._silent_since_ms = now_ms
        self._ask_again_ms, self._give_up_ms = ask_again_ms, give_up_ms
        if ask_again_ms is None:
            self._asked_at_ms = None
        elif self._asked_at_ms is None:
            self._asked_at_ms = now_ms
        if now_ms >= self._silent_since_ms + give_up_ms:
            return "give_up"
        again_at_ms = self._again_at_ms()
        if again_at_ms is None or now_ms < again_at_ms:
            return None
        self._has_asked_again = True
        return "ask_again"

    def wake_at_ms(self) -> float | None:
        if self._silent_since_ms is None:
            return None
        return earliest(self._again_at_ms(), self._silent_since_ms + self._give_up_ms)

    def _again_at_ms(self) -> float | None:
        if self._asked_at_ms is None or self._ask_again_ms is None or self._has_asked_again:
            return None
        return self._asked_at_ms + self._ask_again_ms
