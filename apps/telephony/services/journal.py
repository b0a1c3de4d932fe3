"""Writing a call's journal: each entry once, however often it is brought."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import inf
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, transaction

from apps.assistant.guards.kinds import Guard, Hit
from apps.assistant.hits import guard_hits_record
from apps.conversations.selectors import confidence_by_turn
from apps.conversations.services import message_upsert
from apps.core.jobs import JobInterruptedError
from apps.core.lost import is_connection_lost
from apps.crm.models import SourceKind
from apps.crm.services.provenance import provenance_measured
from apps.events.services import event_publish
from apps.telephony.events import CallUpdated
from apps.telephony.media.journal import StoreAwayError
from apps.telephony.media.spool import Entry, entries_left
from apps.telephony.models import Call
from apps.telephony.services.calls import call_finish
from apps.telephony.services.recordings import recording_attempt
from apps.telephony.tracks import journals_left
from apps.tenants.context import current_schema
from apps.usage.services import usage_record
from apps.usage.tokens import realtime_tokens, transcribed_seconds

log = structlog.get_logger(__name__)

LONGEST_CODE = 128


def journal_write(*, call_id: int, entries: list[Entry]) -> None:
    """Store entries in their order, all or none. Those that are in the database already are passed over.

    With the entry that ends the call, and once it is stored, the recording is made.

    Raises StoreAwayError when the database cannot be reached. An entry that cannot be stored for another
    reason is logged and left out: it must not hold up those behind it.
    """
    try:
        with transaction.atomic():
            call = Call.objects.select_for_update().get(pk=call_id)
            fresh = [entry for entry in entries if entry.get("number", inf) > call.last_entry]
            for entry in fresh:
                _write_entry(call, entry)
            numbers = [entry["number"] for entry in fresh if "number" in entry]
            if numbers:
                Call.objects.filter(pk=call_id).update(last_entry=max(numbers))
    except (OperationalError, InterfaceError) as error:
        raise StoreAwayError from error
    if any(entry["entry"] == "finish" for entry in fresh):
        recording_attempt(call_id=call_id)


def spools_replay() -> int:
    """Store what calls left on this machine's disk. Returns how many journals were taken up.

    A call that still runs stores its own, and of one that was erased meanwhile nothing is stored again.
    """
    taken = 0
    for call_id, path in journals_left(current_schema()):
        with entries_left(path) as entries:
            if entries is None:
                continue
            if Call.objects.filter(pk=call_id).exists():
                journal_write(call_id=call_id, entries=entries)
            taken += 1
    return taken


def _write_entry(call: Call, entry: Entry) -> None:
    try:
        with transaction.atomic():
            _WRITERS[entry["entry"]](call, entry)
    except (OperationalError, InterfaceError, JobInterruptedError):
        raise
    except Exception as error:
        # The message of a database error may quote what the caller said: only its kind is logged.
        log.error(
            "journal_entry_refused",
            call_id=call.pk,
            entry=entry.get("entry"),
            error=type(error).__name__,
        )
        if is_connection_lost():
            raise OperationalError from None


def _turn(call: Call, turn: dict[str, Any]) -> None:
    if call.conversation_id is None or call.answered_at is None:
        return
    message_upsert(
        conversation_id=call.conversation_id,
        source_kind="call",
        source_id=call.pk,
        external_id=turn["item_id"],
        position=turn["position"],
        author=turn["author"],
        text=turn["text"],
        unheard_text=turn["unheard_text"],
        offset_ms=turn["offset_ms"],
        duration_ms=turn["duration_ms"],
        started_at=call.answered_at + timedelta(milliseconds=turn["offset_ms"]),
        # Journals of before it was measured lie on disks without it.
        confidence=turn.get("confidence"),
    )
    if turn.get("confidence") is not None:
        _confidence_tell(call, {turn["item_id"]: turn["confidence"]})


def _confidence_tell(call: Call, by_turn: Mapping[str, int]) -> None:
    if call.lead_id is not None:
        provenance_measured(
            lead_id=call.lead_id,
            source_kind=SourceKind.CALL,
            source_id=call.pk,
            confidence_by_turn=by_turn,
        )


def _usage(call: Call, usage: dict[str, Any]) -> None:
    counted = usage["usage"]
    is_realtime = usage["kind"] == "realtime"
    usage_record(
        business_schema=current_schema(),
        source_kind="call",
        source_id=call.pk,
        provider_id=usage["provider_id"],
        model=usage["model"],
        kind=usage["kind"],
        tokens=realtime_tokens(counted) if is_realtime else {},
        seconds=None if is_realtime else transcribed_seconds(counted),
    )


def _latency(call: Call, latency: dict[str, Any]) -> None:
    fresh = Call.objects.get(pk=call.pk)
    if latency["kind"] == "first_audio":
        fresh.first_audio_ms = latency["ms"]
    else:
        fresh.turn_latencies_ms = [*fresh.turn_latencies_ms, latency["ms"]]
    fresh.save(update_fields=["first_audio_ms", "turn_latencies_ms"])


def _guard(call: Call, stopped: dict[str, Any]) -> None:
    if call.lead_id is None:
        return
    guard_hits_record(
        hits=[Hit(Guard(stopped["guard"]), stopped["words"])],
        channel="phone",
        source_kind="call",
        source_id=call.pk,
        lead_id=call.lead_id,
        external_id=stopped["item_id"],
    )


def _fault(call: Call, fault: dict[str, Any]) -> None:
    code = fault["code"].replace("\0", "")[:LONGEST_CODE]
    log.warning("model_fault", call_id=call.pk, code=code)
    fresh = Call.objects.get(pk=call.pk)
    fresh.faults = [*fresh.faults, code]
    fresh.save(update_fields=["faults"])
    event_publish(CallUpdated(id=call.pk, status=fresh.status))


def _finish(call: Call, finish: dict[str, Any]) -> None:
    # A tool that ran while its turn was written saw no confidence, and was itself not seen.
    _confidence_tell(call, confidence_by_turn(source_kind="call", source_id=call.pk))
    duration_ms = finish["duration_ms"]
    ended_at = (call.answered_at or call.started_at) + timedelta(milliseconds=duration_ms)
    call_finish(call_id=call.pk, reason=finish["reason"], duration_ms=duration_ms, ended_at=ended_at)


_WRITERS: dict[str, Callable[[Call, dict[str, Any]], None]] = {
    "turn": _turn,
    "usage": _usage,
    "latency": _latency,
    "fault": _fault,
    "guard": _guard,
    "finish": _finish,
}
