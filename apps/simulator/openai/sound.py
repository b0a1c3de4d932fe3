"""POST /v1/audio/transcriptions and /v1/audio/speech."""

from typing import Any

from aiohttp import web

from apps.simulator.audio.mulaw import mulaw_to_pcm24, mulaw_to_wav, wav_to_mulaw
from apps.simulator.audio.voice import voice_render
from apps.simulator.openai.answers import error_answer, json_answer, key_check
from apps.simulator.openai.configuration import TRANSCRIPTION_MODELS
from apps.simulator.openai.text import body_read
from apps.simulator.openai.transcribing import transcription_usage
from apps.simulator.phrasebook.recogniser import speech_recognise


async def transcriptions(request: web.Request) -> web.Response:
    """Multipart with `file` (WAV) and `model`.

    What the phrase book does not know comes back as empty text.
    """
    key_check(request)
    form = await request.post()
    model, upload = str(form.get("model") or ""), form.get("file")
    if model not in TRANSCRIPTION_MODELS:
        return error_answer(400, "model_not_found", f"Invalid model: '{model}'.", param="model")
    if not isinstance(upload, web.FileField):
        return error_answer(
            400, "missing_required_parameter", "Missing required parameter: 'file'.", param="file"
        )
    try:
        audio = wav_to_mulaw(upload.file.read())
    except ValueError as error:
        return error_answer(400, "invalid_value", f"Invalid file format: {error}.", param="file")
    text = speech_recognise(audio).text
    if form.get("response_format") == "text":
        return web.Response(text=text + "\n")
    answer: dict[str, Any] = {"text": text, "usage": transcription_usage(model, text, len(audio))}
    if model == "gpt-transcribe":
        answer["languages"] = [{"code": "he"}] if text else []
    return json_answer(answer)


async def speech(request: web.Request) -> web.Response:
    """wav (8 kHz) or pcm (24 kHz)."""
    key_check(request)
    body = await body_read(request, needed=("model", "input", "voice"))
    audio = voice_render(str(body["input"]))
    wanted = body.get("response_format", "mp3")
    if wanted == "wav":
        return web.Response(body=mulaw_to_wav(audio), content_type="audio/wav")
    if wanted == "pcm":
        return web.Response(body=mulaw_to_pcm24(audio), content_type="audio/pcm")
    message = f"This stand-in makes wav and pcm, not '{wanted}'."
    return error_answer(400, "unsupported_value", message, param="response_format")
