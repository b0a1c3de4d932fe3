"""Who waits for whom: what is asked of the model, and what becomes of a line on which nobody speaks. Pure."""

from .caller_side import CallerSide
from .lines import ASK, GOODBYE
from .model_side import ModelSide
from .patience import Patience
from .speech import Speech
from .turns import SilenceLadder, earliest

CALLER_SILENT, ASSISTANT_ENDED, TOO_LONG = "caller_silent", "assistant_ended", "too_long"
# A caller who speaks after all stays.
TAKEN_BACK = (CALLER_SILENT, ASSISTANT_ENDED)
GOODBYE_REASONS = frozenset({CALLER_SILENT, ASSISTANT_ENDED, TOO_LONG})


class Watch:
    """A method that returns text names why the call ends; empty: it goes on."""

    def __init__(self, *, caller: CallerSide, model: ModelSide, speech: Speech) -> None:
        self._caller = caller
        self._model = model
        self._speech = speech
        self._ladder = SilenceLadder()
        self._patience = Patience()
        self.goodbye_reason = ""

    def caller_is_there(self) -> None:
        self._ladder.heard_caller()
        if self.goodbye_reason in TAKEN_BACK:
            self.goodbye_reason = ""

    def sign_of_life(self) -> None:
        """Of the model's."""
        self._patience.sign_of_life()

    def say_goodbye(self, reason: str) -> None:
        if not self.goodbye_reason:
            self.goodbye_reason = reason
            self._model.say(GOODBYE)

    def silence(self, now_ms: float) -> str:
        """Nobody speaks for long: somebody is asked for, in the end goodbye is said, and then it is over."""
        is_audible = self._speech.is_audible(now_ms)
        if self._caller.is_to_be_heard or is_audible or not self._model.is_idle:
            self._ladder.busy()
        else:
            match self._ladder.quiet(now_ms):
                case "ask":
                    self._model.say(ASK)
                case "goodbye":
                    self.say_goodbye(CALLER_SILENT)
        if self._model.has_failed:
            return "model_failed"
        is_over = self.goodbye_reason and self._model.is_idle and not is_audible
        return self.goodbye_reason if is_over else ""

    def ask(self, now_ms: float) -> None:
        """The model may speak now, if it is to say something."""
        is_audible = self._speech.is_audible(now_ms)
        self._model.ask(caller_speaks=self._caller.is_to_be_heard, is_audible=is_audible, now_ms=now_ms)

    def answer(self, now_ms: float) -> str:
        """A model that is there and says nothing is asked once more; then Twilio's own voice apologises."""
        is_excused = self._caller.is_to_be_heard or self._speech.is_audible(now_ms)
        if is_excused or not self._model.owes:
            self._patience.sign_of_life()
            return ""
        if not self._model.is_ready:
            return ""
        match self._patience.silent(now_ms, ask_again_ms=self._model.ask_again_ms):
            case "ask_again":
                self._model.ask_again()
                self.ask(now_ms)
            case "give_up":
                return self.goodbye_reason or "model_silent"
        return ""

    def wake_at_ms(self) -> float | None:
        return earliest(
            self._ladder.wake_at_ms(), self._patience.wake_at_ms() if self._model.is_ready else None
        )
