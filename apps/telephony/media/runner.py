"""The imperative shell of one call: reads both sockets and the clock, feeds the CallSession, does as told.

Every step of the session runs on the event loop's thread, one after the other. Frames from the caller leave
for the model inside the call that received them; what goes to the caller leaves in order through one writer.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine

import structlog

from . import codec, realtime
from .commands import (
    Command,
    CutRecording,
    FindAnswer,
    Finish,
    PlayAudio,
    Reconnect,
    RunTool,
    SendCaller,
    SendModel,
    Store,
)
from .journal import Journal
from .recording import RecordingTracks
from .session import CallSession
from .tool_output import RunToolCall, tool_output
from .upstream import Upstream, UpstreamError, upstream_claim

log = structlog.get_logger(__name__)

Receive = Callable[[], Awaitable[codec.Message]]
Send = Callable[[str], Awaitable[None]]
OpenUpstream = Callable[[], Coroutine[None, None, Upstream]]
FindCallAnswer = Callable[[FindAnswer], Awaitable[str]]

# A carrier's socket can die without a word: no write waits longer, and a line without frames is dead.
SEND_SECONDS = 5
SILENT_LINE_SECONDS = 30
LAST_WORDS_SECONDS = 1
RECORD_EVERY_SECONDS = 1.0
# Shorter waits would let a moment that is already past spin the loop.
SHORTEST_WAIT_SECONDS = 0.005
TOOL_SECONDS = 5
TOOL_SECONDS_AT_ONCE = 1
RECONNECT_SECONDS = (0.0, 0.5, 1.5)
# All attempts together: as long as a caller may hear nothing.
AWAY_SECONDS = 6


class CallerGoneError(Exception):
    """Twilio's socket closed. Raised by `receive`."""


class CallRunner:
    def __init__(
        self,
        *,
        session: CallSession,
        receive: Receive,
        send: Send,
        open_upstream: OpenUpstream,
        run_tool: RunToolCall,
        find_answer: FindCallAnswer,
        journal: Journal,
        tracks: RecordingTracks,
        began: float | None = None,
    ) -> None:
        """`began`: when the stream did, on the loop's clock; what the caller has said since then waits."""
        self._session = session
        self._receive = receive
        self._send = send
        self._open_upstream = open_upstream
        self._run_tool = run_tool
        self._find_answer = find_answer
        self._journal = journal
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time() if began is None else began
        self._last_frame = self._loop.time()
        self._upstream: Upstream | None = None
        self._tracks = tracks
        self._outgoing: deque[str] = deque()
        self._has_outgoing = asyncio.Event()
        self._finished: asyncio.Future[str] = self._loop.create_future()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tools: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._tool_seconds = TOOL_SECONDS

    async def run(self) -> str:
        """Run the call to its end; returns why it ended. All it opened is closed then."""
        self._tracks.begin(self._now_ms())
        self._step(self._session.begin(self._now_ms()))
        self._spawn(self._read_caller(), "reader")
        self._spawn(self._write_caller(), "writer")
        self._spawn(self._connect(), "connect")
        self._spawn(self._keep_recording(), "recording")
        try:
            return await self._finished
        finally:
            await self._shut()

    def end(self, reason: str) -> None:
        """Somebody else ends the call, at once: nothing under way is waited for long."""
        self._tool_seconds = TOOL_SECONDS_AT_ONCE
        self._step(self._session.end(reason, self._now_ms()))

    # --- the caller's socket ------------------------------------------------------------------------

    async def _read_caller(self) -> None:
        try:
            while True:
                message = await self._receive()
                if isinstance(message, codec.Media):
                    self._last_frame = self._loop.time()
                    self._obey(self._session.caller(message, self._now_ms()))
                    self._tracks.caller(message, self._now_ms())
                else:
                    self._step(self._session.caller(message, self._now_ms()))
        except CallerGoneError:
            self._lost("connection_lost")
        except codec.CodecError as error:
            self._lost(error.reason)

    async def _write_caller(self) -> None:
        try:
            while True:
                await self._has_outgoing.wait()
                self._has_outgoing.clear()
                while self._outgoing:
                    async with asyncio.timeout(SEND_SECONDS):
                        await self._send(self._outgoing.popleft())
        except CallerGoneError:
            # Why it is gone may still stand in the messages that came before: a caller who hangs up says so.
            await asyncio.sleep(LAST_WORDS_SECONDS)
            self._lost("connection_lost")
        except TimeoutError:
            self._lost("connection_lost")

    def _lost(self, reason: str) -> None:
        self._step(self._session.end(reason, self._now_ms()))

    # --- the model's socket -------------------------------------------------------------------------

    async def _connect(self) -> None:
        """Open the model's socket, a few times if need be; a call without a model ends with a reason."""
        reason = "model_timeout"
        try:
            async with asyncio.timeout(AWAY_SECONDS):
                for wait in RECONNECT_SECONDS:
                    await asyncio.sleep(wait)
                    try:
                        upstream = await upstream_claim(self._loop.create_task(self._open_upstream()))
                    except UpstreamError as error:
                        reason = error.reason
                    else:
                        self._take(upstream)
                        return
        except TimeoutError:
            log.warning("model_away_too_long")
        self._step(self._session.end(reason, self._now_ms()))

    def _take(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._step(self._session.model_ready(upstream.requests, self._now_ms()))
        upstream.attach(on_event=self._model_event, on_lost=self._model_lost)

    def _model_event(self, event: realtime.Event) -> None:
        self._step(self._session.model(event, self._now_ms()))

    def _model_lost(self) -> None:
        self._step(self._session.model_lost(self._now_ms()))

    # --- commands -----------------------------------------------------------------------------------

    def _step(self, commands: list[Command]) -> None:
        self._obey(commands)
        self._arm_timer()

    def _obey(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case SendModel(data=data):
                    if self._upstream is not None:
                        self._upstream.send(data)
                case PlayAudio(text=text, audio=audio, start_ms=start_ms):
                    self._to_caller(text)
                    self._tracks.assistant(audio, start_ms)
                case SendCaller(text=text):
                    self._to_caller(text)
                case CutRecording(at_ms=at_ms):
                    self._tracks.cut(at_ms)
                case Store(entry=entry, data=data):
                    # With the entry that ends the call the recording is made of what is there by then.
                    self._keep_tracks()
                    self._journal.put(entry, data)
                case RunTool():
                    self._tools.add(self._spawn(self._tool(command), f"tool {command.call.name}"))
                case FindAnswer():
                    self._spawn(self._look_up(command), "look up")
                case Reconnect():
                    self._drop_upstream()
                    self._spawn(self._connect(), "reconnect")
                case Finish(reason=reason):
                    if not self._finished.done():
                        self._finished.set_result(reason)

    def _to_caller(self, text: str) -> None:
        self._outgoing.append(text)
        self._has_outgoing.set()

    async def _tool(self, wanted: RunTool) -> None:
        output = await tool_output(self._run_tool, wanted)
        self._step(self._session.tool_finished(wanted.call.call_id, output, self._now_ms()))

    async def _look_up(self, wanted: FindAnswer) -> None:
        """A caller is answered all the same where the business's answers cannot be read."""
        try:
            instructions = await self._find_answer(wanted)
        except Exception as error:
            log.error("answers_unread", error=type(error).__name__)
            instructions = ""
        self._step(self._session.answer_found(wanted.item_id, instructions, self._now_ms()))

    # --- time ---------------------------------------------------------------------------------------

    def _arm_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        wake_at_ms = self._session.wake_at_ms(self._now_ms())
        if wake_at_ms is not None:
            wait = max(SHORTEST_WAIT_SECONDS, (wake_at_ms - self._now_ms()) / 1000)
            self._timer = self._loop.call_later(wait, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._step(self._session.tick(self._now_ms()))

    async def _keep_recording(self) -> None:
        while True:
            await asyncio.sleep(RECORD_EVERY_SECONDS)
            self._keep_tracks()
            if self._loop.time() - self._last_frame > SILENT_LINE_SECONDS:
                self._lost("line_dead")

    def _keep_tracks(self) -> None:
        if not self._finished.done():
            self._journal.put_audio(self._tracks.take())

    def _now_ms(self) -> float:
        return (self._loop.time() - self._began) * 1000

    # --- the end ------------------------------------------------------------------------------------

    def _spawn(self, work: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
        task = self._loop.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A task of ours that breaks ends the call with a reason; it never leaves a silent line."""
        self._tasks.discard(task)
        self._tools.discard(task)
        if task.cancelled() or task.exception() is None:
            return
        log.error("call_task_broke", task=task.get_name(), exc_info=task.exception())
        self._step(self._session.end("internal_error", self._now_ms()))

    def _drop_upstream(self) -> None:
        if self._upstream is not None:
            self._upstream.close()
            self._upstream = None

    async def _shut(self) -> None:
        """The model's socket first: it is what costs money."""
        self._drop_upstream()
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tasks - self._tools:
            task.cancel()
        if self._tools:
            # A booking under way is the customer's: it ends before the call's books are closed.
            await asyncio.wait(self._tools, timeout=self._tool_seconds)
        await asyncio.gather(*self._tasks - self._tools, return_exceptions=True)
