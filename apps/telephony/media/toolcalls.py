"""The tool calls of one call: each runs once, and is told again to a new session. Pure."""

from dataclasses import dataclass, field

from .realtime import ToolCall


@dataclass(slots=True)
class ToolRun:
    """`after_position`: the last turn that stood before it."""

    call: ToolCall
    after_position: int
    output: str | None = None


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
    def are_running(self) -> bool:
        return any(run.output is None for run in self._runs.values())

    def all(self) -> list[ToolRun]:
        return list(self._runs.values())
