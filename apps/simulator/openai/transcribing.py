"""The events of input transcription, and what it costs."""

import math
from typing import Any

from apps.simulator.audio.mulaw import BYTES_PER_MS
from apps.simulator.openai.conversation import USER_MS_PER_TOKEN, text_tokens
from apps.simulator.openai.events import Event, server_event

LOGPROBS = "item.input_audio_transcription.logprobs"
# The logarithm of nothing is no number.
LEAST_SURE = 0.01
KIND = "conversation.item.input_audio_transcription"


def transcription_usage(model: str, text: str, audio_bytes: int) -> Event:
    """whisper-1 is billed by the second, the others by the token."""
    duration_ms = audio_bytes / BYTES_PER_MS
    if model == "whisper-1":
        return {"type": "duration", "seconds": round(duration_ms / 1000, 2)}
    audio, words = -(-int(duration_ms) // USER_MS_PER_TOKEN), text_tokens(text)
    details = {"audio_tokens": audio, "text_tokens": 0}
    return {
        "type": "tokens",
        "input_tokens": audio,
        "output_tokens": words,
        "total_tokens": audio + words,
        "input_token_details": details,
    }


def transcription_events(
    item_id: str,
    text: str,
    audio_bytes: int,
    settings: dict[str, Any],
    failing: Event | None = None,
    *,
    sure: float | None = None,
) -> list[Event]:
    """`settings` are the session's `audio.input.transcription`; `failing` is an error to tell instead.

    `sure`: the probability of each word from 0 to 1, None when the session does not ask for it.
    """
    place = {"item_id": item_id, "content_index": 0}
    if failing:
        return [server_event(f"{KIND}.failed", **place, error=failing)]
    words = text.split(" ") if text else []
    deltas = [word if index == 0 else f" {word}" for index, word in enumerate(words)]
    events = [server_event(f"{KIND}.delta", **place, delta=delta) for delta in deltas]
    usage = transcription_usage(settings["model"], text, audio_bytes)
    told = {} if sure is None else {"logprobs": [_logprob(delta, sure) for delta in deltas]}
    return [*events, server_event(f"{KIND}.completed", **place, transcript=text, usage=usage, **told)]


def _logprob(token: str, sure: float) -> Event:
    return {"token": token, "bytes": list(token.encode()), "logprob": math.log(max(sure, LEAST_SURE))}
