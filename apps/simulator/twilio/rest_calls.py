"""Calls over REST: place one, look at it, end it or send it elsewhere, list them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from apps.simulator.keys import STATE
from apps.simulator.openai.answers import json_answer
from apps.simulator.twilio.answers import TwilioError, account_check, form_read, page_answer, record_find
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.records import Callee, Record, TwilioState, call_make, rfc2822
from apps.simulator.twilio.rest_recordings import recordings_finish
from apps.simulator.twilio.scenario import SCENARIOS
from apps.simulator.twilio.settings import CallSettings, sid_make
from apps.simulator.twilio.twiml import Step, TwimlError, twiml_read
from apps.simulator.twilio.webhooks import Account, call_form, webhook_post

TWIML_MAX = 4000
_STATUS_EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})
_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


async def create(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Calls")
    post = await request.post()
    form = {name: str(value) for name, value in post.items()}
    events = {str(event) for value in post.getall("StatusCallbackEvent", []) for event in str(value).split()}
    _create_check(form)
    sid = sid_make("CA")
    body = call_make(
        account_sid, sid=sid, from_=form["From"], to=form["To"], direction="outbound-api", status="queued"
    )
    record = Record(sid, body, form)
    state.calls[sid] = record
    settings = replace(
        _settings(record),
        auth_token=state.auth_tokens.get(account_sid) or request.app[STATE].webhook_token,
        status_events=frozenset(events & _STATUS_EVENTS) or frozenset({"completed"}),
        speed=state.callee.speed,
    )
    task = asyncio.create_task(_run(state, record, settings, state.callee))
    request.app[STATE].keep(task)
    return json_answer(record.body, status=201)


async def fetch(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Call")
    return json_answer(record_find(state.calls, request, account_sid).body)


async def update(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Call")
    record = record_find(state.calls, request, account_sid)
    form = await form_read(request)
    if record.body["status"] in _OVER:
        raise TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.")
    status = form.get("Status")
    if status and status not in ("canceled", "completed"):
        raise TwilioError(400, 21218, f"Invalid Status: {status}")
    if status:
        if record.live:
            record.live.hang_up()
        record.change(status=status)
    elif form.get("Twiml") or form.get("Url"):
        steps = await _steps(request, form, record)
        if record.live:
            record.live.follow(steps)
    return json_answer(record.body)


async def listing(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Calls")
    wanted = {
        "status": request.query.get("Status"),
        "to": request.query.get("To"),
        "from": request.query.get("From"),
    }
    bodies = [
        record.body
        for record in reversed(state.calls.values())
        if record.body["account_sid"] == account_sid
        and all(value is None or record.body[name] == value for name, value in wanted.items())
    ]
    return page_answer(request, "calls", bodies)


def _create_check(form: dict[str, str]) -> None:
    """Raises TwilioError with the code the real API uses for it."""
    if not form.get("To"):
        raise TwilioError(400, 21201, "No 'To' number is specified")
    if not form.get("From"):
        raise TwilioError(400, 21213, "No 'From' number is specified")
    if not form["To"].startswith(("+", "client:", "sip:")):
        raise TwilioError(
            400, 21211, f"The phone number you are attempting to call, {form['To']}, is not valid."
        )
    if not any(form.get(name) for name in ("Url", "Twiml", "ApplicationSid")):
        raise TwilioError(400, 21205, "Url is not a valid URL: ")
    if len(form.get("Twiml", "")) > TWIML_MAX:
        raise TwilioError(400, 32018, f"The Twiml parameter is longer than {TWIML_MAX} characters")
    if form.get("AsyncAmd") == "true" and not form.get("AsyncAmdStatusCallback"):
        raise TwilioError(400, 21262, "AsyncAmdStatusCallback is required")


def _settings(record: Record) -> CallSettings:
    form = record.form
    parts = urlsplit(form.get("Url") or form.get("StatusCallback") or "http://127.0.0.1")
    return CallSettings(
        base_url=f"{parts.scheme}://{parts.netloc}",
        auth_token="",
        account_sid=record.body["account_sid"],
        from_number=form["From"],
        to_number=form["To"],
        direction="outbound-api",
        voice_url=form.get("Url", ""),
        twiml=form.get("Twiml", ""),
        status_url=form.get("StatusCallback", ""),
        call_sid=record.sid,
    )


async def _run(state: TwilioState, record: Record, settings: CallSettings, callee: Callee) -> None:
    if callee.answer not in ("human", "machine"):
        record.change(status=callee.answer)
        await _status_tell(settings, callee.answer)
        return
    if record.form.get("MachineDetection"):
        record.change(answered_by="human" if callee.answer == "human" else "machine_start")
    record.change(status="in-progress", start_time=rfc2822(datetime.now(UTC)))

    @asynccontextmanager
    async def held(call: PhoneCall) -> AsyncIterator[None]:
        record.live = call
        yield
        record.live = None
        call_end(record, call.report.duration_ms)
        await recordings_finish(state, record, call.caller_tape, call.assistant_tape, settings)

    await place_call(settings, SCENARIOS[callee.scenario], around=held)


def call_end(record: Record, duration_ms: int) -> None:
    seconds = str(-(-duration_ms // 1000))
    record.change(status="completed", duration=seconds, end_time=rfc2822(datetime.now(UTC)))


async def _status_tell(settings: CallSettings, status: str) -> None:
    if not settings.status_url:
        return
    form = call_form(
        settings.account,
        call_sid=settings.call_sid,
        from_=settings.from_number,
        to=settings.to_number,
        status=status,
        direction=settings.direction,
        CallDuration="0",
    )
    async with aiohttp.ClientSession() as session:
        await webhook_post(session, settings.account, settings.status_url, form)


async def _steps(request: web.Request, form: dict[str, str], record: Record) -> list[Step]:
    """Raises TwilioError when the new instructions cannot be read."""
    try:
        if form.get("Twiml"):
            return twiml_read(form["Twiml"])
        body, parts = record.body, urlsplit(form["Url"])
        token = request.app[STATE].webhook_token
        base = f"{parts.scheme}://{parts.netloc}"
        account = Account(base, base, body["account_sid"], token)
        asked = call_form(
            account, call_sid=record.sid, from_=body["from"], to=body["to"], status=body["status"]
        )
        async with aiohttp.ClientSession() as session:
            answer = await webhook_post(session, account, form["Url"], asked)
        return twiml_read(answer.body)
    except TwimlError as error:
        raise TwilioError(400, 12100, str(error)) from error
