from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from apps.scheduling.errors import AppointmentNotFoundError
from apps.scheduling.models import PERIOD, Appointment, AppointmentSettings, OpeningHours, Resource
from apps.scheduling.slots import (
    ONE_DAY,
    DayState,
    Opening,
    Slot,
    SlotRules,
    day_state,
    last_bookable_day,
    slots_find,
    slots_nearest,
)
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema

ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything that decides which appointments a business takes, except those it has."""

    rules: SlotRules
    duration: timedelta
    zone: ZoneInfo
    resource_id: int
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class DayAvailability:
    """The free slots of a local day; when there are none, why, and the nearest ones on other days."""

    state: DayState
    slots: list[Slot]
    alternatives: list[Slot]


def diary_get() -> Diary:
    settings = AppointmentSettings.objects.get()
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise LookupError("a diary belongs to a business; enter one first")
    openings = tuple(
        Opening(hours.weekday, hours.opens, hours.closes) for hours in OpeningHours.objects.all()
    )
    rules = SlotRules(
        openings=openings,
        slot_minutes=settings.slot_minutes,
        buffer_minutes=settings.buffer_minutes,
        min_notice_minutes=settings.min_notice_minutes,
        window_days=settings.window_days,
    )
    return Diary(
        rules=rules,
        duration=rules.step,
        zone=ZoneInfo(business.timezone),
        resource_id=Resource.objects.values_list("pk", flat=True).get(is_default=True),
        needs_approval=settings.confirm_mode == AppointmentSettings.ConfirmMode.MANUAL,
    )


def slots_available(*, date_from: date, date_to: date, now: datetime) -> list[Slot]:
    """Free slots of the business's local days date_from..date_to, both included, earliest first."""
    return _slots_between(diary_get(), date_from=date_from, date_to=date_to, now=now)


def slots_alternative(diary: Diary, *, starts_at: datetime, now: datetime) -> list[Slot]:
    """The free slots nearest to `starts_at` in the whole booking window, earliest first."""
    today = now.astimezone(diary.zone).date()
    last_day = last_bookable_day(rules=diary.rules, now=now, zone=diary.zone)
    free = _slots_between(diary, date_from=today, date_to=last_day, now=now)
    return slots_nearest(free, starts_at=starts_at, count=ALTERNATIVES)


def day_availability(
    diary: Diary, *, day: date, hours: tuple[time, time] | None, now: datetime
) -> DayAvailability:
    """Slots of `day` that start in the half-open wall-time span `hours`, or on the whole day.

    When only that span is full, the state is FULL and the alternatives are the nearest slots, on that day
    if any.
    """
    of_day = _slots_between(diary, date_from=day, date_to=day, now=now)
    slots = [slot for slot in of_day if hours is None or _starts_within(slot, hours, diary.zone)]
    if slots:
        return DayAvailability(DayState.AVAILABLE, slots, [])
    state = day_state(rules=diary.rules, duration=diary.duration, day=day, now=now, zone=diary.zone)
    wished = datetime.combine(day, hours[0] if hours else time(12), tzinfo=diary.zone)
    return DayAvailability(state, [], slots_alternative(diary, starts_at=wished, now=now))


def busy_between(*, resource_id: int, start: datetime, end: datetime, now: datetime) -> list[Slot]:
    """What blocks the resource in [start, end); a hold that ran out does not."""
    blocking = (
        Appointment.objects.alias(period=PERIOD)
        .filter(resource_id=resource_id, status__in=Appointment.BLOCKING, period__overlap=(start, end))
        .exclude(status=Appointment.Status.HELD, hold_expires_at__lte=now)
        .values_list("starts_at", "ends_at")
    )
    return [Slot(*interval) for interval in blocking]


def appointments_list(
    *, starts_from: datetime | None = None, starts_to: datetime | None = None, lead_id: int | None = None
) -> QuerySet[Appointment]:
    """Appointments with lead and resource that start in [starts_from, starts_to); of one lead, or of all."""
    within = Q() if lead_id is None else Q(lead_id=lead_id)
    if starts_from is not None:
        within &= Q(starts_at__gte=starts_from)
    if starts_to is not None:
        within &= Q(starts_at__lt=starts_to)
    return Appointment.objects.select_related("lead", "resource").filter(within)


def appointment_get(*, appointment_id: int) -> Appointment:
    """Raises AppointmentNotFoundError."""
    appointment = appointments_list().filter(pk=appointment_id).first()
    if appointment is None:
        raise AppointmentNotFoundError
    return appointment


def appointments_upcoming(*, lead_id: int, now: datetime) -> QuerySet[Appointment]:
    """What the lead has coming, soonest first."""
    booked = (Appointment.Status.PENDING, Appointment.Status.CONFIRMED)
    return Appointment.objects.filter(lead_id=lead_id, status__in=booked, ends_at__gt=now).order_by(
        "starts_at"
    )


def appointments_of(*, source_kind: str, source_ids: Iterable[int]) -> QuerySet[Appointment]:
    """Appointments made in these calls or messages, in the order they were made."""
    return Appointment.objects.filter(source_kind=source_kind, source_id__in=source_ids).order_by("pk")


def _slots_between(diary: Diary, *, date_from: date, date_to: date, now: datetime) -> list[Slot]:
    start = datetime.combine(date_from, time(0), tzinfo=diary.zone).astimezone(UTC)
    end = datetime.combine(date_to + ONE_DAY, time(0), tzinfo=diary.zone).astimezone(UTC)
    reach = timedelta(minutes=diary.rules.buffer_minutes) + diary.duration
    return slots_find(
        rules=diary.rules,
        busy=busy_between(resource_id=diary.resource_id, start=start - reach, end=end + reach, now=now),
        duration=diary.duration,
        now=now,
        window_start=start,
        window_end=end,
        zone=diary.zone,
    )


def _starts_within(slot: Slot, hours: tuple[time, time], zone: ZoneInfo) -> bool:
    begins, ends = hours
    wall = slot.starts_at.astimezone(zone).time()
    return begins <= wall and (wall < ends or ends == time(0))
