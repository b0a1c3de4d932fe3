"""Twilio's webhooks, on the public host. The dialled number says whose call it is; nobody else's will do."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.credentials.selectors import TwilioAccount
from apps.telephony import twiml
from apps.telephony.call_key import CallKey
from apps.telephony.errors import BusyError, CallOverError
from apps.telephony.media.parting import GOODBYE_UNSAID
from apps.telephony.model_port import model_drop, model_prewarm
from apps.telephony.running import (
    UNAVAILABLE,
    accounts_carried,
    call_end_known,
    call_end_of,
    calls_running,
)
from apps.telephony.selectors import call_end_reason
from apps.telephony.services.calls import PARTED_REASONS, call_hung_up, call_start
from apps.telephony.signatures import SignedWebhook, is_signed_while_away, stream_url, webhook_verify
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.models import Business

log = structlog.get_logger(__name__)

STREAM_PATH = "/ws/twilio/media"
AFTER_PATH = "/webhooks/twilio/voice/after"

NOBODY_HERE = "שלום. המספר שחייגתם אינו פעיל במערכת. אנא בדקו את המספר ונסו שוב. תודה."
NOT_NOW = "שלום. העסק שחייגתם אליו אינו זמין כרגע. אנא נסו שוב במועד אחר. תודה ולהתראות."
NOT_ANY_MORE = "מצטערים, העסק אינו זמין יותר כרגע, ולכן השיחה מסתיימת כאן. תודה ולהתראות."
SWITCHED_OFF = "שלום. המענה הקולי כבוי כרגע. אנא נסו שוב מאוחר יותר. תודה."
SORRY = "מצטערים, נתקלנו בתקלה ולא נוכל להמשיך את השיחה. הפנייה שלכם נשמרה אצלנו. תודה ולהתראות."
BROKEN_OFF = "מצטערים, יש לנו תקלה זמנית ולא נוכל להמשיך את השיחה. אנא נסו שוב בעוד כמה דקות. להתראות."
GOODBYE = "תודה שהתקשרתם. להתראות."
AWAY = "שלום. יש לנו תקלה זמנית ולא נוכל לקבל את השיחה כרגע. אנא נסו שוב בעוד כמה דקות. תודה ולהתראות."
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})

# They have a schema to be written in, also when it is closed to everybody.
WITH_BOOKS = frozenset({Business.Status.ACTIVE, Business.Status.SUSPENDED, Business.Status.DELETING})
# Twilio hangs up on a caller whose webhook has no answer after 15 seconds.
ANSWER_SECONDS = 10
SID = re.compile(r"[A-Za-z0-9]{1,64}")

View = Callable[[HttpRequest, SignedWebhook], Coroutine[Any, Any, HttpResponse]]
PlainView = Callable[[HttpRequest], Coroutine[Any, Any, HttpResponse]]


def from_twilio(
    *, when_away: Callable[[HttpRequest], HttpResponse], ours: str = "To"
) -> Callable[[View], PlainView]:
    """Only what an account signed that may act for the dialled number gets in. Nothing turns this off.

    `ours`: the field with the business's own number. `when_away` answers Twilio while the database is away;
    what neither the platform signed nor the account of a call that this process carries is refused then too.
    """

    def guard(view: View) -> PlainView:
        @csrf_exempt
        @require_POST
        @wraps(view)
        async def guarded(request: HttpRequest) -> HttpResponse:
            path, form = request.get_full_path(), request.POST
            signature = request.headers.get("X-Twilio-Signature", "")
            webhook = None
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    webhook = await run_in_tenant(
                        PUBLIC_SCHEMA, webhook_verify, path=path, form=form, signature=signature, ours=ours
                    )
                    if webhook is not None:
                        return await view(request, webhook)
            except (DatabaseError, InterfaceError, TimeoutError) as error:
                log.error("webhook_books_away", path=request.path, error=type(error).__name__)
                carried = accounts_carried(form.get("CallSid", ""))
                if webhook is not None or is_signed_while_away(
                    path=path, form=form, signature=signature, carried=carried
                ):
                    return when_away(request)
            log.warning("webhook_refused", path=request.path, reason="signature_wrong")
            return HttpResponse(status=403)

        return guarded

    return guard


def _twiml(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


def _apologise_for_now(_: HttpRequest) -> HttpResponse:
    return _twiml(twiml.say_and_hang_up(AWAY))


def _part(reason: str) -> HttpResponse:
    """What is still to be said to the caller of a call that ended so."""
    if reason in PARTED_REASONS:
        return _twiml(twiml.hang_up())
    return _twiml(
        twiml.say_and_hang_up({GOODBYE_UNSAID: GOODBYE, UNAVAILABLE: NOT_ANY_MORE}.get(reason, SORRY))
    )


def _part_while_away(request: HttpRequest) -> HttpResponse:
    """What this process knows of the call's end is enough; of any other call nothing can be promised."""
    form = request.POST
    reason = call_end_of(form.get("CallSid", ""), account_sid=form.get("AccountSid", ""))
    return _twiml(twiml.say_and_hang_up(BROKEN_OFF)) if reason is None else _part(reason)


@from_twilio(when_away=_apologise_for_now)
async def voice(request: HttpRequest, webhook: SignedWebhook) -> HttpResponse:
    """A call comes in: connect it to its business's assistant, or say why not."""
    call_sid, business = request.POST.get("CallSid", ""), webhook.business
    if not SID.fullmatch(call_sid):
        return HttpResponse(status=400)
    if business is None:
        log.warning("call_refused", reason="unknown_number")
        return _twiml(twiml.refuse(NOBODY_HERE))
    if business.status != Business.Status.ACTIVE:
        log.info("call_refused", schema=business.schema_name, reason="business_unavailable")
        return _twiml(twiml.say_and_hang_up(NOT_NOW))
    if not settings.USE_REALTIME_API:
        return _twiml(twiml.refuse(SWITCHED_OFF))
    if calls_running() >= settings.MAX_CALLS_PER_PROCESS:
        return _twiml(twiml.refuse(BusyError().message("he")))
    try:
        started = await run_in_tenant(
            business.schema_name,
            call_start,
            sid=call_sid,
            account_sid=webhook.account.sid,
            from_number=request.POST.get("From", ""),
            to_number=webhook.dialled,
        )
    except BusyError as busy:
        return _twiml(twiml.refuse(busy.message("he")))
    except CallOverError:
        log.warning("call_refused", schema=business.schema_name, reason="call_over")
        return _twiml(twiml.hang_up())
    if started.is_new:
        model_prewarm(CallKey(business.schema_name, call_sid), snapshot=started.snapshot)
    return _twiml(
        twiml.connect(
            stream_url=stream_url(settings.PUBLIC_BASE_URL, stream_path(webhook.account)),
            token=started.token,
            after_url=settings.PUBLIC_BASE_URL + AFTER_PATH,
        )
    )


@from_twilio(when_away=_part_while_away)
async def after(request: HttpRequest, webhook: SignedWebhook) -> HttpResponse:
    """The stream ended. A caller who was not said goodbye hears why from Twilio's own voice.

    The engine decided how the call ended; the books, which may be late, are asked when it was not this
    process's, and a call without an end in them did not end well.
    """
    call_sid, business = request.POST.get("CallSid", ""), webhook.business
    if business is None or not SID.fullmatch(call_sid):
        return _twiml(twiml.hang_up())
    if business.status != Business.Status.ACTIVE:
        return _twiml(twiml.say_and_hang_up(NOT_ANY_MORE))
    reason = call_end_known(CallKey(business.schema_name, call_sid))
    if reason is None:
        reason = await run_in_tenant(business.schema_name, call_end_reason, sid=call_sid)
    return _twiml(twiml.hang_up()) if reason is None else _part(reason)


@from_twilio(when_away=lambda _: HttpResponse(status=503))
async def status(request: HttpRequest, webhook: SignedWebhook) -> HttpResponse:
    """Twilio's account of the call. It may come twice and in any order."""
    call_sid, business = request.POST.get("CallSid", ""), webhook.business
    if request.POST.get("CallStatus") in OVER and SID.fullmatch(call_sid) and business is not None:
        model_drop(CallKey(business.schema_name, call_sid))
        if business.status in WITH_BOOKS:
            await run_in_tenant(business.schema_name, call_hung_up, sid=call_sid)
    return HttpResponse(status=204)


def stream_path(account: TwilioAccount) -> str:
    """The address says whose token signs the upgrade, which brings no other sign of its account."""
    return STREAM_PATH if account.business_id is None else f"{STREAM_PATH}/{account.business_id}"
