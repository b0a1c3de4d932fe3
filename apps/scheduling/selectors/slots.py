from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import orjson
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from apps.scheduling.diary import Busy, Diary
from apps.scheduling.errors import ResourceUnknownError, ServiceUnknownError
from apps.scheduling.hours import MIDNIGHT, ONE_DAY
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.slots import (
    DayState,
    Offer,
    Question,
    ServiceRules,
    day_state,
    slots_find,
    slots_nearest,
)

ALTERNATIVES = 3
NONE = 0
# Thousands of meetings, as two lists of numbers a resource: reading them as timestamps took longer than all
# else. Joined, because the index of the constraint is then asked once for each resource.
BUSY = """
    SELECT wanted.resource_id, json_agg(extract(epoch FROM lower(meeting.busy)))::text,
        json_agg(extract(epoch FROM upper(meeting.busy)))::text
    FROM unnest(%s::bigint[]) AS wanted(resource_id)
    JOIN scheduling_appointment meeting ON meeting.resource_id = wanted.resource_id
        AND meeting.busy && tstzrange(%s, %s) AND meeting.status IN ('held', 'pending', 'confirmed')
        AND (meeting.hold_expires_at IS NULL OR meeting.hold_expires_at > %s AND meeting.lead_id <> %s)
        AND meeting.id <> %s
    GROUP BY wanted.resource_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be booked, and who could give it, in the order in which they are asked. What `lead_id` holds
    is free for it, and so is the time of the meeting `moving`, which is to be moved; `stays_at` is where it
    would not move at all.
    """

    service: ServiceRules
    resource_ids: tuple[int, ...]
    service_id: int | None = None
    service_label: str = ""
    lead_id: int | None = None
    moving: int | None = None
    stays_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayAvailability:
    """The free slots of a local day; when there are none, why, and the nearest ones on other days."""

    state: DayState
    slots: list[Offer]
    alternatives: list[Offer]


def wanted_of(
    diary: Diary,
    *,
    service_id: int | None = None,
    resource_id: int | None = None,
    lead_id: int | None = None,
) -> Wanted:
    """Raises ServiceUnknownError and ResourceUnknownError for what cannot be booked, or not together."""
    service = None if service_id is None else diary.service(service_id)
    if service_id is not None and service is None:
        raise ServiceUnknownError
    able = diary.resource_ids(service)
    if resource_id is not None:
        if resource_id not in (able if service else tuple(each.id for each in diary.resources)):
            raise ResourceUnknownError
        able = (resource_id,)
    if service is None:
        return Wanted(service=diary.plain, resource_ids=able, lead_id=lead_id)
    return Wanted(
        service=service.rules,
        resource_ids=able,
        service_id=service.id,
        service_label=service.label,
        lead_id=lead_id,
    )


def slots_available(
    *,
    date_from: date,
    date_to: date,
    now: datetime,
    service_id: int | None = None,
    resource_id: int | None = None,
) -> list[Offer]:
    """Free slots of the business's local days date_from..date_to, both included, earliest first.

    Raises ServiceUnknownError, ResourceUnknownError.
    """
    diary = diary_get()
    wanted = wanted_of(diary, service_id=service_id, resource_id=resource_id)
    return slots_between(diary, wanted, date_from=date_from, date_to=date_to, now=now)


def slots_between(
    diary: Diary, wanted: Wanted, *, date_from: date, date_to: date, now: datetime
) -> list[Offer]:
    """As `slots_available`."""
    today = now.astimezone(diary.zone).date()
    date_from, date_to = max(date_from, today), min(date_to, today + timedelta(days=diary.rules.window_days))
    if date_to < date_from:
        return []
    start, end = _midnight(date_from, diary.zone), _midnight(date_to + ONE_DAY, diary.zone)
    found = slots_find(
        question_of(diary, wanted, start=start, end=end, now=now), window_start=start, window_end=end
    )
    return found if wanted.lead_id is None else _without_own(found, wanted, wanted.lead_id)


def slots_alternative(diary: Diary, wanted: Wanted, *, starts_at: datetime, now: datetime) -> list[Offer]:
    """The free slots nearest to `starts_at` in the whole booking window, earliest first."""
    free = slots_between(diary, wanted, date_from=date.min, date_to=date.max, now=now)
    return slots_nearest(free, starts_at=starts_at, count=ALTERNATIVES)


def day_availability(
    diary: Diary,
    *,
    day: date,
    hours: tuple[time, time] | None,
    now: datetime,
    wanted: Wanted | None = None,
) -> DayAvailability:
    """Slots of `day` that start in the half-open wall-time span `hours`, or on the whole day.

    When only that span is full, the state is FULL and the alternatives are the nearest slots, on that day
    if any.
    """
    wanted = wanted or wanted_of(diary)
    of_day = slots_between(diary, wanted, date_from=day, date_to=day, now=now)
    slots = [slot for slot in of_day if hours is None or _starts_within(slot, hours, diary.zone)]
    if slots:
        return DayAvailability(DayState.AVAILABLE, slots, [])
    empty = diary.question(resource_ids=wanted.resource_ids, service=wanted.service, busy={}, now=now)
    wished = datetime.combine(day, hours[0] if hours else time(12), tzinfo=diary.zone)
    alternatives = slots_alternative(diary, wanted, starts_at=wished, now=now)
    return DayAvailability(day_state(empty, day=day), [], alternatives)


def _without_own(found: list[Offer], wanted: Wanted, lead_id: int) -> list[Offer]:
    """Nobody is in two places: not while the lead has another meeting, with whomever."""
    if not found:
        return found
    booked = Appointment.objects.filter(
        lead_id=lead_id,
        status__in=(Appointment.Status.PENDING, Appointment.Status.CONFIRMED),
        ends_at__gt=found[0].starts_at,
        starts_at__lt=found[-1].ends_at,
    ).exclude(pk=wanted.moving or NONE)
    spans = list(booked.values_list("starts_at", "ends_at"))
    return [
        slot
        for slot in found
        if slot.starts_at != wanted.stays_at
        and not any(begins < slot.ends_at and slot.starts_at < ends for begins, ends in spans)
    ]


def question_of(diary: Diary, wanted: Wanted, *, start: datetime, end: datetime, now: datetime) -> Question:
    """Everything that decides about slots that start in [start, end)."""
    service = wanted.service
    busy = busy_between(
        resource_ids=wanted.resource_ids,
        start=start - service.before,
        end=end + service.duration + service.after,
        now=now,
        lead_id=wanted.lead_id,
        moving=wanted.moving,
    )
    booked: Mapping[date, int] = {}
    if diary.rules.daily_cap is not None:
        booked = booked_by_day(
            diary.zone, start=start, end=end, now=now, moving=wanted.moving, lead_id=wanted.lead_id
        )
    return diary.question(
        resource_ids=wanted.resource_ids, service=service, busy=busy, now=now, booked=booked
    )


def busy_between(
    *,
    resource_ids: Collection[int],
    start: datetime,
    end: datetime,
    now: datetime,
    lead_id: int | None = None,
    moving: int | None = None,
) -> Busy:
    """What blocks each resource in [start, end), buffers included; a hold that ran out, or is the lead's own,
    does not, nor does the meeting `moving`.
    """
    with connection.cursor() as cursor:
        cursor.execute(BUSY, [list(resource_ids), start, end, now, lead_id or NONE, moving or NONE])
        return {
            resource_id: list(zip(_moments(begins), _moments(ends), strict=True))
            for resource_id, begins, ends in cursor.fetchall()
        }


def _moments(seconds: str) -> Iterator[datetime]:
    return (datetime.fromtimestamp(each, UTC) for each in orjson.loads(seconds))


def booked_by_day(
    zone: ZoneInfo,
    *,
    start: datetime,
    end: datetime,
    now: datetime,
    moving: int | None = None,
    lead_id: int | None = None,
) -> Mapping[date, int]:
    """How many meetings of the whole business begin on each local date, those that took place too, without
    the one `moving` and what `lead_id` holds.
    """
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    counted = (
        _counted(now, moving, lead_id)
        .filter(starts_at__gte=_midnight(first, zone), starts_at__lt=_midnight(last + ONE_DAY, zone))
        .values_list(TruncDate("starts_at", tzinfo=zone))
        .annotate(Count("pk"))
    )
    return dict(counted)


def _counted(now: datetime, moving: int | None, lead_id: int | None) -> QuerySet[Appointment]:
    left_out = Q(status=Appointment.Status.HELD, hold_expires_at__lte=now)
    if moving is not None:
        left_out |= Q(pk=moving)
    if lead_id is not None:
        left_out |= Q(status=Appointment.Status.HELD, lead_id=lead_id)
    return Appointment.objects.filter(status__in=Appointment.COUNTED).exclude(left_out)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MIDNIGHT, tzinfo=zone).astimezone(UTC)


def _starts_within(slot: Offer, hours: tuple[time, time], zone: ZoneInfo) -> bool:
    begins, ends = hours
    wall = slot.starts_at.astimezone(zone).time()
    return begins <= wall and (wall < ends or ends == MIDNIGHT)
