"""The session's settings: defaults, what `session.update` may change, and what it may not."""

import copy
import re
from typing import Any

from apps.simulator.openai.events import ClientEventError

MODELS = (
    "gpt-realtime",
    "gpt-realtime-2025-08-28",
    "gpt-realtime-mini",
    "gpt-realtime-mini-2025-12-15",
    "gpt-realtime-1.5",
    "gpt-realtime-2",
    "gpt-realtime-2.1",
    "gpt-realtime-2.1-mini",
)
TRANSCRIPTION_MODELS = (
    "whisper-1",
    "gpt-transcribe",
    "gpt-live-transcribe",
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-transcribe-2025-12-15",
    "gpt-4o-transcribe",
    "gpt-4o-transcribe-diarize",
    "gpt-realtime-whisper",
)
VOICES = ("alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar")
SERVER_VAD = {
    "type": "server_vad",
    "threshold": 0.5,
    "prefix_padding_ms": 300,
    "silence_duration_ms": 500,
    "idle_timeout_ms": None,
    "create_response": True,
    "interrupt_response": True,
}
SEMANTIC_VAD = {
    "type": "semantic_vad",
    "eagerness": "auto",
    "create_response": True,
    "interrupt_response": True,
}
_TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")

Session = dict[str, Any]


def session_default(*, session_id: str, model: str, expires_at: int) -> Session:
    """`expires_at`: Unix seconds."""
    return {
        "type": "realtime",
        "object": "realtime.session",
        "id": session_id,
        "model": model,
        "output_modalities": ["audio"],
        "instructions": "You are a helpful voice assistant.",
        "tools": [],
        "tool_choice": "auto",
        "max_output_tokens": "inf",
        "tracing": None,
        "truncation": "auto",
        "prompt": None,
        "expires_at": expires_at,
        "include": None,
        "audio": {
            "input": {
                "format": {"type": "audio/pcm", "rate": 24000},
                "transcription": None,
                "noise_reduction": None,
                "turn_detection": dict(SERVER_VAD),
            },
            "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": "alloy", "speed": 1.0},
        },
    }


def session_merge(
    current: Session, update: dict[str, Any], *, has_spoken: bool, is_responding: bool
) -> Session:
    """The session after a `session.update`.

    Only fields present change. Raises ClientEventError; `current` stays.
    """
    if update.get("type") != "realtime":
        raise ClientEventError(
            "invalid_value", "This stand-in runs realtime sessions only.", param="session.type"
        )
    merged = copy.deepcopy(current)
    for name, value in update.items():
        if name == "audio":
            _audio_merge(merged["audio"], value or {})
        else:
            merged[name] = value
    _fields_check(current, merged, update)
    _audio_check(current, merged, has_spoken=has_spoken, is_responding=is_responding)
    return merged


def _audio_merge(audio: dict[str, Any], update: dict[str, Any]) -> None:
    incoming = update.get("input") or {}
    for name, value in incoming.items():
        if name == "turn_detection" and value is not None:
            defaults = SERVER_VAD if value.get("type") == "server_vad" else SEMANTIC_VAD
            audio["input"][name] = {**defaults, **value}
        elif name == "noise_reduction" and value is not None and value.get("type"):
            audio["input"][name] = {"strength": 1.0, **(audio["input"][name] or {}), **value}
        elif name == "noise_reduction":
            audio["input"][name] = None
        else:
            audio["input"][name] = value
    audio["output"].update(update.get("output") or {})


def _fields_check(current: Session, merged: Session, update: dict[str, Any]) -> None:
    if merged["model"] != current["model"]:
        raise _invalid("session.model", "the model cannot be changed during a session")
    if sorted(merged["output_modalities"] or []) not in (["audio"], ["text"]):
        raise _invalid("session.output_modalities", "either ['audio'] or ['text']")
    tokens = merged["max_output_tokens"]
    if tokens != "inf" and not (isinstance(tokens, int) and 1 <= tokens <= 4096):
        raise _invalid("session.max_output_tokens", "an integer from 1 to 4096, or 'inf'")
    for name in ("reasoning", "parallel_tool_calls"):
        if update.get(name) is not None and not merged["model"].startswith("gpt-realtime-2"):
            raise _invalid(
                f"session.{name}", f"{merged['model']} does not support it", code="unsupported_parameter"
            )
    names = [str(tool.get("name")) for tool in merged["tools"] or [] if tool.get("type") == "function"]
    for name in names:
        if not _TOOL_NAME.fullmatch(name) or names.count(name) > 1:
            raise _invalid("session.tools", f"tool name '{name}' is missing, malformed or used twice")


def _audio_check(current: Session, merged: Session, *, has_spoken: bool, is_responding: bool) -> None:
    source, target = merged["audio"]["input"], merged["audio"]["output"]
    for side, part in (("input", source), ("output", target)):
        if (part["format"] or {}).get("type") not in ("audio/pcm", "audio/pcmu"):
            raise _invalid(f"session.audio.{side}.format", "this stand-in speaks audio/pcm and audio/pcmu")
    voice = target["voice"]
    if isinstance(voice, str) and voice not in VOICES:
        raise _invalid("session.audio.output.voice", f"unknown voice '{voice}'")
    if has_spoken and voice != current["audio"]["output"]["voice"]:
        message = "Cannot update a conversation's voice if assistant audio is present."
        raise ClientEventError("cannot_update_voice", message, param="session.audio.output.voice")
    speed_changed = target["speed"] != current["audio"]["output"]["speed"]
    if not 0.25 <= (target["speed"] or 1.0) <= 1.5 or (is_responding and speed_changed):
        raise _invalid("session.audio.output.speed", "0.25 to 1.5, and only between turns")
    _turn_detection_check(source["turn_detection"])
    _transcription_check(source["transcription"])


def _turn_detection_check(detection: dict[str, Any] | None) -> None:
    if not detection or detection["type"] != "server_vad":
        return
    where = "session.audio.input.turn_detection"
    if not 0 <= detection["threshold"] <= 1:
        raise _invalid(f"{where}.threshold", "0.0 to 1.0")
    for name in ("prefix_padding_ms", "silence_duration_ms", "idle_timeout_ms"):
        if detection[name] is not None and detection[name] < 0:
            raise _invalid(f"{where}.{name}", "not negative")


def _transcription_check(transcription: dict[str, Any] | None) -> None:
    if not transcription:
        return
    model, where = transcription.get("model"), "session.audio.input.transcription"
    if model not in TRANSCRIPTION_MODELS:
        raise _invalid(f"{where}.model", f"unknown transcription model '{model}'")
    if transcription.get("prompt") and model == "gpt-realtime-whisper":
        raise _invalid(f"{where}.prompt", f"not supported by {model}", code="unsupported_parameter")
    if transcription.get("delay") and model != "gpt-realtime-whisper":
        raise _invalid(f"{where}.delay", f"not supported by {model}", code="unsupported_parameter")
    if transcription.get("keywords") and model not in ("gpt-transcribe", "gpt-live-transcribe"):
        raise _invalid(f"{where}.keywords", f"not supported by {model}", code="unsupported_parameter")


def _invalid(param: str, why: str, *, code: str = "invalid_value") -> ClientEventError:
    return ClientEventError(code, f"Invalid value for '{param}': {why}.", param=param)
