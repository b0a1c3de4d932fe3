"""The tool calls of one call: each runs once, and is told again to a new session. Pure."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .realtime import ToolCall

# With one of these done a caller has what the call was for.
WISHES = frozenset(
    {
        "book_appointment",
        "reschedule_appointment",
        "cancel_appointment",
        "create_task",
        "set_callback",
        "transfer_to_person",
    }
)


@dataclass(slots=True)
class ToolRun:
    """`after_position`: the last turn that stood before it."""

    call: ToolCall
    after_position: int
    output: str | None = None

    @property
    def result(self) -> dict[str, Any]:
        """What the tool told; with "error" where it did nothing."""
        return _read(self.output or "")


@dataclass(slots=True)
class ToolCalls:
    _runs: dict[str, ToolRun] = field(default_factory=dict)

    def begin(self, call: ToolCall, *, after_position: int) -> bool:
        """False when this call was seen before: the server reports a finished call more than once."""
        if call.call_id in self._runs:
            return False
        self._runs[call.call_id] = ToolRun(call, after_position)
        return True

    def finish(self, call_id: str, output: str) -> None:
        run = self._runs.get(call_id)
        if run is not None:
            run.output = output

    def is_goodbye(self, call_id: str) -> bool:
        """It was the one that ends the call."""
        return call_id in self._runs and self._runs[call_id].call.name == "end_call"

    @property
    def fulfilled_at(self) -> int:
        """The position after which a wish was last fulfilled; 0: none was."""
        done = (run for run in self._runs.values() if run.call.name in WISHES and "error" not in run.result)
        return max((run.after_position for run in done), default=0)

    @property
    def are_running(self) -> bool:
        return any(run.output is None for run in self._runs.values())

    def all(self) -> list[ToolRun]:
        return list(self._runs.values())


@lru_cache(maxsize=256)
def _read(output: str) -> dict[str, Any]:
    try:
        read = json.loads(output)
    except ValueError:
        return {"error": {}}
    return read if isinstance(read, dict) else {"error": {}}
