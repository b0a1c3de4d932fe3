from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from apps.audit.actors import Actor, ActorKind
from apps.core import clock
from apps.crm.selectors.leads import lead_get
from apps.scheduling.diary import Diary
from apps.scheduling.errors import PhoneRequiredError
from apps.scheduling.events import AppointmentBooked, AppointmentHeld
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.slots import Wanted, wanted_of
from apps.scheduling.services.announcing import appointment_announce
from apps.scheduling.services.placing import (
    Attempt,
    appointment_placed,
    diary_lock,
    expired_holds_delete,
    holds_forget,
    offer_find,
    refusing,
)

Status = Appointment.Status
HOLD_LASTS = timedelta(minutes=4)
SWEPT_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants booked. `label` is what to call it when it is none of the services.

    (`source_kind`, `source_id`) is the call, chat or task that it came from.
    """

    lead_id: int
    starts_at: datetime
    source: str
    service_id: int | None = None
    resource_id: int | None = None
    label: str = ""
    source_kind: str = ""
    source_id: int | None = None
    notes: str = ""


def appointment_book(wish: Wish, *, actor: Actor) -> Appointment:
    """Books a slot that is on offer now, or that the lead holds. The same lead asking for the same start of
    the same service again gets the same appointment.

    Where the business approves, what a member books is approved and anything else is pending, which already
    blocks the slot.

    Raises LeadNotFoundError, ServiceUnknownError, ResourceUnknownError, PhoneRequiredError and
    SlotRefusedError: 409 slot_taken, day_full; 422 too_soon, beyond_window, outside_hours, off_grid; each
    with the nearest alternatives.
    """
    return _placed(wish, actor=actor, is_hold=False)


def appointment_hold(wish: Wish, *, actor: Actor) -> Appointment:
    """Keeps a slot for HOLD_LASTS while the customer decides; what the lead has at that start already is
    returned as it is. Raises what `appointment_book` raises.
    """
    return _placed(wish, actor=actor, is_hold=True)


def holds_sweep() -> int:
    """Removes holds that ran out; returns how many."""
    with transaction.atomic():
        return holds_forget(
            Appointment.objects.filter(status=Status.HELD, hold_expires_at__lte=clock.now())
            .order_by("pk")
            .select_for_update(no_key=True, skip_locked=True)[:SWEPT_AT_ONCE]
        )


def status_booked(diary: Diary, actor: Actor) -> Status:
    """What a booking of theirs begins as."""
    return Status.PENDING if diary.needs_approval and actor.kind != ActorKind.USER else Status.CONFIRMED


def _placed(wish: Wish, *, actor: Actor, is_hold: bool) -> Appointment:
    now = clock.now()
    starts_at = wish.starts_at.astimezone(UTC)
    attempt = Attempt(starts_at, now)
    with refusing(attempt):
        attempt.diary = diary = diary_get()
        # A lead that was merged meanwhile books for the one it went into.
        lead = lead_get(lead_id=wish.lead_id)
        attempt.wanted = wanted = wanted_of(diary, service_id=wish.service_id, resource_id=wish.resource_id)
        diary_lock(diary, wanted)
        known = _known(wanted, lead_id=lead.pk, starts_at=starts_at, now=now)
        if known is not None:
            return known if is_hold else _hold_booked(known, status_booked(diary, actor), actor)
        if diary.phone_required and not lead.phone:
            raise PhoneRequiredError
        expired_holds_delete(wanted, starts_at=starts_at, now=now)
        offer = offer_find(diary, wanted, starts_at=starts_at, now=now)
        appointment = appointment_placed(
            Appointment(
                lead_id=lead.pk,
                service_id=wanted.service_id,
                service_label=wanted.service_label or wish.label,
                status=Status.HELD if is_hold else status_booked(diary, actor),
                hold_expires_at=now + HOLD_LASTS if is_hold else None,
                source=wish.source,
                source_kind=wish.source_kind,
                source_id=wish.source_id,
                created_by_kind=actor.kind,
                created_by_user_id=actor.user_id,
                notes=wish.notes,
            ),
            offer,
            wanted,
        )
        _announce(appointment, actor)
    return appointment


def _known(wanted: Wanted, *, lead_id: int, starts_at: datetime, now: datetime) -> Appointment | None:
    """What the lead has at this start of this service: booked, or held and not run out."""
    return (
        Appointment.objects.select_for_update(no_key=True)
        .filter(
            Q(service=wanted.service_id),
            lead_id=lead_id,
            starts_at=starts_at,
            resource_id__in=wanted.resource_ids,
            status__in=Appointment.BLOCKING,
        )
        .exclude(status=Status.HELD, hold_expires_at__lte=now)
        .first()
    )


def _hold_booked(appointment: Appointment, status: Status, actor: Actor) -> Appointment:
    if appointment.status == Status.HELD:
        appointment.status, appointment.hold_expires_at = status, None
        appointment.version += 1
        appointment.save(update_fields=["status", "hold_expires_at", "version", "updated_at"])
        _announce(appointment, actor)
    return appointment


def _announce(appointment: Appointment, actor: Actor) -> None:
    appointment_announce(
        appointment,
        AppointmentHeld if appointment.status == Status.HELD else AppointmentBooked,
        actor=actor,
        recorded={"lead_id": appointment.lead_id, "status": appointment.status},
    )
