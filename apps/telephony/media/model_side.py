"""The model's half of a call: what it is told, what it is asked for, and what it still owes. Pure."""

from collections import deque

from . import realtime
from .commands import Outbox, Reconnect, RunTool, SendModel
from .faults import Fault, classify
from .lines import RESUME, greeting_line
from .requests import AUDIO_FORMAT, Requests
from .retries import MAX_FAILURES, pause_ms
from .speech import Cut
from .toolcalls import ToolCalls, ToolRun
from .transcript import CALLER, Transcript
from .turns import Need, ResponseSlot

# Caller audio held while there is no model to hear it: 5 s of 20 ms frames.
HELD_FRAMES = 250
# The session's echo comes within a round trip. Without it we speak all the same, and note it.
CONFIRM_MS = 2_000
# A session that dies sooner than this will die again: three in a row, and nobody keeps dialling.
YOUNG_MS = 5_000
MAX_EARLY_DEATHS = 3


class ModelSide:
    def __init__(self, *, outbox: Outbox, transcript: Transcript, greeting: str, model: str) -> None:
        self._outbox = outbox
        self._transcript = transcript
        self._greeting = greeting
        self._model = model
        self._requests = Requests()
        self._slot = ResponseSlot()
        self._tools = ToolCalls()
        self._held: deque[str] = deque(maxlen=HELD_FRAMES)
        self._dropped_responses: set[str] = set()
        self._drops_next = False
        self._unconfirmed_calls: dict[str, list[realtime.ToolCall]] = {}
        self.is_ready = False
        self._is_confirmed = False
        self._confirm_by_ms = 0.0
        self._ready_at_ms = 0.0
        self._early_deaths = 0
        self._has_greeted = False
        self._owes_answer = False
        self._failures = 0

    # --- the connection -----------------------------------------------------------------------------

    def ready(self, requests: Requests, now_ms: float) -> None:
        """A socket is open and was told how to listen and speak; `requests` goes on counting its event ids.

        The caller's audio goes there at once, in order behind the settings. A response is asked for only when
        the server has confirmed them: a refused format would be noise in the caller's ear.
        """
        self._requests = requests
        self.is_ready = True
        self._is_confirmed = False
        self._ready_at_ms = now_ms
        self._confirm_by_ms = now_ms + CONFIRM_MS
        self._slot.reset()
        if self._has_greeted:
            self._retell()
        else:
            self._has_greeted = True
            self._slot.want(Need.SAY, greeting_line(self._greeting))
        while self._held:
            self._outbox.add(SendModel(self._requests.audio_append(self._held.popleft())))

    def confirm(self, session: realtime.SessionUpdated) -> bool:
        """The server's echo of the session. False: it would not speak the line's language."""
        if {session.input_format, session.output_format} - {"", AUDIO_FORMAT["type"]}:
            self._outbox.store("fault", code="session_format_refused")
            return False
        if not session.tool_names:
            self._outbox.store("fault", code="session_without_tools")
        self._is_confirmed = True
        return True

    def lost(self, now_ms: float) -> None:
        """The session there is unusable; what it owed the caller, the next one owes."""
        if not self.is_ready:
            return
        self._early_deaths = self._early_deaths + 1 if now_ms - self._ready_at_ms < YOUNG_MS else 0
        self._owes_answer = not self._slot.is_idle
        self.is_ready = False
        self._slot.reset()
        self._drops_next = False
        self._dropped_responses.clear()
        if not self.has_failed:
            self._outbox.add(Reconnect())

    @property
    def has_failed(self) -> bool:
        return self._failures >= MAX_FAILURES or self._early_deaths >= MAX_EARLY_DEATHS

    @property
    def is_idle(self) -> bool:
        """It neither speaks nor owes anything, and would hear the caller."""
        return self.is_ready and self._slot.is_idle and not self._tools.are_running

    def wake_at_ms(self, now_ms: float) -> float | None:
        if self.is_ready and not self._is_confirmed:
            return self._confirm_by_ms
        return self._slot.wake_at_ms(now_ms)

    # --- what it is told ----------------------------------------------------------------------------

    def audio(self, payload: str) -> SendModel | None:
        """The caller's frame on its way: held back while nobody is there to hear it."""
        if self.is_ready:
            return SendModel(self._requests.audio_append(payload))
        self._held.append(payload)
        return None

    def typed(self, text: str) -> None:
        self._tell(self._requests.message(role="user", text=text))
        self._slot.want(Need.SAY)

    def say(self, instructions: str) -> None:
        self._slot.want(Need.SAY, instructions)

    def tool_finished(self, call_id: str, output: str) -> None:
        self._tools.finish(call_id, output)
        if self.is_ready:
            self._tell(self._requests.tool_output(call_id=call_id, output=output))
            self._slot.tool_output_sent(call_id)
        if not self._tools.are_running:
            self._slot.want(Need.TOOL)

    def interrupted(self, cuts: tuple[Cut, ...]) -> None:
        """The caller took the floor: stop speaking, and forget what was not heard."""
        if self._slot.active_id:
            self._drop(self._slot.active_id)
        self._drops_next = self._slot.is_coming
        for cut in cuts:
            if cut.heard_ms:
                self._tell(
                    self._requests.item_truncate(
                        item_id=cut.item_id, content_index=cut.content_index, heard_ms=cut.heard_ms
                    )
                )
            else:
                self._tell(self._requests.item_delete(cut.item_id))

    def ask(self, *, caller_speaks: bool, now_ms: float) -> None:
        """The one place where a response is created."""
        if not self.is_ready or self._tools.are_running or not self._may_speak(now_ms):
            return
        instructions = self._slot.take(caller_speaks=caller_speaks, now_ms=now_ms)
        if instructions is not None:
            self._tell(self._requests.response_create(instructions=instructions))

    # --- what it reports ----------------------------------------------------------------------------

    def report(self, event: realtime.Event, now_ms: float) -> None:
        """What concerns nobody but the model: its responses and its tools."""
        match event:
            case realtime.ResponseCreated(response_id=response_id):
                self._response_created(response_id)
            case realtime.ResponseDone():
                self._response_done(event, now_ms)
            case realtime.ToolCallItem(call=call):
                self._tool_called(call)
            case realtime.ToolArguments(response_id=response_id, call=call):
                # Also reported for calls that were cut off: it counts only when its response completes.
                self._unconfirmed_calls.setdefault(response_id, []).append(call)
            case realtime.ToolOutputSeen(call_id=call_id):
                self._slot.tool_output_seen(call_id)

    def is_dropped(self, response_id: str) -> bool:
        """Audio and text of a response that was interrupted keep coming for a while."""
        return response_id in self._dropped_responses

    def turn_ended(self, now_ms: float) -> None:
        self._drops_next = False
        self._slot.expect_server(now_ms)

    def _response_created(self, response_id: str) -> None:
        self._slot.created(response_id)
        if self._drops_next:
            # The caller began to speak while it was on its way.
            self._drops_next = False
            self._drop(response_id)

    def _response_done(self, event: realtime.ResponseDone, now_ms: float) -> None:
        unconfirmed = self._unconfirmed_calls.pop(event.response_id, ())
        for call in (*event.calls, *(unconfirmed if event.status == "completed" else ())):
            self._tool_called(call)
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
        else:
            self._failures = 0
            self._slot.done(event.response_id)

    def _response_failed(self, event: realtime.ResponseDone, now_ms: float) -> None:
        self._outbox.store("fault", code=event.error_code)
        self._failures += 1
        if self.has_failed or self.is_dropped(event.response_id):
            self._slot.done(event.response_id)
            return
        retry_at_ms = now_ms + pause_ms(self._failures, asked_ms=event.retry_after_ms)
        self._slot.failed(event.response_id, retry_at_ms=retry_at_ms)

    def _tool_called(self, call: realtime.ToolCall) -> None:
        if self._tools.begin(call, after_position=self._transcript.last_position):
            self._outbox.add(RunTool(call, after_item=self._transcript.last_said_by(CALLER)))

    def error(self, error: realtime.ServerError, now_ms: float) -> Fault:
        self._outbox.store("fault", code=error.code or error.type)
        if error.event_id and error.event_id == self._requests.session_update_id:
            return Fault.REFUSED
        fault = classify(error)
        if fault is Fault.BUSY:
            self._slot.refused()
        elif fault is Fault.SESSION:
            self.lost(now_ms)
        return fault

    def _drop(self, response_id: str) -> None:
        self._dropped_responses.add(response_id)
        self._tell(self._requests.response_cancel(response_id))

    def _may_speak(self, now_ms: float) -> bool:
        if not self._is_confirmed and now_ms >= self._confirm_by_ms:
            self._is_confirmed = True
            self._outbox.store("fault", code="session_not_confirmed")
        return self._is_confirmed

    def _tell(self, data: bytes) -> None:
        if self.is_ready:
            self._outbox.add(SendModel(data))

    def _retell(self) -> None:
        """Tell a new session what was said and done, as the caller heard it, in its order.

        A tool that still runs is told without its output, which follows when it ends: an output is refused
        where nobody knows of its call.
        """
        runs = self._tools.all()
        self._retell_tools(runs, position=0)
        for item in self._transcript.all():
            text = self._transcript.turn(item).text
            if text:
                role = "user" if item.author == CALLER else "assistant"
                self._tell(self._requests.message(role=role, text=text))
            self._retell_tools(runs, position=item.position)
        if self._owes_answer:
            self._slot.want(Need.SAY, RESUME)

    def _retell_tools(self, runs: list[ToolRun], *, position: int) -> None:
        for run in runs:
            if run.after_position == position:
                call = run.call
                self._tell(
                    self._requests.tool_call(call_id=call.call_id, name=call.name, arguments=call.arguments)
                )
                if run.output is not None:
                    self._tell(self._requests.tool_output(call_id=call.call_id, output=run.output))
