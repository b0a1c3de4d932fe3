"""One event loop a process for the outgoing model calls of all its threads, so that connections are kept.

The loop knows no business: what needs one is done by the thread that asked.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from queue import SimpleQueue
from typing import Any, TypeVar

R = TypeVar("R")
Work = Callable[[], Any]


class Desk:
    """What a coroutine on the loop asks of the thread that waits for it, one thing at a time."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Work, asyncio.Future[Any]] | None] = SimpleQueue()

    async def ask(self, work: Work) -> Any:
        """On the loop: `work` is done by the waiting thread; raises what it raises."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked.put((work, answer))
        return await answer

    def close(self) -> None:
        self._asked.put(None)

    def serve(self) -> None:
        """On the waiting thread, until closed."""
        while (asked := self._asked.get()) is not None:
            work, answer = asked
            try:
                done: Any = work()
            except BaseException as error:
                answer.get_loop().call_soon_threadsafe(_fail, answer, error)
                raise
            answer.get_loop().call_soon_threadsafe(_settle, answer, done)


def loop_run(make: Callable[[Desk], Coroutine[Any, Any, R]]) -> R:
    """Runs the coroutine on the process's loop; whatever it asks of its desk is done here meanwhile."""
    desk = Desk()
    running = asyncio.run_coroutine_threadsafe(make(desk), _loop())
    running.add_done_callback(lambda _: desk.close())
    try:
        desk.serve()
    except BaseException:
        running.cancel()
        raise
    return running.result()


def _settle(answer: "asyncio.Future[Any]", done: Any) -> None:
    if not answer.done():
        answer.set_result(done)


def _fail(answer: "asyncio.Future[Any]", error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(RuntimeError(type(error).__name__))


class _Loop:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """In a forked process: the thread stayed behind in its parent."""
        self._lock = threading.Lock()
        self._running: asyncio.AbstractEventLoop | None = None

    def get(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._running is None:
                self._running = asyncio.new_event_loop()
                threading.Thread(target=self._running.run_forever, name="agents", daemon=True).start()
            return self._running


_kept = _Loop()
os.register_at_fork(after_in_child=_kept.begin_anew)


def _loop() -> asyncio.AbstractEventLoop:
    return _kept.get()
