"""Who may speak. Pure: every method takes `now_ms`.

`ResponseSlot` is the only place that lets a response be created, `SilenceLadder` says when a silence has
become too long. Whether the caller speaks is in `floor.py`.
"""

from dataclasses import dataclass, field
from enum import Enum
from math import inf

# How long a response may take that the server owes, and how long its first sound, until it is asked for anew.
# The server names a response at once; one that it works on is not stopped lightly.
NO_RESPONSE_MS = 2_500
SILENT_RESPONSE_MS = 4_000


def earliest(*moments: float | None) -> float | None:
    """The first of some moments in ms; None and infinity are those that may never come."""
    return min((moment for moment in moments if moment is not None and moment != inf), default=None)


class Need(Enum):
    """Why a response is wanted. The server itself answers a TURN, so a refused one is not asked for again.

    Not so an ENTRY, which it leaves to us: on the keypad, or spoken where the server was told to wait. Only
    what was asked for afterwards answers that. A FILLER is said while a tool runs, and owed to nobody.
    """

    TURN = "turn"
    TOOL = "tool"
    ENTRY = "entry"
    SAY = "say"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Wish:
    """A response that is needed; `instructions` are for this one only."""

    need: Need
    instructions: str = ""

    @property
    def is_owed(self) -> bool:
        return self.need is not Need.FILLER


class Stage(Enum):
    """How far the response that is running has come. SAID: all its speech is here. CUT: nobody wants it."""

    COMING = "coming"
    SPEAKING = "speaking"
    SAID = "said"
    CUT = "cut"


@dataclass(slots=True)
class ResponseSlot:
    """At most one response at a time. What cannot be asked for now waits, and only the last of it.

    One place knows what is asked for, whether what is coming is still wanted, and what is owed after it.
    """

    active_id: str = ""
    _stage: Stage = Stage.COMING
    _has_given: bool = False
    _wanted: Wish | None = None
    _not_before_ms: float = 0.0
    _requested: Wish | None = None
    _running: Wish | None = None
    _is_expected: bool = False
    _is_unwanted: bool = False
    _unseen_outputs: set[str] = field(default_factory=set)

    def want(self, need: Need, instructions: str = "") -> None:
        """A response is needed: as soon as `take` allows it. An entry stays owed until asked for."""
        owes_entry = self._wanted is not None and self._wanted.need is Need.ENTRY
        if instructions or not owes_entry:
            self._wanted = Wish(need, instructions)

    def tool_output_sent(self, call_id: str) -> None:
        self._unseen_outputs.add(call_id)

    def tool_output_seen(self, call_id: str) -> None:
        self._unseen_outputs.discard(call_id)

    def take(self, *, caller_speaks: bool, now_ms: float) -> str | None:
        """The instructions of a response to create now (possibly ""), or None for: not now."""
        is_busy = bool(self.active_id) or self.is_coming
        if self._wanted is None or is_busy or caller_speaks or now_ms < self._not_before_ms:
            return None
        self._requested, self._wanted = self._wanted, None
        return self._requested.instructions

    def fill(self, instructions: str) -> bool:
        """Ask for words while a tool runs, unless a response runs or comes. What is wanted stays so."""
        is_free = not (self.active_id or self.is_coming)
        if is_free:
            self._requested = Wish(Need.FILLER, instructions)
        return is_free

    def expect_server(self) -> None:
        """The caller's turn is over; the server answers by itself unless a response is still running."""
        self._is_unwanted = False
        if self.active_id:
            self.want(Need.TURN)
        else:
            self._is_expected = True

    def interrupt(self) -> None:
        """The caller took the floor: what is on its way is not wanted any more when it begins."""
        self._is_unwanted = self.is_coming

    def created(self, response_id: str, *, caller_speaks: bool) -> bool:
        """A response began. False: nobody wants it any more, and what is owed after it stays owed.

        The server's own may not know a tool output that it has not confirmed yet. What nobody waits for is
        not said to a caller who speaks.
        """
        is_ours, owed = self._requested is not None, self._wanted
        is_stray = caller_speaks and not self.is_coming
        is_unwanted = self._is_unwanted or is_stray or (owed is not None and owed.need is Need.ENTRY)
        is_filler = self._requested is not None and not self._requested.is_owed
        if not is_unwanted and not is_filler and (is_ours or not self._unseen_outputs):
            self._wanted = None
            self._unseen_outputs.clear()
        self.active_id = response_id
        self._stage, self._has_given = Stage.COMING, False
        self._running = self._requested
        self._forget_coming()
        return not is_unwanted

    def reached(self, response_id: str, stage: Stage) -> None:
        """The response has come so far. What was cut stays cut; what has no sound is not said."""
        is_possible = self._stage is not Stage.CUT and (stage is not Stage.SAID or self._has_given)
        if self.active_id == response_id and is_possible:
            self._stage = stage

    def gave(self, response_id: str) -> None:
        """There is sound of it, or a tool call that stands."""
        if self.active_id == response_id:
            self._has_given = True

    def came_to_nothing(self, response_id: str) -> bool:
        """At its end: it gave neither sound nor a tool call, and nobody had cut it."""
        return self.active_id == response_id and not self._has_given and self._stage is not Stage.CUT

    def done(self, response_id: str) -> None:
        if self.active_id == response_id:
            self.active_id = ""
            self._running = None

    def failed(self, response_id: str, *, retry_at_ms: float) -> None:
        """What it was to say is wanted again, not at once, unless something newer is."""
        was = self._running if self.active_id == response_id else None
        self.done(response_id)
        if was is not None and not was.is_owed:
            return
        self._wanted = self._wanted or was or Wish(Need.SAY)
        self._not_before_ms = retry_at_ms

    def refused(self) -> None:
        """The server says a response is already running: what we wanted to say waits for its end."""
        refused = self._requested
        if refused is None and self._running is not None and self._running.need is Need.ENTRY:
            # What began was the server's own, and not what we had asked for.
            refused, self._running = self._running, None
        if refused is not None and refused.is_owed and refused.need is not Need.TURN:
            self._wanted = self._wanted or refused
        self._requested = None
        self._is_unwanted = self._is_unwanted and self._is_expected

    def reset(self) -> None:
        """A new connection: nothing is running there."""
        self.active_id = ""
        self._wanted = self._running = None
        self._forget_coming()
        self._not_before_ms = 0.0
        self._unseen_outputs.clear()

    def _forget_coming(self) -> None:
        self._requested = None
        self._is_expected = self._is_unwanted = False

    @property
    def is_coming(self) -> bool:
        """A response was asked for, or is owed by the server, and has not begun."""
        return self._requested is not None or self._is_expected

    @property
    def is_idle(self) -> bool:
        return not (self.active_id or self._wanted or self.is_coming)

    @property
    def ask_again_ms(self) -> float | None:
        """How long to wait for what the server was asked for and does not say; None: it says it."""
        if self.active_id:
            return None if self._stage is Stage.SPEAKING else SILENT_RESPONSE_MS
        return NO_RESPONSE_MS if self.is_coming else None

    @property
    def owes(self) -> bool:
        """Something is still to be said, or to be ended; a busy server's pause is silence too."""
        return bool(self.active_id) or self.is_coming or self._wanted is not None

    def owed(self) -> Wish | None:
        """What the caller would never hear if the connection were lost now.

        A response with words of its own is done when they are said; any other may have had more to do.
        """
        has_own_words = self._running is not None and bool(self._running.instructions)
        is_over = self._stage is Stage.CUT or (self._stage is Stage.SAID and has_own_words)
        is_filler = self._running is not None and not self._running.is_owed
        if self.active_id and not is_over and not is_filler:
            return self._running or Wish(Need.TURN)
        requested = self._requested if self._requested is not None and self._requested.is_owed else None
        return requested or self._wanted or (Wish(Need.TURN) if self._is_expected else None)

    def ask_again(self) -> str:
        """What was asked for does not begin: it is wanted anew. Returns the response to cancel, if any."""
        given_up, is_unsaid = self.active_id, self._stage is Stage.COMING
        asked = self._running or self._requested or Wish(Need.TURN)
        if asked.is_owed and (not given_up or is_unsaid):
            self._wanted = self._wanted or asked
        self._forget_coming()
        self.done(given_up)
        return given_up if is_unsaid else ""

    def wake_at_ms(self, now_ms: float) -> float | None:
        """When a response that failed is asked for again."""
        is_waiting = self._wanted is not None and now_ms < self._not_before_ms
        return self._not_before_ms if is_waiting else None


@dataclass(slots=True)
class SilenceLadder:
    """Two-sided silence: ask whether somebody is there, ask once more, say goodbye.

    Only silence counts in which neither side speaks and no answer is being made.
    """

    step_ms: float = 10_000
    steps: tuple[str, ...] = ("ask", "ask", "goodbye")
    _quiet_since_ms: float | None = None
    _taken: int = 0

    def heard_caller(self) -> None:
        self._quiet_since_ms = None
        self._taken = 0

    def busy(self) -> None:
        """The assistant speaks or is about to: the clock starts again afterwards, on the same rung."""
        self._quiet_since_ms = None

    def quiet(self, now_ms: float) -> str | None:
        """Nobody speaks. Returns the rung that is due, once."""
        if self._quiet_since_ms is None:
            self._quiet_since_ms = now_ms
            return None
        if now_ms - self._quiet_since_ms < self.step_ms or self._taken >= len(self.steps):
            return None
        rung = self.steps[self._taken]
        self._taken += 1
        self._quiet_since_ms = None
        return rung

    def quiet_since_ms(self, now_ms: float) -> float:
        """Since when nobody has spoken, or been asked to."""
        return now_ms if self._quiet_since_ms is None else self._quiet_since_ms

    def wake_at_ms(self) -> float | None:
        if self._quiet_since_ms is None or self._taken >= len(self.steps):
            return None
        return self._quiet_since_ms + self.step_ms
