"""Connects a media stream as a TwiML answer asks for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from apps.simulator.audio.noise import noise_make
from apps.simulator.twilio.settings import CallSettings, sid_make
from apps.simulator.twilio.signing import HEADER, signature_make, url_dial
from apps.simulator.twilio.stream import Identity, MediaStream
from apps.simulator.twilio.twiml import Stream

BACKGROUND_MS = 5000


@asynccontextmanager
async def stream_connected(
    session: aiohttp.ClientSession,
    settings: CallSettings,
    target: Stream,
    *,
    background: str = "",
    echo_db: float | None = None,
) -> AsyncIterator[MediaStream]:
    """The stream, started unless the caller is silent by mischief.

    Raises aiohttp.WSServerHandshakeError when the upgrade is refused (Twilio's 31920).
    """
    mischief = settings.mischief
    good = signature_make(target.url, {}, auth_token=settings.auth_token)
    signature = mischief.signature(mischief.stream_signature, good)
    headers = {"Host": target.url.partition("://")[2].partition("/")[0]}
    if signature is not None:
        headers[HEADER] = signature
    parameters = mischief.parameters(target.parameters)
    identity = Identity(settings.call_sid, sid_make("MZ"), settings.account_sid, parameters)
    url = url_dial(target.url, base_url=settings.base_url)
    async with session.ws_connect(url, headers=headers, max_msg_size=0) as socket:
        stream = MediaStream(
            socket,
            identity,
            speed=settings.speed,
            marks_late_ms=mischief.marks_late_ms,
            background=noise_make(background, BACKGROUND_MS) if background else b"",
            echo_db=echo_db,
        )
        if not mischief.silent:
            await stream.start()
        yield stream
