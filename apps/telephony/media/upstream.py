"""The socket to the model: opened when the webhook is answered, handed to the call when its stream begins."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from urllib.parse import quote

import structlog
from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from apps.core.crypto import Secret

from . import realtime
from .decoding import decode
from .requests import Requests, SessionSettings

log = structlog.get_logger(__name__)

# Shorter than a caller waits for all attempts, so that one that hangs is followed by another.
CONNECT_SECONDS = 3
# A pre-warmed socket whose stream never comes is closed: Twilio dials within a second or two.
PREWARM_SECONDS = 6
MAX_FRAME_BYTES = 4 * 1024 * 1024

EventSink = Callable[[realtime.Event], None]
LostSink = Callable[[], None]


class UpstreamError(Exception):
    """No session can be had. `reason` is a stable word, safe to log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class UpstreamAddress:
    """Where the model is: `base_url` as in OPENAI_BASE_URL, http(s)://…/v1."""

    base_url: str
    api_key: Secret

    def socket_url(self, model: str) -> str:
        scheme, _, rest = self.base_url.partition("://")
        return f"{'ws' if scheme == 'http' else 'wss'}://{rest.rstrip('/')}/realtime?model={quote(model)}"


class Upstream(WSListener):
    """One socket with one session. Events wait until a call attaches itself."""

    def __init__(self) -> None:
        self.requests = Requests()
        self._transport: WSTransport | None = None
        self._on_event: EventSink | None = None
        self._on_lost: LostSink | None = None
        self._early: list[realtime.Event] = []
        self._fragments = bytearray()
        self._unreadable = 0
        self._is_closed = False

    def attach(self, *, on_event: EventSink, on_lost: LostSink) -> None:
        """From now on every event goes to the call, those that came early first."""
        self._on_event, self._on_lost = on_event, on_lost
        early, self._early = self._early, []
        for event in early:
            on_event(event)
        if self._is_closed:
            on_lost()

    def send(self, data: bytes) -> None:
        if self._transport is not None and not self._is_closed:
            self._transport.send(WSMsgType.TEXT, data)

    def close(self) -> None:
        """Close at once and report nothing any more."""
        self._on_event = self._on_lost = None
        self._is_closed = True
        if self._transport is not None:
            self._transport.send_close(WSCloseCode.OK)
            self._transport.disconnect()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        if self._is_closed:
            # The call ended while the server was still answering the handshake.
            transport.disconnect()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code(), b"")
            transport.disconnect()
            return
        if frame.msg_type not in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
            return
        if frame.fin and not self._fragments:
            self._receive(frame.get_payload_as_bytes())
            return
        self._fragments += frame.get_payload_as_bytes()
        if frame.fin:
            whole, self._fragments = bytes(self._fragments), bytearray()
            self._receive(whole)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._is_closed = True
        if self._unreadable:
            log.warning("model_events_unreadable", count=self._unreadable)
        if self._on_lost is not None:
            self._on_lost()

    def _receive(self, data: bytes) -> None:
        event = decode(data)
        if isinstance(event, realtime.Unreadable):
            self._unreadable += 1
        if self._on_event is not None:
            self._on_event(event)
        else:
            self._early.append(event)


async def upstream_open(address: UpstreamAddress, settings: SessionSettings) -> Upstream:
    """Connect and ask for the session. Raises UpstreamError; time-out 3 s."""
    upstream = Upstream()
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await ws_connect(
                lambda: upstream,
                address.socket_url(settings.model),
                extra_headers={"Authorization": f"Bearer {address.api_key.reveal()}"},
                max_frame_size=MAX_FRAME_BYTES,
                enable_auto_ping=True,
            )
    except asyncio.CancelledError:
        upstream.close()
        raise
    except TimeoutError as error:
        upstream.close()
        raise UpstreamError("model_timeout") from error
    except Exception as error:  # picows raises its own, asyncio's and the system's; a lost key its own too
        log.warning("model_unreachable", error=type(error).__name__)
        raise UpstreamError("model_unreachable") from error
    upstream.send(upstream.requests.session_update(settings))
    return upstream


class UpstreamPool:
    """Sockets opened at webhook time, by call. One of this process; gone when its stream does not come."""

    def __init__(self) -> None:
        self._opening: dict[Hashable, asyncio.Task[Upstream]] = {}

    def prewarm(self, key: Hashable, address: UpstreamAddress, settings: SessionSettings) -> None:
        if key in self._opening:
            return
        opening = asyncio.create_task(upstream_open(address, settings), name="prewarm")
        self._opening[key] = opening
        asyncio.get_running_loop().call_later(PREWARM_SECONDS, self._expire, key, opening)

    async def take(self, key: Hashable) -> Upstream | None:
        """The call's socket, or None when there is none (another process was asked) or it failed."""
        task = self._opening.pop(key, None)
        if task is None:
            return None
        try:
            return await upstream_claim(task)
        except UpstreamError:
            return None

    def drop(self, key: Hashable) -> None:
        """The call will not come: close its socket now."""
        opening = self._opening.pop(key, None)
        if opening is not None:
            _give_up(opening)

    def _expire(self, key: Hashable, opening: asyncio.Task[Upstream]) -> None:
        """Nobody came for this one; one opened since then has its own time."""
        if self._opening.get(key) is opening:
            self.drop(key)


async def upstream_claim(opening: asyncio.Task[Upstream]) -> Upstream:
    """Wait for a socket; one that comes too late for a cancelled waiter is closed, never forgotten."""
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        _give_up(opening)
        raise


def _give_up(opening: asyncio.Task[Upstream]) -> None:
    opening.add_done_callback(_close_unclaimed)
    opening.cancel()


def _close_unclaimed(task: asyncio.Task[Upstream]) -> None:
    if not task.cancelled() and task.exception() is None:
        task.result().close()
