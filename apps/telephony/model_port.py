"""From a business's assistant to a socket of the model. A second voice API would be chosen here."""

import asyncio

from django.conf import settings

from apps.assistant.snapshot import AssistantSnapshot
from apps.telephony.call_key import CallKey
from apps.telephony.media.requests import SessionSettings
from apps.telephony.media.upstream import (
    PREWARM_SECONDS,
    Upstream,
    UpstreamAddress,
    UpstreamPool,
    upstream_open,
)

_pool = UpstreamPool()
_prepared: dict[CallKey, AssistantSnapshot] = {}


def model_prewarm(key: CallKey, *, snapshot: AssistantSnapshot) -> None:
    """Open the call's socket while Twilio still dials its stream. On the event loop only."""
    _pool.prewarm(key, _address(snapshot), _session_settings(snapshot))
    _prepared[key] = snapshot
    asyncio.get_running_loop().call_later(PREWARM_SECONDS, _prepared.pop, key, None)


def model_prepared(key: CallKey) -> AssistantSnapshot | None:
    """What the webhook read for this call, when it was this process that answered it, moments ago."""
    return _prepared.pop(key, None)


def model_drop(key: CallKey) -> None:
    """The call is over, or will not come: what was opened for it and not taken is closed now."""
    _prepared.pop(key, None)
    _pool.drop(key)


async def model_open(key: CallKey, *, snapshot: AssistantSnapshot) -> Upstream:
    """The pre-warmed socket, else a new one. Raises UpstreamError."""
    warm = await _pool.take(key)
    return warm or await upstream_open(_address(snapshot), _session_settings(snapshot))


def _address(snapshot: AssistantSnapshot) -> UpstreamAddress:
    return UpstreamAddress(base_url=settings.OPENAI_BASE_URL, api_key=snapshot.openai_key)


def _session_settings(snapshot: AssistantSnapshot) -> SessionSettings:
    return SessionSettings(
        model=snapshot.model,
        voice=snapshot.voice,
        instructions=snapshot.instructions,
        tools=snapshot.tools,
        transcription_model=snapshot.transcription_model,
        language=snapshot.language,
        answers_turns=not snapshot.looks_up,
    )
