"""Twilio's webhooks, on the public host. The dialled number says whose call it is; nobody else's will do."""

import re
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.core.phone import e164_parse
from apps.telephony import twiml
from apps.telephony.consumer import calls_running
from apps.telephony.errors import BusyError, CallOverError
from apps.telephony.model_port import model_drop, model_prewarm
from apps.telephony.selectors import has_call_failed
from apps.telephony.services.calls import call_hung_up_early, call_start
from apps.telephony.signatures import is_signed_by_twilio, stream_url
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.selectors import business_by_number

log = structlog.get_logger(__name__)

STREAM_PATH = "/ws/twilio/media"
AFTER_PATH = "/webhooks/twilio/voice/after"

NOBODY_HERE = "שלום. המספר שחייגתם אינו פעיל במערכת. אנא בדקו את המספר ונסו שוב. תודה."
SWITCHED_OFF = "שלום. המענה הקולי כבוי כרגע. אנא נסו שוב מאוחר יותר. תודה."
SORRY = "מצטערים, נתקלנו בתקלה ולא נוכל להמשיך את השיחה. הפנייה שלכם נשמרה אצלנו. תודה ולהתראות."
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})

SID = re.compile(r"[A-Za-z0-9]{1,64}")

View = Callable[[HttpRequest], Coroutine[Any, Any, HttpResponse]]


def from_twilio(view: View) -> View:
    """Only what Twilio signed gets in. There is no switch that turns this off."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    async def guarded(request: HttpRequest) -> HttpResponse:
        if not is_signed_by_twilio(
            path=request.get_full_path(),
            parameters=request.POST,
            signature=request.headers.get("X-Twilio-Signature", ""),
        ):
            log.warning("webhook_refused", path=request.path, reason="signature_wrong")
            return HttpResponse(status=403)
        return await view(request)

    return guarded


@from_twilio
async def voice(request: HttpRequest) -> HttpResponse:
    """A call comes in: connect it to its business's assistant, or say why not."""
    call_sid = request.POST.get("CallSid", "")
    dialled = e164_parse(request.POST.get("To", "")) or ""
    if not SID.fullmatch(call_sid):
        return HttpResponse(status=400)
    business = await run_in_tenant(PUBLIC_SCHEMA, business_by_number, e164=dialled)
    if business is None:
        log.warning("call_refused", reason="unknown_number")
        return _twiml(twiml.refuse(NOBODY_HERE))
    if not settings.USE_REALTIME_API:
        return _twiml(twiml.refuse(SWITCHED_OFF))
    if calls_running() >= settings.MAX_CALLS_PER_PROCESS:
        return _twiml(twiml.refuse(BusyError().message("he")))
    schema = business.schema_name
    try:
        started = await run_in_tenant(
            schema,
            call_start,
            sid=call_sid,
            from_number=request.POST.get("From", ""),
            to_number=dialled,
        )
    except BusyError as busy:
        return _twiml(twiml.refuse(busy.message("he")))
    except CallOverError:
        log.warning("call_refused", schema=schema, reason="call_over")
        return _twiml(twiml.hang_up())
    model_prewarm(call_sid=call_sid, snapshot=started.snapshot)
    return _twiml(
        twiml.connect(
            stream_url=stream_url(settings.PUBLIC_BASE_URL, STREAM_PATH),
            token=started.token,
            after_url=settings.PUBLIC_BASE_URL + AFTER_PATH,
        )
    )


@from_twilio
async def after(request: HttpRequest) -> HttpResponse:
    """The stream ended. When it broke, the caller hears why from Twilio's own voice."""
    call_sid = request.POST.get("CallSid", "")
    business = await _business_of(request)
    has_failed = False
    if business and SID.fullmatch(call_sid):
        has_failed = await run_in_tenant(business, has_call_failed, sid=call_sid)
    return _twiml(twiml.apologise(SORRY) if has_failed else twiml.hang_up())


@from_twilio
async def status(request: HttpRequest) -> HttpResponse:
    """Twilio's account of the call. It may come twice and in any order."""
    call_sid = request.POST.get("CallSid", "")
    if request.POST.get("CallStatus") in OVER and SID.fullmatch(call_sid):
        model_drop(call_sid=call_sid)
        if business := await _business_of(request):
            await run_in_tenant(business, call_hung_up_early, sid=call_sid)
    return HttpResponse(status=204)


async def _business_of(request: HttpRequest) -> str | None:
    """The schema of the business whose number was dialled."""
    dialled = e164_parse(request.POST.get("To", "")) or ""
    business = await run_in_tenant(PUBLIC_SCHEMA, business_by_number, e164=dialled)
    return business.schema_name if business else None


def _twiml(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/xml; charset=utf-8")
