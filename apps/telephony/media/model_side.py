"""The model's half of a call: what it is told, what it is asked for, and what it still owes. Pure."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from . import realtime
from .commands import Outbox, Reconnect, RunTool, SendModel
from .confirmation import Confirmation
from .faults import Fault, classify
from .lines import FILLER, RESUME, TOOL_CANCELLED, greeting_line
from .requests import AUDIO_FORMAT, Requests
from .retelling import Retelling
from .retries import EarlyDeaths, Retries
from .speech import Cut
from .toolcalls import ToolCalls
from .transcript import CALLER, Item, Transcript
from .turns import Need, ResponseSlot, Stage, Wish

# Caller audio held while there is no model to hear it: 5 s of 20 ms frames.
HELD_FRAMES = 250


class ModelSide:
    def __init__(self, *, outbox: Outbox, transcript: Transcript, greeting: str, model: str) -> None:
        self._outbox = outbox
        self._transcript = transcript
        self._model = model
        self._requests = Requests()
        self._retelling = Retelling(self._requests)
        self._slot = ResponseSlot()
        self.tools = ToolCalls()
        self._held: deque[str] = deque(maxlen=HELD_FRAMES)
        self._dropped_responses: set[str] = set()
        self._unconfirmed_calls: dict[str, list[realtime.ToolCall]] = {}
        self.is_ready = False
        self._confirmation = Confirmation()
        self._deaths = EarlyDeaths()
        # What the session before owed the caller and this one has to say; the first owes the greeting.
        self._owed: Wish | None = Wish(Need.SAY, greeting_line(greeting))
        self._retries = Retries()

    # --- the connection -----------------------------------------------------------------------------

    def ready(self, requests: Requests, now_ms: float, *, heard_so_far: Mapping[str, float]) -> None:
        """A socket is open and was told how to listen and speak; `requests` goes on counting its event ids.

        The caller's audio goes there at once, in order behind the settings. A response is asked for only when
        the server has confirmed them: a refused format would be noise in the caller's ear.
        `heard_so_far`: of the items that are still being said, how many ms were heard.
        """
        self._requests = requests
        self.is_ready = True
        self._confirmation.await_from(now_ms)
        self._deaths.born(now_ms)
        # A new session is told what was said and done, as the caller heard it, in its order.
        self._retelling = Retelling(requests)
        for data in self._retelling.tell(self._transcript, self.tools.all(), heard_so_far):
            self._tell(data)
        while self._held:
            self._outbox.add(SendModel(self._requests.audio_append(self._held.popleft())))

    def confirm(self, session: realtime.SessionUpdated) -> bool:
        """The server's echo of the session. False: it would not speak the line's language."""
        if {session.input_format, session.output_format} - {"", AUDIO_FORMAT["type"]}:
            self._outbox.store("fault", code="session_format_refused")
            return False
        if not session.tool_names:
            self._outbox.store("fault", code="session_without_tools")
        self._confirmation.given()
        return True

    def lost(self, now_ms: float, *, owes_turn: bool) -> None:
        """The session there is unusable; what it owed the caller, the next one owes: with `owes_turn` also an
        answer to what was being said, or just had been."""
        if not self.is_ready:
            return
        self._deaths.died(now_ms)
        self._owed = self._slot.owed() or self._owed or (Wish(Need.TURN) if owes_turn else None)
        self.is_ready = False
        self._slot.reset()
        self._dropped_responses.clear()
        if not self.has_failed:
            self._outbox.add(Reconnect())

    @property
    def has_failed(self) -> bool:
        return self._retries.are_over or self._deaths.are_too_many

    @property
    def is_idle(self) -> bool:
        """It neither speaks nor owes anything, and would hear the caller."""
        return self.is_ready and self._slot.is_idle and self._owed is None and not self.tools.are_running

    @property
    def owes(self) -> bool:
        """The caller waits for it, not for a tool."""
        return (self._owed is not None or self._slot.owes) and not self.tools.are_running

    @property
    def ask_again_ms(self) -> float | None:
        return self._slot.ask_again_ms

    def wake_at_ms(self, now_ms: float) -> float | None:
        awaited = self._confirmation.wake_at_ms() if self.is_ready else None
        return self._slot.wake_at_ms(now_ms) if awaited is None else awaited

    # --- what it is told ----------------------------------------------------------------------------

    def audio(self, payload: str) -> SendModel | None:
        """The caller's frame on its way: held back while nobody is there to hear it."""
        if self.is_ready:
            return SendModel(self._requests.audio_append(payload))
        self._held.append(payload)
        return None

    def typed(self, text: str) -> None:
        self._tell(self._requests.message(role="user", text=text))
        self._slot.want(Need.ENTRY)

    def say(self, instructions: str) -> None:
        self._slot.want(Need.SAY, instructions)

    def tool_finished(self, call_id: str, output: str) -> None:
        self.tools.finish(call_id, output)
        if self.is_ready:
            self._tell(self._requests.tool_output(call_id=call_id, output=output))
            self._slot.tool_output_sent(call_id)
        if not self.tools.are_running:
            self._slot.want(Need.TOOL)

    def interrupted(self, cuts: tuple[Cut, ...]) -> None:
        """The caller took the floor: stop speaking, and forget what was not heard."""
        if self._slot.active_id:
            self._drop(self._slot.active_id)
        self._slot.interrupt()
        for cut in cuts:
            self._cut(cut)

    def stop(self, response_id: str, cut: Cut) -> None:
        """It says more than can be kept: no more of it is taken."""
        self._drop(response_id)
        self._cut(cut)

    def fill(self) -> None:
        """A word while a tool takes long, if the model is free to say it."""
        if self.is_ready and self._confirmation.is_given and self._slot.fill(FILLER):
            self._tell(self._requests.response_create(instructions=FILLER, may_call=False))

    def heard(self, items: Iterable[Item]) -> None:
        """What was heard of these items is known now: a session that was told otherwise is told anew."""
        for item in items:
            text = self._transcript.turn(item).text
            for data in self._retelling.correct(item_id=item.item_id, text=text):
                self._tell(data)

    def ask(self, *, caller_speaks: bool, is_audible: bool, now_ms: float) -> None:
        """The one place where a response is created."""
        if not self.is_ready or self.tools.are_running or not self._may_speak(now_ms):
            return
        if self._owed is not None and not is_audible:
            # What the last session left behind is heard to its end before the next one goes on from there.
            self._slot.want(self._owed.need, self._owed.instructions or RESUME)
            self._owed = None
        instructions = self._slot.take(caller_speaks=caller_speaks, now_ms=now_ms)
        if instructions is not None:
            self._tell(self._requests.response_create(instructions=instructions))

    def ask_again(self) -> None:
        """What was asked for does not begin."""
        given_up = self._slot.ask_again()
        if given_up:
            self._drop(given_up)

    # --- what it reports ----------------------------------------------------------------------------

    def report(self, event: realtime.Event, now_ms: float, *, caller_speaks: bool) -> None:
        """What concerns nobody but the model: its responses and its tools."""
        match event:
            case realtime.ResponseCreated(response_id=response_id):
                self._response_created(response_id, caller_speaks=caller_speaks)
            case realtime.ResponseDone():
                self._response_done(event, now_ms)
            case realtime.ToolCallItem(response_id=response_id, call=call):
                self._slot.gave(response_id)
                self._tool_called(call, response_id)
            case realtime.ToolArguments(response_id=response_id, call=call):
                # Also reported for calls that were cut off: it counts only when its response completes.
                self._unconfirmed_calls.setdefault(response_id, []).append(call)
            case realtime.ToolOutputSeen(call_id=call_id):
                self._slot.tool_output_seen(call_id)

    def is_dropped(self, response_id: str) -> bool:
        """Sound and text of a response that was interrupted keep coming for a while."""
        return response_id in self._dropped_responses

    def reached(self, response_id: str, stage: Stage) -> None:
        self._slot.reached(response_id, stage)

    def sounds(self, response_id: str) -> None:
        self._slot.reached(response_id, Stage.SPEAKING)
        self._slot.gave(response_id)

    def turn_ended(self) -> None:
        self._slot.expect_server()

    def turn_heard(self, instructions: str = "") -> None:
        """The caller's turn is over, and the server was told not to answer it by itself."""
        self._slot.want(Need.ENTRY, instructions)

    def turn_cut_short(self) -> None:
        """The server lost the end of the caller's turn: what there is of it is taken and answered."""
        self._tell(self._requests.audio_commit())
        self._slot.want(Need.ENTRY)

    def _response_created(self, response_id: str, *, caller_speaks: bool) -> None:
        self._owed = None
        if not self._slot.created(response_id, caller_speaks=caller_speaks):
            self._drop(response_id)

    def _response_done(self, event: realtime.ResponseDone, now_ms: float) -> None:
        unconfirmed = self._unconfirmed_calls.pop(event.response_id, ())
        for call in (*event.calls, *(unconfirmed if event.status == "completed" else ())):
            self._slot.gave(event.response_id)
            self._tool_called(call, event.response_id)
        if event.usage:
            self._outbox.store(
                "usage",
                kind="realtime",
                model=self._model,
                provider_id=event.response_id,
                usage=event.usage,
            )
        if event.status == "failed":
            self._response_failed(event, now_ms)
        elif self._slot.came_to_nothing(event.response_id):
            self._response_empty(event.response_id, now_ms)
        else:
            self._retries.answered()
            self._slot.done(event.response_id)

    def _response_failed(self, event: realtime.ResponseDone, now_ms: float) -> None:
        self._outbox.store("fault", code=event.error_code)
        retry_at_ms = now_ms + self._retries.failed(asked_ms=event.retry_after_ms)
        if self.has_failed or self.is_dropped(event.response_id):
            self._slot.done(event.response_id)
            return
        self._slot.failed(event.response_id, retry_at_ms=retry_at_ms)

    def _response_empty(self, response_id: str, now_ms: float) -> None:
        """Nothing to hear came of it: for the caller that is a model that is mute, and counts as one."""
        self._outbox.store("fault", code="response_empty")
        retry_at_ms = now_ms + self._retries.empty()
        self._slot.failed(response_id, retry_at_ms=retry_at_ms)

    def _tool_called(self, call: realtime.ToolCall, response_id: str) -> None:
        """It runs, unless its response had been cancelled by us: a server may complete a call after that, and
        the caller has said something else since. The call stands in the conversation, and so does what became
        of it.
        """
        if not self.tools.begin(call, after_position=self._transcript.last_position):
            return
        if self.is_dropped(response_id):
            self.tools.finish(call.call_id, TOOL_CANCELLED)
            self._tell(self._requests.tool_output(call_id=call.call_id, output=TOOL_CANCELLED))
        else:
            self._outbox.add(RunTool(call, after_item=self._transcript.last_said_by(CALLER)))

    def error(self, error: realtime.ServerError) -> Fault:
        self._outbox.store("fault", code=error.code or error.type)
        if error.event_id and error.event_id == self._requests.session_update_id:
            return Fault.REFUSED
        fault = classify(error)
        if fault is Fault.BUSY:
            self._slot.refused()
        return fault

    def _drop(self, response_id: str) -> None:
        self._dropped_responses.add(response_id)
        self._slot.reached(response_id, Stage.CUT)
        self._tell(self._requests.response_cancel(response_id))

    def _cut(self, cut: Cut) -> None:
        """Of the session's own items only: it never had those of an earlier one."""
        if self._retelling.holds(cut.item_id):
            return
        if cut.heard_ms:
            self._tell(self._requests.item_truncate(**asdict(cut)))
        else:
            self._tell(self._requests.item_delete(cut.item_id))

    def _may_speak(self, now_ms: float) -> bool:
        if self._confirmation.is_missed(now_ms):
            self._outbox.store("fault", code="session_not_confirmed")
        return self._confirmation.is_given

    def _tell(self, data: bytes) -> None:
        if self.is_ready:
            self._outbox.add(SendModel(data))
