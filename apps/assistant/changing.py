"""The tools that move and cancel what a customer has booked."""

from datetime import datetime

from apps.assistant.arguments import CancelAppointmentArguments, RescheduleAppointmentArguments
from apps.assistant.booking import slot_refused
from apps.assistant.errors import AppointmentUnclearError, NoAppointmentError
from apps.assistant.handlers import ToolContext, ToolOutcome, refusal
from apps.assistant.knowing import appointment_meant, appointment_unclear
from apps.assistant.sentences import NO_APPOINTMENTS, cancelled_said, moved_said, not_moved_said
from apps.assistant.slot_ids import slot_id_read
from apps.audit import actors
from apps.scheduling.errors import AlreadyBookedError, SlotRefusedError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import zone_get
from apps.scheduling.services.changes import appointment_cancel, appointment_reschedule
from apps.tenants.context import current_schema


def appointment_move(context: ToolContext, given: RescheduleAppointmentArguments) -> ToolOutcome:
    wanted = slot_id_read(given.slot_id, schema=current_schema())
    try:
        appointment_id = appointment_meant(context, given.appointment_id)
        moved = appointment_reschedule(
            appointment_id=appointment_id,
            starts_at=wanted.starts_at,
            resource_id=wanted.resource_id,
            actor=actors.AI,
        )
    except AppointmentUnclearError as error:
        return appointment_unclear(context, error)
    except NoAppointmentError as error:
        return refusal(context, error, say=NO_APPOINTMENTS)
    except AlreadyBookedError as error:
        return _already_booked(context, error)
    except SlotRefusedError as error:
        return slot_refused(context, error, wanted)
    needs_approval = moved.status == Appointment.Status.PENDING
    starts_at = moved.starts_at.astimezone(zone_get())
    output = {
        "status": "requested" if needs_approval else "booked",
        "appointment_id": moved.pk,
        "starts_at": starts_at.isoformat(),
        "say": moved_said(starts_at, needs_approval=needs_approval),
    }
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id, appointment_id=moved.pk)


def appointment_call_off(context: ToolContext, given: CancelAppointmentArguments) -> ToolOutcome:
    try:
        appointment_id = appointment_meant(context, given.appointment_id)
    except AppointmentUnclearError as error:
        return appointment_unclear(context, error)
    except NoAppointmentError as error:
        return refusal(context, error, say=NO_APPOINTMENTS)
    cancelled = appointment_cancel(appointment_id=appointment_id, actor=actors.AI)
    starts_at = cancelled.starts_at.astimezone(zone_get())
    output = {"status": "cancelled", "was_at": starts_at.isoformat(), "say": cancelled_said(starts_at)}
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id, appointment_id=cancelled.pk)


def _already_booked(context: ToolContext, error: AlreadyBookedError) -> ToolOutcome:
    """Nothing was moved: another of the customer's own stands there."""
    stands = error.data["appointment"]
    starts_at = datetime.fromisoformat(stands["starts_at"])
    shown = {"appointment_id": stands["id"], "service": stands["service"], "starts_at": stands["starts_at"]}
    say = not_moved_said(starts_at, standing=stands["service"] or "פגישה")
    return refusal(context, error, appointment=shown, say=say)
