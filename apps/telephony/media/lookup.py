"""Whether the business has an answer to a turn: its text is waited for, then the answer, neither for long.

Pure: every method takes `now_ms`. Nothing is asked of the model meanwhile, so there is one answer a turn.
"""

from dataclasses import dataclass

# Transcription and the model's first sound share what a caller may wait for: 1.2 s with the server's half
# second of silence in it. A text that is late costs this and no more.
TEXT_MS = 450
# The matcher takes milliseconds, the text model that picks among candidates 800 at most.
ANSWER_MS = 850


@dataclass(slots=True)
class Lookup:
    """Of the caller's last turn, until it is answered, dropped or has taken too long."""

    _item_id: str = ""
    _until_ms: float | None = None
    _is_asked: bool = False

    @property
    def is_waiting(self) -> bool:
        return self._until_ms is not None

    def begin(self, item_id: str, now_ms: float) -> None:
        """The caller's turn is over; its text comes."""
        self._item_id, self._until_ms, self._is_asked = item_id, now_ms + TEXT_MS, False

    def heard(self, item_id: str, now_ms: float) -> bool:
        """The text of a turn is here. Whether it is the one to look up now; said once."""
        if not self.is_waiting or self._is_asked or item_id != self._item_id:
            return False
        self._until_ms, self._is_asked = now_ms + ANSWER_MS, True
        return True

    def found(self, item_id: str) -> bool:
        """The answer to a turn is here. Whether it is still waited for; ends it."""
        is_awaited = self.is_waiting and item_id == self._item_id
        if is_awaited:
            self.drop()
        return is_awaited

    def gives_up(self, now_ms: float) -> bool:
        """It takes too long; said once."""
        is_overdue = self._until_ms is not None and now_ms >= self._until_ms
        if is_overdue:
            self.drop()
        return is_overdue

    def drop(self) -> None:
        """Something newer answers the turn, or nobody is left who would."""
        self._until_ms = None

    def wake_at_ms(self) -> float | None:
        return self._until_ms
