"""What one call was like, from the caller's ear. Pure."""

from dataclasses import asdict, dataclass, field
from typing import Any

from apps.simulator.audio.mulaw import BYTES_PER_MS, SILENCE
from apps.simulator.audio.voice import CHARACTER_MS, voice_read
from apps.simulator.twilio.playout import Playout

# A hole this short, or one that cuts off a sound, is the line starving; a longer one is the assistant being
# quiet.
STARVED_MS = 60
CUT_OFF_MS = 1500


@dataclass(frozen=True)
class Turn:
    """One who spoke. `damaged_ms` of an assistant's turn could not be understood."""

    author: str
    text: str
    start_ms: int
    end_ms: int
    damaged_ms: int = 0


@dataclass
class CallReport:
    """`first_audio_ms`: from `start` to the first sound out of the loudspeaker. `gaps` are underruns only."""

    scenario: str
    call_sid: str = ""
    stream_sid: str = ""
    ended: str = ""
    duration_ms: int = 0
    first_audio_ms: int | None = None
    turns: list[Turn] = field(default_factory=list)
    gaps: list[dict[str, int]] = field(default_factory=list)
    clears: list[dict[str, Any]] = field(default_factory=list)
    marks_received: int = 0
    marks_echoed: int = 0
    http: list[dict[str, Any]] = field(default_factory=list)
    said_by_twilio: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def heard_text(self) -> str:
        return " ".join(turn.text for turn in self.turns if turn.author == "assistant" and turn.text)

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.ok, **asdict(self)}


def assistant_turns(tape: bytes) -> list[Turn]:
    """What was understood of the loudspeaker."""
    return [
        Turn("assistant", heard.text, heard.start_ms, heard.end_ms, heard.damaged_ms)
        for heard in voice_read(tape)
    ]


def first_sound_ms(tape: bytes) -> int | None:
    rest = tape.lstrip(SILENCE)
    return (len(tape) - len(rest)) // BYTES_PER_MS if rest else None


def underruns(playout: Playout) -> list[dict[str, int]]:
    """Gaps where sound was cut off and went on: not the pauses between replies, not the cut of a `clear`."""
    cleared = {clear.at_ms for clear in playout.clears}
    found = []
    for gap in playout.gaps:
        before = bytes(playout.tape[max(0, gap.start_ms - 5) * BYTES_PER_MS : gap.start_ms * BYTES_PER_MS])
        cut_off = before.strip(SILENCE) != b"" and gap.ms <= CUT_OFF_MS
        after_clear = any(gap.start_ms - 1 <= at_ms <= gap.end_ms for at_ms in cleared)
        if gap.ms > 0 and (cut_off or gap.ms <= STARVED_MS) and not after_clear:
            found.append({"start_ms": gap.start_ms, "ms": gap.ms})
    return found


def damage_problems(turns: list[Turn], clears: int) -> list[str]:
    """A `clear` and the end of the call may each cut one character; any other damage is the bridge's."""
    damaged = sum(turn.damaged_ms for turn in turns if turn.author == "assistant" and turn.text)
    allowed = (clears + 1) * CHARACTER_MS
    return [f"{damaged} ms of the assistant's speech arrived damaged"] if damaged > allowed else []
