"""GET /v1/realtime: one WebSocket, one RealtimeSession. All time comes from one monotonic clock."""

import asyncio
import contextlib
import time
from datetime import datetime

import orjson
from aiohttp import WSMsgType, web

from apps.simulator.audio.mulaw import BYTES_PER_MS, PCM24_BYTES_PER_MS
from apps.simulator.dialogue.times import ZONE
from apps.simulator.keys import STATE
from apps.simulator.openai.answers import error_answer, key_check
from apps.simulator.openai.configuration import MODELS
from apps.simulator.openai.events import (
    ClientEventError,
    Event,
    base64_bytes,
    client_event_parse,
    error_event,
    server_event,
)
from apps.simulator.openai.faults import Fault
from apps.simulator.openai.realtime import RealtimeSession
from apps.simulator.openai.sessions import SessionLog

_REFUSALS = {
    401: ("invalid_api_key", "Incorrect API key provided."),
    403: ("unsupported_country_region_territory", "Country, region, or territory not supported."),
    429: ("rate_limit_exceeded", "Rate limit reached for requests."),
    500: ("server_error", "The server had an error while processing your request."),
    503: ("server_error", "The engine is currently overloaded, please try again later."),
}
CLOSE_POLICY = 1008


async def realtime_socket(request: web.Request) -> web.StreamResponse:
    state = request.app[STATE]
    refused = state.faults.take("refuse")
    if refused:
        status = int(refused.number("status", 500))
        code, message = _REFUSALS.get(status, _REFUSALS[500])
        return error_answer(status, code, message)
    key_check(request)
    if request.headers.get("OpenAI-Beta"):
        return error_answer(400, "beta_api_shape_disabled", "The Realtime Beta API is no longer supported.")
    model = request.query.get("model", "")
    late = state.faults.take("accept_slow")
    if late:
        await asyncio.sleep(late.number("ms") / 1000)
    socket = web.WebSocketResponse(max_msg_size=16 * 1024 * 1024, compress=False)
    await socket.prepare(request)
    if model not in MODELS:
        message = f"The model `{model}` does not exist or you do not have access to it."
        await _say(socket, error_event(ClientEventError("model_not_found", message)))
        await socket.close(code=CLOSE_POLICY, message=b"invalid_request_error.model_not_found")
        return socket
    faults = state.faults.hand_over()
    slow = faults.take("slow")
    pace = state.pace.changed(slow.values) if slow else state.pace
    session = RealtimeSession(
        model=model,
        pace=pace,
        now_ms=_now_ms(),
        today=datetime.now(ZONE).date(),
        expires_at=int(time.time() + pace.session_max_ms / 1000),
        decide=state.habits.decide,
    )
    log = state.sessions.open(SessionLog(session.id, model, faults=faults))
    await Connection(socket, request, session, log).run()
    return socket


def _now_ms() -> float:
    return time.monotonic() * 1000


async def _say(socket: web.WebSocketResponse, event: Event) -> None:
    await socket.send_str(orjson.dumps(event).decode())


class Connection:
    """Feeds one session from its socket and sends what it says; does the ordered faults of the wire."""

    def __init__(
        self, socket: web.WebSocketResponse, request: web.Request, session: RealtimeSession, log: SessionLog
    ) -> None:
        self._socket = socket
        self._request = request
        self._session = session
        self._log = log
        self._arrived: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._late: list[tuple[float, Event]] = []

    async def run(self) -> None:
        reader = asyncio.create_task(self._read())
        try:
            await self._serve()
        except (ConnectionError, asyncio.CancelledError) as error:
            self._log.close_reason = self._log.close_reason or type(error).__name__
            if isinstance(error, asyncio.CancelledError):
                raise
        finally:
            self._log.closed = True
            self._log.close_reason = self._log.close_reason or "client closed"
            reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reader

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                self._arrived.put_nowait(message.data)
        self._arrived.put_nowait(None)

    async def _serve(self) -> None:
        await self._flush()
        while not self._socket.closed:
            due = min([self._session.due_ms(), *(due for due, _ in self._late)])
            try:
                raw = await asyncio.wait_for(self._arrived.get(), max(0.0, (due - _now_ms()) / 1000))
            except TimeoutError:
                pass
            else:
                if raw is None:
                    return
                self._take(raw)
            self._late_take()
            self._session.tick(_now_ms())
            await self._flush()
            if self._session.closed is not None:
                self._log.close_reason = "expired"
                await self._socket.close(code=self._session.closed, message=b"hit the maximum duration")
                return

    def _take(self, raw: str | bytes) -> None:
        try:
            event = client_event_parse(raw)
        except ClientEventError as error:
            self._log.client_event({"type": "unreadable"})
            self._answer(error_event(error))
            return
        self._log.client_event(event)
        ordered = self._log.faults.take("error", on=event["type"])
        if ordered:
            self._answer(_ordered_error(ordered, event))
            return
        late = self._log.faults.peek("tool_result_late")
        if late and event["type"] == "conversation.item.create":
            self._log.faults.take("tool_result_late")
            self._late.append((_now_ms() + late.number("ms"), event))
            return
        for what in ("response", "transcription"):
            failed = self._log.faults.take(f"{what}_failed")
            if failed:
                self._session.fail_next(what, _error_fields(failed))
        self._session.handle(event, _now_ms())

    def _late_take(self) -> None:
        now = _now_ms()
        ready = [event for due, event in self._late if due <= now]
        self._late = [(due, event) for due, event in self._late if due > now]
        for event in ready:
            self._session.handle(event, now)

    def _answer(self, event: Event) -> None:
        self._session.add(event)

    async def _flush(self) -> None:
        while events := self._session.take():
            for event in events:
                await self._audio_faults()
                self._log.server_event(event)
                if event["type"] == "response.output_audio.delta":
                    self._log.audio_out_ms += self._sound_ms(event)
                await _say(self._socket, event)

    def _sound_ms(self, delta: Event) -> float:
        is_pcm = self._session.session["audio"]["output"]["format"]["type"] == "audio/pcm"
        return base64_bytes(delta["delta"]) / (PCM24_BYTES_PER_MS if is_pcm else BYTES_PER_MS)

    async def _audio_faults(self) -> None:
        faults = self._log.faults
        for kind in ("stall", "drop", "expire"):
            fault = faults.peek(kind)
            if fault is None or self._log.audio_out_ms < fault.number("after_audio_ms"):
                continue
            faults.take(kind)
            if kind == "stall":
                await asyncio.sleep(fault.number("ms") / 1000)
            elif kind == "drop":
                self._log.close_reason = "dropped"
                if self._request.transport:
                    # Not abort(): what was sent before the cut arrives, so that a test can count on it.
                    self._request.transport.close()
                raise ConnectionResetError
            else:
                self._session.expire()


def _error_fields(fault: Fault) -> Event:
    return {
        "type": fault.values.get("type", "server_error"),
        "code": fault.values.get("code", "server_error"),
        "message": fault.values.get("message", "The server had an error while processing your request."),
    }


def _ordered_error(fault: Fault, event: Event) -> Event:
    error = {**_error_fields(fault), "param": None, "event_id": event.get("event_id")}
    return server_event("error", error=error)
