"""A meeting finds its place: the one way a row that blocks comes into the diary."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from apps.audit import actors
from apps.scheduling.diary import Diary
from apps.scheduling.errors import SlotRefusedError
from apps.scheduling.events import AppointmentExpired
from apps.scheduling.models import Appointment, AppointmentSettings, Resource
from apps.scheduling.selectors.slots import Wanted, question_of, slots_alternative
from apps.scheduling.services.announcing import appointment_announce
from apps.scheduling.slots import SMALLEST_STEP, Offer, Refusal, slot_refusal, slots_find

Status = Appointment.Status
NO_OVERLAP = "appointment_no_overlap"


class NotFreeError(Exception):
    """Inside the transaction; outside it becomes a SlotRefusedError that has looked for alternatives."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(slots=True)
class Attempt:
    """What was tried last, for whoever explains why it failed."""

    starts_at: datetime
    now: datetime
    diary: Diary | None = None
    wanted: Wanted | None = None


@contextmanager
def refusing(attempt: Attempt) -> Iterator[None]:
    """One transaction. Its refusals leave with the nearest alternatives, which are looked for without its
    locks.
    """
    try:
        with transaction.atomic():
            yield
    except NotFreeError as error:
        raise _refused(attempt, error.refusal) from None
    except IntegrityError as error:
        if _constraint_violated(error) != NO_OVERLAP:
            raise
        raise _refused(attempt, Refusal.SLOT_TAKEN) from None


def diary_lock(diary: Diary, wanted: Wanted) -> None:
    """Bookings of a resource queue on its row, those of a business with a daily cap on its settings: what is
    free is then read by one at a time. The exclusion constraint stands behind it for whoever writes without
    asking here.
    """
    if diary.rules.daily_cap is not None:
        AppointmentSettings.objects.select_for_update(no_key=True).get()
    resources = Resource.objects.select_for_update(no_key=True).filter(pk__in=wanted.resource_ids)
    # In one order, so that nobody waits for somebody who waits for them.
    list(resources.order_by("pk").values_list("pk", flat=True))


def offer_find(
    diary: Diary, wanted: Wanted, *, starts_at: datetime, now: datetime, without: int | None = None
) -> Offer:
    """The slot as it is on offer now. Raises NotFreeError."""
    question = question_of(
        diary, wanted, start=starts_at, end=starts_at + SMALLEST_STEP, now=now, without=without
    )
    offers = slots_find(question, window_start=starts_at, window_end=starts_at + SMALLEST_STEP)
    if not offers:
        raise NotFreeError(slot_refusal(question, starts_at=starts_at) or Refusal.SLOT_TAKEN)
    return offers[0]


def appointment_placed(appointment: Appointment, offer: Offer, wanted: Wanted) -> Appointment:
    """Written with its buffers, on the first resource that is free."""
    service = wanted.service
    appointment.resource_id = offer.resource_ids[0]
    appointment.starts_at, appointment.ends_at = offer.starts_at, offer.ends_at
    appointment.buffer_before_minutes = _minutes(service.before)
    appointment.buffer_after_minutes = _minutes(service.after)
    appointment.busy = DateTimeTZRange(offer.starts_at - service.before, offer.ends_at + service.after)
    appointment.save(force_insert=True)
    return appointment


def expired_holds_delete(wanted: Wanted, *, starts_at: datetime, now: datetime) -> None:
    """The constraint cannot know the time, so a hold that ran out blocks until it is gone."""
    service = wanted.service
    starts_at = starts_at.astimezone(UTC)
    around = (starts_at - service.before, starts_at + service.duration + service.after)
    holds_forget(
        Appointment.objects.filter(
            resource_id__in=wanted.resource_ids,
            status=Status.HELD,
            hold_expires_at__lte=now,
            busy__overlap=around,
        ).select_for_update(no_key=True)
    )


def holds_forget(holds: Iterable[Appointment]) -> int:
    """Deletes them, each with its event."""
    gone = list(holds)
    for hold in gone:
        appointment_announce(
            hold, AppointmentExpired, actor=actors.SYSTEM, recorded={"lead_id": hold.lead_id}
        )
    if gone:
        Appointment.objects.filter(pk__in=[hold.pk for hold in gone], status=Status.HELD).delete()
    return len(gone)


def _refused(attempt: Attempt, refusal: Refusal) -> SlotRefusedError:
    if attempt.diary is None or attempt.wanted is None:
        raise ValueError("nothing was tried yet")
    zone = attempt.diary.zone
    nearest = slots_alternative(attempt.diary, attempt.wanted, starts_at=attempt.starts_at, now=attempt.now)
    return SlotRefusedError(
        refusal, alternatives=[free.starts_at.astimezone(zone).isoformat() for free in nearest]
    )


def _constraint_violated(error: IntegrityError) -> str | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis.constraint_name if diagnosis else None


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
