"""A meeting finds its place: the one way a row that blocks comes into the diary."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models.functions import TruncDate

from apps.audit import actors
from apps.core.insertion import row_insert
from apps.scheduling.diary import Diary
from apps.scheduling.errors import SlotRefusedError
from apps.scheduling.events import AppointmentExpired
from apps.scheduling.models import Appointment, AppointmentSettings
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.neighbours import Neighbour
from apps.scheduling.selectors.slots import Wanted, booked_by_day, slots_alternative
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


def cap_lock(diary: Diary) -> None:
    """With a daily cap the bookings of a business queue on its settings: no constraint can count them."""
    if diary.rules.daily_cap is not None:
        AppointmentSettings.objects.select_for_update(no_key=True).get()


def offer_find(
    diary: Diary,
    wanted: Wanted,
    neighbours: Iterable[Neighbour],
    *,
    starts_at: datetime,
    now: datetime,
) -> Offer:
    """The slot as it is on offer now. Raises NotFreeError."""
    busy: dict[int, list[tuple[datetime, datetime]]] = {}
    for each in neighbours:
        if each.id != wanted.moving:
            busy.setdefault(each.resource_id, []).append((each.busy_from, each.busy_until))
    until = starts_at + SMALLEST_STEP
    booked = None
    if diary.rules.daily_cap is not None:
        booked = booked_by_day(
            diary.zone, start=starts_at, end=until, now=now, moving=wanted.moving, lead_id=wanted.lead_id
        )
    question = diary.question(
        resource_ids=wanted.resource_ids, service=wanted.service, busy=busy, now=now, booked=booked
    )
    offers = slots_find(question, window_start=starts_at, window_end=until)
    if not offers:
        raise NotFreeError(slot_refusal(question, starts_at=starts_at) or Refusal.SLOT_TAKEN)
    return offers[0]


def appointment_placed(appointment: Appointment, offer: Offer, wanted: Wanted) -> bool:
    """Written with its buffers, on the first resource that is free; False when a rival was quicker."""
    service = wanted.service
    appointment.resource_id = offer.resource_ids[0]
    appointment.starts_at, appointment.ends_at = offer.starts_at, offer.ends_at
    appointment.buffer_before_minutes = _minutes(service.before)
    appointment.buffer_after_minutes = _minutes(service.after)
    appointment.busy = DateTimeTZRange(offer.starts_at - service.before, offer.ends_at + service.after)
    return row_insert(appointment, unless=NO_OVERLAP)


def holds_yield(neighbours: Iterable[Neighbour], *, lead_id: int) -> list[Neighbour]:
    """Those that still block. A hold gives way when it ran out, which the constraint cannot know, and to what
    its own lead takes instead.
    """
    blocking: list[Neighbour] = []
    yielding: list[Neighbour] = []
    for each in neighbours:
        gives_way = each.is_expired or (each.is_held and each.lead_id == lead_id)
        (yielding if gives_way else blocking).append(each)
    if yielding:
        holds = Appointment.objects.filter(pk__in=[each.id for each in yielding], status=Status.HELD)
        holds_forget(holds.select_for_update(no_key=True).order_by("pk"))
    return blocking


def holds_of_day_yield(diary: Diary, wanted: Wanted, *, starts_at: datetime, now: datetime) -> None:
    """On a day that is full with what the lead itself holds, that gives way to what it takes instead."""
    cap = diary.rules.daily_cap
    if cap is None or wanted.lead_id is None:
        return
    day = starts_at.astimezone(diary.zone).date()
    counted = booked_by_day(diary.zone, start=starts_at, end=starts_at, now=now, moving=wanted.moving)
    if counted.get(day, 0) >= cap:
        of_day = Appointment.objects.annotate(day=TruncDate("starts_at", tzinfo=diary.zone)).filter(day=day)
        held = of_day.filter(lead_id=wanted.lead_id, status=Status.HELD)
        holds_forget(held.select_for_update(no_key=True).order_by("pk"))


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
    if attempt.wanted is None:
        raise ValueError("nothing was tried yet")
    diary = diary_get()
    nearest = slots_alternative(diary, attempt.wanted, starts_at=attempt.starts_at, now=attempt.now)
    return SlotRefusedError(
        refusal, alternatives=[free.starts_at.astimezone(diary.zone).isoformat() for free in nearest]
    )


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
