"""Threads that take turns, one step at a time, in an order that was drawn beforehand."""

import threading
from collections.abc import Callable, Sequence

TOO_LONG_SECONDS = 60


class Turns:
    """A thread calls `pause` between its steps; `conduct`, on a thread of its own, says whose is next."""

    def __init__(self, order: Sequence[int], *, players: int) -> None:
        self._order = order or [0]
        self._players_left = players
        self._changed = threading.Condition()
        self._waiting: list[int] = []
        self._next: int | None = None

    def play(self, player: int, part: Callable[[Callable[[], None]], None]) -> None:
        """Runs a part, which is handed its `pause`."""
        try:
            part(lambda: self._pause(player))
        finally:
            with self._changed:
                self._players_left -= 1
                self._changed.notify_all()

    def conduct(self) -> None:
        """Returns when every part is over."""
        turn = 0
        with self._changed:
            while self._wait_for(lambda: self._players_left == 0 or bool(self._waiting)) and self._waiting:
                self._next = sorted(self._waiting)[self._order[turn % len(self._order)] % len(self._waiting)]
                self._changed.notify_all()
                self._wait_for(lambda: self._next is None)
                turn += 1

    def _pause(self, player: int) -> None:
        with self._changed:
            self._waiting.append(player)
            self._changed.notify_all()
            self._wait_for(lambda: self._next == player)
            self._waiting.remove(player)
            self._next = None
            self._changed.notify_all()

    def _wait_for(self, holds: Callable[[], bool]) -> bool:
        if not self._changed.wait_for(holds, timeout=TOO_LONG_SECONDS):
            raise TimeoutError("somebody does not come to the next step")
        return True
