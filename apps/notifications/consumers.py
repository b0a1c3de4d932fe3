"""The dashboards' live socket, /ws/events on a business's host.

    <- {"type": "authenticate", "token": "<access token>"}      first, within AUTHENTICATE_SECONDS
    -> {"type": "ready"}
    -> {"type": "event", "event": "call.updated", "id": "7", "sequence": 12, "data": {...}}
    -> {"type": "ping"}                                          every PING_SECONDS; needs no answer

Closes with 4401 (no valid token), 4403 (not a member of this host's business), 1009 (too big), 1008 (too
many messages) or 1013 (nobody could say whether the person is still a member).
"""

import asyncio
import json
from contextlib import suppress
from typing import Any

import structlog
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import DatabaseError

from apps.accounts.selectors import membership_of_claims
from apps.accounts.tokens import Claims, access_token_read
from apps.notifications.live import live_group
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.hosts import host_name
from apps.tenants.selectors import business_by_host

AUTHENTICATE_SECONDS = 5
PING_SECONDS = 30
MESSAGE_BYTES = 4096
MESSAGES_BETWEEN_PINGS = 20
NOT_AUTHENTICATED, NOT_A_MEMBER = 4401, 4403
POLICY, TOO_BIG, TRY_AGAIN = 1008, 1009, 1013
log = structlog.get_logger(__name__)


class LiveConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.schema: str | None = None
        self.received = 0
        await self.accept()
        self.watch = asyncio.create_task(self._end_when_silent())

    async def disconnect(self, code: int) -> None:
        self.watch.cancel()
        if self.schema:
            await self.channel_layer.group_discard(live_group(self.schema), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.received += 1
        if bytes_data is not None or len((text_data or "").encode()) > MESSAGE_BYTES:
            await self.close(TOO_BIG)
        elif self.received > MESSAGES_BETWEEN_PINGS:
            await self.close(POLICY)
        elif self.schema is None:
            await self._authenticate(text_data or "")

    async def live_hint(self, message: dict[str, Any]) -> None:
        await self._say(message["hint"])

    async def _authenticate(self, text: str) -> None:
        claims = access_token_read(_token_in(text))
        if claims is None:
            await self.close(NOT_AUTHENTICATED)
            return
        schema = await self._member_schema(claims)
        if schema is None:
            await self.close(NOT_A_MEMBER)
            return
        self.schema = schema
        self.watch.cancel()
        self.watch = asyncio.create_task(self._end_when_removed(claims))
        await self.channel_layer.group_add(live_group(schema), self.channel_name)
        await self._say({"type": "ready"})

    async def _member_schema(self, claims: Claims) -> str | None:
        return await run_in_tenant(PUBLIC_SCHEMA, member_schema, host=self._host(), claims=claims)

    async def _end_when_silent(self) -> None:
        await asyncio.sleep(AUTHENTICATE_SECONDS)
        await self.close(NOT_AUTHENTICATED)

    async def _end_when_removed(self, claims: Claims) -> None:
        """Asks at every ping whether the person is still a member; without an answer the socket ends too."""
        try:
            await asyncio.sleep(PING_SECONDS)
            while await self._member_schema(claims):
                self.received = 0
                await self._say({"type": "ping"})
                await asyncio.sleep(PING_SECONDS)
        except DatabaseError as error:
            log.warning("live_socket_ended", error=type(error).__name__)
            await self.close(TRY_AGAIN)
            return
        await self.close(NOT_A_MEMBER)

    async def _say(self, message: dict[str, Any]) -> None:
        await self.send(json.dumps(message, ensure_ascii=False))

    def _host(self) -> str:
        return host_name(dict(self.scope["headers"]).get(b"host", b"").decode("latin-1"))


def member_schema(*, host: str, claims: Claims) -> str | None:
    """The schema of the host's business when the claims are a member's of just that business."""
    business = business_by_host(host=host)
    if business is None or membership_of_claims(claims=claims, schema=business.schema_name) is None:
        return None
    return business.schema_name


def _token_in(text: str) -> str:
    with suppress(ValueError):
        message = json.loads(text)
        if isinstance(message, dict) and message.get("type") == "authenticate":
            return str(message.get("token", ""))
    return ""
