from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.crm.selectors.leads import lead_get
from apps.events.services import event_publish
from apps.scheduling.errors import AppointmentNotFoundError, AppointmentOverError, SlotRefusedError
from apps.scheduling.events import AppointmentBooked, AppointmentCancelled
from apps.scheduling.models import Appointment, Resource
from apps.scheduling.selectors import Diary, busy_between, diary_get, slots_alternative
from apps.scheduling.slots import Refusal, Slot, slot_refusal

Status = Appointment.Status
NO_OVERLAP = "appointment_no_overlap"


def appointment_book(
    *,
    lead_id: int,
    starts_at: datetime,
    service: str,
    source: str,
    actor: Actor,
    source_kind: str = "",
    source_id: int | None = None,
) -> Appointment:
    """Books a slot that is on offer now. The same lead asking for the same slot again gets the same
    appointment.

    Bookings of a resource queue on its row, so that the rules, buffers included, hold however many come at
    once. The exclusion constraint stands behind it for whoever writes without asking here.

    Raises LeadNotFoundError and SlotRefusedError: 409 slot_taken; 422 too_soon, beyond_window,
    outside_hours, off_grid; each with the nearest alternatives.
    """
    now = clock.now()
    with transaction.atomic():
        diary = diary_get()
        Resource.objects.select_for_update(no_key=True).get(pk=diary.resource_id)
        # A lead that was merged meanwhile books for the one it went into.
        lead_id = lead_get(lead_id=lead_id).pk
        slot = Slot(starts_at.astimezone(UTC), starts_at.astimezone(UTC) + diary.duration)
        known = _already_booked(diary, lead_id=lead_id, slot=slot)
        if known:
            return known
        _expired_holds_delete(diary, slot=slot, now=now)
        refusal = _refusal(diary, slot=slot, now=now)
        if refusal:
            raise _refused(diary, refusal, slot=slot, now=now)
        appointment = Appointment(
            resource_id=diary.resource_id,
            lead_id=lead_id,
            service=service,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            status=Status.PENDING if diary.needs_approval else Status.CONFIRMED,
            source=source,
            source_kind=source_kind,
            source_id=source_id,
        )
        if not _inserted(appointment):
            raise _refused(diary, Refusal.SLOT_TAKEN, slot=slot, now=now)
        _announce_booked(appointment, actor)
    return appointment


def appointment_cancel(*, appointment_id: int, actor: Actor) -> Appointment:
    """Frees the slot; cancelling twice is cancelling once. AppointmentOverError for what took place."""
    with transaction.atomic():
        appointment = Appointment.objects.select_for_update(no_key=True).filter(pk=appointment_id).first()
        if appointment is None:
            raise AppointmentNotFoundError
        if appointment.status == Status.CANCELLED:
            return appointment
        if appointment.status not in Appointment.BLOCKING:
            raise AppointmentOverError(appointment_status=appointment.status)
        previous = appointment.status
        appointment.status = Status.CANCELLED
        appointment.hold_expires_at = None
        appointment.save(update_fields=["status", "hold_expires_at", "updated_at"])
        audit_record(
            actor=actor,
            action="appointment.cancelled",
            target_kind="appointment",
            target_id=appointment.pk,
            data={"status_from": previous},
        )
        event_publish(
            AppointmentCancelled(
                id=appointment.pk, lead_id=appointment.lead_id, starts_at=appointment.starts_at.isoformat()
            )
        )
    return appointment


def _already_booked(diary: Diary, *, lead_id: int, slot: Slot) -> Appointment | None:
    return Appointment.objects.filter(
        resource_id=diary.resource_id,
        lead_id=lead_id,
        starts_at=slot.starts_at,
        status__in=[Status.PENDING, Status.CONFIRMED],
    ).first()


def _expired_holds_delete(diary: Diary, *, slot: Slot, now: datetime) -> None:
    """The constraint cannot know the time, so a hold that ran out blocks until it is gone."""
    Appointment.objects.filter(
        resource_id=diary.resource_id,
        status=Status.HELD,
        hold_expires_at__lte=now,
        starts_at__lt=slot.ends_at,
        ends_at__gt=slot.starts_at,
    ).delete()


def _refusal(diary: Diary, *, slot: Slot, now: datetime) -> Refusal | None:
    buffer = timedelta(minutes=diary.rules.buffer_minutes)
    busy = busy_between(
        resource_id=diary.resource_id, start=slot.starts_at - buffer, end=slot.ends_at + buffer, now=now
    )
    return slot_refusal(
        rules=diary.rules,
        busy=busy,
        duration=diary.duration,
        now=now,
        starts_at=slot.starts_at,
        zone=diary.zone,
    )


def _refused(diary: Diary, refusal: Refusal, *, slot: Slot, now: datetime) -> SlotRefusedError:
    nearest = slots_alternative(diary, starts_at=slot.starts_at, now=now)
    return SlotRefusedError(
        refusal, alternatives=[free.starts_at.astimezone(diary.zone).isoformat() for free in nearest]
    )


def _inserted(appointment: Appointment) -> bool:
    """False when the database holds something that overlaps."""
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as error:
        if _constraint_violated(error) == NO_OVERLAP:
            return False
        raise
    return True


def _constraint_violated(error: IntegrityError) -> str | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis.constraint_name if diagnosis else None


def _announce_booked(appointment: Appointment, actor: Actor) -> None:
    audit_record(
        actor=actor,
        action="appointment.booked",
        target_kind="appointment",
        target_id=appointment.pk,
        data={"lead_id": appointment.lead_id, "status": appointment.status},
    )
    event_publish(
        AppointmentBooked(
            id=appointment.pk,
            lead_id=appointment.lead_id,
            starts_at=appointment.starts_at.isoformat(),
            status=appointment.status,
        )
    )
