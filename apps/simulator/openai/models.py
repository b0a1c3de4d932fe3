"""GET /v1/models: the models the stand-in answers for, with the shutdown dates announced for them."""

from aiohttp import web

from apps.simulator.openai.answers import error_answer, json_answer, key_check

# Source: the openai SDK 3.54, docstrings of realtime_session_create_request.py and audio_transcription.py.
_REALTIME_END = "2027-01-20"
_TRANSCRIBE_END = "2027-02-26"
_SHUTDOWN: dict[str, str | None] = {
    "gpt-realtime": _REALTIME_END,
    "gpt-realtime-2025-08-28": _REALTIME_END,
    "gpt-realtime-mini": _REALTIME_END,
    "gpt-realtime-mini-2025-12-15": _REALTIME_END,
    "gpt-realtime-1.5": None,
    "gpt-realtime-2": None,
    "gpt-realtime-2.1": None,
    "gpt-realtime-2.1-mini": None,
    "whisper-1": _TRANSCRIBE_END,
    "gpt-4o-transcribe": _TRANSCRIBE_END,
    "gpt-4o-transcribe-diarize": _TRANSCRIBE_END,
    "gpt-4o-mini-transcribe": _TRANSCRIBE_END,
    "gpt-4o-mini-transcribe-2025-12-15": _TRANSCRIBE_END,
    "gpt-transcribe": None,
    "gpt-live-transcribe": None,
    "gpt-realtime-whisper": None,
    "gpt-4o-mini": None,
    "gpt-4o-mini-tts": None,
    "text-embedding-3-small": None,
    "text-embedding-3-large": None,
}
_CREATED = 1_756_000_000


def _model(name: str) -> dict[str, object]:
    return {
        "id": name,
        "object": "model",
        "created": _CREATED,
        "owned_by": "simulator",
        "shutdown_date": _SHUTDOWN[name],
    }


async def models_list(request: web.Request) -> web.Response:
    key_check(request)
    return json_answer({"object": "list", "data": [_model(name) for name in _SHUTDOWN]})


async def model_get(request: web.Request) -> web.Response:
    key_check(request)
    name = request.match_info["name"]
    if name not in _SHUTDOWN:
        return error_answer(404, "model_not_found", f"The model '{name}' does not exist", param="model")
    return json_answer(_model(name))
