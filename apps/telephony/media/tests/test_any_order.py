"""Whatever comes, and in whatever order: a caller who waits hears something soon, or the call ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.telephony.media import codec, realtime
from apps.telephony.media.commands import Reconnect
from apps.telephony.media.hearing import MISSING_SECONDS
from apps.telephony.media.tests.call_script import STREAM, ScriptedCall

STEP_MS = 100
LONGEST_TURN_MS = MISSING_SECONDS * 1_000
# What a caller who waits may hear nothing for, and anybody: then the silence ladder asks.
LONGEST_WAIT_MS = 7_000
LONGEST_SILENCE_MS = 17_000
TOOL_MS = 2_000
RESPONSES = ("r1", "r2", "r3")
HAPPENINGS = (
    "starts",
    "stops",
    "1",
    "#",
    "created",
    "sound",
    "said",
    "text",
    "completed",
    "failed",
    "cancelled",
    "writes tool",
    "tool",
    "lost",
    "busy",
    "transcribed",
    "found",
    "nothing",
)


class WatchedCall(ScriptedCall):
    """Counts for how long nothing was heard, nothing was asked for and nobody spoke."""

    def __init__(self, *, looks_up: bool) -> None:
        super().__init__(looks_up=looks_up)
        self.is_waited_for = True
        self.quiet_since_ms = 0.0
        self.speaks_since_ms: float | None = None
        self.is_away = False
        self.tools_due: list[tuple[float, str]] = []
        self.tools_made = self.signs = 0

    def happen(self, what: str, response_id: str) -> None:
        if self.finished or (self.is_away and what not in ("1", "#", "nothing")):
            return
        match what:
            case "starts":
                self.speaks_since_ms = self.now_ms
                self.event(realtime.SpeechStarted("u"))
            case "stops":
                # The caller spoke until now, also where the beginning was never told.
                self.speaks_since_ms, self.is_waited_for = None, True
                self.quiet_since_ms = self.now_ms
                self.event(realtime.SpeechStopped("u"))
            case "1" | "#":
                self.is_waited_for = True
                self.quiet_since_ms = self.now_ms
                self.caller(codec.Dtmf(STREAM, what))
            case "created":
                self.event(realtime.ResponseCreated(response_id))
            case "sound":
                self.speak(response_id, f"item_{response_id}", 200)
            case "said":
                self.event(realtime.AudioDone(response_id, f"item_{response_id}", 0))
            case "text":
                self.event(realtime.TranscriptDone(response_id, f"item_{response_id}", "כן"))
            case "completed" | "cancelled" | "failed":
                self.quiet_since_ms = self.now_ms if what == "failed" else self.quiet_since_ms
                self.event(realtime.ResponseDone(response_id, what, "", "", {}, ()))
            case "writes tool":
                self.quiet_since_ms = self.now_ms
                self.event(realtime.ToolCallComing(response_id))
            case "tool":
                self.tools_made += 1
                call_id = f"call_{self.tools_made}"
                self.tools_due.append((self.now_ms + TOOL_MS, call_id))
                self.event(realtime.ToolCallItem(response_id, realtime.ToolCall(call_id, "save_lead", "{}")))
            case "transcribed":
                self.event(realtime.InputTranscribed("u", "יש חניה?", {}))
            case "found":
                self.obey(self.session.answer_found("u", "Say: כן", self.now_ms))
            case "lost":
                self.speaks_since_ms = None
                self.obey(self.session.model_lost(self.now_ms))
            case "busy":
                self.event(realtime.ServerError("conversation_already_has_active_response", "", ""))

    def step(self) -> None:
        self.wait(STEP_MS)
        for due_ms, call_id in list(self.tools_due):
            if self.now_ms >= due_ms and not self.finished:
                self.tools_due.remove((due_ms, call_id))
                self.obey(self.session.tool_finished(call_id, "{}", self.now_ms))
        is_opening = self.is_away
        self.is_away = any(isinstance(command, Reconnect) for command in self.others)
        if is_opening and self.is_away and not self.finished:
            self.others.clear()
            self.is_away = False
            self.model_ready()
        self.look()

    def look(self) -> None:
        signs = len(self.sent("response.create"))
        is_heard = any(part.start_ms + part.length_ms > self.now_ms for part in self.line.parts)
        speaks = self.speaks_since_ms is not None and self.now_ms - self.speaks_since_ms <= LONGEST_TURN_MS
        if is_heard or speaks or self.tools_due or self.is_away or signs != self.signs:
            self.quiet_since_ms = self.now_ms
        self.is_waited_for = self.is_waited_for and not is_heard
        self.signs = signs
        limit_ms = LONGEST_WAIT_MS if self.is_waited_for else LONGEST_SILENCE_MS
        assert self.finished or self.now_ms - self.quiet_since_ms <= limit_ms


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(HAPPENINGS), st.sampled_from(RESPONSES), st.sampled_from([0, 0, 1, 5, 25, 70])
        ),
        max_size=25,
    ),
    st.booleans(),
)
def test_no_order_of_events_leaves_the_line_dead(
    happenings: list[tuple[str, str, int]], looks_up: bool
) -> None:
    call = WatchedCall(looks_up=looks_up)
    for what, response_id, steps in happenings:
        call.happen(what, response_id)
        for _ in range(steps):
            call.step()
    for _ in range(600):
        if call.finished:
            return
        call.step()
    assert call.finished
