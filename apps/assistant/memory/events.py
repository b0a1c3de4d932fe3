from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class MemoryChanged(Event):
    """`id` is the lead whose memory was written, corrected or erased."""

    type = "lead.remembered"
