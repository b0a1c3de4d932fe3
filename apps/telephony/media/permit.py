"""Leave to begin, given to a tool on another thread and taken back from one that has not begun."""

from threading import Lock


class Permit:
    """Either it begins or it is withdrawn, whichever is first; the other one is told so."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._has_begun = self._is_withdrawn = False

    def begin(self) -> bool:
        with self._lock:
            self._has_begun = not self._is_withdrawn
            return self._has_begun

    def withdraw(self) -> bool:
        with self._lock:
            self._is_withdrawn = not self._has_begun
            return self._is_withdrawn
