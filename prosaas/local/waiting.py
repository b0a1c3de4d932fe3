"""Waiting for a process to answer, with an end."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

PAUSE_SECONDS = 0.1
TAIL_LINES = 25


class NotReadyError(RuntimeError):
    """Somebody did not answer in time; the message says who, and ends with their log."""


def ready_wait(
    name: str, url: str, *, log: Path, deadline_seconds: float, is_running: Callable[[], bool] = lambda: True
) -> None:
    """Return when `url` answers 2xx. Raises NotReadyError after the deadline, or when nothing runs."""
    deadline = time.monotonic() + deadline_seconds
    answer = "no answer"
    while is_running() and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (always a local http address)
                return
        except urllib.error.HTTPError as error:
            answer = f"{error.code} {_short(error.read())}"
        except OSError as error:
            answer = str(error)
        time.sleep(PAUSE_SECONDS)
    raise NotReadyError(f"{name} is not ready at {url}: {answer}\n{tail(log)}")


def tail(log: Path) -> str:
    """The last lines of a log, under its name."""
    if not log.exists():
        return f"({log} was not written)"
    lines = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join([f"--- {log}", *lines])


def _short(body: bytes) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False)[:300]
    except ValueError:
        return body[:100].decode(errors="replace")
