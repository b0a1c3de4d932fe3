from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from apps.audit.actors import Actor, ActorKind
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.crm.selectors.tasks import task_get
from apps.crm.services.locking import lead_phone_locked
from apps.scheduling.diary import Diary
from apps.scheduling.errors import PhoneRequiredError
from apps.scheduling.events import AppointmentBooked, AppointmentHeld
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.neighbours import neighbours_find
from apps.scheduling.selectors.slots import wanted_of
from apps.scheduling.services.announcing import appointment_announce
from apps.scheduling.services.placing import (
    Attempt,
    NotFreeError,
    appointment_placed,
    cap_lock,
    holds_forget,
    holds_of_day_yield,
    holds_yield,
    offer_find,
    refusing,
)
from apps.scheduling.services.standing import already_booked, standing_at
from apps.scheduling.slots import Refusal

Status = Appointment.Status
HOLD_LASTS = timedelta(minutes=4)
SWEPT_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants booked. `label` is what to call it when it is none of the services. It may be
    `overlapping` with what the lead has elsewhere then.

    (`source_kind`, `source_id`) is the call, chat or task that it came from; a task must be there.
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
    overlapping: bool = False


def appointment_book(wish: Wish, *, actor: Actor) -> Appointment:
    """Books a slot that is on offer now, or that the lead holds. The same lead asking for the same start
    again gets the same appointment, as it is.

    Where the business approves, what a member books is approved and anything else is pending, which already
    blocks the slot.

    Raises LeadNotFoundError, TaskNotFoundError, ServiceUnknownError, ResourceUnknownError,
    PhoneRequiredError, AlreadyBookedError where what they have is not what they now want, and
    SlotRefusedError: 409 slot_taken, day_full; 422 too_soon, beyond_window, outside_hours, off_grid;
    each with the nearest alternatives.
    """
    return _placed(wish, actor=actor, is_hold=False)


def appointment_hold(wish: Wish, *, actor: Actor) -> Appointment:
    """Keeps a slot for HOLD_LASTS while the customer decides, from the last time it is asked for; what the
    lead has booked at that start already is returned as it is. Raises what `appointment_book` raises.
    """
    return _placed(wish, actor=actor, is_hold=True)


def hold_release(*, lead_id: int, starts_at: datetime) -> int:
    """Gives back what a lead holds at a start; returns how many holds that were."""
    with transaction.atomic():
        held = Appointment.objects.filter(lead_id=lead_id, starts_at=starts_at, status=Status.HELD)
        return holds_forget(held.select_for_update(no_key=True).order_by("pk"))


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


@again_if_contended
def _placed(wish: Wish, *, actor: Actor, is_hold: bool) -> Appointment:
    now = clock.now()
    starts_at = wish.starts_at.astimezone(UTC)
    if wish.source_kind == "task" and wish.source_id is not None:
        task_get(task_id=wish.source_id)
    attempt = Attempt(starts_at, now)
    with refusing(attempt):
        # What a lead asks for queues on it, so that asking twice at once is asking again.
        lead_id, phone = lead_phone_locked(lead_id=wish.lead_id)
        diary = diary_get(around=starts_at)
        attempt.wanted = wanted = wanted_of(
            diary, service_id=wish.service_id, resource_id=wish.resource_id, lead_id=lead_id
        )
        cap_lock(diary)
        status = status_booked(diary, actor)
        appointment = Appointment(
            lead_id=lead_id,
            service_id=wanted.service_id,
            service_label=wanted.service_label or wish.label,
            status=Status.HELD if is_hold else status,
            hold_expires_at=now + HOLD_LASTS if is_hold else None,
            source=wish.source,
            source_kind=wish.source_kind,
            source_id=wish.source_id,
            created_by_kind=actor.kind,
            created_by_user_id=actor.user_id,
            notes=wish.notes,
        )
        # A resource that a rival took since it was looked at leaves the others.
        for _ in (*wanted.resource_ids, None):
            neighbours = neighbours_find(wanted, lead_id=lead_id, starts_at=starts_at, now=now)
            known = standing_at(neighbours, lead_id=lead_id, starts_at=starts_at, wanted=wanted)
            if known is not None:
                if _is_answered(wish, known, starts_at):
                    return (
                        _hold_renewed(known, appointment, actor)
                        if is_hold
                        else _hold_booked(known, appointment, status, actor)
                    )
                if not wish.overlapping:
                    raise already_booked(known, diary.zone)
            if diary.phone_required and not phone:
                raise PhoneRequiredError
            neighbours = holds_yield(neighbours, lead_id=lead_id)
            holds_of_day_yield(diary, wanted, starts_at=starts_at, now=now)
            offer = offer_find(diary, wanted, neighbours, starts_at=starts_at, now=now)
            if appointment_placed(appointment, offer, wanted):
                _announce(appointment, actor)
                return appointment
        raise NotFreeError(Refusal.SLOT_TAKEN)


def _is_answered(wish: Wish, known: Appointment, starts_at: datetime) -> bool:
    """Whether that is the meeting that is wished for: what is left open now was decided then."""
    return (
        known.starts_at == starts_at
        and wish.service_id in (None, known.service_id)
        and wish.resource_id in (None, known.resource_id)
    )


def _hold_renewed(appointment: Appointment, wished: Appointment, actor: Actor) -> Appointment:
    """Whoever asks again has not decided yet."""
    if appointment.status == Status.HELD and appointment.hold_expires_at != wished.hold_expires_at:
        appointment.hold_expires_at = wished.hold_expires_at
        appointment.version += 1
        appointment.save(update_fields=["hold_expires_at", "version", "updated_at"])
        _announce(appointment, actor)
    return appointment


def _hold_booked(appointment: Appointment, wished: Appointment, status: Status, actor: Actor) -> Appointment:
    """What was said only with the booking is taken over from it."""
    if appointment.status == Status.HELD:
        appointment.status, appointment.hold_expires_at = status, None
        appointment.service_label = wished.service_label or appointment.service_label
        appointment.notes = wished.notes or appointment.notes
        appointment.version += 1
        changed = ["status", "hold_expires_at", "service_label", "notes", "version", "updated_at"]
        appointment.save(update_fields=changed)
        _announce(appointment, actor)
    return appointment


def _announce(appointment: Appointment, actor: Actor) -> None:
    appointment_announce(
        appointment,
        AppointmentHeld if appointment.status == Status.HELD else AppointmentBooked,
        actor=actor,
        recorded={"lead_id": appointment.lead_id, "status": appointment.status},
    )
