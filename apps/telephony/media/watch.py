"""Who waits for whom: what is asked of the model, and what becomes of a line on which nobody speaks. Pure."""

from .caller_side import CallerSide
from .lines import ASK, GOODBYE
from .model_side import ModelSide
from .parting import ASSISTANT_ENDED, CALLER_SILENT, PARTED_MS, STALLED_MS, Parting, have_parted
from .patience import GIVE_UP_MS, Patience
from .speech import Speech
from .tool_wait import ToolWait
from .transcript import Transcript
from .turns import SilenceLadder, earliest


class Watch:
    """A method that returns text names why the call ends; empty: it goes on."""

    def __init__(
        self, *, caller: CallerSide, model: ModelSide, speech: Speech, transcript: Transcript
    ) -> None:
        self._caller = caller
        self._model = model
        self._speech = speech
        self._transcript = transcript
        self._ladder = SilenceLadder()
        self._patience = Patience()
        self._tool_wait = ToolWait()
        self._parting = Parting()
        self._parted_at_ms: float | None = None

    @property
    def is_parting(self) -> bool:
        return bool(self._parting.reason)

    def caller_is_there(self) -> None:
        self._ladder.heard_caller()
        self._parting.caller_is_there()

    def sign_of_life(self) -> None:
        """Of the model's."""
        self._patience.sign_of_life()

    def say_goodbye(self, reason: str, now_ms: float) -> None:
        if not self._parting.reason:
            self._parting.begin(reason, after_position=self._transcript.last_position, now_ms=now_ms)
            self._model.say(GOODBYE)

    def playing(self, item_id: str) -> None:
        """Audio of this item goes out."""
        if (item := self._transcript.find(item_id)) is not None:
            self._parting.playing(item)

    def silence(self, now_ms: float) -> str:
        """Nobody speaks for long: somebody is asked for, in the end goodbye is said, and then it is over."""
        is_audible = self._speech.is_audible(now_ms)
        self._parted_at_ms = None
        if self._caller.is_to_be_heard or is_audible or not self._model.is_idle:
            self._ladder.busy()
        else:
            match self._ladder.quiet(now_ms):
                case "ask":
                    self._model.say(ASK)
                case "goodbye":
                    self.say_goodbye(CALLER_SILENT, now_ms)
            if self._have_parted():
                self._parted_at_ms = self._ladder.quiet_since_ms(now_ms) + PARTED_MS
        if self._parted_at_ms is not None and now_ms >= self._parted_at_ms:
            return ASSISTANT_ENDED
        if self._model.has_failed:
            return self._parting.end_reason() or "model_failed"
        is_over = self._model.is_idle and not is_audible
        return self._parting.end_reason() if is_over or self._parting.is_overdue(now_ms) else ""

    def _have_parted(self) -> bool:
        """Without our asking for it."""
        return not self._parting.reason and have_parted(
            self._transcript.items(), fulfilled_at=self._model.tools.fulfilled_at
        )

    def ask(self, now_ms: float) -> None:
        """The model may speak now, if it is to say something."""
        is_audible = self._speech.is_audible(now_ms)
        self._model.ask(caller_speaks=self._caller.is_to_be_heard, is_audible=is_audible, now_ms=now_ms)

    def tool(self, now_ms: float) -> str:
        """While a tool runs the caller hears a word now and then; one that never ends holds no line."""
        if not self._model.tools.are_running:
            self._tool_wait.over()
        elif self._caller.is_to_be_heard or self._speech.is_audible(now_ms):
            self._tool_wait.excused()
        else:
            match self._tool_wait.silent(now_ms):
                case "fill":
                    self._model.fill()
                case "give_up":
                    return self._parting.end_reason() or "tool_stuck"
        return ""

    def answer(self, now_ms: float) -> str:
        """A model that is there and says nothing is asked once more; then Twilio's own voice apologises."""
        is_excused = self._caller.is_to_be_heard or self._speech.is_audible(now_ms)
        if is_excused or not self._model.owes:
            self._patience.sign_of_life()
            return ""
        if not self._model.is_ready:
            return ""
        have_parted = self._have_parted()
        give_up_ms = PARTED_MS if have_parted else STALLED_MS if self._parting.is_heard else GIVE_UP_MS
        match self._patience.silent(now_ms, ask_again_ms=self._model.ask_again_ms, give_up_ms=give_up_ms):
            case "ask_again":
                self._model.ask_again()
                self.ask(now_ms)
            case "give_up":
                return ASSISTANT_ENDED if have_parted else self._parting.end_reason() or "model_silent"
        return ""

    def wake_at_ms(self) -> float | None:
        return earliest(
            self._ladder.wake_at_ms(),
            self._patience.wake_at_ms() if self._model.is_ready else None,
            self._parted_at_ms,
            self._tool_wait.wake_at_ms(),
            self._parting.wake_at_ms(),
        )
