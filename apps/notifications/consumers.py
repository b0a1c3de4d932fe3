"""The dashboards' live socket, /ws/events on a business's host.

    <- {"type": "authenticate", "token": "<access token>"}      first, within AUTHENTICATE_SECONDS
    -> {"type": "ready"}
    -> {"type": "event", "event": "call.updated", "id": "7", "sequence": 12, "data": {...}}
    -> {"type": "ping"}                                          every PING_SECONDS; needs no answer

Closes with 4401 (no valid token, or one of a role the person has no more: renew it), 4403 (not a member of
this host's business), 1009 (too big), 1008 (too many messages) or 1013 (Valkey or PostgreSQL is away, so
nobody can tell the news, or whether the person is a member). Whoever loses something loses the socket at
once: at each message of the business's `access_group`, and at each ping, the database is asked anew.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any

import redis
import structlog
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import DatabaseError

from apps.accounts.models import Membership
from apps.accounts.selectors import membership_of_claims
from apps.accounts.tokens import Claims, access_token_read
from apps.notifications.live import live_group
from apps.tenants.access import access_group
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.hosts import host_name
from apps.tenants.selectors import business_by_host

AUTHENTICATE_SECONDS = 5
PING_SECONDS = 30
MESSAGE_BYTES = 4096
MESSAGES_BETWEEN_PINGS = 20
JOIN_SECONDS = 5
AWAY = (redis.RedisError, DatabaseError, TimeoutError)
NOT_AUTHENTICATED, NOT_A_MEMBER = 4401, 4403
POLICY, TOO_BIG, TRY_AGAIN = 1008, 1009, 1013
log = structlog.get_logger(__name__)


class LiveConsumer(AsyncWebsocketConsumer):
    is_accepted = is_over = False

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        except AWAY as error:
            # Without Valkey there is not even a channel to hear from. A browser is told why once it is in.
            log.warning("live_socket_ended", error=type(error).__name__)
            if not self.is_accepted:
                await receive()
                await send({"type": "websocket.accept"})
            if not self.is_over:
                await send({"type": "websocket.close", "code": TRY_AGAIN})

    async def connect(self) -> None:
        self.claims: Claims | None = None
        self.role = ""
        self.joined: list[str] = []
        self.received = 0
        self.is_accepted = True
        await self.accept()
        self.watch = asyncio.create_task(self._end_when_silent())

    async def disconnect(self, code: int) -> None:
        self.watch.cancel()
        for group in self.joined:
            # Without Valkey there is nothing to leave.
            with suppress(redis.RedisError, OSError):
                await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.received += 1
        if bytes_data is not None or len((text_data or "").encode()) > MESSAGE_BYTES:
            await self.close(TOO_BIG)
        elif self.received > MESSAGES_BETWEEN_PINGS:
            await self.close(POLICY)
        elif self.claims is None:
            await self._authenticate(text_data or "")

    async def live_hint(self, message: dict[str, Any]) -> None:
        await self._say(message["hint"])

    async def access_changed(self, message: dict[str, Any]) -> None:
        if self.claims is not None:
            await self._end_unless_member(self.claims)

    async def close(self, code: int | bool | None = None, reason: str | None = None) -> None:
        """Once: two causes may come together, before the socket is gone."""
        if not self.is_over:
            self.is_over = True
            await super().close(code, reason)

    async def _authenticate(self, text: str) -> None:
        claims = access_token_read(_token_in(text))
        if claims is None:
            await self.close(NOT_AUTHENTICATED)
            return
        self.claims = claims
        try:
            await self._admit(claims)
        except AWAY as error:
            await self._end_unknown(error)

    async def _admit(self, claims: Claims) -> None:
        # First to be told, then to ask: what changes in between is told.
        await self._join(access_group(claims.schema))
        membership = await self._membership(claims)
        if membership is None:
            await self.close(NOT_A_MEMBER)
            return
        self.role = membership.role
        await self._join(live_group(claims.schema))
        self.watch.cancel()
        self.watch = asyncio.create_task(self._ping(claims))
        await self._say({"type": "ready"})

    async def _join(self, group: str) -> None:
        # Also when it fails: the layer may know of us already.
        self.joined.append(group)
        async with asyncio.timeout(JOIN_SECONDS):
            await self.channel_layer.group_add(group, self.channel_name)

    async def _membership(self, claims: Claims) -> Membership | None:
        return await run_in_tenant(PUBLIC_SCHEMA, membership_at, host=self._host(), claims=claims)

    async def _end_when_silent(self) -> None:
        await asyncio.sleep(AUTHENTICATE_SECONDS)
        await self.close(NOT_AUTHENTICATED)

    async def _ping(self, claims: Claims) -> None:
        await asyncio.sleep(PING_SECONDS)
        while await self._end_unless_member(claims):
            self.received = 0
            await self._say({"type": "ping"})
            await asyncio.sleep(PING_SECONDS)

    async def _end_unless_member(self, claims: Claims) -> bool:
        """Whether the person still is what they were when they came; if not, or if nobody knows, it ends."""
        try:
            membership = await self._membership(claims)
        except DatabaseError as error:
            await self._end_unknown(error)
            return False
        if membership is None:
            await self.close(NOT_A_MEMBER)
        elif membership.role != self.role:
            await self.close(NOT_AUTHENTICATED)
        else:
            return True
        return False

    async def _end_unknown(self, error: Exception) -> None:
        log.warning("live_socket_ended", error=type(error).__name__)
        await self.close(TRY_AGAIN)

    async def _say(self, message: dict[str, Any]) -> None:
        if not self.is_over:
            await self.send(json.dumps(message, ensure_ascii=False))

    def _host(self) -> str:
        return host_name(dict(self.scope["headers"]).get(b"host", b"").decode("latin-1"))


def membership_at(*, host: str, claims: Claims) -> Membership | None:
    """Whose claims they are, when that is a member of just the host's business."""
    business = business_by_host(host=host)
    return membership_of_claims(claims=claims, schema=business.schema_name) if business else None


def _token_in(text: str) -> str:
    with suppress(ValueError):
        message = json.loads(text)
        if isinstance(message, dict) and message.get("type") == "authenticate":
            return str(message.get("token", ""))
    return ""
