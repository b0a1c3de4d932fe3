"""Twilio tells what customers write back, and what became of what we sent."""

import re
from contextlib import suppress
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from twilio.twiml.messaging_response import MessagingResponse

from apps.core.errors import AppError
from apps.core.phone import e164_parse
from apps.messaging.available import schemas_of_shared_number
from apps.reminders.replies import ABOUT_MESSAGES, Meaning, meaning_of
from apps.reminders.services.answers import Understood, answer_receive, shared_number_answer
from apps.reminders.services.recording import delivery_told
from apps.reminders.texts import moment_values
from apps.telephony.signatures import SignedWebhook
from apps.telephony.views import WITH_BOOKS, from_twilio
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_schema

SID = re.compile(r"[A-Za-z0-9]{1,64}")
# What became of a meeting is told by its own notice.
REPLIES = {
    Meaning.CONFIRM: ("תודה, נתראה!", "Thank you, see you!"),
    Meaning.UNCLEAR: ("תודה, ההודעה הועברה לעסק.", "Thank you, the business has your message."),
}
# The answer to it is one to the same meeting, which stays the last that the number was told of.
OTHER_DAY = (
    "הפגישה שלך היא {when}. מגיעים? השיבו כן לאישור או לא לביטול. ההודעה הועברה גם לעסק.",
    "Your appointment is on {when}. Coming? Reply YES to confirm or NO to cancel. The business has this too.",
)
LINK_ONLY = (
    "הודעות למספר הזה לא נקראות. לאישור או לביטול יש ללחוץ על הקישור שבהודעה, ולכל דבר אחר לפנות לעסק.",
    "Messages to this number are not read. Use the link in the message, or write to the business.",
)


@from_twilio(when_away=lambda _: HttpResponse(status=503))
async def sms(request: HttpRequest, webhook: SignedWebhook) -> HttpResponse:
    """An SMS comes in. It may come twice. A closed business keeps it, and answers nothing."""
    sid, business = request.POST.get("MessageSid", ""), webhook.business
    sender = e164_parse(request.POST.get("From", ""))
    if not SID.fullmatch(sid):
        return HttpResponse(status=400)
    if _is_platforms(webhook):
        return _twiml(await _shared_number_told(sid, sender, request.POST.get("Body", "")))
    if business is None or business.status not in WITH_BOOKS or sender is None:
        return _twiml(MessagingResponse())
    try:
        understood = await run_in_tenant(
            business.schema_name,
            answer_receive,
            provider_id=sid,
            from_number=sender,
            text=request.POST.get("Body", ""),
            acts=business.status == Business.Status.ACTIVE,
        )
    except AppError:
        return _twiml(MessagingResponse())
    if business.status != Business.Status.ACTIVE:
        return _twiml(MessagingResponse())
    return _twiml(_reply(understood, business.language))


@from_twilio(when_away=lambda _: HttpResponse(status=503), ours="From")
async def sms_status(request: HttpRequest, webhook: SignedWebhook) -> HttpResponse:
    """What became of a message of ours. It may come twice and in any order."""
    sid, reference = request.POST.get("MessageSid", ""), request.GET.get("reference", "")
    business = webhook.business
    if _is_platforms(webhook):
        named = partial(business_by_schema, schema=reference.partition(".")[0])
        business = await run_in_tenant(PUBLIC_SCHEMA, named)
    if business is not None and business.status in WITH_BOOKS and SID.fullmatch(sid):
        await run_in_tenant(
            business.schema_name,
            delivery_told,
            provider_id=sid,
            reference=reference,
            status=request.POST.get("MessageStatus", ""),
        )
    return HttpResponse(status=204)


def _is_platforms(webhook: SignedWebhook) -> bool:
    """Whether it is about the number that serves businesses without one of their own."""
    ours: str = settings.TWILIO_SMS_NUMBER
    return webhook.business is None and webhook.dialled == ours != ""


async def _shared_number_told(sid: str, sender: str | None, text: str) -> MessagingResponse:
    if sender is None or meaning_of(text) not in ABOUT_MESSAGES:
        return _link_only()
    for schema in await run_in_tenant(PUBLIC_SCHEMA, schemas_of_shared_number):
        # What one business cannot keep, the others still do.
        with suppress(AppError):
            await run_in_tenant(schema, shared_number_answer, provider_id=sid, from_number=sender, text=text)
    return MessagingResponse()


def _link_only() -> MessagingResponse:
    response = MessagingResponse()
    response.message("\n".join(LINK_ONLY))
    return response


def _reply(understood: Understood | None, language: str) -> MessagingResponse:
    """An opt-out is answered with silence; Twilio itself confirms it where the law asks for that. Quiet hours
    do not hold here: it is one sentence to somebody who writes at this moment.
    """
    response = MessagingResponse()
    sentences = REPLIES.get(understood.meaning) if understood is not None else None
    if understood is not None and understood.starts_at is not None:
        response.message(_other_day(understood.starts_at, language))
    elif sentences is not None:
        response.message(sentences[language == "en"])
    return response


def _other_day(starts_at: datetime, language: str) -> str:
    """The customer named a day on which the meeting is not."""
    values = moment_values(starts_at, zone=ZoneInfo(str(starts_at.tzinfo)), language=language)
    when = (
        f"{values['date']} {values['time']}"
        if language == "en"
        else f"ב{values['date']} בשעה {values['time']}"
    )
    return OTHER_DAY[language == "en"].format(when=when)


def _twiml(body: MessagingResponse) -> HttpResponse:
    return HttpResponse(str(body), content_type="text/xml; charset=utf-8")
