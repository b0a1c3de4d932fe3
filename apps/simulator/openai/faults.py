"""Faults a test can order: what goes wrong, on which session, how often.

| kind | values | what happens |
|---|---|---|
| refuse | status (401, 403, 429, 500, 503) | the upgrade is answered with that status |
| accept_slow | ms | the upgrade takes that long |
| slow | first_audio_ms, audio_rate | replies start late or come slowly, for the whole session |
| drop | after_audio_ms | the TCP connection is cut once that much reply audio was sent in the session |
| stall | after_audio_ms, ms | nothing is sent for that long from there on, then all of it |
| error | on (a client event type), code, message, type | an `error` event instead of obeying that event |
| tool_result_late | ms | function call outputs are taken in that much later |
| expire | after_audio_ms | `session_expired`, then close 1001, once that much reply audio was sent |
| response_failed | code, message, type | the next reply breaks off with status failed |
| text | ms, status, content, refusal, cut | the next chat completion for a schema, see `spoiling` |
| transcription_failed | code, message, type | the next turn's transcription fails |
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = frozenset(
    [
        "refuse",
        "accept_slow",
        "slow",
        "drop",
        "stall",
        "error",
        "tool_result_late",
        "expire",
        "response_failed",
        "text",
        "transcription_failed",
    ]
)


@dataclass
class Fault:
    """`count`: how many times it happens before it is gone."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    count: int = 1

    def number(self, name: str, default: float = 0) -> float:
        return float(self.values.get(name, default))


def fault_read(data: dict[str, Any]) -> Fault:
    """From JSON: `kind`, `count` and the kind's own values. Raises ValueError."""
    values = dict(data)
    kind, count = str(values.pop("kind", "")), values.pop("count", 1)
    values.pop("scope", None)
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(sorted(KINDS))}")
    if not isinstance(count, int) or count < 1:
        raise ValueError("count must be a positive integer")
    return Fault(kind, values, count)


class FaultBox:
    """Ordered faults, waiting for their moment."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self.waiting = list(faults)

    def add(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def peek(self, kind: str, **matching: Any) -> Fault | None:
        for fault in self.waiting:
            if fault.kind == kind and all(
                fault.values.get(name) == value for name, value in matching.items()
            ):
                return fault
        return None

    def take(self, kind: str, **matching: Any) -> Fault | None:
        """The first such fault, counted down."""
        fault = self.peek(kind, **matching)
        if fault:
            fault.count -= 1
            if not fault.count:
                self.waiting.remove(fault)
        return fault

    def hand_over(self) -> "FaultBox":
        """One of each waiting fault that happens inside a session, for the session that opens now."""
        kinds = {fault.kind for fault in self.waiting} - {"refuse", "accept_slow", "text"}
        taken = [self.take(kind) for kind in sorted(kinds)]
        return FaultBox(Fault(fault.kind, fault.values) for fault in taken if fault)
