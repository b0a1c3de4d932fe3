"""What each tool does: its arguments in, one service called, facts for the model out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from apps.assistant.arguments import (
    BookAppointmentArguments,
    CheckAvailabilityArguments,
    PartOfDay,
    SaveLeadArguments,
)
from apps.assistant.sentences import booked_said, free_said, not_free_said, refused_said
from apps.audit import actors
from apps.core import clock
from apps.core.errors import AppError
from apps.crm.duplicates import Evidence
from apps.crm.errors.leads import PhoneInvalidError
from apps.crm.models import SourceKind
from apps.crm.origin import Origin
from apps.crm.selectors.leads import lead_get
from apps.crm.services.capture import lead_capture
from apps.scheduling.diary import Diary
from apps.scheduling.errors import PhoneRequiredError, SlotRefusedError
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.slots import day_availability
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.slots import Refusal, Slot

HOURS = {
    PartOfDay.MORNING: (time(0), time(12)),
    PartOfDay.NOON: (time(12), time(15)),
    PartOfDay.AFTERNOON: (time(12), time(18)),
    PartOfDay.EVENING: (time(17), time(0)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolContext:
    """Whose conversation calls the tool. `caller_e164` is the caller's number, None when withheld.

    `turn_id` is what the customer said last before it; `confidence` how sure that was understood, in percent.
    """

    channel: str
    source_kind: str
    source_id: int
    lead_id: int
    tool_call_id: str
    caller_e164: str | None = None
    turn_id: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolOutcome:
    """`output` is for the model, JSON-ready; `lead_id` and `appointment_id` are for us."""

    ok: bool
    output: dict[str, Any] = field(default_factory=dict)
    lead_id: int
    appointment_id: int | None = None


def failure(context: ToolContext, code: str, message: str, **more: Any) -> ToolOutcome:
    output = {"error": {"code": code, "message": message}, **more}
    return ToolOutcome(ok=False, output=output, lead_id=context.lead_id)


def refusal(context: ToolContext, error: AppError, **more: Any) -> ToolOutcome:
    return failure(context, error.code, error.message_en, **more)


def lead_save(context: ToolContext, given: SaveLeadArguments) -> ToolOutcome:
    """A wrong number does not cost the name: the rest is saved and only the number is asked for again."""
    changes = {"name": given.name, "phone": given.phone, "service_wanted": given.service, "city": given.city}
    changes = {name: value for name, value in changes.items() if value}
    if not changes and not given.notes:
        return failure(context, "nothing_given", "Pass at least one detail of the customer.")
    try:
        _lead_capture(context, changes, note=given.notes)
    except PhoneInvalidError as error:
        del changes["phone"]
        _lead_capture(context, changes, note=given.notes)
        return refusal(context, error, saved=sorted(changes))
    return ToolOutcome(ok=True, output={"saved": sorted(changes)}, lead_id=context.lead_id)


def availability_check(context: ToolContext, given: CheckAvailabilityArguments) -> ToolOutcome:
    now = clock.now()
    diary = diary_get()
    today = now.astimezone(diary.zone).date()
    hours = HOURS[given.part_of_day] if given.part_of_day else None
    found = day_availability(diary, day=given.date, hours=hours, now=now)
    slots, alternatives = _local(diary, found.slots), _local(diary, found.alternatives)
    output = {
        "date": given.date.isoformat(),
        "status": found.state.value,
        "slots": [start.isoformat() for start in slots],
        "alternatives": [start.isoformat() for start in alternatives],
        "say": free_said(given.date, slots, today=today)
        if slots
        else not_free_said(given.date, found.state, alternatives, today=today),
    }
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def appointment_book_run(context: ToolContext, given: BookAppointmentArguments) -> ToolOutcome:
    """The customer's details stay even when the slot is refused."""
    _lead_capture(context, _details(context, given))
    try:
        appointment = appointment_book(
            Wish(
                lead_id=context.lead_id,
                starts_at=given.starts_at,
                label=given.service,
                source=context.channel,
                source_kind=context.source_kind,
                source_id=context.source_id,
            ),
            actor=actors.AI,
        )
    except PhoneRequiredError as error:
        return refusal(context, error)
    except SlotRefusedError as error:
        alternatives = error.data["alternatives"]
        said = refused_said(Refusal(error.code), [datetime.fromisoformat(start) for start in alternatives])
        return refusal(context, error, alternatives=alternatives, say=said)
    needs_approval = appointment.status == appointment.Status.PENDING
    starts_at = appointment.starts_at.astimezone(diary_get().zone)
    return ToolOutcome(
        ok=True,
        output={
            "status": "requested" if needs_approval else "booked",
            "starts_at": starts_at.isoformat(),
            "say": booked_said(starts_at, needs_approval=needs_approval),
        },
        lead_id=context.lead_id,
        appointment_id=appointment.pk,
    )


def _details(context: ToolContext, given: BookAppointmentArguments) -> dict[str, str]:
    details = {"name": given.name, "service_wanted": given.service}
    if context.caller_e164 and not lead_get(lead_id=context.lead_id).phone:
        details["phone"] = context.caller_e164
    return {name: value for name, value in details.items() if value}


def _lead_capture(context: ToolContext, details: dict[str, str], note: str = "") -> None:
    """What a customer says replaces what was known, and stays marked until a person has looked at it."""
    if not details and not note:
        return
    is_call = context.source_kind == SourceKind.CALL
    lead_capture(
        source=context.channel,
        actor=actors.AI,
        lead_id=context.lead_id,
        details=details,
        note=note,
        evidence=Evidence.HEARD if is_call else Evidence.WRITTEN,
        overwrite=True,
        origin=Origin(
            kind=SourceKind.CALL if is_call else SourceKind.MESSAGE,
            id=context.source_id,
            turn=context.turn_id,
            confidence=context.confidence,
        ),
    )


def _local(diary: Diary, slots: Sequence[Slot]) -> list[datetime]:
    return [slot.starts_at.astimezone(diary.zone) for slot in slots]
