"""What becomes of a meeting after it was booked."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.audit.actors import Actor
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.core.errors import ContendedError
from apps.crm.services.locking import lead_phone_locked
from apps.scheduling.diary import Diary
from apps.scheduling.errors import (
    AppointmentAheadError,
    AppointmentChangedError,
    AppointmentNotFoundError,
    AppointmentOverError,
)
from apps.scheduling.events import (
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentDone,
    AppointmentEvent,
    AppointmentMissed,
    AppointmentRescheduled,
    AppointmentUpdated,
)
from apps.scheduling.models import Appointment, Resource
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.moving import wanted_to_move
from apps.scheduling.selectors.neighbours import neighbours_find
from apps.scheduling.selectors.slots import Wanted
from apps.scheduling.services.announcing import appointment_announce
from apps.scheduling.services.booking import status_booked
from apps.scheduling.services.placing import (
    Attempt,
    NotFreeError,
    appointment_placed,
    cap_lock,
    holds_of_day_yield,
    holds_yield,
    offer_find,
    refusing,
)
from apps.scheduling.services.standing import already_booked, standing_at
from apps.scheduling.slots import Refusal

Status = Appointment.Status
BOOKED = (Status.PENDING, Status.CONFIRMED)
MAY_BECOME: dict[Status, tuple[Status, ...]] = {
    Status.CONFIRMED: (Status.HELD, Status.PENDING),
    Status.CANCELLED: Appointment.BLOCKING,
    Status.NO_SHOW: (*BOOKED, Status.DONE),
    Status.DONE: (*BOOKED, Status.NO_SHOW),
}
"""From what a meeting may become this; becoming what it is changes nothing."""


def appointment_confirm(*, appointment_id: int, actor: Actor, version: int | None = None) -> Appointment:
    """Raises AppointmentNotFoundError, AppointmentChangedError, AppointmentOverError and, of a hold that ran
    out, which nothing counts any more, SlotRefusedError: 409 hold_expired with the nearest alternatives.
    """
    now = clock.now()
    attempt = Attempt(now, now)
    with refusing(attempt):
        held = _locked(appointment_id, version)
        if held.hold_expires_at is not None and held.hold_expires_at <= now:
            attempt.starts_at = held.starts_at
            attempt.wanted = wanted_to_move(diary_get(around=held.starts_at), appointment_id=held.pk)
            raise NotFreeError(Refusal.HOLD_EXPIRED)
        return _become(appointment_id, Status.CONFIRMED, AppointmentConfirmed, actor, version)


def appointment_cancel(*, appointment_id: int, actor: Actor, version: int | None = None) -> Appointment:
    """Frees the slot. Raises AppointmentNotFoundError, AppointmentChangedError, AppointmentOverError."""
    return _become(appointment_id, Status.CANCELLED, AppointmentCancelled, actor, version)


def appointment_miss(*, appointment_id: int, actor: Actor, version: int | None = None) -> Appointment:
    """The customer did not come. Raises AppointmentNotFoundError, AppointmentChangedError,
    AppointmentOverError and, before it begins, AppointmentAheadError.
    """
    return _become(appointment_id, Status.NO_SHOW, AppointmentMissed, actor, version)


def appointment_finish(*, appointment_id: int, actor: Actor, version: int | None = None) -> Appointment:
    """It took place. Raises what `appointment_miss` raises."""
    return _become(appointment_id, Status.DONE, AppointmentDone, actor, version)


def appointment_note(
    *, appointment_id: int, notes: str, actor: Actor, version: int | None = None
) -> Appointment:
    """Raises AppointmentNotFoundError, AppointmentChangedError."""
    with transaction.atomic():
        appointment = _locked(appointment_id, version)
        if appointment.notes != notes:
            _write(appointment, notes=notes)
            recorded = {"fields": ["notes"]}
            appointment_announce(appointment, AppointmentUpdated, actor=actor, recorded=recorded)
    return appointment


@again_if_contended
def appointment_reschedule(
    *,
    appointment_id: int,
    starts_at: datetime,
    actor: Actor,
    resource_id: int | None = None,
    overlapping: bool = False,
    version: int | None = None,
) -> Appointment:
    """Another row of the same lineage at the new start, with the same length and buffers; the old one is
    cancelled. Both or nothing. Its own old time is no obstacle. Unless a resource is named it stays with its
    own, and goes to whoever else gives the service when that one is not free. It may be `overlapping` with
    what the lead has elsewhere then.

    Raises AppointmentNotFoundError, AppointmentChangedError, AppointmentOverError, ResourceUnknownError,
    AlreadyBookedError and SlotRefusedError, as `appointment_book` does.
    """
    now = clock.now()
    starts_at = starts_at.astimezone(UTC)
    attempt = Attempt(starts_at, now)
    with refusing(attempt):
        # In turn with what the same lead books elsewhere at that start.
        lead_id = _lead_locked(appointment_id)
        diary = diary_get(around=starts_at)
        attempt.wanted = wanted = wanted_to_move(
            diary, appointment_id=appointment_id, resource_id=resource_id
        )
        cap_lock(diary)
        _resources_lock(appointment_id, wanted)
        old = _locked(appointment_id, version)
        if old.lead_id != lead_id:
            raise ContendedError
        if old.status not in BOOKED:
            raise AppointmentOverError(appointment_status=old.status)
        if old.starts_at == starts_at and old.resource_id in wanted.resource_ids:
            return old
        new = _successor(old, diary, actor)
        # A resource that a rival took since it was looked at leaves the others.
        for _ in (*wanted.resource_ids, None):
            neighbours = neighbours_find(wanted, lead_id=lead_id, starts_at=starts_at, now=now)
            standing = standing_at(neighbours, lead_id=lead_id, starts_at=starts_at, wanted=wanted)
            if standing is not None and not overlapping:
                raise already_booked(standing, diary.zone)
            neighbours = holds_yield(neighbours, lead_id=lead_id)
            holds_of_day_yield(diary, wanted, starts_at=starts_at, now=now)
            offer = offer_find(diary, wanted, neighbours, starts_at=starts_at, now=now)
            if old.status != Status.CANCELLED:
                _write(old, status=Status.CANCELLED)
            if appointment_placed(new, offer, wanted):
                _moved_announce(old, new, actor)
                return new
        raise NotFreeError(Refusal.SLOT_TAKEN)


def _lead_locked(appointment_id: int) -> int:
    """Raises AppointmentNotFoundError, and ContendedError when the lead is merged at this moment."""
    lead_id = Appointment.objects.filter(pk=appointment_id).values_list("lead_id", flat=True).first()
    if lead_id is None:
        raise AppointmentNotFoundError
    return lead_phone_locked(lead_id=lead_id)[0]


def _successor(old: Appointment, diary: Diary, actor: Actor) -> Appointment:
    """What was approved stays so, unless whoever moves it needs approval."""
    is_approved = old.status == Status.CONFIRMED and status_booked(diary, actor) == Status.CONFIRMED
    return Appointment(
        lead_id=old.lead_id,
        service_id=old.service_id,
        service_label=old.service_label,
        status=Status.CONFIRMED if is_approved else Status.PENDING,
        lineage=old.lineage,
        rescheduled_count=old.rescheduled_count + 1,
        source=old.source,
        source_kind=old.source_kind,
        source_id=old.source_id,
        created_by_kind=actor.kind,
        created_by_user_id=actor.user_id,
        notes=old.notes,
    )


def _moved_announce(old: Appointment, new: Appointment, actor: Actor) -> None:
    appointment_announce(
        new,
        AppointmentRescheduled,
        actor=actor,
        recorded={
            "previous_id": old.pk,
            "starts_at_from": old.starts_at.isoformat(),
            "starts_at_to": new.starts_at.isoformat(),
        },
        previous_id=old.pk,
    )


def _resources_lock(appointment_id: int, wanted: Wanted) -> None:
    """Two meetings that change places would wait for each other; in one order of resources neither does."""
    concerned = Q(pk__in=wanted.resource_ids) | Q(appointments=appointment_id)
    ids = Resource.objects.filter(concerned).values("pk")
    resources = Resource.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(resources.order_by("pk").values_list("pk", flat=True))


def _become(
    appointment_id: int,
    status: Status,
    event: type[AppointmentEvent],
    actor: Actor,
    version: int | None,
) -> Appointment:
    with transaction.atomic():
        appointment = _locked(appointment_id, version)
        was = appointment.status
        if was == status:
            return appointment
        if was not in MAY_BECOME[status]:
            raise AppointmentOverError(appointment_status=was)
        if status in (Status.NO_SHOW, Status.DONE) and appointment.starts_at > clock.now():
            raise AppointmentAheadError
        _write(appointment, status=status, hold_expires_at=None)
        appointment_announce(appointment, event, actor=actor, recorded={"status_from": was})
    return appointment


def _locked(appointment_id: int, version: int | None) -> Appointment:
    appointment = Appointment.objects.select_for_update(no_key=True).filter(pk=appointment_id).first()
    if appointment is None:
        raise AppointmentNotFoundError
    if version is not None and version != appointment.version:
        raise AppointmentChangedError(version=appointment.version)
    return appointment


def _write(appointment: Appointment, **values: Any) -> None:
    for name, value in values.items():
        setattr(appointment, name, value)
    appointment.version += 1
    appointment.save(update_fields=[*values, "version", "updated_at"])
