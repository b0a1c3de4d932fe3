"""Twilio's media stream. A Channels consumer with a receive loop of its own.

The stock dispatch costs more CPU than the rest of a call (measured on prototypes, 100 calls on a core: 9.7
against 4.9 CPU ms per call-second), so the socket's `receive` and `send` go straight to the CallRunner.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from channels.consumer import AsyncConsumer
from django.conf import settings
from django.db import DatabaseError, InterfaceError

from apps.credentials.selectors import TwilioAccount
from apps.telephony.call_key import CallKey
from apps.telephony.errors import StreamRefusedError
from apps.telephony.media import codec
from apps.telephony.media.journal import Journal
from apps.telephony.media.parting import GOODBYE_UNSAID
from apps.telephony.media.recording import RecordingTracks
from apps.telephony.media.runner import CallerGoneError, CallRunner
from apps.telephony.media.session import CallSession
from apps.telephony.model_port import model_drop, model_open, model_prepared
from apps.telephony.running import (
    UNAVAILABLE,
    RunningCall,
    call_carried,
    call_ended,
    calls_running,
    is_running,
)
from apps.telephony.services.answers import call_answer_find, call_answers_read
from apps.telephony.services.calls import FAILED_REASONS, PARTED_REASONS, AnsweredCall, call_answer
from apps.telephony.services.journal import journal_write
from apps.telephony.services.tools import call_tool_run
from apps.telephony.signatures import stream_verify
from apps.telephony.tokens import StreamClaim, stream_claim
from apps.telephony.tracks import call_spool
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant, run_in_tenant_queued

log = structlog.get_logger(__name__)

START_SECONDS = 5
BOOKS_SECONDS = 2
OPENING_MESSAGES = 3
CLOSE_CODES = {
    "not_json": 1007,
    "not_an_object": 1007,
    "binary": 1003,
    "message_too_big": 1009,
    "too_many_calls": 1013,
    "books_away": 1013,
    "nothing_came": 4408,
    "foreign_stream": 4409,
}
ORDINARY_ENDS = FAILED_REASONS | {
    "caller_hung_up",
    "connection_lost",
    "line_dead",
    "caller_silent",
    "assistant_ended",
    "too_long",
    GOODBYE_UNSAID,
    UNAVAILABLE,
}
CLOSE_REFUSED = 4401
CLOSE_BAD_MESSAGE = 4400


class MediaConsumer(AsyncConsumer):
    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        self._receive, self._send_event = receive, send
        self._stream_sid = ""
        self._unusable = Counter[str]()
        await receive()
        try:
            self._account = await _account_of(scope)
        except StreamRefusedError:
            log.warning("stream_refused", reason="signature_wrong")
            await send({"type": "websocket.close", "code": CLOSE_REFUSED})
            return
        await send({"type": "websocket.accept"})
        try:
            await self._serve()
        except CallerGoneError:
            log.info("stream_gone_before_start")

    async def _serve(self) -> None:
        try:
            async with asyncio.timeout(START_SECONDS):
                start = await self._read_start()
        except TimeoutError:
            await self._refuse("nothing_came")
        except codec.CodecError as error:
            await self._refuse(error.reason)
        else:
            self._began = asyncio.get_running_loop().time()
            await self._admit(start)

    async def _admit(self, start: codec.Start) -> None:
        """Only a stream with a token of its own, while there is room. The model is not touched before."""
        if calls_running() >= settings.MAX_CALLS_PER_PROCESS:
            await self._refuse("too_many_calls")
            return
        try:
            claim = self._claim(start)
            with call_carried(claim.key, self._account) as call:
                await self._carry(claim, call, start)
        except StreamRefusedError as error:
            await self._refuse(error.reason, CLOSE_REFUSED)
        except (DatabaseError, InterfaceError):
            # Nobody was let in. Twilio asks what to do next, and is told to apologise.
            await self._refuse("books_away")

    async def _carry(self, claim: StreamClaim, call: RunningCall, start: codec.Start) -> None:
        """From here on what the webhook opened for the call is this stream's, to take or to close."""
        key = claim.key
        try:
            prepared = model_prepared(key)
            answered = await run_in_tenant(key.schema, call_answer, sid=key.sid, snapshot=prepared)
            self._stream_sid = start.stream_sid
            structlog.contextvars.bind_contextvars(schema=key.schema, call_id=answered.call_id)
            self._answers = asyncio.create_task(_answers_read(key.schema, answered))
            journal = _journal(key.schema, answered.call_id)
            runner = self._runner(key, answered, journal)
            call.run_by(runner)
            reason = await runner.run()
        finally:
            model_drop(key)
        call_ended(key, reason, account_sid=claim.account_sid)
        await self._end(reason, journal)

    def _claim(self, start: codec.Start) -> StreamClaim:
        """Token, upgrade and start name one account. Raises StreamRefusedError."""
        token = start.parameters.get("token", "")
        claim = stream_claim(token, call_sid=start.call_sid, account_sid=start.account_sid)
        if self._account is not None and self._account.sid != claim.account_sid:
            raise StreamRefusedError("token_of_another_account")
        if is_running(claim.key):
            raise StreamRefusedError("token_used")
        return claim

    def _runner(self, key: CallKey, answered: AnsweredCall, journal: Journal) -> CallRunner:
        snapshot = answered.snapshot
        return CallRunner(
            session=CallSession(
                stream_sid=self._stream_sid,
                greeting=snapshot.greeting,
                models={"realtime": snapshot.model, "transcription": snapshot.transcription_model},
                known=snapshot.known,
                looks_up=snapshot.looks_up,
            ),
            receive=self._read,
            send=self._write,
            open_upstream=lambda: model_open(key, snapshot=snapshot),
            run_tool=lambda wanted, permit: run_in_tenant(
                key.schema, call_tool_run, answered=answered, wanted=wanted, permit=permit
            ),
            find_answer=lambda wanted: run_in_tenant(
                key.schema, call_answer_find, answered=answered, wanted=wanted
            ),
            journal=journal,
            tracks=RecordingTracks(is_kept=answered.is_recorded),
            began=self._began,
        )

    async def _end(self, reason: str, journal: Journal) -> None:
        log.info("call_ended", reason=reason, unusable=dict(self._unusable))
        if reason in PARTED_REASONS:
            # Twilio asks what to do next as soon as the stream closes. Another process than this one knows
            # only from the books that nobody is left to apologise to.
            await journal.settle(seconds=BOOKS_SECONDS)
        await self._close(1000 if reason in ORDINARY_ENDS else _close_code(reason))
        await journal.close()

    async def _read_start(self) -> codec.Start:
        for _ in range(OPENING_MESSAGES):
            message = await self._read()
            if isinstance(message, codec.Start):
                return message
            if not isinstance(message, codec.Connected):
                break
        raise codec.CodecError("no_start")

    async def _read(self) -> codec.Message:
        """The next message of this stream. Raises CallerGoneError, CodecError."""
        event = await self._receive()
        if event["type"] != "websocket.receive":
            # The server itself refuses a frame over its limit and tells us by the code.
            if event.get("code") == CLOSE_CODES["message_too_big"]:
                raise codec.CodecError("message_too_big")
            raise CallerGoneError
        text = event.get("text")
        if text is None:
            raise codec.CodecError("binary")
        message = codec.decode(text)
        stream_sid = getattr(message, "stream_sid", "")
        if self._stream_sid and stream_sid not in ("", self._stream_sid):
            raise codec.CodecError("foreign_stream")
        if isinstance(message, codec.Unknown):
            log.info("stream_event_unknown")
        elif isinstance(message, codec.Unusable):
            self._unusable[message.reason] += 1
        return message

    async def _write(self, text: str) -> None:
        try:
            await self._send_event({"type": "websocket.send", "text": text})
        except OSError as error:
            raise CallerGoneError from error

    async def _refuse(self, reason: str, code: int | None = None) -> None:
        log.warning("stream_refused", reason=reason)
        await self._close(code or _close_code(reason))

    async def _close(self, code: int) -> None:
        try:
            async with asyncio.timeout(1):
                await self._send_event({"type": "websocket.close", "code": code})
        except (OSError, RuntimeError, TimeoutError):
            log.debug("stream_closed_already")


def _close_code(reason: str) -> int:
    return CLOSE_CODES.get(reason, CLOSE_BAD_MESSAGE)


def _journal(schema: str, call_id: int) -> Journal:
    async def store(entries: Any) -> None:
        await run_in_tenant_queued(schema, journal_write, call_id=call_id, entries=entries)

    return Journal(store=store, spool=call_spool(schema, call_id))


async def _answers_read(schema: str, answered: AnsweredCall) -> None:
    """Beside the greeting, so that the first question does not wait for it."""
    if not answered.snapshot.looks_up:
        return
    try:
        await run_in_tenant(schema, call_answers_read)
    except (DatabaseError, InterfaceError) as error:
        log.warning("answers_unread", error=type(error).__name__)


async def _account_of(scope: dict[str, Any]) -> TwilioAccount | None:
    """Whose account dials. Raises StreamRefusedError for an upgrade it did not sign.

    Where no signature is demanded, None stands for an unsigned one, but one that is there must be right; the
    one-shot token, which only a signed webhook hands out, is asked for in any case.
    """
    signature = dict(scope["headers"]).get(b"x-twilio-signature", b"").decode("latin-1")
    if not signature and not settings.TWILIO_STREAM_SIGNATURE_REQUIRED:
        return None
    business_id = scope["url_route"]["kwargs"].get("business_id")
    account = await run_in_tenant(
        PUBLIC_SCHEMA, stream_verify, path=scope["path"], business_id=business_id, signature=signature
    )
    if account is None:
        raise StreamRefusedError("signature_wrong")
    return account
