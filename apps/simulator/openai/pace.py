"""How fast the stand-in thinks and speaks."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Pace:
    """Milliseconds, but for `audio_rate`: how many times faster than real time audio is sent."""

    first_audio_ms: float = 300
    delta_ms: int = 200
    audio_rate: float = 5.0
    tool_ms: float = 150
    transcription_ms: float = 250
    session_max_ms: float = 60 * 60 * 1000

    def changed(self, values: dict[str, Any]) -> "Pace":
        """Raises TypeError for a name that is none of the fields."""
        return replace(self, **values)


# For tests: as fast as the loop allows, still in many deltas.
FAST = Pace(first_audio_ms=0, audio_rate=1000, tool_ms=0, transcription_ms=0)
