"""The calls this process carries, and the one listener that ends those of a business that was closed.

One listener for all calls, so that a call costs nothing for being listened for. It hears of a change through
the channel layer, and looks by itself every half minute in case Valkey did not tell.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import redis
import structlog
from channels.layers import get_channel_layer
from django.db import DatabaseError

from apps.credentials.selectors import TwilioAccount
from apps.telephony.call_key import CallKey
from apps.telephony.media.runner import CallRunner
from apps.tenants.access import access_group
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.selectors import schemas_active

UNAVAILABLE = "business_unavailable"
LOOK_SECONDS = 30
# Twilio asks what follows a stream within seconds of its end.
ENDS_KEPT_SECONDS = 60
log = structlog.get_logger(__name__)


class RunningCall:
    """One call of this process. It may be told to end before it has properly begun.

    `account` signed its stream, with the token it had then; None for a stream that nobody signed.
    """

    def __init__(self, schema: str, account: TwilioAccount | None = None) -> None:
        self.schema = schema
        self.account = account
        self._runner: CallRunner | None = None
        self._is_to_end = False

    def run_by(self, runner: CallRunner) -> None:
        self._runner = runner
        if self._is_to_end:
            runner.end(UNAVAILABLE)

    def end(self) -> None:
        self._is_to_end = True
        if self._runner is not None:
            self._runner.end(UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class CallEnd:
    """`account_sid`: of the account that dialled; empty for a platform without a SID."""

    reason: str
    account_sid: str


class Listener:
    """Ends the calls of businesses that are not open any more, for as long as the process lives."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self._joined: set[str] = set()
        self.task = asyncio.create_task(self._run(), name="access of running calls")

    def call_began(self, schema: str) -> None:
        """A call of a business that is listened for already asks for itself whether it may run."""
        if schema not in self._joined:
            self._changed.set()

    async def _run(self) -> None:
        while True:
            with suppress(redis.RedisError, OSError):
                await self._listen()
            log.warning("access_listener_lost")
            await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        hearing = asyncio.create_task(self._hear(layer, channel))
        self._joined = set()
        try:
            while not hearing.done():
                await self._join(layer, channel)
                await self._look()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._changed.wait()
                self._changed.clear()
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)
            for schema in self._joined:
                await layer.group_discard(access_group(schema), channel)

    async def _hear(self, layer: Any, channel: str) -> None:
        while True:
            await layer.receive(channel)
            self._changed.set()

    async def _join(self, layer: Any, channel: str) -> None:
        wanted = {call.schema for call in _running.values()}
        for schema in wanted - self._joined:
            await layer.group_add_for_all(access_group(schema), channel)
        for schema in self._joined - wanted:
            await layer.group_discard(access_group(schema), channel)
        self._joined = wanted

    async def _look(self) -> None:
        schemas = {call.schema for call in _running.values()}
        if not schemas:
            return
        try:
            active = await run_in_tenant(PUBLIC_SCHEMA, schemas_active, schemas)
        except DatabaseError as error:
            log.warning("access_not_known", error=type(error).__name__)
            return
        for call in list(_running.values()):
            if call.schema in schemas - active:
                call.end()


_running: dict[CallKey, RunningCall] = {}
_ends: dict[CallKey, CallEnd] = {}
_listener: Listener | None = None


def calls_running() -> int:
    """How many calls this process carries."""
    return len(_running)


def is_running(key: CallKey) -> bool:
    return key in _running


@contextmanager
def call_carried(key: CallKey, account: TwilioAccount | None = None) -> Iterator[RunningCall]:
    """Counts the call while the block runs, and lets it be ended from outside. On the event loop only."""
    global _listener  # noqa: PLW0603 - one a process, started by its first call
    call = _running[key] = RunningCall(key.schema, account)
    try:
        if _listener is None or _listener.task.done():
            _listener = Listener()
        _listener.call_began(key.schema)
        yield call
    finally:
        del _running[key]


def accounts_carried(sid: str) -> list[TwilioAccount]:
    """The accounts that dialled the calls of this name which this process carries. Their tokens are kept no
    longer than the call: until its journal is closed, which waits for a database that is away.
    """
    named = (call.account for key, call in _running.items() if key.sid == sid)
    return [account for account in named if account is not None]


def call_ended(key: CallKey, reason: str, *, account_sid: str) -> None:
    """Keep for a minute why the call ended, however late the books are. On the event loop only."""
    _ends[key] = CallEnd(reason, account_sid)
    asyncio.get_running_loop().call_later(ENDS_KEPT_SECONDS, _ends.pop, key, None)


def call_end_known(key: CallKey) -> str | None:
    """Why a call of this process ended, moments ago."""
    end = _ends.get(key)
    return None if end is None else end.reason


def call_end_of(sid: str, *, account_sid: str) -> str | None:
    """As `call_end_known`, while only the account that asks is known and not whose call it is; None also
    where two businesses name it.
    """
    accounts = ("", account_sid)
    ends = [end.reason for key, end in _ends.items() if key.sid == sid and end.account_sid in accounts]
    return ends[0] if len(ends) == 1 else None
