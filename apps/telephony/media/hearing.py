"""Whether somebody still speaks, by the caller's own sound, second by second. Pure.

Speech rises and falls within every second; an empty line is quiet, and noise goes on as it began. Levels are
means of mu-law steps, 0 to 127: 16 steps are 6 dB.
"""

import base64
from dataclasses import dataclass, field

# Line noise at -48 dB has a level of 10, the weakest second of the phrase book's speech 53.
QUIET_LEVEL = 16
QUIETER_BY = 40
# Between the tenths of a second that are the softest and the loudest: speech 29 and more, noise 14 at most.
LIVELY_BY = 20
TENTH = 10

QUIET_SECONDS = 5
# Only a sound that never changes is taken for noise, and a second of speech outweighs several without.
STEADY_SECONDS = 60
LIVELY_OUTWEIGHS = 5
# A line that brings nothing at all may be held up: what was said meanwhile still comes.
MISSING_SECONDS = 20

_STEPS = bytes(127 - (code & 0x7F) for code in range(256))


@dataclass(slots=True)
class Hearing:
    """Of one turn of the caller's."""

    _levels: list[float] = field(default_factory=list)
    _loudest: float = 0.0
    _quiet_seconds: int = 0
    _steady_seconds: int = 0
    _missing_seconds: int = 0

    def frame(self, payload: str) -> None:
        """`payload` is base64 mu-law."""
        audio = base64.b64decode(payload)
        self._levels.append(sum(audio.translate(_STEPS)) / len(audio))

    def second(self) -> bool:
        """A second has passed. Whether nobody speaks any more, as far as can be heard."""
        if self._levels:
            self._judge(sorted(self._levels))
            self._levels.clear()
            self._missing_seconds = 0
        else:
            self._missing_seconds += 1
        return (
            self._quiet_seconds >= QUIET_SECONDS
            or self._steady_seconds >= STEADY_SECONDS
            or self._missing_seconds >= MISSING_SECONDS
        )

    def _judge(self, levels: list[float]) -> None:
        softest, loudest = levels[len(levels) // TENTH], levels[-1 - len(levels) // TENTH]
        self._loudest = max(self._loudest, loudest)
        is_quiet = loudest < max(QUIET_LEVEL, self._loudest - QUIETER_BY)
        self._quiet_seconds = self._quiet_seconds + 1 if is_quiet else 0
        if loudest - softest < LIVELY_BY:
            self._steady_seconds += 1
        else:
            self._steady_seconds = max(0, self._steady_seconds - LIVELY_OUTWEIGHS)
