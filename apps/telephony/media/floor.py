"""Who has the floor: whether the caller speaks, and when that interrupts. Pure: every method takes `now_ms`.

`GreetingGuard` keeps the first noise on the line from wiping the greeting.
"""

from dataclasses import dataclass, field
from math import inf

from .hearing import Hearing
from .turns import earliest

LOOK_MS = 1_000


@dataclass(slots=True)
class GreetingGuard:
    """The first half second of the greeting cannot be interrupted: lines click when they open."""

    guard_ms: float = 500
    _item_id: str = ""
    _started_ms: float | None = None

    def playing(self, item_id: str, now_ms: float) -> None:
        """Audio of this item goes out. Only the call's first item is the greeting."""
        if not self._item_id:
            self._item_id = item_id
            self._started_ms = now_ms

    def ends_at_ms(self, now_ms: float) -> float | None:
        """When an interruption that came at `now_ms` counts, or None for: at once.

        Infinity while the greeting is still being made: it ends half a second after its first sound.
        """
        if self._started_ms is None:
            return inf
        if now_ms >= self._started_ms + self.guard_ms:
            return None
        return self._started_ms + self.guard_ms


@dataclass(slots=True)
class Floor:
    """The caller's, as long as the model's present session says so, and the line does not belie it."""

    _guard: GreetingGuard = field(default_factory=GreetingGuard)
    _hearing: Hearing | None = None
    _look_at_ms: float = 0.0
    _interrupt_at_ms: float | None = None

    @property
    def is_callers(self) -> bool:
        return self._hearing is not None

    def take(self, now_ms: float) -> None:
        """The caller begins to speak, which interrupts as soon as `is_interrupted` says so."""
        self._hearing, self._look_at_ms = Hearing(), now_ms + LOOK_MS
        guarded_until_ms = self._guard.ends_at_ms(now_ms)
        self._interrupt_at_ms = now_ms if guarded_until_ms is None else guarded_until_ms

    def leave(self) -> None:
        """The caller's turn is over, or nobody is left who would say so."""
        self._hearing = self._interrupt_at_ms = None

    def hear(self, payload: str) -> None:
        """A frame of the caller's, as base64 mu-law. Listened to only while the caller is said to speak."""
        if self._hearing is not None:
            self._hearing.frame(payload)

    def playing(self, item_id: str, now_ms: float) -> None:
        """Audio of this item goes out."""
        self._guard.playing(item_id, now_ms)
        if self._interrupt_at_ms == inf:
            self._interrupt_at_ms = self._guard.ends_at_ms(now_ms)

    def is_interrupted(self, now_ms: float) -> bool:
        """An interruption counts now; said once."""
        is_due = self._interrupt_at_ms is not None and now_ms >= self._interrupt_at_ms
        if is_due:
            self._interrupt_at_ms = None
        return is_due

    def is_deserted(self, now_ms: float) -> bool:
        """The caller is said to speak, and does not: the end of the turn was lost. Asked once a second."""
        if self._hearing is None or now_ms < self._look_at_ms:
            return False
        self._look_at_ms = now_ms + LOOK_MS
        return self._hearing.second()

    def wake_at_ms(self) -> float | None:
        return earliest(self._interrupt_at_ms, None if self._hearing is None else self._look_at_ms)
