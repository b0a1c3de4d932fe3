"""Recordings over REST: start on a live call, pause, stop, fetch, download, delete."""

from urllib.parse import urlsplit

import aiohttp
import numpy as np
from aiohttp import web

from apps.simulator.audio.mulaw import (
    BYTES_PER_MS,
    SILENCE,
    mulaw_decode,
    mulaw_mix,
    mulaw_to_wav,
    pcm_to_wav,
)
from apps.simulator.openai.answers import json_answer
from apps.simulator.twilio.answers import TwilioError, account_check, form_read, page_answer, record_find
from apps.simulator.twilio.records import Record, TwilioState, recording_make
from apps.simulator.twilio.settings import CallSettings
from apps.simulator.twilio.webhooks import Account, webhook_post

_STATUSES = frozenset({"in-progress", "paused", "stopped"})


async def create(request: web.Request) -> web.Response:
    """POST .../Calls/{sid}/Recordings.json"""
    state, account_sid = account_check(request, "Recordings")
    call = record_find(state.calls, request, account_sid)
    if call.live is None:
        raise TwilioError(400, 21220, "Requested resource is not eligible for recording")
    form = await form_read(request)
    channels = 2 if form.get("RecordingChannels") == "dual" else 1
    base_url = f"{request.scheme}://{request.host}/twilio"
    body = recording_make(account_sid, call.sid, channels=channels, base_url=base_url)
    state.recordings[body["sid"]] = Record(body["sid"], body, form)
    return json_answer(body, status=201)


async def update(request: web.Request) -> web.Response:
    """POST .../Calls/{call}/Recordings/{sid}.json with Status"""
    state, account_sid = account_check(request, "Recording")
    record = record_find(state.recordings, request, account_sid)
    status = (await form_read(request)).get("Status", "")
    if status not in _STATUSES:
        raise TwilioError(400, 20001, f"Invalid Status: {status}")
    record.change(status=status)
    return json_answer(record.body)


async def fetch(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Recording")
    return json_answer(record_find(state.recordings, request, account_sid).body)


async def download(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "RecordingMedia")
    record = record_find(state.recordings, request, account_sid)
    if not record.media:
        raise TwilioError(404, 20404, "The recording has no media yet")
    return web.Response(body=record.media, content_type="audio/x-wav")


async def delete(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Recording")
    del state.recordings[record_find(state.recordings, request, account_sid).sid]
    return web.Response(status=204)


async def listing(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Recordings")
    call_sid = request.query.get("CallSid") or request.match_info.get("sid")
    bodies = [
        record.body
        for record in reversed(state.recordings.values())
        if record.body["account_sid"] == account_sid and call_sid in (None, record.body["call_sid"])
    ]
    return page_answer(request, "recordings", bodies)


async def recordings_finish(
    state: TwilioState, call: Record, caller: bytes, assistant: bytes, settings: CallSettings
) -> None:
    """The call is over: its recordings get their sound and are told to their callback."""
    for record in state.recordings.values():
        if record.body["call_sid"] != call.sid or record.body["status"] == "completed":
            continue
        record.media = recording_wav(caller, assistant, channels=record.body["channels"])
        seconds = str(max(len(caller), len(assistant)) // BYTES_PER_MS // 1000)
        record.change(status="completed", duration=seconds)
        callback = record.form.get("RecordingStatusCallback")
        if callback:
            await _tell(record, callback, settings)


def recording_wav(caller: bytes, assistant: bytes, *, channels: int) -> bytes:
    """Two channels: the caller left, the assistant right."""
    length = max(len(caller), len(assistant))
    caller, assistant = caller.ljust(length, SILENCE), assistant.ljust(length, SILENCE)
    if channels == 1:
        return mulaw_to_wav(mulaw_mix(caller, assistant))
    return pcm_to_wav(
        np.column_stack((mulaw_decode(caller), mulaw_decode(assistant))).reshape(-1), channels=2
    )


async def _tell(record: Record, callback: str, settings: CallSettings) -> None:
    parts, body = urlsplit(callback), record.body
    base = f"{parts.scheme}://{parts.netloc}"
    account = Account(base, base, body["account_sid"], settings.auth_token)
    form = {
        "RecordingSid": record.sid,
        "RecordingUrl": body["media_url"],
        "RecordingStatus": body["status"],
        "RecordingDuration": body["duration"],
        "RecordingChannels": str(body["channels"]),
        "RecordingSource": body["source"],
        "CallSid": body["call_sid"],
        "AccountSid": body["account_sid"],
    }
    async with aiohttp.ClientSession() as session:
        await webhook_post(session, account, callback, form)
