"""The tools of the diary: what is free, a slot kept while the customer decides, and the booking."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from apps.assistant.arguments import (
    BookAppointmentArguments,
    CheckAvailabilityArguments,
    HoldSlotArguments,
    PartOfDay,
)
from apps.assistant.choosing import person_chosen, service_chosen
from apps.assistant.errors import (
    AppointmentUnclearError,
    NoAppointmentError,
    PersonUnknownError,
    ServiceNeededError,
)
from apps.assistant.handlers import ToolContext, ToolOutcome, details_capture, name_alone, refusal
from apps.assistant.knowing import appointment_meant, appointment_unclear
from apps.assistant.others import other_lead
from apps.assistant.sentences import (
    NO_APPOINTMENTS,
    already_said,
    booked_said,
    free_said,
    held_said,
    not_free_said,
    people_said,
    refused_said,
    services_said,
)
from apps.assistant.slot_ids import SlotWanted, slot_id_of, slot_id_read
from apps.audit import actors
from apps.core import clock
from apps.crm.selectors.leads import lead_get
from apps.scheduling.diary import Diary
from apps.scheduling.errors import AlreadyBookedError, PhoneRequiredError, SlotRefusedError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import diary_get, zone_get
from apps.scheduling.selectors.moving import wanted_to_move
from apps.scheduling.selectors.slots import Wanted, day_availability, wanted_of
from apps.scheduling.services.booking import Wish, appointment_book, appointment_hold, hold_release
from apps.scheduling.slots import Refusal, Slot
from apps.tenants.context import current_schema

HOURS = {
    PartOfDay.MORNING: (time(0), time(12)),
    PartOfDay.NOON: (time(12), time(15)),
    PartOfDay.AFTERNOON: (time(12), time(18)),
    PartOfDay.EVENING: (time(17), time(0)),
}


def availability_check(context: ToolContext, given: CheckAvailabilityArguments) -> ToolOutcome:
    now = clock.now()
    diary = diary_get()
    try:
        wanted, person_id = _looked_for(context, diary, given)
    except AppointmentUnclearError as error:
        return appointment_unclear(context, error)
    except NoAppointmentError as error:
        return refusal(context, error, say=NO_APPOINTMENTS)
    except ServiceNeededError as error:
        return refusal(context, error, **error.data, say=services_said(error.data["services"]))
    except PersonUnknownError as error:
        return refusal(context, error, **error.data, say=people_said(error.data["people"]))
    found = day_availability(
        diary,
        day=given.date,
        hours=HOURS[given.part_of_day] if given.part_of_day else None,
        now=now,
        wanted=wanted,
    )
    slots, alternatives = _local(diary, found.slots), _local(diary, found.alternatives)
    today = now.astimezone(diary.zone).date()
    output = {
        "date": given.date.isoformat(),
        "status": found.state.value,
        **({"service": wanted.service_label} if wanted.service_label else {}),
        "slots": _shown(slots, wanted.service_id, person_id),
        "alternatives": _shown(alternatives, wanted.service_id, person_id),
        "say": free_said(given.date, slots, today=today)
        if slots
        else not_free_said(given.date, found.state, alternatives, today=today),
    }
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def _looked_for(
    context: ToolContext, diary: Diary, given: CheckAvailabilityArguments
) -> tuple[Wanted, int | None]:
    """And who was asked for by name. Raises AppointmentUnclearError, NoAppointmentError, ServiceNeededError,
    PersonUnknownError.
    """
    if given.moving is not None:
        appointment_id = appointment_meant(context, given.moving)
        wanted = wanted_to_move(diary, appointment_id=appointment_id)
        service = diary.service(wanted.service_id) if wanted.service_id else None
        person_id = person_chosen(diary, service, given.with_whom)
        if person_id is not None:
            wanted = wanted_to_move(diary, appointment_id=appointment_id, resource_id=person_id)
        return wanted, person_id
    service = service_chosen(diary, given.service)
    person_id = person_chosen(diary, service, given.with_whom)
    wanted = wanted_of(
        diary,
        service_id=service.id if service else None,
        resource_id=person_id,
        lead_id=context.lead_id,
    )
    return wanted, person_id


def slot_hold(context: ToolContext, given: HoldSlotArguments) -> ToolOutcome:
    """What the customer is asked about stays free for them until they have answered."""
    wanted = slot_id_read(given.slot_id, schema=current_schema())
    try:
        appointment = appointment_hold(_wish(context, wanted), actor=actors.AI)
    except PhoneRequiredError as error:
        return refusal(context, error)
    except AlreadyBookedError as error:
        return _already_booked(context, error, wanted)
    except SlotRefusedError as error:
        return slot_refused(context, error, wanted)
    starts_at = appointment.starts_at.astimezone(zone_get())
    output = {
        "status": "held" if appointment.status == Appointment.Status.HELD else "booked",
        "slot_id": given.slot_id,
        "starts_at": starts_at.isoformat(),
        "say": held_said(starts_at),
    }
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def appointment_book_run(context: ToolContext, given: BookAppointmentArguments) -> ToolOutcome:
    """The customer's details stay even when the slot is refused."""
    wanted = slot_id_read(given.slot_id, schema=current_schema())
    details_capture(context, _details(context, given))
    lead_id = other_lead(context, given.for_other) if given.for_other else context.lead_id
    if lead_id != context.lead_id:
        # The customer kept it for the other one.
        hold_release(lead_id=context.lead_id, starts_at=wanted.starts_at)
    try:
        wish = replace(_wish(context, wanted, label=given.service), lead_id=lead_id)
        appointment = appointment_book(wish, actor=actors.AI)
    except PhoneRequiredError as error:
        return refusal(context, error)
    except AlreadyBookedError as error:
        return _already_booked(context, error, wanted)
    except SlotRefusedError as error:
        return slot_refused(context, error, wanted)
    needs_approval = appointment.status == appointment.Status.PENDING
    starts_at = appointment.starts_at.astimezone(zone_get())
    return ToolOutcome(
        ok=True,
        output={
            "status": "requested" if needs_approval else "booked",
            "starts_at": starts_at.isoformat(),
            "say": booked_said(starts_at, needs_approval=needs_approval),
        },
        lead_id=lead_id,
        appointment_id=appointment.pk,
    )


def _already_booked(context: ToolContext, error: AlreadyBookedError, wanted: SlotWanted) -> ToolOutcome:
    """Nothing was booked or changed: the customer is told what stands and asked which it is to be."""
    diary = diary_get()
    stands = error.data["appointment"]
    people = {each.id: each.name for each in diary.resources}
    is_elsewhere = wanted.resource_id not in (None, stands["resource_id"])
    service = diary.service(wanted.service_id) if wanted.service_id else None
    starts_at = datetime.fromisoformat(stands["starts_at"])
    say = already_said(
        starts_at,
        standing=_called(stands["service"], people.get(stands["resource_id"]) if is_elsewhere else None),
        wanted=_called(
            service.label if service else "", people.get(wanted.resource_id or 0) if is_elsewhere else None
        ),
    )
    shown = {"appointment_id": stands["id"], "service": stands["service"], "starts_at": starts_at.isoformat()}
    return refusal(context, error, appointment=shown, say=say)


def _called(service: str, person: str | None) -> str:
    return f"{service or 'פגישה'} אצל {person}" if person else service or "פגישה"


def _wish(context: ToolContext, wanted: SlotWanted, label: str = "") -> Wish:
    return Wish(
        lead_id=context.lead_id,
        starts_at=wanted.starts_at,
        service_id=wanted.service_id,
        resource_id=wanted.resource_id,
        label=label,
        source=context.channel,
        source_kind=context.source_kind,
        source_id=context.source_id,
    )


def slot_refused(context: ToolContext, error: SlotRefusedError, wanted: SlotWanted) -> ToolOutcome:
    starts = [datetime.fromisoformat(start) for start in error.data["alternatives"]]
    return refusal(
        context,
        error,
        alternatives=_shown(starts, wanted.service_id, wanted.resource_id),
        say=refused_said(Refusal(error.code), starts),
    )


def _details(context: ToolContext, given: BookAppointmentArguments) -> dict[str, str]:
    details = {"name": name_alone(given.name), "service_wanted": given.service}
    if context.caller_e164 and not lead_get(lead_id=context.lead_id).phone:
        details["phone"] = context.caller_e164
    return {name: value for name, value in details.items() if value}


def _shown(
    starts: Iterable[datetime], service_id: int | None, resource_id: int | None
) -> list[dict[str, Any]]:
    schema = current_schema()
    return [
        {
            "starts_at": start.isoformat(),
            "slot_id": slot_id_of(
                SlotWanted(starts_at=start, service_id=service_id, resource_id=resource_id), schema=schema
            ),
        }
        for start in starts
    ]


def _local(diary: Diary, slots: Sequence[Slot]) -> list[datetime]:
    return [slot.starts_at.astimezone(diary.zone) for slot in slots]
