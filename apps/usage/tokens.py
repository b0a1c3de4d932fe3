"""Token counts as OpenAI reports them -> the kinds of apps.usage.prices. Pure.

OpenAI counts cached tokens inside the input; here they are taken out, since they cost less. What is no amount
that anything can cost, such as one below zero, counts as nothing.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any


def realtime_tokens(usage: Mapping[str, Any] | None) -> dict[str, int]:
    """From `response.done.response.usage`, which may be null."""
    usage = usage or {}
    given = usage.get("input_token_details") or {}
    cached = given.get("cached_tokens_details") or _cached_split(given)
    said = usage.get("output_token_details") or {}
    return _without_zeros(
        text_in=_count(given, "text_tokens") - _count(cached, "text_tokens"),
        text_cached_in=_count(cached, "text_tokens"),
        text_out=_count(said, "text_tokens"),
        audio_in=_count(given, "audio_tokens") - _count(cached, "audio_tokens"),
        audio_cached_in=_count(cached, "audio_tokens"),
        audio_out=_count(said, "audio_tokens"),
    )


def _cached_split(given: Mapping[str, Any]) -> dict[str, int]:
    """Cached tokens that are not told apart: both kinds cost the same, so the text goes first."""
    cached = _count(given, "cached_tokens")
    text = min(cached, _count(given, "text_tokens"))
    return {"text_tokens": text, "audio_tokens": min(cached - text, _count(given, "audio_tokens"))}


def transcribed_seconds(usage: Mapping[str, Any] | None) -> float:
    """Audio seconds from the usage of a transcription, which OpenAI gives as a duration or as tokens.

    A token of caller audio stands for 100 ms (OpenAI, "Managing costs", realtime).
    """
    usage = usage or {}
    if usage.get("type") == "duration":
        return _amount(usage.get("seconds"))
    return _count(usage.get("input_token_details") or {}, "audio_tokens") / 10


def chat_tokens(usage: Mapping[str, Any] | None) -> dict[str, int]:
    """From the `usage` of a chat completion."""
    usage = usage or {}
    cached = _count(usage.get("prompt_tokens_details") or {}, "cached_tokens")
    return _without_zeros(
        text_in=_count(usage, "prompt_tokens") - cached,
        text_cached_in=cached,
        text_out=_count(usage, "completion_tokens"),
    )


def _count(counts: Mapping[str, Any], name: str) -> int:
    return int(_amount(counts.get(name)))


def _amount(value: object) -> float:
    return value if isinstance(value, int | float) and isfinite(value) and value > 0 else 0


def _without_zeros(**counts: int) -> dict[str, int]:
    return {kind: count for kind, count in counts.items() if count > 0}
