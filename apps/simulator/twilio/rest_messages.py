"""Messages over REST: send, look, list. Delivery is told to StatusCallback as Twilio tells it."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from apps.simulator.keys import STATE
from apps.simulator.openai.answers import json_answer
from apps.simulator.twilio.answers import (
    TwilioError,
    account_check,
    answer_lost,
    form_read,
    page_answer,
    record_find,
)
from apps.simulator.twilio.records import Record, message_make, rfc2822
from apps.simulator.twilio.webhooks import Account, webhook_post

BODY_MAX = 1600
_DELIVERY = ("sent", "delivered")


async def create(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Messages")
    post = await request.post()
    form = {name: str(value) for name, value in post.items()}
    media = len(post.getall("MediaUrl", []))
    _create_check(form, media)
    body = message_make(account_sid, form, media)
    record = Record(body["sid"], body, form)
    state.messages[record.sid] = record
    token = state.auth_tokens.get(account_sid) or request.app[STATE].webhook_token
    request.app[STATE].keep(asyncio.create_task(_deliver(record, token)))
    await answer_lost(state, "POST Messages accepted")
    return json_answer(body, status=201)


async def fetch(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Message")
    return json_answer(record_find(state.messages, request, account_sid).body)


async def update(request: web.Request) -> web.Response:
    """Redacts the body, or cancels one that was not sent yet."""
    state, account_sid = account_check(request, "Message")
    record = record_find(state.messages, request, account_sid)
    form = await form_read(request)
    if form.get("Status") == "canceled":
        if record.body["status"] not in ("accepted", "scheduled"):
            raise TwilioError(400, 30409, "Message is not cancelable")
        record.change(status="canceled")
    elif form.get("Body") == "":
        record.change(body="")
    return json_answer(record.body)


async def listing(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Messages")
    wanted = {"to": request.query.get("To"), "from": request.query.get("From")}
    bodies = [
        record.body
        for record in reversed(state.messages.values())
        if record.body["account_sid"] == account_sid
        and all(value is None or record.body[name] == value for name, value in wanted.items())
    ]
    return page_answer(request, "messages", bodies)


def _create_check(form: dict[str, str], media: int) -> None:
    """Raises TwilioError with the code the real API uses for it."""
    if not form.get("To"):
        raise TwilioError(400, 21604, "A 'To' phone number is required.")
    if not form["To"].removeprefix("whatsapp:").startswith("+"):
        raise TwilioError(400, 21211, f"The 'To' number {form['To']} is not a valid phone number.")
    if not form.get("From") and not form.get("MessagingServiceSid"):
        raise TwilioError(400, 21603, "A 'From' phone number is required.")
    if form["To"].startswith("whatsapp:") and not (form.get("From") or "whatsapp:").startswith("whatsapp:"):
        raise TwilioError(400, 63007, "Twilio could not find a Channel with the specified From address")
    if not form.get("Body") and not media and not form.get("ContentSid"):
        raise TwilioError(400, 21619, "A text message body or media urls must be specified.")
    if len(form.get("Body", "")) > BODY_MAX:
        raise TwilioError(
            400, 21617, f"The concatenated message body exceeds the {BODY_MAX} character limit."
        )


async def _deliver(record: Record, token: str) -> None:
    callback = record.form.get("StatusCallback")
    for status in _DELIVERY:
        record.change(status=status)
        if status == "sent":
            record.change(date_sent=rfc2822(datetime.now(UTC)))
        if callback:
            await _tell(record, callback, token)


async def _tell(record: Record, callback: str, token: str) -> None:
    body, parts = record.body, urlsplit(callback)
    base = f"{parts.scheme}://{parts.netloc}"
    account = Account(base, base, body["account_sid"], token)
    form = {
        "MessageSid": record.sid,
        "SmsSid": record.sid,
        "MessageStatus": body["status"],
        "SmsStatus": body["status"],
        "AccountSid": body["account_sid"],
        "From": body["from"] or "",
        "To": body["to"],
        "ApiVersion": body["api_version"],
    }
    # Who cannot be told is not told, as with Twilio.
    with suppress(aiohttp.ClientError):
        async with aiohttp.ClientSession() as session:
            await webhook_post(session, account, callback, form)
