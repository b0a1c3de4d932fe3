"""A call from ringing to its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet

from apps.assistant.selectors import assistant_snapshot_get
from apps.assistant.snapshot import AssistantSnapshot
from apps.audit.actors import CUSTOMER, SYSTEM
from apps.audit.services import audit_record
from apps.conversations.models import Channel, Message
from apps.conversations.services import conversation_open
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.core.jobs import enqueue, enqueue_in
from apps.core.phone import e164_parse
from apps.crm.duplicates import Evidence
from apps.crm.models import FieldProvenance, SourceKind
from apps.crm.services.capture import lead_capture
from apps.events.services import event_publish
from apps.scheduling.models import Appointment
from apps.telephony.errors import BusyError, CallOverError, StreamRefusedError
from apps.telephony.events import CallFinished, CallStarted, CallUpdated
from apps.telephony.media.parting import GOODBYE_REASONS
from apps.telephony.media.session import MAX_CALL_MS
from apps.telephony.models import Call
from apps.telephony.tokens import VALID_SECONDS, stream_token
from apps.telephony.tracks import sound_ms
from apps.tenants.context import current_schema, scoped
from apps.tenants.flags import is_feature_enabled
from apps.tenants.selectors import schemas_active
from apps.usage.services import usage_record

# Twilio dials the stream within seconds of our answer; a call that still rings after this never came.
RINGING_FOR = timedelta(minutes=2)
# It takes a line only while its stream can be on its way: a refused one must not block the number.
RINGING_TAKES_A_LINE = timedelta(seconds=15)
# However often the webhook of a call is repeated, its stream comes while the first token is good, or never.
STREAM_WITHIN = timedelta(seconds=VALID_SECONDS)
# So long the process that carries a call may take to end it, once Twilio said that it is over.
CLOSED_AFTER = timedelta(seconds=25)
RUNNING_FOR = timedelta(milliseconds=MAX_CALL_MS) + timedelta(minutes=5)
FAILED_REASONS = frozenset(
    {
        "model_unreachable",
        "model_timeout",
        "model_silent",
        "model_refused",
        "model_failed",
        "model_untrue",
        "tool_stuck",
        "internal_error",
        "never_ended",
    }
)
# The caller was said goodbye, or is not there any more.
PARTED_REASONS = GOODBYE_REASONS | {"caller_hung_up"}


@dataclass(frozen=True, slots=True)
class StartedCall:
    """`is_new`: it was not known before; what is opened for a call is opened then, once."""

    call_id: int
    is_new: bool
    token: str
    snapshot: AssistantSnapshot


@dataclass(frozen=True, slots=True)
class AnsweredCall:
    call_id: int
    lead_id: int
    caller_e164: str
    is_recorded: bool
    snapshot: AssistantSnapshot


@again_if_contended
def call_start(*, sid: str, account_sid: str, from_number: str, to_number: str) -> StartedCall:
    """A call rings. Asked again about the same `sid` it is the same call, for as long as its first token.

    `account_sid`: the Twilio account that asks; only its stream is let in.

    Raises CallOverError when the call was connected already, or should have been by now, and BusyError when
    the business's lines are taken.
    """
    caller = e164_parse(from_number) or ""
    with transaction.atomic():
        _lock_lines()
        call = known = Call.objects.filter(sid=sid).first()
        if call is None:
            if _running_calls().count() >= settings.MAX_CALLS_PER_BUSINESS:
                raise BusyError
            call = _call_create(sid=sid, caller=caller, to_number=to_number)
        elif call.status != Call.Status.RINGING or call.started_at < clock.now() - STREAM_WITHIN:
            raise CallOverError
    return StartedCall(
        call_id=call.pk,
        is_new=known is None,
        token=stream_token(schema=current_schema(), call_sid=sid, account_sid=account_sid),
        snapshot=_snapshot(call),
    )


def call_answer(*, sid: str, snapshot: AssistantSnapshot | None = None) -> AnsweredCall:
    """The call's stream is here. Only the first one is let in; raises StreamRefusedError for any other, and
    when the business was closed since its phone rang.

    `snapshot` is what was read when the call began to ring, if it is still at hand.
    """
    if not schemas_active([current_schema()]):
        raise StreamRefusedError("business_unavailable")
    with transaction.atomic():
        ringing = Call.objects.filter(
            sid=sid,
            status=Call.Status.RINGING,
            answered_at=None,
            started_at__gte=clock.now() - STREAM_WITHIN,
        )
        is_recorded = is_feature_enabled(schema=current_schema(), name="recording")
        if not ringing.update(
            status=Call.Status.IN_PROGRESS, answered_at=clock.now(), is_recorded=is_recorded
        ):
            raise StreamRefusedError("token_used")
        call = Call.objects.get(sid=sid)
        event_publish(CallUpdated(id=call.pk, status=call.status))
    return AnsweredCall(
        call_id=call.pk,
        lead_id=call.lead_id or 0,
        caller_e164=call.from_number,
        is_recorded=is_recorded,
        snapshot=snapshot or _snapshot(call),
    )


def call_finish(*, call_id: int, reason: str, duration_ms: int | None, ended_at: datetime) -> None:
    """The call is over; saying so again changes nothing. What the line cost is booked, the summary follows in
    a job. `duration_ms` None: nothing is known of it.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call_id)
        if call.ended_at is not None:
            return
        call.ended_at = max(ended_at, call.started_at)
        call.end_reason = reason
        call.duration_ms = duration_ms
        call.status = Call.Status.FAILED if reason in FAILED_REASONS else Call.Status.COMPLETED
        call.outcome = _outcome(call)
        call.save(update_fields=["ended_at", "end_reason", "duration_ms", "status", "outcome"])
        if duration_ms:
            _cost_record(call, duration_ms)
        audit_record(actor=CUSTOMER, action="call.finish", target_kind="call", target_id=call.pk)
        event_publish(CallFinished(id=call.pk, reason=reason))
        enqueue("telephony.call_summarise", call_id=call.pk)


def call_hung_up(*, sid: str) -> None:
    """Twilio says the call ended. One whose stream came is ended by the process that carries it; a job looks
    a little later whether that one lived to do so.
    """
    now, call = clock.now(), Call.objects.filter(sid=sid, ended_at=None).first()
    if call is None:
        return
    if call.status == Call.Status.RINGING:
        call_finish(call_id=call.pk, reason="hung_up_early", duration_ms=0, ended_at=now)
    else:
        enqueue_in(
            current_schema(),
            "telephony.call_close",
            delay_seconds=CLOSED_AFTER.total_seconds(),
            call_id=call.pk,
            ended_at=now.isoformat(),
        )


def calls_reap() -> list[int]:
    """Close calls whose end was never told: the stream never came, or the process that ran it died, and the
    call lasted as long as the sound and the turns it left.

    Returns their ids.
    """
    now = clock.now()
    lost = Call.objects.filter(
        Q(status=Call.Status.RINGING, started_at__lt=now - RINGING_FOR)
        | Q(status=Call.Status.IN_PROGRESS, started_at__lt=now - RUNNING_FOR)
    )
    ids = list(lost.values_list("pk", "status"))
    for call_id, status in ids:
        reason = "never_connected" if status == Call.Status.RINGING else "never_ended"
        call_finish(call_id=call_id, reason=reason, duration_ms=_lasted_ms(call_id), ended_at=now)
    return [call_id for call_id, _ in ids]


def _lasted_ms(call_id: int) -> int | None:
    last_word = Message.objects.filter(source_kind="call", source_id=call_id).aggregate(
        ends_ms=Max(F("offset_ms") + F("duration_ms"))
    )
    return max(sound_ms(call_id), last_word["ends_ms"] or 0) or None


def _call_create(*, sid: str, caller: str, to_number: str) -> Call:
    # Nothing says who hides the number: each such call is a new lead.
    identities = [("phone", caller)] if caller else []
    lead = lead_capture(source="phone", actor=SYSTEM, identities=identities, evidence=Evidence.CHANNEL).lead
    conversation = conversation_open(lead_id=lead.pk, channel=Channel.PHONE)
    call = Call.objects.create(
        sid=sid,
        from_number=caller,
        to_number=to_number,
        lead=lead,
        conversation=conversation,
        started_at=clock.now(),
    )
    audit_record(actor=CUSTOMER, action="call.start", target_kind="call", target_id=call.pk)
    event_publish(CallStarted(id=call.pk))
    return call


def _cost_record(call: Call, duration_ms: int) -> None:
    usage_record(
        business_schema=current_schema(),
        source_kind="call",
        source_id=call.pk,
        provider_id=call.sid,
        model="twilio-voice",
        kind="telephony",
        tokens={},
        seconds=duration_ms / 1000,
    )


def _snapshot(call: Call) -> AssistantSnapshot:
    return assistant_snapshot_get(
        channel="phone", lead_id=call.lead_id, now=clock.now(), caller_e164=call.from_number
    )


def _running_calls() -> QuerySet[Call]:
    now = clock.now()
    return Call.objects.filter(
        Q(status=Call.Status.RINGING, started_at__gte=now - RINGING_TAKES_A_LINE)
        | Q(status=Call.Status.IN_PROGRESS, started_at__gte=now - RUNNING_FOR)
    )


def _lock_lines() -> None:
    """Calls of one business are counted and begun one at a time, so that two cannot take its last line."""
    with connection.cursor() as cursor:
        key = scoped(current_schema(), "lines")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _outcome(call: Call) -> str:
    """What the call brought, by what stands in the database; a summary may not overrule it."""
    if Appointment.objects.filter(source_kind="call", source_id=call.pk).exists():
        return Call.Outcome.BOOKED
    if call.status == Call.Status.FAILED:
        return Call.Outcome.FAILED
    has_spoken = (
        call.conversation is not None
        and call.conversation.messages.filter(
            source_kind="call", source_id=call.pk, author="customer"
        ).exists()
    )
    if not has_spoken:
        return Call.Outcome.ABANDONED
    has_learned = FieldProvenance.objects.filter(
        lead=call.lead_id, source_kind=SourceKind.CALL, source_id=call.pk
    ).exists()
    return Call.Outcome.LEAD if has_learned else Call.Outcome.ANSWERED
